import { statusCode } from '../../core/value-status.js';

/** Values over the unit order and why there are none, as kept in the database. Never changed. */
export interface SourceColumn {
  readonly kind: 'observation' | 'derived';
  /** 0 for a column that is not stored yet. */
  readonly id: number;
  /** NaN where there is no number. */
  readonly values: Float64Array;
  /** Value status in the low half, observation status in the high half. */
  readonly statuses: Uint8Array;
  /** SHA-256 of values and statuses. */
  readonly contentHash: Uint8Array;
  /** Of a composite index: the readiness index of units that have no index; NaN elsewhere. */
  readonly alternative?: Float64Array;
}

export const REPORTED = statusCode('reported');
export const NOT_APPLICABLE = statusCode('not_applicable');
export const NOT_COLLECTED = statusCode('not_collected');
export const NOT_PROVIDED = statusCode('not_provided');
export const CONFIDENTIAL = statusCode('confidential');

/** The columns at hand, by pair. */
export interface ColumnSource {
  get(cellId: number, periodId: number): SourceColumn | undefined;
}
