/** Bodies of the laboratory: large, so they are read only after the guard has let the request in, and counted. */
import type { Readable } from 'node:stream';
import { Problem, titleOf } from '../../http/problem.js';

const MEBIBYTE = 1 << 20;

/** The largest body; 1,000 units × 100 indicators × 10 periods as single observations take about 100 MB. */
export const LARGEST_BODY = 256 * MEBIBYTE;

/** Bytes that all requests together may hold in memory while they wait for a thread. */
export class ByteBudget {
  private taken = 0;

  constructor(private readonly total: number) {}

  /** @returns false when there is no room */
  take(bytes: number): boolean {
    if (this.taken + bytes > this.total) return false;
    this.taken += bytes;
    return true;
  }

  give(bytes: number): void {
    this.taken -= bytes;
  }
}

/**
 * Reads a body.
 *
 * @returns bytes in a buffer of their own, and what gives their share of the budget back
 * @throws Problem 413 for a body that is too large, 503 where the budget is used up, 400 for one that broke off
 */
export async function readBody(
  stream: Readable,
  budget: ByteBudget,
): Promise<{ readonly bytes: Uint8Array; readonly release: () => void }> {
  const chunks: Buffer[] = [];
  let size = 0;
  const release = (): void => {
    budget.give(size);
    size = 0;
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (size + chunk.length > LARGEST_BODY) throw tooLarge();
      if (!budget.take(chunk.length)) throw laboratoryBusy();
      size += chunk.length;
      chunks.push(chunk);
    }
  } catch (error) {
    release();
    throw error instanceof Problem ? error : new Problem({ status: 400, code: 'malformed', title: titleOf(400) });
  }
  return { bytes: joined(chunks, size), release };
}

function joined(chunks: readonly Buffer[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function tooLarge(): Problem {
  return new Problem({
    status: 413,
    code: 'too_large',
    title: titleOf(413),
    detail: {
      lv: `Pieprasījums var būt līdz ${LARGEST_BODY / MEBIBYTE} MiB liels.`,
      en: `A request may have up to ${LARGEST_BODY / MEBIBYTE} MiB.`,
    },
  });
}

/** 503: more is being computed than there is room for. */
export function laboratoryBusy(): Problem {
  return new Problem({
    status: 503,
    code: 'laboratory_busy',
    title: titleOf(503),
    detail: {
      lv: 'Metodes laboratorija ir aizņemta. Mēģiniet vēlreiz pēc dažām sekundēm.',
      en: 'The method laboratory is busy. Try again in a few seconds.',
    },
    headers: { 'retry-after': '5' },
  });
}
