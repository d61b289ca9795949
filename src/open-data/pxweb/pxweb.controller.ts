import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { Public } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { notFound } from '../../http/problem.js';
import { dataSet, dataSets } from '../figures/data-set.js';
import { PublishedFigures } from '../figures/published-figures.js';
import { EditionQuery } from '../http/edition.query.js';
import { OpenAnswers } from '../http/open-answers.js';
import { labelOf } from '../json-stat/json-stat.js';
import { pxTable } from './px-table.js';
import { assertWithinLimits, PX_CONFIG, pxAnswer } from './pxweb-answers.js';
import { PxItemView, PxQueryView, PxTableView } from './pxweb.views.js';
import { readQuery } from './selection.js';

const ROOT = '/open-data/pxweb/api/v1';

class PxWebQuery extends EditionQuery {
  @ApiPropertyOptional({ description: 'Asks for the limits instead', type: String })
  @IsOptional()
  config?: string;
}

/** Figures as programs for PxWeb, version 1, ask for them; the tables are the data sets of JSON-stat. */
@ApiTags('open data')
@ApiParam({ name: 'language', enum: ['lv', 'en'] })
@Public()
@Controller('open-data/pxweb/api/v1')
export class PxWebController {
  constructor(
    private readonly figures: PublishedFigures,
    private readonly answers: OpenAnswers,
  ) {}

  @Get(':language')
  @ApiOperation({ summary: 'Tables; the limits with ?config' })
  @ApiOkResponse({ type: [PxItemView] })
  @ApiProblems(400, 404)
  async tables(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: PxWebQuery): Promise<void> {
    const { language } = placeOf(request);
    const state = await this.figures.state(query.edition);
    await this.answers.send(request, reply, {
      state: state.key,
      edition: query.edition,
      make: () =>
        query.config === undefined
          ? dataSets(state).map((set) => ({
              id: set.code,
              type: 't',
              text: labelOf(set, state, language),
              updated: state.updated,
            }))
          : PX_CONFIG,
    });
  }

  @Get(':language/*')
  @ApiOperation({ summary: 'Variables of a table ({language}/{table}); the limits with ?config' })
  @ApiOkResponse({ type: PxTableView })
  @ApiProblems(400, 404)
  async table(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: PxWebQuery): Promise<void> {
    const { language, table } = placeOf(request);
    if (table === '') {
      await this.tables(request, reply, query);
      return;
    }
    const state = await this.figures.state(query.edition);
    const set = dataSet(state, table);
    await this.answers.send(request, reply, {
      state: state.key,
      edition: query.edition,
      make: () => (query.config === undefined ? pxTable({ set, state, language }) : PX_CONFIG),
    });
  }

  @Post(':language/*')
  @HttpCode(200)
  @ApiOperation({ summary: 'Figures of a table' })
  @ApiBody({ type: PxQueryView })
  @ApiOkResponse({ description: 'In the form asked for' })
  @ApiProblems(400, 403, 404)
  async query(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: EditionQuery,
    @Body() body: unknown,
  ): Promise<void> {
    const { language, table } = placeOf(request);
    const state = await this.figures.state(query.edition);
    const { set, format } = readQuery(body, dataSet(state, table));
    const setting = { set, state, language };
    assertWithinLimits(setting);
    const href = `${this.answers.baseOf(request)}${ROOT}/${language}/${encodeURIComponent(table)}`;
    const { content, contentType } = await pxAnswer(setting, format, href);
    await this.answers.send(request, reply, { state: state.key, contentType, make: () => content });
  }
}

/** Language and table in the address; a slash at the end does not matter. */
function placeOf(request: FastifyRequest): { readonly language: Language; readonly table: string } {
  const { language = '', '*': rest = '' } = request.params as Record<string, string | undefined>;
  const table = rest.replace(/\/+$/, '');
  if (language === 'lv' || language === 'en') return { language, table };
  throw notFound(
    { lv: `Valodas “${language}” nav. Ir: lv, en.`, en: `There is no language “${language}”. There are: lv, en.` },
    'language_not_found',
  );
}
