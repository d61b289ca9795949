/** How the laboratory says no: a stable code, the path of what is wrong, and a sentence in both languages. */
import type { LocalisedText } from '../vocabulary.js';

/** A refusal of a request; travels as 422 problem+json. */
export interface LaboratoryRefusal {
  readonly status: 422;
  readonly code: string;
  /** Dotted path into the request: `indicators.2.goalposts`. */
  readonly path: string;
  readonly message: LocalisedText;
}

/** A result, or the refusal that stands in its place. */
export type Outcome<T> =
  { readonly refusal: null; readonly value: T } | { readonly refusal: LaboratoryRefusal; readonly value: null };

/** Carries a refusal up to {@link outcomeOf}; never leaves the laboratory. */
class Refused extends Error {
  constructor(readonly refusal: LaboratoryRefusal) {
    super(refusal.code);
  }
}

/** Stops the computation with a refusal. */
export function refuse(code: string, path: string, message: LocalisedText): never {
  throw new Refused({ status: 422, code, path, message });
}

/** Runs a computation that may refuse; anything else that is thrown is a bug and goes on its way. */
export function outcomeOf<T>(compute: () => T): Outcome<T> {
  try {
    return { refusal: null, value: compute() };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal, value: null };
    throw error;
  }
}
