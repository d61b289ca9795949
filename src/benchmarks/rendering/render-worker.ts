/** A thread that draws one chart after another, so that drawing never holds up a request. */
import { parentPort } from 'node:worker_threads';
import { draw, type Drawing } from './drawing.js';

/** What the worker is told, and what it answers: the picture, or what went wrong. */
export interface DrawOrder {
  readonly id: number;
  readonly drawing: Drawing;
}

export type DrawAnswer =
  { readonly id: number; readonly image: Uint8Array } | { readonly id: number; readonly error: string };

function answer({ id, drawing }: DrawOrder): DrawAnswer {
  try {
    return { id, image: draw(drawing) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (order: DrawOrder) => {
  parentPort?.postMessage(answer(order));
});
