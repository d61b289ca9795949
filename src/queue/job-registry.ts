import { Injectable } from '@nestjs/common';

/** A job in the hands of its handler. */
export interface RunningJob {
  /** Id in the outbox. A job may be delivered more than once: handlers do no harm when run again. */
  readonly id: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Aborted when the process is asked to stop: long work leaves off and is taken up again elsewhere. */
  readonly signal: AbortSignal;
}

export type JobHandler = (job: RunningJob) => Promise<void>;

/** Which service carries out which job. Rooms register their handlers when their module starts. */
@Injectable()
export class JobRegistry {
  private readonly handlers = new Map<string, JobHandler>();

  /** @param kind `queue.name` as written into the outbox, e.g. `scoring.run` */
  register(kind: string, handler: JobHandler): void {
    if (this.handlers.has(kind)) throw new Error(`Two handlers for the job ${kind}.`);
    this.handlers.set(kind, handler);
  }

  handlerOf(kind: string): JobHandler {
    const handler = this.handlers.get(kind);
    if (handler === undefined) throw new Error(`No handler for the job ${kind}.`);
    return handler;
  }
}
