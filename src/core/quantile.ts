/**
 * Sample quantiles in all nine definitions of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages",
 * The American Statistician 50 (1996). Type 7 is percentile_cont and PERCENTILE.INC, type 6 is PERCENTILE.EXC.
 */
import { sortedPresent } from './numbers.js';

/** Number of the definition in Hyndman and Fan (1996). */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** The definition used where nobody asked for another (METHOD.md, item 6). */
export const DEFAULT_QUANTILE_TYPE: QuantileType = 7;

/** Room for the rounding error of `n · p`, so that 100 · 0.07 counts as 7. */
const FUZZ = 4 * Number.EPSILON;

/** The pair (α, β) of the continuous types: the position is n·p + α + p·(1 − α − β). */
const PLOTTING_POSITIONS: Readonly<Record<4 | 5 | 6 | 7 | 8 | 9, readonly [number, number]>> = {
  4: [0, 1],
  5: [0.5, 0.5],
  6: [0, 0],
  7: [1, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 3 / 8],
};

/**
 * The quantile of values in any order; missing values are left out.
 *
 * @param probability p from 0 to 1
 * @returns null when there is no value
 * @throws RangeError when p lies outside 0..1
 * @example quantile(Float64Array.of(1, 2, 3, 4), 0.25) // 1.75
 */
export function quantile(
  values: Float64Array,
  probability: number,
  type: QuantileType = DEFAULT_QUANTILE_TYPE,
): number | null {
  return quantileOfSorted(sortedPresent(values), probability, type);
}

/**
 * The quantile of values that are complete and ascending. With j = ⌊position⌋ and the fraction h it is
 * x_j + h · (x_{j+1} − x_j), where x_0 = x_1 and x_{n+1} = x_n; in types 1 to 3 h is 0, ½ or 1.
 *
 * @returns null when there is no value
 * @throws RangeError when p lies outside 0..1
 */
export function quantileOfSorted(
  sorted: Float64Array,
  probability: number,
  type: QuantileType = DEFAULT_QUANTILE_TYPE,
): number | null {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`a probability lies between 0 and 1, not at ${probability}`);
  }
  const n = sorted.length;
  if (n === 0) return null;
  const [whole, fraction] = type <= 3 ? stepPosition(n, probability, type) : linearPosition(n, probability, type);
  const below = sorted[clampIndex(whole, n)] ?? NaN;
  const above = sorted[clampIndex(whole + 1, n)] ?? NaN;
  if (fraction === 0) return below;
  return fraction === 1 ? above : below + fraction * (above - below);
}

function clampIndex(position: number, n: number): number {
  return Math.min(Math.max(position, 1), n) - 1;
}

/** Whole part and weight of the next value in the stepwise types 1 (inverse), 2 (averaging), 3 (nearest even). */
function stepPosition(n: number, probability: number, type: QuantileType): [number, number] {
  const position = n * probability - (type === 3 ? 0.5 : 0);
  const fuzz = FUZZ * Math.max(1, position);
  const whole = Math.floor(position + fuzz);
  const beyond = position > whole + fuzz;
  if (beyond) return [whole, 1];
  if (type === 1) return [whole, 0];
  if (type === 2) return [whole, 0.5];
  return [whole, whole % 2 === 0 ? 0 : 1];
}

/** Whole part and fraction of the position in the continuous types 4 to 9. */
function linearPosition(n: number, probability: number, type: QuantileType): [number, number] {
  const [alpha, beta] = PLOTTING_POSITIONS[type as keyof typeof PLOTTING_POSITIONS];
  const position = alpha + probability * (n + 1 - alpha - beta);
  const fuzz = FUZZ * Math.max(1, position);
  const whole = Math.floor(position + fuzz);
  const fraction = position - whole;
  return [whole, Math.abs(fraction) < fuzz ? 0 : fraction];
}
