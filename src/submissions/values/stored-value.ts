import type { ValueStatus } from '../../core/vocabulary.js';
import type { Content } from '../form/read-entry.js';

/** How a value came into its cell. */
export type Origin = 'typed' | 'offer' | 'file' | 'system' | 'undo';

/** A cell of one submission as stored, with who changed it last and when. */
export interface StoredValue extends Content {
  readonly cell: string;
  readonly origin: Origin;
  /** Counts the changes of the cell, from 1; 0 stands for a cell that nobody has touched. */
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string | null;
}

/** A value on record: an accepted or imported observation. */
export interface RecordedValue {
  readonly value: number | null;
  readonly status: ValueStatus;
  readonly source: string | null;
}

/** Whether a cell holds something to compute with; a confidential number is one. */
export function isNumber(
  content: Pick<Content, 'value' | 'status'>,
): content is { value: number; status: ValueStatus } {
  return content.value !== null && (content.status === 'reported' || content.status === 'confidential');
}
