import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { ApiProblems } from '../../http/api-problems.js';
import { Allow } from '../../http/actor.js';
import { Problem, titleOf } from '../../http/problem.js';
import { NotReplayed } from '../../identity/idempotency/not-replayed.js';
import type { LaboratoryTask } from './laboratory-job.js';
import { JobCancelled } from './laboratory-run.js';
import { LaboratoryService } from './laboratory.service.js';
import {
  FRONTIER_ANSWER,
  FRONTIER_REQUEST,
  QUANTILES_ANSWER,
  QUANTILES_REQUEST,
  SCORES_ANSWER,
  SCORES_REQUEST,
  SUPPRESSION_ANSWER,
  SUPPRESSION_REQUEST,
} from './laboratory-schemas.js';
import { LABORATORY_PATH } from './unread-body.js';

/** A connection that computes for long is not idle: seconds of silence before it counts as dead. */
const SILENCE_MS = 240_000;

@ApiTags('method laboratory')
@ApiProblems(400, 401, 403, 413, 415, 422, 503)
@Controller(LABORATORY_PATH)
@Allow('lps_analyst', 'lps_administrator')
@NotReplayed()
export class LaboratoryController {
  constructor(private readonly laboratory: LaboratoryService) {}

  @Post('scores')
  @HttpCode(200)
  @ApiOperation({ summary: 'Compute scores, composites, trends and their uncertainty from the data of the request' })
  @ApiBody({ schema: SCORES_REQUEST })
  @ApiOkResponse({ schema: SCORES_ANSWER })
  async scores(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.respond('scores', request, reply);
  }

  @Post('frontier')
  @HttpCode(200)
  @ApiOperation({ summary: 'Efficiency frontier (data envelopment analysis)' })
  @ApiBody({ schema: FRONTIER_REQUEST })
  @ApiOkResponse({ schema: FRONTIER_ANSWER })
  async frontier(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.respond('frontier', request, reply);
  }

  @Post('quantiles')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sample quantiles in the nine definitions of Hyndman and Fan' })
  @ApiBody({ schema: QUANTILES_REQUEST })
  @ApiOkResponse({ schema: QUANTILES_ANSWER })
  async quantiles(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.respond('quantiles', request, reply);
  }

  @Post('suppression')
  @HttpCode(200)
  @ApiOperation({ summary: 'Primary and complementary suppression of a table with published totals' })
  @ApiBody({ schema: SUPPRESSION_REQUEST })
  @ApiOkResponse({ schema: SUPPRESSION_ANSWER })
  async suppression(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.respond('suppression', request, reply);
  }

  private async respond(task: LaboratoryTask, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const body = bodyOf(request);
    const abandoned = new AbortController();
    reply.raw.setTimeout(SILENCE_MS, () => request.raw.destroy()); // for this answer only: Node sets the socket's own again after it
    reply.raw.once('close', () => {
      abandoned.abort();
    });
    try {
      const answer = await this.laboratory.answer(task, body, abandoned.signal);
      void reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store');
      await reply.send(answer.kind === 'whole' ? answer.bytes : answer.stream);
    } catch (error) {
      if (!(error instanceof JobCancelled)) throw error;
      reply.hijack(); // nobody is there to be answered
      reply.raw.destroy();
    }
  }
}

/** @throws Problem 400 without a JSON body, 415 for a compressed one */
function bodyOf(request: FastifyRequest): Readable {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new Problem({ status: 415, code: 'unsupported_media_type', title: titleOf(415) });
  const { body } = request;
  if (body instanceof Readable) return body;
  throw new Problem({
    status: 400,
    code: 'malformed',
    title: titleOf(400),
    detail: { lv: 'Vajadzīgs JSON saturs (application/json).', en: 'A JSON body is needed (application/json).' },
  });
}
