/**
 * How sure a rank is, given the sampling error of the estimates (METHOD.md, item 16): the range of ranks in random
 * draws, and the expected rank by formula.
 */
import type { RandomStream } from '../random.js';
import { normalCdf } from './distributions.js';
import { betaVariate, gammaVariate } from './random-variates.js';

/** At least this many draws. */
export const MIN_DRAWS = 10_000;

/**
 * What is known of a unit's true value, in orientation "higher is better" after `sign`: normal around the estimate, or
 * for fewer than ten events gamma (rate) and beta (proportion), or fixed where no error is known.
 */
export type Estimate =
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'normal'; readonly value: number; readonly standardError: number }
  | {
      readonly kind: 'gamma';
      readonly value: number;
      readonly standardError: number;
      readonly shape: number;
      readonly scale: number;
    }
  | {
      readonly kind: 'beta';
      readonly value: number;
      readonly standardError: number;
      readonly a: number;
      readonly b: number;
      readonly scale: number;
    };

/** Range of ranks (2.5–97.5 %) and expected rank of each unit; null for a missing estimate. */
export interface RankUncertainty {
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly expected: readonly (number | null)[];
}

/**
 * Ranks of `draws` random draws of all units, 1 = best, as their 2.5 and 97.5 % quantiles (type 7), beside the
 * analytic expected rank.
 *
 * @param estimates one a unit, null where missing; a unit without error takes part but gets no interval
 * @param sign +1 where higher is better, −1 where lower is
 */
export function rankUncertainty(
  estimates: readonly (Estimate | null)[],
  sign: 1 | -1,
  sampling: { readonly draws: number; readonly random: RandomStream },
): RankUncertainty {
  const present = estimates.flatMap((estimate, unit) => (estimate === null ? [] : [{ estimate, unit }]));
  const counts = countRanks(
    present.map((one) => one.estimate),
    sign,
    sampling,
  );
  const intervals: ([number, number] | null)[] = estimates.map(() => null);
  present.forEach(({ estimate, unit }, i) => {
    if (estimate.kind === 'fixed') return;
    const row = counts.subarray(i * present.length, (i + 1) * present.length);
    intervals[unit] = [quantileOfCounts(row, sampling.draws, 0.025), quantileOfCounts(row, sampling.draws, 0.975)];
  });
  return { intervals, expected: expectedRanks(estimates, sign) };
}

/** How often each unit (row) held each rank (column). */
function countRanks(
  estimates: readonly Estimate[],
  sign: 1 | -1,
  { draws, random }: { readonly draws: number; readonly random: RandomStream },
): Uint32Array {
  const n = estimates.length;
  const counts = new Uint32Array(n * n);
  const drawn = new Float64Array(n);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < n; i++) drawn[i] = -sign * drawOne(estimates[i], random);
    const sorted = Float64Array.from(drawn).sort();
    for (let i = 0; i < n; i++) {
      const cell = i * n + firstPosition(sorted, drawn[i] ?? NaN);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return counts;
}

function drawOne(estimate: Estimate | undefined, random: RandomStream): number {
  switch (estimate?.kind) {
    case 'normal':
      return estimate.value + estimate.standardError * random.normal();
    case 'gamma':
      return estimate.scale * gammaVariate(estimate.shape, random);
    case 'beta':
      return estimate.scale * betaVariate(estimate.a, estimate.b, random);
    case 'fixed':
      return estimate.value;
    case undefined:
      return NaN;
  }
}

function firstPosition(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? NaN) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Type 7 quantile of ranks given as how often each occurred. */
function quantileOfCounts(counts: Uint32Array, draws: number, probability: number): number {
  const position = (draws - 1) * probability;
  const whole = Math.floor(position);
  const below = orderStatistic(counts, whole);
  return below + (position - whole) * (orderStatistic(counts, Math.min(whole + 1, draws - 1)) - below);
}

function orderStatistic(counts: Uint32Array, index: number): number {
  let passed = 0;
  for (let rank = 0; rank < counts.length; rank++) {
    passed += counts[rank] ?? 0;
    if (passed > index) return rank + 1;
  }
  return counts.length;
}

/**
 * The expected rank of each unit, 1 + Σ_j Φ((θ_j − θ_i) / √(se_i² + se_j²)), 1 = best; two units without error are
 * compared as they stand, a tie counting one half.
 */
export function expectedRanks(estimates: readonly (Estimate | null)[], sign: 1 | -1): (number | null)[] {
  return estimates.map((own, i) => {
    if (own === null) return null;
    let rank = 1;
    estimates.forEach((other, j) => {
      if (other === null || i === j) return;
      const difference = sign * (other.value - own.value);
      const error = Math.hypot(errorOf(own), errorOf(other));
      rank += error > 0 ? normalCdf(difference / error) : (Math.sign(difference) + 1) / 2;
    });
    return rank;
  });
}

function errorOf(estimate: Estimate): number {
  return estimate.kind === 'fixed' ? 0 : estimate.standardError;
}
