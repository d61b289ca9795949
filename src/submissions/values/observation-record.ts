import type { Transaction } from '../../database/database.js';
import type { ObservationStatus, ValueStatus } from '../../core/vocabulary.js';
import type { RecordedValue } from './stored-value.js';

/** One accepted value on its way to the observations. */
export interface AcceptedValue {
  /** Flat key. */
  readonly cell: string;
  readonly value: number | null;
  readonly status: ValueStatus;
  readonly quality: ObservationStatus;
}

/** Where accepted values come from. */
export interface Acceptance {
  readonly submissionId: string;
  readonly municipalityId: number;
  readonly periodId: number;
  readonly reason: string | null;
  readonly acceptedBy: string;
}

/** Values of all municipalities in one period, by flat key and place in the unit order; NaN where there is none. */
export type PeriodColumns = ReadonlyMap<string, Float64Array>;

/**
 * What this room needs of the record of observations, which stands after it in the house: the observations room
 * implements it (dependency inversion), so that acceptance and observation are one transaction.
 */
export abstract class ObservationRecord {
  /** The values on record of one municipality and period, by flat key. */
  abstract valuesOf(
    transaction: Transaction,
    municipalityId: number,
    periodId: number,
  ): Promise<ReadonlyMap<string, RecordedValue>>;

  /** The values of all municipalities in a period; remembered for as long as they stay the same. */
  abstract columnsOf(periodId: number): Promise<PeriodColumns>;

  /** Appends what differs from the record, marks its columns and asks for new scores; gives the number appended. */
  abstract accept(transaction: Transaction, values: readonly AcceptedValue[], acceptance: Acceptance): Promise<number>;
}
