import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query, Req } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { Allow, CurrentActor, SignedIn, type Actor } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage, languageOf } from '../../http/language.js';
import { LanguageQuery, pageOf, type Page } from '../../http/paging.js';
import { EntriesBody, EntryBody, UndoBody } from '../dto/submission.view.js';
import {
  CellChangeView,
  ChangeView,
  FindingsQuery,
  FindingsView,
  HistoryQuery,
  HistoryView,
  ValuesQuery,
  ValuesView,
  type HistoryEntryView,
} from '../dto/value.view.js';
import { countsOf, findingView, historyView, valueView } from '../dto/views.js';
import { submissionId, versionOf } from '../request-parts.js';
import { noCell } from '../submission-problems.js';
import { SubmissionService } from '../submission.service.js';
import { permittedActions } from '../workflow/workflow.js';
import { HistoryService } from './history.service.js';
import { ValueService, type ChangeResult } from './value.service.js';

@ApiTags('submissions')
@Controller('api/v1/submissions/:id')
export class ValuesController {
  constructor(
    private readonly submissions: SubmissionService,
    private readonly values: ValueService,
    private readonly history: HistoryService,
  ) {}

  @Get('values')
  @SignedIn()
  @ApiOperation({
    summary: 'Every cell of the form: value, status, last year, offer, peers, version; and all findings',
  })
  @ApiOkResponse({ type: ValuesView })
  @ApiProblems(401, 404)
  async read(
    @Param('id') id: string,
    @Query() query: ValuesQuery,
    @CurrentActor() actor: Actor,
    @InLanguage() language: Language,
  ): Promise<ValuesView> {
    const opened = await this.submissions.open(actor, submissionId(id));
    const reading = { actor, language, now: opened.now };
    const isWanted = ({ module }: { readonly module: string }) => query.module === undefined || module === query.module;
    const items = opened.content.form.cells.filter(isWanted).map((cell) => valueView(opened, cell, reading));
    return {
      items,
      total: items.length,
      findings: opened.findings.filter(isWanted).map((finding) => findingView(finding, language)),
      permittedActions: permittedActions(actor, opened.submission, opened.now),
    };
  }

  @Put('values/:cell')
  @Allow('data_owner', 'coordinator')
  @ApiOperation({ summary: 'Save one cell; findings that the change can affect come back' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Version that the change is based on, as `"3"`' })
  @ApiOkResponse({ type: CellChangeView })
  @ApiProblems(400, 401, 403, 404, 409, 412, 422)
  async save(
    @Param('id') id: string,
    @Param('cell') cell: string,
    @Body() body: EntryBody,
    @Req() request: FastifyRequest & { actor: Actor },
  ): Promise<CellChangeView> {
    const { value, status, comment, evidence, acceptOffer } = body;
    const version = body.version ?? versionOf(request.headers['if-match']);
    const change = { cell, value, status, comment, evidence, acceptOffer, version };
    const { actor } = request;
    const result = await this.values.change(actor, submissionId(id), [change]);
    return cellChangeView(result, cell, actor, languageOf(request));
  }

  @Patch('values')
  @Allow('data_owner', 'coordinator')
  @ApiOperation({ summary: 'Save several cells: all of them or none' })
  @ApiOkResponse({ type: ChangeView })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async saveAll(
    @Param('id') id: string,
    @Body() body: EntriesBody,
    @CurrentActor() actor: Actor,
    @InLanguage() language: Language,
  ): Promise<ChangeView> {
    const result = await this.values.change(actor, submissionId(id), body.values, {
      reason: body.reason ?? null,
      pathOf: (index) => `values.${index}`,
    });
    return changeView(result, actor, language);
  }

  @Post('values/:cell/undo')
  @HttpCode(200)
  @Allow('data_owner', 'coordinator')
  @ApiOperation({ summary: 'Take the last change of a cell back, while the module is open' })
  @ApiOkResponse({ type: CellChangeView })
  @ApiProblems(400, 401, 403, 404, 409)
  async undo(
    @Param('id') id: string,
    @Param('cell') cell: string,
    @Body() body: UndoBody,
    @Req() request: FastifyRequest & { actor: Actor },
  ): Promise<CellChangeView> {
    const result = await this.values.undo(request.actor, submissionId(id), cell, body.version);
    return cellChangeView(result, cell, request.actor, languageOf(request));
  }

  @Get('findings')
  @SignedIn()
  @ApiOperation({ summary: 'Everything that is odd: errors block, warnings need an explanation' })
  @ApiOkResponse({ type: FindingsView })
  @ApiProblems(401, 404)
  async findings(
    @Param('id') id: string,
    @Query() query: FindingsQuery,
    @CurrentActor() actor: Actor,
    @InLanguage() language: Language,
  ): Promise<FindingsView> {
    const opened = await this.submissions.open(actor, submissionId(id));
    const found = opened.findings
      .filter(({ module }) => query.module === undefined || module === query.module)
      .filter(({ severity }) => query.severity === undefined || severity === query.severity);
    return {
      items: found.map((finding) => findingView(finding, language)),
      total: found.length,
      ...countsOf(found),
      permittedActions: permittedActions(actor, opened.submission, opened.now),
    };
  }

  @Get('history')
  @SignedIn()
  @ApiOperation({ summary: 'Who changed which value when, from what, and why; newest first' })
  @ApiOkResponse({ type: HistoryView })
  @ApiProblems(401, 404)
  async changes(
    @Param('id') id: string,
    @Query() query: HistoryQuery,
    @CurrentActor() actor: Actor,
  ): Promise<Page<HistoryEntryView>> {
    const { items, total } = await this.history.of(actor, submissionId(id), query);
    return pageOf(items.map(historyView), total, query);
  }

  @Get('values/:cell')
  @SignedIn()
  @ApiOperation({ summary: 'One cell of the form' })
  @ApiOkResponse({ type: CellChangeView })
  @ApiProblems(401, 404)
  async readOne(
    @Param('id') id: string,
    @Param('cell') key: string,
    @Query() _query: LanguageQuery,
    @Req() request: FastifyRequest & { actor: Actor },
  ): Promise<CellChangeView> {
    const opened = await this.submissions.open(request.actor, submissionId(id));
    const findings = opened.findings.filter(({ cell }) => cell === key);
    const result = { ...opened, changed: [], checkedCells: [key], findings };
    return cellChangeView(result, key, request.actor, languageOf(request));
  }
}

function changeView(result: ChangeResult, actor: Actor, language: Language): ChangeView {
  const reading = { actor, language, now: result.now };
  return {
    changed: result.changed.flatMap((key) => {
      const cell = result.content.form.byKey.get(key);
      return cell === undefined ? [] : [valueView(result, cell, reading)];
    }),
    checkedCells: [...result.checkedCells],
    findings: result.findings.map((finding) => findingView(finding, language)),
    permittedActions: permittedActions(actor, result.submission, result.now),
  };
}

function cellChangeView(result: ChangeResult, key: string, actor: Actor, language: Language): CellChangeView {
  const cell = result.content.form.byKey.get(key);
  if (cell === undefined) throw noCell(key);
  return Object.assign(changeView(result, actor, language), {
    cell: valueView(result, cell, { actor, language, now: result.now }),
  });
}
