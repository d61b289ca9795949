/** A few threads that draw, with a queue before them. */
import { Worker } from 'node:worker_threads';
import type { Drawing } from './drawing.js';
import type { DrawAnswer, DrawOrder } from './render-worker.js';

interface Job {
  readonly drawing: Drawing;
  readonly resolve: (image: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

interface Desk {
  readonly worker: Worker;
  /** What the thread draws at the moment. */
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

/**
 * Draws in up to `threads` worker threads, started when they are first needed. A thread that dies or takes longer than
 * `timeoutMilliseconds` fails its own drawing only: it is replaced, and the others go on. Waiting threads do not keep
 * the process alive.
 */
export class DrawingPool {
  private readonly desks: Desk[] = [];
  private readonly waiting: Job[] = [];
  private orders = 0;
  private closed = false;

  constructor(
    private readonly workerFile: string,
    private readonly threads: number,
    private readonly timeoutMilliseconds: number,
  ) {}

  /** @throws Error when the chart cannot be drawn, its thread dies or is too slow, or the pool is closed */
  draw(drawing: Drawing): Promise<Uint8Array> {
    if (this.closed) return Promise.reject(new Error('The drawing pool is closed.'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ drawing, resolve, reject });
      this.assign();
    });
  }

  /** Stops all threads; what they were drawing fails. */
  async close(): Promise<void> {
    this.closed = true;
    for (const job of this.waiting.splice(0)) job.reject(new Error('The drawing pool is closed.'));
    await Promise.all(this.desks.map(({ worker }) => worker.terminate()));
  }

  private assign(): void {
    const job = this.waiting[0];
    if (job === undefined || this.closed) return;
    const desk = this.desks.find((candidate) => candidate.job === null) ?? this.open();
    if (desk === null) return;
    this.waiting.shift();
    desk.job = job;
    desk.worker.ref();
    desk.timer = setTimeout(() => {
      this.fail(desk, new Error(`Drawing took longer than ${this.timeoutMilliseconds} ms.`));
    }, this.timeoutMilliseconds);
    desk.worker.postMessage({ id: ++this.orders, drawing: job.drawing } satisfies DrawOrder);
  }

  private open(): Desk | null {
    if (this.desks.length >= this.threads) return null;
    const desk: Desk = { worker: new Worker(this.workerFile), job: null, timer: null };
    desk.worker.unref();
    desk.worker.on('message', (message: DrawAnswer) => {
      const job = this.release(desk);
      if ('error' in message) job?.reject(new Error(message.error));
      else job?.resolve(message.image);
      this.assign();
    });
    desk.worker.on('error', (error) => {
      this.fail(desk, asError(error));
    });
    desk.worker.on('exit', () => {
      this.fail(desk, new Error('The drawing thread ended.'));
    });
    this.desks.push(desk);
    return desk;
  }

  /** Frees a desk for the next job and returns the one it had. */
  private release(desk: Desk): Job | null {
    const { job } = desk;
    if (desk.timer !== null) clearTimeout(desk.timer);
    desk.job = null;
    desk.timer = null;
    desk.worker.unref();
    return job;
  }

  /** Gives up a desk; the next job opens another. */
  private fail(desk: Desk, error: Error): void {
    const place = this.desks.indexOf(desk);
    if (place >= 0) this.desks.splice(place, 1);
    this.release(desk)?.reject(error);
    void desk.worker.terminate();
    this.assign();
  }
}

/** What a thread threw came here as a copy, which need not be an Error of this side. */
function asError(thrown: unknown): Error {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown && typeof thrown.message === 'string') {
    return new Error(thrown.message, { cause: thrown });
  }
  return new Error(String(thrown));
}
