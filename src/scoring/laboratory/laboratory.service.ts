import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { Problem, titleOf, unprocessable } from '../../http/problem.js';
import { METHOD_VERSION } from '../method.js';
import type { JobRefusal, LaboratoryTask } from './laboratory-job.js';
import { LaboratoryBusy, LaboratoryPool } from './laboratory-pool.js';
import { TimeLimitExceeded, type LaboratoryAnswer } from './laboratory-run.js';
import { ByteBudget, laboratoryBusy, readBody } from './request-body.js';

/** Bytes of bodies that may wait in memory. */
const BUDGET = 512 << 20;

/** An answer that is one. */
export type ComputedAnswer = Exclude<LaboratoryAnswer, { readonly kind: 'refused' }>;

/** Questions to the laboratory. Stores nothing. */
@Injectable()
export class LaboratoryService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly budget = new ByteBudget(BUDGET);

  constructor(private readonly pool: LaboratoryPool) {}

  onApplicationBootstrap(): void {
    this.pool.warmUp();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  /**
   * Reads a body and computes its answer in a thread.
   *
   * @param signal aborted when nobody waits for the answer any more
   * @throws Problem 400 for what cannot be read, 413, 422 with the code and path of a refusal, 503 when busy
   */
  async answer(task: LaboratoryTask, stream: Readable, signal: AbortSignal): Promise<ComputedAnswer> {
    const { bytes, release } = await readBody(stream, this.budget);
    try {
      const answer = await this.pool.run({ task, body: bytes, methodVersion: METHOD_VERSION }, signal);
      if (answer.kind === 'refused') throw refused(answer.refusal);
      return answer;
    } catch (error) {
      throw problemOf(error);
    } finally {
      release();
    }
  }
}

function refused({ status, code, path, message }: JobRefusal): Problem {
  const errors = [{ path, code, message }];
  return status === 422
    ? unprocessable(code, message, errors)
    : new Problem({ status, code, title: titleOf(status), detail: message, errors });
}

function problemOf(error: unknown): unknown {
  if (error instanceof LaboratoryBusy) return laboratoryBusy();
  if (error instanceof TimeLimitExceeded)
    return unprocessable('TIME_LIMIT_EXCEEDED', {
      lv: 'Aprēķins ir pārāk garš. Samaziniet vilkumu (draws) vai vienību skaitu.',
      en: 'The computation takes too long. Ask for fewer draws or units.',
    });
  const { code } = error as { code?: unknown };
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return unprocessable('REQUEST_TOO_LARGE', {
    lv: 'Aprēķinam nepietiek atmiņas. Daliet pieprasījumu pa daļām.',
    en: 'There is not enough memory for the computation. Send the request in parts.',
  });
}
