/** One job in a thread: its answer, whole or as a stream, and its end, whichever side brings it about. */
import { Readable } from 'node:stream';
import type { Worker } from 'node:worker_threads';
import type { JobRefusal, LaboratoryJob } from './laboratory-job.js';
import type { FromThread, ToThread } from './thread-messages.js';

/** How long a job may keep a thread. */
export interface RunLimits {
  /** For computing, in all. */
  readonly computeMs: number;
  /** For the reader to take the next piece. */
  readonly stallMs: number;
}

/** The answer of a job. */
export type LaboratoryAnswer =
  | { readonly kind: 'refused'; readonly refusal: JobRefusal }
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'stream'; readonly stream: Readable };

/** The job took longer to compute than it may. */
export class TimeLimitExceeded extends Error {
  constructor() {
    super('The laboratory reached its time limit.');
  }
}

/** Nobody waits for the answer any more. */
export class JobCancelled extends Error {
  constructor() {
    super('The job of the laboratory was given up.');
  }
}

/** What a run leaves of its thread: fit for the next job, or not. */
export type ThreadState = 'idle' | 'broken';

/** Follows a job from its start to its end. */
export class LaboratoryRun {
  readonly answer: Promise<LaboratoryAnswer>;
  /** Settles when the thread is free again, or lost. */
  readonly ended: Promise<ThreadState>;
  /** Bytes of the answer so far. */
  bytes = 0;
  private readonly detach: () => void;
  private settle: (answer: LaboratoryAnswer) => void = () => undefined;
  private refuse: (error: Error) => void = () => undefined;
  private finish: (state: ThreadState) => void = () => undefined;
  private stream: Readable | undefined;
  private timer: NodeJS.Timeout | undefined;
  private computeLeft: number;
  private since = performance.now();
  private waitsForThread = false;
  private owed = 0;
  private isOver = false;

  constructor(
    private readonly worker: Worker,
    job: LaboratoryJob,
    private readonly limits: RunLimits,
  ) {
    this.computeLeft = limits.computeMs;
    this.answer = new Promise((resolve, reject) => {
      this.settle = resolve;
      this.refuse = reject;
    });
    this.ended = new Promise((resolve) => (this.finish = resolve));
    this.detach = this.attach();
    this.awaitThread();
    this.post({ kind: 'job', job }, [job.body.buffer as ArrayBuffer]);
  }

  /** Listens to the thread; gives what ends that. */
  private attach(): () => void {
    const { worker } = this;
    const onMessage = (message: FromThread): void => {
      this.receive(message);
    };
    const onError = (error: Error): void => {
      this.end('broken', error);
    };
    const onExit = (): void => {
      this.end('broken', new Error('A thread of the laboratory ended.'));
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    return () => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
  }

  /** Gives the job up: the thread is in the midst of something and of no more use. */
  cancel(error: Error = new JobCancelled()): void {
    this.end('broken', error);
  }

  private post(message: ToThread, moved: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, moved);
  }

  private receive(message: FromThread): void {
    if (this.isOver) return;
    switch (message.kind) {
      case 'refused':
        this.settle({ kind: 'refused', refusal: message.refusal });
        this.end('idle');
        return;
      case 'failed':
        this.end('broken', new Error(message.message));
        return;
      case 'piece':
        this.take(Buffer.from(message.bytes.buffer as ArrayBuffer), message.last);
    }
  }

  private take(bytes: Buffer, last: boolean): void {
    this.bytes += bytes.length;
    if (this.stream === undefined && last) {
      this.settle({ kind: 'whole', bytes });
      this.end('idle');
      return;
    }
    this.stream ??= this.openStream();
    this.owed++;
    const wantsMore = this.stream.push(bytes);
    if (last) {
      this.stream.push(null);
      this.end('idle');
    } else if (wantsMore) this.askForMore();
    else this.awaitReader();
  }

  private openStream(): Readable {
    const stream = new Readable({
      highWaterMark: 1 << 20,
      read: () => {
        this.askForMore();
      },
      destroy: (error, done) => {
        if (!this.isOver) this.cancel();
        done(error);
      },
    });
    this.settle({ kind: 'stream', stream });
    return stream;
  }

  private askForMore(): void {
    if (this.isOver || this.owed === 0) return;
    const pieces = this.owed;
    this.owed = 0;
    this.awaitThread();
    this.post({ kind: 'more', pieces });
  }

  private awaitThread(): void {
    this.note();
    this.waitsForThread = true;
    this.arm(this.computeLeft, new TimeLimitExceeded());
  }

  private awaitReader(): void {
    this.note();
    this.waitsForThread = false;
    this.arm(this.limits.stallMs, new JobCancelled());
  }

  private note(): void {
    const now = performance.now();
    if (this.waitsForThread) this.computeLeft -= now - this.since;
    this.since = now;
  }

  private arm(milliseconds: number, error: Error): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => {
        this.cancel(error);
      },
      Math.max(0, milliseconds),
    );
  }

  private end(state: ThreadState, error?: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    this.detach();
    if (error !== undefined) {
      this.refuse(error);
      this.stream?.destroy(error);
    }
    this.finish(state);
  }
}
