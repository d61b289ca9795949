import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor, SignedIn, type Actor } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { LanguageQuery } from '../../http/paging.js';
import { submissionId } from '../request-parts.js';
import { MessageBody, NewThreadBody, SubmissionThreadsView } from './review.dto.js';
import type { ThreadRecord } from './thread.repository.js';
import { ThreadService } from './thread.service.js';

function threadsView(threads: readonly ThreadRecord[]): SubmissionThreadsView {
  const items = threads.map(({ id, cell, openedAt, resolvedAt, messages }) => ({
    id,
    cell,
    openedAt: openedAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
    messages: messages.map((message) => ({ ...message, writtenAt: message.writtenAt.toISOString() })),
  }));
  return { items, total: items.length };
}

@ApiTags('submissions')
@Controller('api/v1/submissions/:id/threads')
export class ThreadsController {
  constructor(private readonly threads: ThreadService) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'Questions and answers about the submission and its values' })
  @ApiOkResponse({ type: SubmissionThreadsView })
  @ApiProblems(401, 404)
  async list(
    @Param('id') id: string,
    @Query() _query: LanguageQuery,
    @CurrentActor() actor: Actor,
  ): Promise<SubmissionThreadsView> {
    return threadsView(await this.threads.list(actor, submissionId(id)));
  }

  @Post()
  @HttpCode(201)
  @Allow('data_owner', 'coordinator', 'approver', 'lps_reviewer', 'lps_administrator')
  @ApiOperation({ summary: 'Ask about a value or the whole' })
  @ApiProblems(400, 401, 403, 404, 422)
  async open(
    @Param('id') id: string,
    @Body() body: NewThreadBody,
    @CurrentActor() actor: Actor,
  ): Promise<SubmissionThreadsView> {
    const { cell, body: text } = body;
    return threadsView(await this.threads.open(actor, submissionId(id), { cell, body: text }));
  }

  @Post(':thread/messages')
  @HttpCode(201)
  @Allow('data_owner', 'coordinator', 'approver', 'lps_reviewer', 'lps_administrator')
  @ApiOperation({ summary: 'Answer; a settled thread is open again' })
  @ApiProblems(400, 401, 403, 404, 422)
  async answer(
    @Param('id') id: string,
    @Param('thread') thread: string,
    @Body() body: MessageBody,
    @CurrentActor() actor: Actor,
  ): Promise<SubmissionThreadsView> {
    return threadsView(await this.threads.answer(actor, submissionId(id), thread, body.body));
  }

  @Post(':thread/resolve')
  @HttpCode(200)
  @Allow('data_owner', 'coordinator', 'approver', 'lps_reviewer', 'lps_administrator')
  @ApiOperation({ summary: 'Settle a thread' })
  @ApiProblems(401, 403, 404)
  async resolve(
    @Param('id') id: string,
    @Param('thread') thread: string,
    @CurrentActor() actor: Actor,
  ): Promise<SubmissionThreadsView> {
    return threadsView(await this.threads.resolve(actor, submissionId(id), thread));
  }
}
