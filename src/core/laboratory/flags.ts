/** Flags of cells as bits of a number, so that a column of them needs no object a cell. */
import type { Flag } from '../vocabulary.js';

/** All flags in the order in which they are listed. */
export const FLAGS = [
  'MISSING',
  'MISSING_DENOMINATOR',
  'ZERO_DENOMINATOR',
  'SUPPRESSED',
  'SMALL_NUMBER',
  'IMPUTED',
  'STALE',
  'TREATED',
  'CLAMPED',
  'LOW_COVERAGE',
  'INSUFFICIENT_N',
  'ZERO_VARIANCE',
  'ZERO_MAD',
  'ZERO_RANGE',
  'TIED',
  'N_LT_4_NO_QUARTILE',
  'PEER_GROUP_TOO_SMALL',
  'DEA_LOW_N',
] as const satisfies readonly Flag[];

const BITS = new Map<Flag, number>(FLAGS.map((flag, index) => [flag, 1 << index]));

/** The bit of a flag. */
export function bitOf(flag: Flag): number {
  return BITS.get(flag) ?? 0;
}

/** The bits of several flags. */
export function bitsOf(flags: readonly Flag[]): number {
  let bits = 0;
  for (const flag of flags) bits |= bitOf(flag);
  return bits;
}

/** The flags whose bits are set, in their order. */
export function flagsOf(bits: number): Flag[] {
  return bits === 0 ? [] : FLAGS.filter((flag) => (bits & bitOf(flag)) !== 0);
}

/** Sets a flag of a cell. */
export function setFlag(column: Uint32Array, unit: number, flag: Flag): void {
  column[unit] = (column[unit] ?? 0) | bitOf(flag);
}
