import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { scoreBatch, type ScoreBatch, type ScoredBatch } from './score-batch.js';

/** Up to so many scores a batch holds the event loop for a few milliseconds only. */
const SMALL = 40_000;
/** Rooms kept for the next batch. */
const ROOMS = 16;
/** A thread that has had nothing to do for so long ends. */
const IDLE_MS = 20_000;

interface Waiting {
  readonly resolve: (scored: ScoredBatch) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/**
 * Scores batches outside the event loop. Small ones are done at once, where they are; so is everything when there is
 * no worker file (tests run from source).
 */
export class ScorePool {
  private readonly threads: Thread[] = [];
  private readonly rooms: Float64Array[] = [];
  private readonly size: number;
  private tickets = 0;
  private idle: NodeJS.Timeout | undefined;

  /**
   * @param workerFile the compiled score-worker.js
   * @param threads how many may run at once; as many as there are processors, at most four, where absent
   */
  constructor(
    private readonly workerFile: URL | null,
    threads?: number,
  ) {
    const possible = workerFile !== null && existsSync(workerFile);
    this.size = possible ? (threads ?? Math.min(availableParallelism(), 4)) : 0;
  }

  /**
   * Room for the values of a batch, which threads read where it is. What stands in it is left over from another batch;
   * it is given back by scoring.
   */
  room(length: number): Float64Array {
    const at = this.rooms.findIndex((room) => room.length === length);
    if (at >= 0) return this.rooms.splice(at, 1)[0] ?? new Float64Array(length);
    return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
  }

  /** Scores a batch; its values must not be used afterwards. */
  async score(batch: ScoreBatch): Promise<ScoredBatch> {
    const scored = await this.scored(batch);
    if (this.rooms.length < ROOMS && batch.values.buffer instanceof SharedArrayBuffer) this.rooms.push(batch.values);
    return scored;
  }

  private scored(batch: ScoreBatch): Promise<ScoredBatch> {
    if (this.size === 0 || scoresOf(batch) <= SMALL) return Promise.resolve(scoreBatch(batch));
    const thread = this.leastBusy();
    const ticket = this.tickets++;
    clearTimeout(this.idle);
    return new Promise<ScoredBatch>((resolve, reject) => {
      thread.waiting.set(ticket, { resolve, reject });
      thread.worker.ref();
      thread.worker.postMessage({ ticket, batch });
    });
  }

  /** Ends the threads; what they have in hand fails. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    this.rooms.length = 0;
    await Promise.all(this.threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  private leastBusy(): Thread {
    const free = this.threads.find(({ waiting }) => waiting.size === 0);
    if (free !== undefined) return free;
    if (this.threads.length < this.size) return this.begin();
    return this.threads.reduce((least, thread) => (thread.waiting.size < least.waiting.size ? thread : least));
  }

  private begin(): Thread {
    const thread: Thread = { worker: new Worker(this.workerFile ?? ''), waiting: new Map() };
    thread.worker.on('message', ({ ticket, scored }: { ticket: number; scored: ScoredBatch }) => {
      thread.waiting.get(ticket)?.resolve(scored);
      thread.waiting.delete(ticket);
      if (thread.waiting.size === 0) this.rest(thread);
    });
    thread.worker.on('error', (error: unknown) => {
      this.lose(thread, error instanceof Error ? error : new Error('A scoring thread failed.'));
    });
    thread.worker.on('exit', () => {
      this.lose(thread, new Error('A scoring thread ended.'));
    });
    this.threads.push(thread);
    return thread;
  }

  /** A resting thread keeps no process alive, and is given up after a while. */
  private rest(thread: Thread): void {
    thread.worker.unref();
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      if (this.threads.every(({ waiting }) => waiting.size === 0)) void this.close();
    }, IDLE_MS).unref();
  }

  private lose(thread: Thread, error: Error): void {
    const at = this.threads.indexOf(thread);
    if (at >= 0) this.threads.splice(at, 1);
    for (const { reject } of thread.waiting.values()) reject(error);
    thread.waiting.clear();
  }
}

function scoresOf({ columns, groupSets, units }: ScoreBatch): number {
  return units * columns.groupSets.reduce((rows, set) => rows + (groupSets[set]?.length ?? 0), 0);
}
