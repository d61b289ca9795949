/** Composite indices (METHOD.md, item 13): several scores become one by a weighted mean. */
import { isPresent, ties, unsignedZero } from './numbers.js';
import type { RefusalCode } from './refusal.js';

/** The weighted mean by which a node joins its children. */
export type AggregationMethod = 'arithmetic' | 'geometric' | 'harmonic';

/** Coverage as the share of children with a score (`count`, COINr) or of their weight (`weight`). */
export type CoverageBasis = 'count' | 'weight';

/** What may be chosen about missing children. */
export interface CoverageOptions {
  readonly minCoverage?: number;
  readonly coverageBasis?: CoverageBasis;
}

/** Below this coverage no composite is stated (JRC). */
export const DEFAULT_MIN_COVERAGE = 0.65;

/** The composite of one unit. `refusal` is set where the method has no answer for the values. */
export interface CompositeScore {
  readonly score: number | null;
  /** Share of the children present, 0..1, on the chosen basis. */
  readonly coverage: number;
  /** True when the coverage is below the minimum, which is why there is no score. */
  readonly lowCoverage: boolean;
  readonly refusal: RefusalCode | null;
}

/** The composites of all units, aligned with the columns they come from. */
export interface CompositeColumn {
  /** NaN where there is no score. */
  readonly scores: Float64Array;
  readonly coverage: Float64Array;
  /** First refusal met, and the unit it was met at. */
  readonly refusal: { readonly code: RefusalCode; readonly unit: number } | null;
}

/** Why these weights cannot be used, or null when they can: none below zero, at least one above. */
export function refusalOfWeights(weights: readonly number[]): RefusalCode | null {
  if (weights.some((weight) => !(weight >= 0 && Number.isFinite(weight)))) return 'WEIGHT_NEGATIVE';
  return weights.some((weight) => weight > 0) ? null : 'WEIGHTS_SUM_ZERO';
}

/** The weights divided by their sum. They have to be such as `refusalOfWeights` accepts. */
export function normalisedWeights(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Joins the scores of one unit: arithmetic Σ w·y, geometric exp(Σ w·ln y), harmonic 1 / Σ(w / y), with the weights
 * brought to a sum of 1 over the children that are present.
 *
 * A child of weight zero changes nothing but counts in a coverage by count. Without any weight on a present child, or
 * with a coverage below the minimum, there is no score. A geometric or harmonic mean of values that are not all above
 * zero is refused (GEOMETRIC_NON_POSITIVE, HARMONIC_NON_POSITIVE).
 *
 * @param values one score a child, NaN where missing
 * @param weights one weight a child, none negative
 * @example aggregate(Float64Array.of(10, 40, 90), [2, 1, 1], 'arithmetic').score // 37.5
 */
export function aggregate(
  values: Float64Array,
  weights: readonly number[],
  method: AggregationMethod,
  options: CoverageOptions = {},
): CompositeScore {
  const { minCoverage = DEFAULT_MIN_COVERAGE, coverageBasis = 'count' } = options;
  let present = 0;
  let weightPresent = 0;
  let weightTotal = 0;
  let sum = 0;
  let positive = true;
  for (const [i, weight] of weights.entries()) {
    const value = values[i];
    weightTotal += weight;
    if (!isPresent(value)) continue;
    present++;
    weightPresent += weight;
    if (weight === 0) continue;
    sum += contribution(value, weight, method);
    positive &&= value > 0;
  }
  const coverage = coverageBasis === 'count' ? ratio(present, weights.length) : ratio(weightPresent, weightTotal);
  const lowCoverage = coverage < minCoverage && !ties(coverage, minCoverage);
  if (lowCoverage || weightPresent === 0) return { score: null, coverage, lowCoverage, refusal: null };
  const refusal = positive ? null : refusalOfNonPositive(method);
  const score = refusal === null ? unsignedZero(meanOf(sum, weightPresent, method)) : null;
  return { score, coverage, lowCoverage, refusal };
}

/**
 * Joins whole columns, unit by unit, as {@link aggregate} does one.
 *
 * @param children one column a child, all of the same length
 */
export function aggregateColumns(
  children: readonly Float64Array[],
  weights: readonly number[],
  method: AggregationMethod,
  options: CoverageOptions = {},
): CompositeColumn {
  const length = children[0]?.length ?? 0;
  const scores = new Float64Array(length);
  const coverage = new Float64Array(length);
  const row = new Float64Array(children.length);
  let refusal: CompositeColumn['refusal'] = null;
  for (let unit = 0; unit < length; unit++) {
    for (let child = 0; child < row.length; child++) row[child] = children[child]?.[unit] ?? NaN;
    const composite = aggregate(row, weights, method, options);
    scores[unit] = composite.score ?? NaN;
    coverage[unit] = composite.coverage;
    if (composite.refusal !== null) refusal ??= { code: composite.refusal, unit };
  }
  return { scores, coverage, refusal };
}

function contribution(value: number, weight: number, method: AggregationMethod): number {
  switch (method) {
    case 'arithmetic':
      return weight * value;
    case 'geometric':
      return weight * Math.log(value);
    case 'harmonic':
      return weight / value;
  }
}

function meanOf(sum: number, weight: number, method: AggregationMethod): number {
  switch (method) {
    case 'arithmetic':
      return sum / weight;
    case 'geometric':
      return Math.exp(sum / weight);
    case 'harmonic':
      return weight / sum;
  }
}

function refusalOfNonPositive(method: AggregationMethod): RefusalCode | null {
  switch (method) {
    case 'arithmetic':
      return null;
    case 'geometric':
      return 'GEOMETRIC_NON_POSITIVE';
    case 'harmonic':
      return 'HARMONIC_NON_POSITIVE';
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
