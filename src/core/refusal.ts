/**
 * Refusals: input for which no honest figure exists. They are results, not exceptions, so that one bad indicator
 * never stops a run; whoever answers a request turns them into a sentence and a status.
 */

/** Stable code of a refusal. */
export type RefusalCode =
  | 'PROPORTION_ABOVE_ONE'
  | 'GOALPOSTS_EQUAL'
  | 'GOALPOSTS_REVERSED'
  | 'GOALPOSTS_LOG_NON_POSITIVE'
  | 'GEOMETRIC_NON_POSITIVE'
  | 'HARMONIC_NON_POSITIVE'
  | 'WEIGHT_NEGATIVE'
  | 'WEIGHTS_SUM_ZERO'
  | 'UNKNOWN_PARENT'
  | 'CIRCULAR_PARENT'
  | 'DUPLICATE_CODE';

/** A refusal and the code of the thing (indicator, node) that caused it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly subject: string;
}
