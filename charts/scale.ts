/** Axes in round numbers, with what their ticks say. ECharts writes numbers in English only, so the words come from here. */
import { formatNumber } from './number-format.js';
import type { Language } from '../src/core/vocabulary.js';

/** The span of an axis and its ticks, from `min` to `max` in equal steps. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly decimals: number;
  readonly ticks: readonly number[];
}

/** Numbers nearer to zero than this are zero: axes show ten decimals at most. */
const LEAST = 1e-7;
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * A scale of round numbers that covers all values, with about `count` steps.
 *
 * It begins at zero when asked to, and also when the smallest value is less than two fifths of the largest: then a
 * cut axis would exaggerate. Without values, or with all of them zero, it runs from 0 to 1.
 */
export function niceScale(
  values: readonly number[],
  options: { readonly count?: number; readonly fromZero?: boolean } = {},
): Scale {
  const finite = values.filter(Number.isFinite);
  let low = Math.min(...finite);
  let high = Math.max(...finite);
  if (finite.length === 0 || Math.max(Math.abs(low), Math.abs(high)) < LEAST) [low, high] = [0, 1];
  if (low > 0 && (options.fromZero === true || low < high * 0.4)) low = 0;
  if (high < 0 && (options.fromZero === true || high > low * 0.4)) high = 0;
  if (high - low < Math.abs(high) * 1e-6) [low, high] = [low - Math.abs(low) * 0.1, high + Math.abs(high) * 0.1];
  const step = niceStep((high - low) / (options.count ?? 5));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const decimals = stepDecimals(step);
  const at = (index: number): number => Number((index * step).toFixed(decimals)) + 0;
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => at(first + index));
  return { min: at(first), max: at(last), step, decimals, ticks };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(2));
}

function stepDecimals(step: number): number {
  for (let decimals = 0; decimals < 10; decimals++) {
    const shifted = step * 10 ** decimals;
    if (Math.round(shifted) >= 1 && Math.abs(shifted - Math.round(shifted)) < 1e-6 * shifted) return decimals;
  }
  return 10;
}

/** The ticks in words. */
export function tickLabels(scale: Scale, language: Language): string[] {
  return scale.ticks.map((tick) => formatNumber(tick, language, scale.decimals));
}
