/** What the laboratory and its threads tell each other. */
import type { JobRefusal, LaboratoryJob } from './laboratory-job.js';

/** Pieces under way at once: enough to keep both sides busy, few enough to keep memory flat. */
export const WINDOW = 8;

export type ToThread =
  { readonly kind: 'job'; readonly job: LaboratoryJob } | { readonly kind: 'more'; readonly pieces: number };

export type FromThread =
  | { readonly kind: 'refused'; readonly refusal: JobRefusal }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array; readonly last: boolean }
  | { readonly kind: 'failed'; readonly message: string };
