import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPreconditionFailedResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { Allow, CurrentActor, Public, type Actor } from '../../http/actor.js';
import { InLanguage, languageOf } from '../../http/language.js';
import { LanguageQuery, offsetOf, pageOf, PageQuery, type Page } from '../../http/paging.js';
import { Problem, titleOf } from '../../http/problem.js';
import { dayOr } from '../../municipalities/day.js';
import { NewPeriodBody, PeriodChangeBody, PeriodPageView, periodView, PeriodView } from './dto/period.dto.js';
import { noPeriod, PeriodService } from './period.service.js';

/** Refuses texts that are no days, each under its own path. */
function checkDays(days: Readonly<Record<string, string | undefined>>): void {
  for (const [path, day] of Object.entries(days)) if (day !== undefined) dayOr(day, path);
}

function deadlineDays(deadlines: NewPeriodBody['deadlines']): Record<string, string | undefined> {
  return { 'deadlines.SU': deadlines?.SU, 'deadlines.SP': deadlines?.SP, 'deadlines.SD': deadlines?.SD };
}

/** The version of an `If-Match: "3"`; undefined for none and for `*`. */
function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const [, digits] = /^\s*(?:W\/)?"(\d+)"\s*$/.exec(ifMatch) ?? [];
  if (digits === undefined) throw new Problem({ status: 412, code: 'stale_version', title: titleOf(412) });
  return Number(digits);
}

@ApiTags('periods')
@Controller('api/v1/periods')
export class PeriodsController {
  constructor(private readonly periods: PeriodService) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Reporting periods, newest first' })
  @ApiOkResponse({ type: PeriodPageView })
  async list(@Query() query: PageQuery, @InLanguage() language: Language): Promise<Page<PeriodView>> {
    const periods = await this.periods.list();
    const offset = offsetOf(query);
    const items = periods.slice(offset, offset + query.perPage).map((period) => periodView(period, language));
    return pageOf(items, periods.length, query);
  }

  @Get(':code')
  @Public()
  @ApiOperation({ summary: 'One reporting period' })
  @ApiOkResponse({ type: PeriodView })
  @ApiNotFoundResponse({ description: 'No such period' })
  async one(
    @Param('code') code: string,
    @Query() _query: LanguageQuery,
    @InLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PeriodView> {
    const period = await this.periods.byCode(code);
    if (period === undefined) throw noPeriod(code);
    void reply.header('etag', `"${period.version}"`);
    return periodView(period, language);
  }

  @Post()
  @Allow('lps_administrator')
  @ApiOperation({ summary: 'Make a reporting period' })
  @ApiCreatedResponse({ type: PeriodView })
  @ApiBadRequestResponse({ description: 'Unknown field or malformed value' })
  @ApiConflictResponse({ description: 'The code is taken' })
  @ApiUnprocessableEntityResponse({ description: 'The days do not fit' })
  async create(
    @Body() body: NewPeriodBody,
    @CurrentActor() actor: Actor,
    @InLanguage() language: Language,
  ): Promise<PeriodView> {
    checkDays({ startsOn: body.startsOn, endsOn: body.endsOn, opensOn: body.opensOn, ...deadlineDays(body.deadlines) });
    return periodView(await this.periods.create(body, actor), language);
  }

  @Patch(':code')
  @HttpCode(200)
  @Allow('lps_administrator')
  @ApiOperation({ summary: 'Open, lock or close a period, or move its days' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Entity tag of the version that is to be changed' })
  @ApiOkResponse({ type: PeriodView })
  @ApiNotFoundResponse({ description: 'No such period' })
  @ApiPreconditionFailedResponse({ description: 'Changed meanwhile' })
  @ApiUnprocessableEntityResponse({ description: 'The state cannot follow the present one' })
  async change(
    @Param('code') code: string,
    @Body() body: PeriodChangeBody,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<PeriodView> {
    checkDays({ opensOn: body.opensOn, ...deadlineDays(body.deadlines) });
    const expectedVersion = versionOf(request.headers['if-match']);
    const { state, opensOn, deadlines, title } = body;
    const change = { state, opensOn, deadlines, title, expectedVersion };
    return periodView(await this.periods.change(code, change, actor), languageOf(request));
  }
}
