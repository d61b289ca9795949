import { Body, Controller, Get, HttpCode, Param, Post, Query, Sse, UseGuards, type MessageEvent } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { Allow, CurrentActor, type Actor } from '../../http/actor.js';
import { LanguageQuery, offsetOf, pageOf, PageQuery, type Page } from '../../http/paging.js';
import { ScoringService } from '../scoring.service.js';
import { RunExists } from './run-exists.guard.js';
import { runEvents } from './run-events.js';
import {
  runView,
  ScoringRunBody,
  ScoringRunPageView,
  ScoringRunTicketView,
  ScoringRunView,
  ticketView,
} from './scoring-run.dto.js';

@ApiTags('scoring')
@Controller('api/v1/scoring-runs')
export class ScoringRunsController {
  constructor(private readonly scoring: ScoringService) {}

  @Post()
  @HttpCode(202)
  @Allow('lps_analyst', 'lps_administrator')
  @ApiOperation({ summary: 'Score what changed, some periods, or everything, in the background' })
  @ApiAcceptedResponse({ type: ScoringRunTicketView })
  @ApiBadRequestResponse({ description: 'Unknown field or malformed value' })
  @ApiForbiddenResponse({ description: 'Analysts and administrators only' })
  @ApiUnprocessableEntityResponse({ description: 'A period that does not exist' })
  async request(@Body() body: ScoringRunBody, @CurrentActor() actor: Actor): Promise<ScoringRunTicketView> {
    return ticketView(await this.scoring.request(body, actor));
  }

  @Get()
  @Allow('lps_analyst', 'lps_administrator', 'lps_reviewer')
  @ApiOperation({ summary: 'Scoring runs, newest first' })
  @ApiOkResponse({ type: ScoringRunPageView })
  async list(@Query() query: PageQuery): Promise<Page<ScoringRunView>> {
    const { runs, total } = await this.scoring.page(offsetOf(query), query.perPage);
    return pageOf(runs.map(runView), total, query);
  }

  @Get(':id')
  @Allow('lps_analyst', 'lps_administrator', 'lps_reviewer')
  @ApiOperation({ summary: 'One scoring run with its progress and hashes' })
  @ApiOkResponse({ type: ScoringRunView })
  @ApiNotFoundResponse({ description: 'No such run' })
  async one(@Query() _query: LanguageQuery, @Param('id') id: string): Promise<ScoringRunView> {
    return runView(await this.scoring.byId(id));
  }

  @Sse(':id/events')
  @UseGuards(RunExists)
  @Allow('lps_analyst', 'lps_administrator', 'lps_reviewer')
  @ApiOperation({ summary: 'A run as it goes on: `progress` events, then `done` or `failed`' })
  @ApiProduces('text/event-stream')
  @ApiNotFoundResponse({ description: 'No such run' })
  events(@Query() _query: LanguageQuery, @Param('id') id: string): Observable<MessageEvent> {
    return runEvents(() => this.scoring.byId(id));
  }
}
