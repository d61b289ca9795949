/** What the worker thread does, also callable in the own thread. Requests and answers are plain data. */
import { findImplausible } from '../../core/plausibility/plausibility.js';
import type { PlausibilityFinding, PlausibilitySeries } from '../../core/plausibility/series.js';
import { readObservations } from './read-observations.js';
import { UnreadableFile, type FileRefusal } from '../../files/refusal.js';
import { buffersOf, type ObservationTable } from './table.js';

export type WorkRequest =
  | { readonly kind: 'read'; readonly file: Uint8Array }
  | { readonly kind: 'judge'; readonly series: PlausibilitySeries };

export type WorkAnswer =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'table'; readonly table: ObservationTable }
  | { readonly kind: 'refused'; readonly refusal: FileRefusal }
  | { readonly kind: 'findings'; readonly findings: readonly PlausibilityFinding[] };

/** Carries out one request. */
export async function carryOut(request: WorkRequest, progress: (share: number) => void): Promise<WorkAnswer> {
  if (request.kind === 'judge') return { kind: 'findings', findings: findImplausible(request.series) };
  const { buffer, byteOffset, byteLength } = request.file;
  try {
    return { kind: 'table', table: await readObservations(Buffer.from(buffer, byteOffset, byteLength), progress) };
  } catch (error) {
    if (error instanceof UnreadableFile) return { kind: 'refused', refusal: error.refusal };
    throw error;
  }
}

/** What of an answer is moved rather than copied. */
export function movable(answer: WorkAnswer): ArrayBuffer[] {
  return answer.kind === 'table' ? buffersOf(answer.table) : [];
}
