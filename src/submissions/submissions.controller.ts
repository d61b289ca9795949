import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Language } from '../core/vocabulary.js';
import { Allow, CurrentActor, SignedIn, type Actor } from '../http/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { InLanguage, languageOf } from '../http/language.js';
import { LanguageQuery, offsetOf, pageOf, type Page } from '../http/paging.js';
import { notFound } from '../http/problem.js';
import { MunicipalityDirectory } from '../municipalities/municipality-directory.js';
import { ActionService } from './actions/action.service.js';
import { ActionBody, SubmissionPageView, SubmissionQuery, SubmissionView } from './dto/submission.view.js';
import { submissionView } from './dto/views.js';
import { submissionId } from './request-parts.js';
import { SubmissionService } from './submission.service.js';
import { ACTIONS, type Action } from './workflow/workflow.js';

function actionOf(text: string): Action {
  const action = ACTIONS.find((one) => one === text);
  if (action !== undefined) return action;
  throw notFound({ lv: `Darbības “${text}” nav.`, en: `There is no action “${text}”.` }, 'action_not_found');
}

@ApiTags('submissions')
@Controller('api/v1/submissions')
export class SubmissionsController {
  constructor(
    private readonly submissions: SubmissionService,
    private readonly actions: ActionService,
    private readonly directory: MunicipalityDirectory,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'Submissions of a period: one’s own, or for LPS all, with completeness and timeliness' })
  @ApiOkResponse({ type: SubmissionPageView })
  @ApiProblems(400, 401, 404)
  async list(
    @Query() query: SubmissionQuery,
    @CurrentActor() actor: Actor,
    @InLanguage() language: Language,
  ): Promise<Page<SubmissionView>> {
    const { period, state, municipality } = query;
    const { items, now } = await this.submissions.list(actor, { period, state, municipality });
    const municipalities = await this.directory.snapshot();
    const offset = offsetOf(query);
    const page = items
      .slice(offset, offset + query.perPage)
      .map(({ submission, ...around }) => submissionView(submission, around, { actor, language, now }, municipalities));
    return pageOf(page, items.length, query);
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ summary: 'One submission with its modules, their hashes and what the reader may do' })
  @ApiOkResponse({ type: SubmissionView })
  @ApiProblems(401, 404)
  async one(
    @Param('id') id: string,
    @Query() _query: LanguageQuery,
    @CurrentActor() actor: Actor,
    @InLanguage() language: Language,
  ): Promise<SubmissionView> {
    const opened = await this.submissions.open(actor, submissionId(id));
    const reading = { actor, language, now: opened.now };
    return submissionView(opened.submission, opened, reading, await this.directory.snapshot());
  }

  @Post(':id/actions/:action')
  @HttpCode(200)
  @Allow('coordinator', 'approver', 'lps_reviewer', 'lps_administrator')
  @ApiOperation({ summary: 'Move modules on: submit, approve, review, return, accept, reopen' })
  @ApiParam({ name: 'action', enum: ACTIONS })
  @ApiOkResponse({ type: SubmissionView })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async act(
    @Param('id') id: string,
    @Param('action') action: string,
    @Body() body: ActionBody,
    @Req() request: FastifyRequest & { actor: Actor },
  ): Promise<SubmissionView> {
    const { actor } = request;
    await this.actions.act(actor, submissionId(id), actionOf(action), body);
    const opened = await this.submissions.open(actor, submissionId(id));
    const reading = { actor, language: languageOf(request), now: opened.now };
    return submissionView(opened.submission, opened, reading, await this.directory.snapshot());
  }
}
