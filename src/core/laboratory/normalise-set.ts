/** Normalisation of one indicator within one comparison set, with the options of a request. */
import { orient } from '../direction.js';
import type { Range } from '../min-max.js';
import { normaliseColumn, type Normalisation, type NormalisedColumn } from '../normalise.js';
import { percentileFromRank } from '../percentile.js';
import { rank } from '../rank.js';
import type { ColumnStatistics } from '../statistics.js';
import type { LaboratoryIndicator, MethodOptions, NormalisationOptions } from './request.js';

/** The values of a comparison set. */
export interface SetValues {
  /** In the order of the pool. */
  readonly values: Float64Array;
  /** 1 where imputed. */
  readonly imputed: Uint8Array;
  readonly statistics: ColumnStatistics;
}

/** Normalises the values of a set; higher is better, NaN where there is no score. */
export function normaliseSet(
  set: SetValues,
  indicator: LaboratoryIndicator,
  method: MethodOptions,
  options: NormalisationOptions,
): NormalisedColumn {
  const byRank = options.kind === 'rank' || options.kind === 'borda' || options.kind === 'percentile_rank';
  const values = byRank && !method.imputation.inRank ? withoutImputed(set) : set.values;
  if (options.kind === 'percentile_rank' && method.percentile !== 'strict') {
    return percentileRanks(values, indicator, method);
  }
  const how = normalisationOf(indicator, method, options);
  if (how === null) return { values: values.map(() => NaN), clamped: new Uint8Array(values.length) };
  const normalised = normaliseColumn(values, { statistics: set.statistics, direction: indicator.direction }, how);
  if (options.kind !== 'robust_zscore') return normalised;
  return { ...normalised, values: normalised.values.map((score) => options.mean + options.sd * score) };
}

function withoutImputed({ values, imputed }: SetValues): Float64Array {
  return values.map((value, i) => (imputed[i] === 1 ? NaN : value));
}

function percentileRanks(
  values: Float64Array,
  indicator: LaboratoryIndicator,
  method: MethodOptions,
): NormalisedColumn {
  const { places, tiedCounts, n } = rank(orient(values, indicator.direction));
  const percentile = (_: number, i: number): number =>
    percentileFromRank({ place: places[i] ?? 0, tiedCount: tiedCounts[i] ?? 0, n }, method.percentile) ?? NaN;
  return { values: values.map(percentile), clamped: new Uint8Array(values.length) };
}

/** The method with its options; null where the indicator lacks the goalposts it needs. */
function normalisationOf(
  indicator: LaboratoryIndicator,
  method: MethodOptions,
  options: NormalisationOptions,
): Normalisation | null {
  const { kind, mean, sd } = options;
  const range: Range = options.range;
  switch (kind) {
    case 'none':
    case 'percentile_rank':
      return { kind };
    case 'minmax':
      return { kind, range, clamp: method.basis === 'base_period' && method.clampOutsideBase };
    case 'zscore':
      return { kind, target: { mean, sd } };
    case 'robust_zscore':
      return { kind, zeroMad: method.zeroMad };
    case 'rank':
    case 'borda':
      return { kind, ties: method.ties };
    case 'goalposts':
      return indicator.goalposts === null ? null : { kind, goalposts: indicator.goalposts, range };
    case 'distance_to_reference':
      return { kind, reference: options.reference, form: options.form, target: indicator.target };
    case 'above_below_mean':
      return { kind, band: options.band };
  }
}
