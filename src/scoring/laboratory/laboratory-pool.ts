import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { performJob, type LaboratoryJob } from './laboratory-job.js';
import { JobCancelled, LaboratoryRun, type LaboratoryAnswer, type RunLimits } from './laboratory-run.js';

/** Everything that bounds the laboratory. */
export interface PoolLimits extends RunLimits {
  /** Jobs computed at once. */
  readonly threads: number;
  /** Jobs that may wait for a thread. */
  readonly waiting: number;
  /** Memory of a thread, in mebibytes. */
  readonly heapMebibytes: number;
}

/** Too many jobs wait already. */
export class LaboratoryBusy extends Error {
  constructor() {
    super('The laboratory is busy.');
  }
}

/** A thread that has seen so many bytes is replaced, so that its memory goes back. */
const HEAVY_BYTES = 4 << 20;
/** Threads beyond the first end after so long without work. */
const IDLE_MS = 30_000;

interface Waiting {
  readonly start: (worker: Worker) => void;
  readonly cancel: (error: Error) => void;
}

/**
 * Computes jobs in worker threads: as many at once as allowed, some more waiting, the rest turned away. One thread
 * stays warm. Where the compiled thread is missing (tests run from source) a job is done on the spot.
 */
export class LaboratoryPool {
  private readonly idle: Worker[] = [];
  private readonly runs = new Set<LaboratoryRun>();
  private readonly queue: Waiting[] = [];
  private readonly hasThreads: boolean;
  private rest: NodeJS.Timeout | undefined;
  private isClosed = false;
  /** Threads that somebody has. */
  private busy = 0;

  constructor(
    private readonly workerFile: URL | null,
    private readonly limits: PoolLimits,
  ) {
    this.hasThreads = workerFile !== null && existsSync(workerFile);
  }

  /** Jobs being computed and jobs waiting for a thread. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.busy, waiting: this.queue.length };
  }

  /** Starts the thread that stays warm. */
  warmUp(): void {
    if (this.hasThreads && !this.isClosed && this.idle.length + this.busy === 0) this.idle.push(this.begin());
  }

  /**
   * @throws LaboratoryBusy when too many wait, JobCancelled when the signal says so, TimeLimitExceeded
   */
  async run(job: LaboratoryJob, signal: AbortSignal): Promise<LaboratoryAnswer> {
    if (!this.hasThreads) return performHere(job);
    const worker = await this.thread(signal);
    if (signal.aborted) {
      this.release(worker, true);
      throw new JobCancelled();
    }
    const heavy = job.body.length > HEAVY_BYTES;
    const run = new LaboratoryRun(worker, job, this.limits);
    this.runs.add(run);
    const cancel = (): void => {
      run.cancel();
    };
    signal.addEventListener('abort', cancel);
    void run.ended.then((state) => {
      signal.removeEventListener('abort', cancel);
      this.runs.delete(run);
      this.release(worker, state === 'idle' && !heavy && run.bytes <= HEAVY_BYTES);
    });
    return run.answer;
  }

  /** Ends the threads; what they have in hand fails. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.rest);
    for (const { cancel } of this.queue.splice(0)) cancel(new LaboratoryBusy());
    for (const run of this.runs) run.cancel();
    await Promise.all(this.idle.splice(0).map((worker) => worker.terminate()));
  }

  /** A thread of one's own, now or as soon as one is free. */
  private thread(signal: AbortSignal): Promise<Worker> {
    if (this.isClosed) return Promise.reject(new LaboratoryBusy());
    if (this.busy < this.limits.threads) {
      this.busy++;
      return Promise.resolve(this.claim());
    }
    if (this.queue.length >= this.limits.waiting) return Promise.reject(new LaboratoryBusy());
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        const at = this.queue.indexOf(waiting);
        if (at >= 0) this.queue.splice(at, 1);
        reject(new JobCancelled());
      };
      const waiting: Waiting = {
        start: (worker) => {
          signal.removeEventListener('abort', onAbort);
          resolve(worker);
        },
        cancel: reject,
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.queue.push(waiting);
    });
  }

  private claim(): Worker {
    clearTimeout(this.rest);
    const worker = this.idle.pop() ?? this.begin();
    worker.ref();
    return worker;
  }

  private begin(): Worker {
    const worker = new Worker(this.workerFile ?? '', {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMebibytes },
    });
    worker.on('error', () => {
      this.forget(worker);
    });
    worker.on('exit', () => {
      this.forget(worker);
    });
    worker.unref();
    return worker;
  }

  private forget(worker: Worker): void {
    const at = this.idle.indexOf(worker);
    if (at >= 0) this.idle.splice(at, 1);
  }

  /** Hands the slot to whoever waits, with the thread where it is still good. */
  private release(worker: Worker, isGood: boolean): void {
    if (!isGood || this.isClosed) void worker.terminate();
    else {
      worker.unref();
      this.idle.push(worker);
    }
    const next = this.queue.shift();
    if (next !== undefined) {
      next.start(this.claim());
      return;
    }
    this.busy--;
    this.warmUp();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      for (const surplus of this.idle.splice(1)) void surplus.terminate();
    }, IDLE_MS).unref();
  }
}

/** Without threads: the same answer, computed where we are. */
async function performHere(job: LaboratoryJob): Promise<LaboratoryAnswer> {
  const { refusal, pieces } = await performJob(job);
  if (refusal !== null) return { kind: 'refused', refusal };
  return { kind: 'stream', stream: Readable.from(pieces, { objectMode: false }) };
}
