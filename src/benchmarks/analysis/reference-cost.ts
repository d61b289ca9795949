/** What a service would cost at the peers' price, and rates pooled over years: pure arithmetic on published figures. */
import { poissonLimits, wilsonInterval } from '../../core/advanced/intervals.js';
import { isPresent, unsignedZero } from '../../core/numbers.js';

/** A reference cost in EUR and the difference to what was spent. */
export interface ReferenceCost {
  readonly reference: number | null;
  /** Own spending minus the reference: above zero the municipality pays more than at its peers' price. */
  readonly difference: number | null;
}

/**
 * The reference cost: peers' median unit cost × own volume (METHOD.md part 2, "Costs"). It says what is different, not
 * what is good: quality, clients and mode of provision differ too.
 *
 * @param spending EUR of the year
 * @param volume own units of the year
 * @param medianUnitCost EUR a unit; null below four peers
 * @returns nulls where a figure is missing or there is no volume
 * @example referenceCost(12_000, 1000, 10) // { reference: 10000, difference: 2000 }
 */
export function referenceCost(
  spending: number | null,
  volume: number | null,
  medianUnitCost: number | null,
): ReferenceCost {
  if (!isPresent(volume) || !isPresent(medianUnitCost) || volume <= 0) return { reference: null, difference: null };
  const reference = medianUnitCost * volume;
  return { reference, difference: isPresent(spending) ? unsignedZero(spending - reference) : null };
}

/** Counts of one or several periods. */
export interface Counts {
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** A rate with its 95 % interval. */
export interface PooledRate {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Periods that took part. */
  readonly periods: number;
}

/**
 * A rate pooled over periods: per · Σ numerators / Σ denominators, over the periods in which both are known. A small
 * base in one year becomes a larger one over three.
 *
 * The interval is Wilson's where the numerator is a part of the denominator, else Byar's (exact below ten).
 *
 * @returns null where no period counts
 * @example pooledRate([{ numerator: 1, denominator: 10 }, { numerator: 3, denominator: 10 }], 100, 'proportion')?.value // 20
 */
export function pooledRate(counts: readonly Counts[], per: number, kind: 'proportion' | 'rate'): PooledRate | null {
  const known = counts.flatMap(({ numerator, denominator }) =>
    isPresent(numerator) && isPresent(denominator) && denominator > 0 ? [{ numerator, denominator }] : [],
  );
  const numerator = known.reduce((sum, period) => sum + period.numerator, 0);
  const denominator = known.reduce((sum, period) => sum + period.denominator, 0);
  if (known.length === 0 || numerator < 0 || (kind === 'proportion' && numerator > denominator)) return null;
  const limits =
    kind === 'proportion'
      ? wilsonInterval(numerator, denominator, LEVEL)
      : scaled(poissonLimits(numerator, LEVEL), 1 / denominator);
  const value = (per * numerator) / denominator;
  return { numerator, denominator, value, ...scaled(limits, per), periods: known.length };
}

const LEVEL = 0.95;

function scaled({ lower, upper }: { lower: number; upper: number }, factor: number): { lower: number; upper: number } {
  return { lower: lower * factor, upper: upper * factor };
}
