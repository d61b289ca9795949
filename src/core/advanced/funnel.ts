/**
 * Funnel plots in place of rankings where denominators are small (METHOD.md, item 16): limits around a target that
 * widen as the denominator shrinks, and a label that says whether a unit differs from the target by more than chance.
 * Overdispersion as in D. J. Spiegelhalter, "Funnel plots for comparing institutional performance" (2005).
 */
import { sortedPresent } from '../numbers.js';
import { quantileOfSorted } from '../quantile.js';
import { binomialCdf, binomialProbability, poissonCdf, poissonProbability, smallestCount } from './distributions.js';
import { poissonLimits, zOfLevel, type Interval, type Limits } from './intervals.js';

/** Where a unit stands beside the funnel: below or above its 95 % or 99.8 % limit, or inside. */
export type FunnelLabel = 'below_998' | 'below_95' | 'as_expected' | 'above_95' | 'above_998';

/**
 * How limits around the target are drawn: p0 ± z·√(p0(1−p0)/n) and its Poisson form, Byar (exact below ten) on the
 * expected count, or the exact distribution interpolated between counts.
 */
export type FunnelLimits = 'normal_score' | 'byar_exact' | 'exact_interpolated';

/** What the funnel does about more variation between units than chance explains. */
export type Overdispersion = 'none' | 'multiplicative' | 'additive';

/** A proportion is a part of its denominator (binomial), a rate is not (Poisson). */
export type FunnelKind = 'proportion' | 'rate';

/** Options; `limits` null takes the usual ones of the kind (normal score for proportions, Byar for rates). */
export interface FunnelOptions {
  readonly kind: FunnelKind;
  /** Target per one, or null for the pooled Σ numerators / Σ denominators. */
  readonly target: number | null;
  readonly limits: FunnelLimits | null;
  readonly overdispersion: Overdispersion;
  /** Share of z scores winsorised at each end before φ is estimated. */
  readonly winsorise: number;
  readonly levels: readonly number[];
}

/** A funnel over the units of one group; all figures per one. Units without counts have no point. */
export interface Funnel {
  readonly target: number;
  /** φ, the mean of the squared winsorised z scores. */
  readonly phi: number;
  /** τ², the variance between units of the additive model; 0 where chance explains all. */
  readonly tau2: number;
  /** True when the option asks for overdispersion and I·φ > I − 1. */
  readonly adjusted: boolean;
  readonly points: readonly (FunnelPoint | null)[];
}

/** One unit: z after adjustment, its label, and the limits around the target at its denominator. */
export interface FunnelPoint {
  readonly z: number;
  readonly label: FunnelLabel;
  readonly limits: readonly Interval[];
}

const WARNING_LEVEL = 0.95;
const ALARM_LEVEL = 0.998;

/**
 * Draws the funnel. A unit counts when its numerator is present and its denominator positive.
 *
 * A proportion is labelled by the limits around the target; a rate by its own interval (exact below ten events, else
 * Byar), which excludes the target or not. After an adjustment for overdispersion both are labelled by the widened
 * limits.
 *
 * @returns null when no unit counts, or when the target leaves no room for chance (0, or 1 for a proportion)
 */
export function drawFunnel(
  numerators: Float64Array,
  denominators: Float64Array,
  options: FunnelOptions,
): Funnel | null {
  const target = options.target ?? pooledRate(numerators, denominators);
  if (!(target > 0) || (options.kind === 'proportion' && target >= 1)) return null;
  const raw = numerators.map((count, i) => {
    const size = denominators[i] ?? NaN;
    return usable(count, size) ? (count / size - target) / Math.sqrt(chance(target, size, options.kind)) : NaN;
  });
  const spread = estimateSpread(raw, denominators, { target, options });
  const points = Array.from(numerators, (count, i) => {
    const size = denominators[i] ?? NaN;
    return usable(count, size) ? pointOf({ count, size }, { target, spread, options }) : null;
  });
  return { target, ...spread, points };
}

interface Spread {
  readonly phi: number;
  readonly tau2: number;
  readonly adjusted: boolean;
}

interface Setting {
  readonly target: number;
  readonly spread: Spread;
  readonly options: FunnelOptions;
}

interface Counted {
  readonly count: number;
  readonly size: number;
}

function usable(count: number, size: number): boolean {
  return Number.isFinite(count) && Number.isFinite(size) && size > 0;
}

/** Σ numerators / Σ denominators over the units that have both; NaN without any. */
export function pooledRate(numerators: Float64Array, denominators: Float64Array): number {
  let events = 0;
  let population = 0;
  for (let i = 0; i < numerators.length; i++) {
    const count = numerators[i] ?? NaN;
    const size = denominators[i] ?? NaN;
    if (!usable(count, size)) continue;
    events += count;
    population += size;
  }
  return events / population;
}

/** Variance of a rate under the target alone. */
function chance(target: number, size: number, kind: FunnelKind): number {
  return (kind === 'proportion' ? target * (1 - target) : target) / size;
}

/** φ from the winsorised z scores; τ² = max(0, (I·φ − (I − 1)) / (Σw − Σw²/Σw)) with w = 1/chance. */
function estimateSpread(
  scores: Float64Array,
  denominators: Float64Array,
  { target, options }: { readonly target: number; readonly options: FunnelOptions },
): Spread {
  const sorted = sortedPresent(scores);
  const units = sorted.length;
  const low = quantileOfSorted(sorted, options.winsorise) ?? NaN;
  const high = quantileOfSorted(sorted, 1 - options.winsorise) ?? NaN;
  let squares = 0;
  for (const z of sorted) squares += Math.min(Math.max(z, low), high) ** 2;
  const phi = squares / units;
  let weights = 0;
  let squaredWeights = 0;
  scores.forEach((z, i) => {
    if (Number.isNaN(z)) return;
    const weight = 1 / chance(target, denominators[i] ?? NaN, options.kind);
    weights += weight;
    squaredWeights += weight * weight;
  });
  const excess = units * phi - (units - 1);
  const room = weights - squaredWeights / weights;
  const tau2 = excess > 0 && room > 0 ? excess / room : 0;
  return { phi, tau2, adjusted: options.overdispersion !== 'none' && excess > 0 };
}

function pointOf(unit: Counted, setting: Setting): FunnelPoint {
  const { target, options } = setting;
  const z = (unit.count / unit.size - target) / deviation(unit.size, setting);
  const limits = options.levels.map((level) => ({ level, ...limitsAround(unit.size, level, setting) }));
  return { z, label: labelOf(unit, setting), limits };
}

/** Standard deviation of a rate around the target, widened where the funnel is adjusted. */
function deviation(size: number, { target, spread, options }: Setting): number {
  const variance = chance(target, size, options.kind);
  if (!spread.adjusted) return Math.sqrt(variance);
  return Math.sqrt(options.overdispersion === 'additive' ? variance + spread.tau2 : variance * spread.phi);
}

function labelOf(unit: Counted, setting: Setting): FunnelLabel {
  const alarm = sideOf(unit, ALARM_LEVEL, setting);
  if (alarm !== 0) return alarm > 0 ? 'above_998' : 'below_998';
  const warning = sideOf(unit, WARNING_LEVEL, setting);
  if (warning === 0) return 'as_expected';
  return warning > 0 ? 'above_95' : 'below_95';
}

/** 1 above, −1 below, 0 within the limits of a level. */
function sideOf({ count, size }: Counted, level: number, setting: Setting): -1 | 0 | 1 {
  const { target, spread, options } = setting;
  if (options.kind === 'rate' && !spread.adjusted) {
    const own = poissonLimits(count, level);
    if (own.lower / size > target) return 1;
    return own.upper / size < target ? -1 : 0;
  }
  const around = limitsAround(size, level, setting);
  if (count / size > around.upper) return 1;
  return count / size < around.lower ? -1 : 0;
}

/** Limits around the target at a denominator, clipped to what a rate or proportion can be. */
function limitsAround(size: number, level: number, setting: Setting): Limits {
  const { target, spread, options } = setting;
  const usual: FunnelLimits = options.kind === 'proportion' ? 'normal_score' : 'byar_exact';
  const kind = spread.adjusted ? 'normal_score' : (options.limits ?? usual);
  const end = options.kind === 'proportion' ? 1 : Infinity;
  const { lower, upper } = unclippedLimits(size, level, { kind, setting });
  return { lower: Math.min(Math.max(lower, 0), target), upper: Math.max(Math.min(upper, end), target) };
}

function unclippedLimits(
  size: number,
  level: number,
  { kind, setting }: { readonly kind: FunnelLimits; readonly setting: Setting },
): Limits {
  const { target } = setting;
  switch (kind) {
    case 'normal_score': {
      const half = zOfLevel(level) * deviation(size, setting);
      return { lower: target - half, upper: target + half };
    }
    case 'byar_exact': {
      const { lower, upper } = poissonLimits(target * size, level);
      return { lower: lower / size, upper: upper / size };
    }
    case 'exact_interpolated': {
      const tail = (1 - level) / 2;
      const limit = (p: number): number => interpolatedLimit(size, p, setting);
      return { lower: limit(tail), upper: limit(level + tail) };
    }
  }
}

/** (r − (F(r) − p)/f(r)) / n with r the smallest count whose F(r) ≥ p (Spiegelhalter 2005, appendix). */
function interpolatedLimit(size: number, probability: number, { target, options }: Setting): number {
  const expected = target * size;
  const guess = expected + (probability < 0.5 ? -2 : 2) * Math.sqrt(expected);
  const isProportion = options.kind === 'proportion';
  const cdf = (k: number): number => (isProportion ? binomialCdf(k, size, target) : poissonCdf(k, expected));
  const r = smallestCount(cdf, probability, guess);
  const mass = isProportion ? binomialProbability(r, size, target) : poissonProbability(r, expected);
  return (r - (cdf(r) - probability) / mass) / size;
}
