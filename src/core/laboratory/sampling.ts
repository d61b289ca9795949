/** What follows from counts and standard errors: intervals, funnels, shrunk rates, and how sure a rank is. */
import { drawFunnel, type FunnelLabel } from '../advanced/funnel.js';
import {
  clopperPearsonInterval,
  exactPoissonLimits,
  poissonLimits,
  studentInterval,
  wilsonInterval,
  type Interval,
  type Limits,
} from '../advanced/intervals.js';
import { rankUncertainty, type Estimate } from '../advanced/rank-interval.js';
import { shrinkPoisson } from '../advanced/shrinkage.js';
import { directionSign } from '../direction.js';
import { randomStream } from '../random.js';
import type { PeerSet } from './peer-sets.js';
import type { PreparedColumn } from './prepare.js';
import type { LaboratoryIndicator, MethodOptions } from './request.js';

/** The funnel as the answer shows it, in the unit of the rate. */
export interface FunnelAnswer {
  readonly label: FunnelLabel;
  readonly target: number;
  readonly z: number;
  readonly limits: readonly Interval[];
  readonly overdispersion: { readonly phi: number; readonly tau2: number };
}

/** Aligned with the units; null (NaN) where there is none. */
export interface SamplingColumn {
  readonly funnels: readonly (FunnelAnswer | null)[];
  readonly shrunk: Float64Array;
  readonly rankIntervals: readonly (readonly [number, number] | null)[];
  readonly expectedRanks: Float64Array;
}

/** One indicator in one period. */
export interface SamplingTask {
  readonly column: PreparedColumn;
  readonly indicator: LaboratoryIndicator;
  readonly method: MethodOptions;
  readonly sets: readonly PeerSet[];
  readonly seed: number;
}

/** Counts below this are drawn from beta and gamma distributions, as the normal one does not fit them. */
const SMALL_COUNT = 10;

/** The confidence intervals of one cell; empty where its kind or its figures give none. */
export function cellIntervals(
  column: PreparedColumn,
  unit: number,
  indicator: LaboratoryIndicator,
  method: MethodOptions,
): Interval[] {
  if (!isShown(column, unit) || indicator.kind === 'value') return [];
  return method.rate.levels.flatMap((level) => {
    const limits = limitsOf(column, unit, { indicator, method, level });
    return limits === null ? [] : [{ level, lower: limits.lower, upper: limits.upper }];
  });
}

function isShown(column: PreparedColumn, unit: number): boolean {
  return Number.isFinite(column.raw[unit]) && column.hidden[unit] !== 1;
}

interface IntervalTask {
  readonly indicator: LaboratoryIndicator;
  readonly method: MethodOptions;
  readonly level: number;
}

/** A method that does not fit the kind gives way to the usual one of the kind. */
function limitsOf(column: PreparedColumn, unit: number, task: IntervalTask): Limits | null {
  const { indicator, method, level } = task;
  const count = column.numerator[unit] ?? NaN;
  const size = column.denominator[unit] ?? NaN;
  if (indicator.kind === 'mean') {
    const error = column.standardError[unit] ?? NaN;
    if (!Number.isFinite(error) || !Number.isFinite(size)) return null;
    return studentInterval(column.raw[unit] ?? NaN, error, { size, level });
  }
  if (!Number.isFinite(count) || !(size > 0)) return null;
  if (indicator.kind === 'proportion') {
    const limits =
      method.rate.interval === 'exact'
        ? clopperPearsonInterval(count, size, level)
        : wilsonInterval(count, size, level);
    return scaled(limits, indicator.per);
  }
  if (method.rate.interval === 'wilson' && count <= size)
    return scaled(wilsonInterval(count, size, level), indicator.per);
  return scaled(countLimits(count, level, method), indicator.per / size);
}

function countLimits(count: number, level: number, method: MethodOptions): Limits {
  return method.rate.interval === 'exact' ? exactPoissonLimits(count, level) : poissonLimits(count, level);
}

function scaled({ lower, upper }: Limits, factor: number): Limits {
  return { lower: lower * factor, upper: upper * factor };
}

/** Funnels, shrunk rates and rank intervals of all cells of one indicator in one period. */
export function sampleColumn(task: SamplingTask): SamplingColumn {
  const size = task.column.values.length;
  const result = {
    funnels: new Array<FunnelAnswer | null>(size).fill(null),
    shrunk: new Float64Array(size).fill(NaN),
    rankIntervals: new Array<readonly [number, number] | null>(size).fill(null),
    expectedRanks: new Float64Array(size).fill(NaN),
  };
  const { kind } = task.indicator;
  for (const [s, set] of task.sets.entries()) {
    if (kind === 'rate' || kind === 'proportion') {
      addFunnel(task, set, result.funnels);
      if (task.method.shrinkage === 'eb_poisson') addShrunk(task, set, result.shrunk);
    }
    if (task.method.rankInterval !== null) addRankIntervals(task, { set, number: s }, result);
  }
  return result;
}

/** Counts of a set in the order of its pool; NaN where missing, or where what is held back must not show. */
function countsOf(
  { column, method }: SamplingTask,
  set: PeerSet,
): { numerators: Float64Array; denominators: Float64Array } {
  const keepHidden = method.suppression !== 'off' && !method.suppression.complementary;
  const pick = (source: Float64Array): Float64Array =>
    Float64Array.from(set.pool, (unit) => {
      const open = keepHidden || column.hidden[unit] !== 1;
      return open && Number.isFinite(column.raw[unit]) ? (source[unit] ?? NaN) : NaN;
    });
  return { numerators: pick(column.numerator), denominators: pick(column.denominator) };
}

function addFunnel(task: SamplingTask, set: PeerSet, funnels: (FunnelAnswer | null)[]): void {
  const { column, indicator, method } = task;
  const { numerators, denominators } = countsOf(task, set);
  const funnel = drawFunnel(numerators, denominators, {
    kind: indicator.kind === 'proportion' ? 'proportion' : 'rate',
    target: method.funnel.target === 'pooled' ? null : method.funnel.target / indicator.per,
    limits: method.funnel.limits,
    overdispersion: method.funnel.overdispersion,
    winsorise: method.funnel.winsorise,
    levels: method.rate.levels,
  });
  if (funnel === null) return;
  const { per } = indicator;
  const overdispersion = { phi: funnel.phi, tau2: funnel.tau2 * per * per };
  for (const place of set.scored) {
    const unit = set.pool[place] ?? 0;
    const point = funnel.points[place] ?? null;
    if (point === null || column.hidden[unit] === 1) continue;
    const limits = point.limits.map(({ level, lower, upper }) => ({ level, lower: lower * per, upper: upper * per }));
    funnels[unit] = { label: point.label, target: funnel.target * per, z: point.z, limits, overdispersion };
  }
}

function addShrunk(task: SamplingTask, set: PeerSet, shrunk: Float64Array): void {
  const { numerators, denominators } = countsOf(task, set);
  const rates = shrinkPoisson(numerators, denominators)?.rates;
  for (const place of set.scored) {
    const unit = set.pool[place] ?? 0;
    if (task.column.hidden[unit] !== 1) shrunk[unit] = (rates?.[place] ?? NaN) * task.indicator.per;
  }
}

function addRankIntervals(
  task: SamplingTask,
  { set, number }: { readonly set: PeerSet; readonly number: number },
  result: { rankIntervals: (readonly [number, number] | null)[]; expectedRanks: Float64Array },
): void {
  const sign = directionSign(task.indicator.direction);
  const draws = task.method.rankInterval?.draws ?? 0;
  const estimates = Array.from(set.pool, (unit) => estimateOf(task, unit));
  if (sign === 0 || estimates.every((estimate) => estimate === null || estimate.kind === 'fixed')) return;
  const random = randomStream(task.seed + number);
  const { intervals, expected } = rankUncertainty(estimates, sign, { draws, random });
  for (const place of set.scored) {
    const unit = set.pool[place] ?? 0;
    result.rankIntervals[unit] = intervals[place] ?? null;
    result.expectedRanks[unit] = expected[place] ?? NaN;
  }
}

/** What is known of the true value of a unit; null where nothing is. */
function estimateOf({ column, indicator }: SamplingTask, unit: number): Estimate | null {
  const value = column.values[unit] ?? NaN;
  if (!isShown(column, unit) || !Number.isFinite(value)) return null;
  const sent = column.standardError[unit] ?? NaN;
  if (Number.isFinite(sent)) return { kind: 'normal', value, standardError: sent };
  const count = column.numerator[unit] ?? NaN;
  const size = column.denominator[unit] ?? NaN;
  if (!Number.isFinite(count) || !(size > 0)) return { kind: 'fixed', value };
  if (indicator.kind === 'rate') return rateEstimate(value, { count, size, per: indicator.per });
  if (indicator.kind === 'proportion') return proportionEstimate(value, { count, size, per: indicator.per });
  return { kind: 'fixed', value };
}

interface Counts {
  readonly count: number;
  readonly size: number;
  readonly per: number;
}

/** √count / size; below ten events the gamma distribution after Jeffreys, shape count + ½. */
function rateEstimate(value: number, { count, size, per }: Counts): Estimate {
  const scale = per / size;
  const standardError = Math.sqrt(count) * scale;
  return count < SMALL_COUNT
    ? { kind: 'gamma', value, standardError, shape: count + 0.5, scale }
    : { kind: 'normal', value, standardError };
}

/** √(p(1 − p)/size); below ten events the beta distribution after Jeffreys, a = count + ½, b = size − count + ½. */
function proportionEstimate(value: number, { count, size, per }: Counts): Estimate {
  const share = count / size;
  const standardError = per * Math.sqrt((share * (1 - share)) / size);
  return count < SMALL_COUNT
    ? { kind: 'beta', value, standardError, a: count + 0.5, b: size - count + 0.5, scale: per }
    : { kind: 'normal', value, standardError };
}
