/** A thread that scores batches: one message in, one message out. */
import { parentPort } from 'node:worker_threads';
import { scoreBatch, type ScoreBatch } from './score-batch.js';

parentPort?.on('message', ({ ticket, batch }: { ticket: number; batch: ScoreBatch }) => {
  const scored = scoreBatch(batch);
  parentPort?.postMessage({ ticket, scored }, [
    scored.rows.buffer as ArrayBuffer,
    scored.offsets.buffer as ArrayBuffer,
    scored.hashes.buffer as ArrayBuffer,
  ]);
});
