/** The codes under which statuses are kept in columns and tables: one byte a unit, status in the low half. */
import type { ObservationStatus, ValueStatus } from './vocabulary.js';

const STATUSES = ['none', 'reported', 'not_applicable', 'not_collected', 'not_provided', 'confidential'] as const;
const QUALITIES: readonly ObservationStatus[] = ['normal', 'estimated', 'provisional', 'revised', 'break'];

/** 1..5; 0 stands for a cell that nobody has said anything about. */
export function statusCode(status: ValueStatus): number {
  return STATUSES.indexOf(status);
}

/** 0..4. */
export function qualityCode(quality: ObservationStatus): number {
  return QUALITIES.indexOf(quality);
}

/** One byte for both. */
export function statusByte(status: ValueStatus, quality: ObservationStatus = 'normal'): number {
  return statusCode(status) | (qualityCode(quality) << 4);
}

/** The value status of a byte; a cell that nobody has said anything about is not provided. */
export function valueStatusOf(byte: number): ValueStatus {
  const status = STATUSES[byte & 0x0f];
  return status === undefined || status === 'none' ? 'not_provided' : status;
}

/** The observation status of a byte. */
export function observationStatusOf(byte: number): ObservationStatus {
  return QUALITIES[byte >> 4] ?? 'normal';
}
