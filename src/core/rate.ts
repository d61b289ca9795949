/** Rates (METHOD.md, item 1): what happened, per so many of those to whom it could happen. */
import { isPresent, unsignedZero } from './numbers.js';
import type { RefusalCode } from './refusal.js';
import type { Flag } from './vocabulary.js';

/** A proportion counts a part of the denominator, so that it cannot exceed it; a rate and a mean can. */
export type RateKind = 'rate' | 'proportion' | 'mean';

/** What may be chosen about a rate: per how many, and of which kind. */
export interface RateOptions {
  readonly per?: number;
  readonly kind?: RateKind;
}

/** A rate with what has to be known about it. `refusal` is set where the input contradicts itself. */
export interface RateResult {
  readonly value: number | null;
  readonly flags: readonly Flag[];
  readonly refusal: RefusalCode | null;
}

/**
 * r = per · numerator / denominator.
 *
 * Missing is never zero: a missing numerator or denominator and a denominator that is zero or negative give null with
 * the flag MISSING, MISSING_DENOMINATOR or ZERO_DENOMINATOR. A proportion above one is refused.
 *
 * @throws RangeError when `per` is not a positive number
 * @example rate(5, 1000, { per: 1000 }).value // 5
 */
export function rate(numerator: number | null, denominator: number | null, options: RateOptions = {}): RateResult {
  const { per = 1, kind = 'rate' } = options;
  if (!(per > 0 && Number.isFinite(per))) throw new RangeError(`a rate is per a positive number, not per ${per}`);
  const flags: Flag[] = [];
  if (!isPresent(numerator)) flags.push('MISSING');
  if (!isPresent(denominator)) flags.push('MISSING_DENOMINATOR');
  else if (denominator <= 0) flags.push('ZERO_DENOMINATOR');
  if (!isPresent(numerator) || !isPresent(denominator) || denominator <= 0) {
    return { value: null, flags, refusal: null };
  }
  if (kind === 'proportion' && numerator > denominator) {
    return { value: null, flags: [], refusal: 'PROPORTION_ABOVE_ONE' };
  }
  return { value: unsignedZero((per * numerator) / denominator), flags, refusal: null };
}
