/** A thread of the laboratory: one job at a time, its answer in pieces, never more than the reader has asked for. */
import { parentPort } from 'node:worker_threads';
import { performJob, type LaboratoryJob } from './laboratory-job.js';
import { WINDOW, type FromThread, type ToThread } from './thread-messages.js';

/** Pieces that may be sent before the reader asks for more. */
let credit = 0;
let wake: (() => void) | undefined;

function send(message: FromThread): void {
  const moved = message.kind === 'piece' ? [message.bytes.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(message, moved);
}

async function answer(job: LaboratoryJob): Promise<void> {
  credit = WINDOW;
  const { refusal, pieces } = await performJob(job);
  if (refusal !== null) {
    send({ kind: 'refused', refusal });
    return;
  }
  let held: string | undefined;
  for (const piece of pieces) {
    if (held !== undefined) await sendPiece(held, false);
    held = piece;
  }
  await sendPiece(held ?? '', true);
}

async function sendPiece(text: string, last: boolean): Promise<void> {
  if (credit === 0) await new Promise<void>((resolve) => (wake = resolve));
  credit--;
  // a copy of its own: small texts would share a buffer, which cannot be handed over
  send({ kind: 'piece', bytes: new Uint8Array(new TextEncoder().encode(text)), last });
}

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'more') {
    credit += message.pieces;
    wake?.();
    wake = undefined;
    return;
  }
  answer(message.job).catch((error: unknown) => {
    send({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : 'unknown' });
  });
});
