import { statusByte } from '../../core/value-status.js';
import type { ObservationStatus, ValueStatus } from '../../core/vocabulary.js';

const VALUE_STATUSES: Readonly<Record<string, ValueStatus>> = {
  reported: 'reported',
  val: 'reported',
  not_applicable: 'not_applicable',
  na: 'not_applicable',
  '×': 'not_applicable',
  not_collected: 'not_collected',
  nc: 'not_collected',
  '…': 'not_collected',
  not_provided: 'not_provided',
  np: 'not_provided',
  '..': 'not_provided',
  confidential: 'confidential',
  cf: 'confidential',
  ':': 'confidential',
};

const QUALITIES: Readonly<Record<string, ObservationStatus>> = {
  normal: 'normal',
  estimated: 'estimated',
  e: 'estimated',
  provisional: 'provisional',
  p: 'provisional',
  revised: 'revised',
  r: 'revised',
  break: 'break',
  b: 'break',
};

/** Why a value may stand, or not, under a status. */
export interface StatedStatus {
  readonly byte: number;
  /** `needed`, `allowed` or `forbidden`. */
  readonly value: 'needed' | 'allowed' | 'forbidden';
}

/**
 * The status that a cell states: a value status (`not_applicable`, `NA`, `×` …) or an observation status of a reported
 * value (`estimated`, `E` …), in any case.
 *
 * @returns undefined for any other text
 */
export function statedStatus(text: string): StatedStatus | undefined {
  const key = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  const status = Object.hasOwn(VALUE_STATUSES, key) ? VALUE_STATUSES[key] : undefined;
  if (status !== undefined) {
    const value = status === 'reported' ? 'needed' : status === 'confidential' ? 'allowed' : 'forbidden';
    return { byte: statusByte(status), value };
  }
  const quality = Object.hasOwn(QUALITIES, key) ? QUALITIES[key] : undefined;
  return quality === undefined ? undefined : { byte: statusByte('reported', quality), value: 'needed' };
}
