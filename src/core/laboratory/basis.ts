/** What values are compared with: the statistics of a comparison set in one period, in all, or in a base period. */
import { describeColumn, type ColumnStatistics } from '../statistics.js';
import { MINIMUM_N } from '../published-statistics.js';
import type { PeerSet } from './peer-sets.js';
import type { PreparedColumn } from './prepare.js';
import type { LaboratoryIndicator, MethodOptions, ScoresRequest } from './request.js';

/** A line of `basis` in the answer: figures in the unit of the indicator, of the treated series. */
export interface BasisLine {
  readonly indicator: string;
  /** Null where the statistics are of all periods. */
  readonly period: string | null;
  readonly group: string;
  readonly n: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly median: number | null;
  readonly mad: number | null;
  readonly q1: number | null;
  readonly q3: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
}

/** The statistics a set is compared with in a period. Imputed values count only if the option admits them. */
export function basisStatistics(
  series: readonly (PreparedColumn | null)[],
  period: number,
  set: PeerSet,
  request: ScoresRequest,
): ColumnStatistics {
  const { method } = request;
  const columns = basisColumns(series, period, request);
  const values = new Float64Array(columns.length * set.members.length).fill(NaN);
  columns.forEach((column, c) => {
    set.members.forEach((unit, i) => {
      const admitted = method.imputation.inBasis || column.isImputed[unit] !== 1;
      if (admitted) values[c * set.members.length + i] = column.values[unit] ?? NaN;
    });
  });
  return describeColumn(values, {
    quantileType: method.quantiles.type,
    standardDeviation: method.standardDeviation,
  });
}

function basisColumns(
  series: readonly (PreparedColumn | null)[],
  period: number,
  { method, periods }: ScoresRequest,
): PreparedColumn[] {
  switch (method.basis) {
    case 'same_period':
      return present([series[period]]);
    case 'all_periods':
      return present(series);
    case 'base_period':
      return present([series[periods.indexOf(method.basePeriod)]]);
  }
}

function present(columns: readonly (PreparedColumn | null | undefined)[]): PreparedColumn[] {
  return columns.flatMap((column) => column ?? []);
}

/** The period a basis belongs to. */
export function basisPeriod(period: string | null, { basis, basePeriod }: MethodOptions): string | null {
  switch (basis) {
    case 'same_period':
      return period;
    case 'all_periods':
      return null;
    case 'base_period':
      return basePeriod;
  }
}

/**
 * The statistics as the answer shows them. Of rates and proportions under suppression they need 3 values, median and
 * quartiles 4, the extremes 5 (METHOD.md, item 16).
 */
export function basisLine(
  statistics: ColumnStatistics,
  place: { readonly indicator: LaboratoryIndicator; readonly period: string | null; readonly group: string },
  isGuarded: boolean,
): BasisLine {
  const { n } = statistics;
  const from = (minimum: number, figure: number | null): number | null => (isGuarded && n < minimum ? null : figure);
  return {
    indicator: place.indicator.code,
    period: place.period,
    group: place.group,
    n,
    min: from(MINIMUM_N.extremes, statistics.min),
    max: from(MINIMUM_N.extremes, statistics.max),
    mean: from(MINIMUM_N.mean, statistics.mean),
    sd: from(MINIMUM_N.mean, statistics.sd),
    median: from(MINIMUM_N.quartiles, statistics.median),
    mad: from(MINIMUM_N.quartiles, statistics.mad),
    q1: from(MINIMUM_N.quartiles, statistics.q1),
    q3: from(MINIMUM_N.quartiles, statistics.q3),
    skewness: from(MINIMUM_N.mean, statistics.skewness),
    kurtosis: from(MINIMUM_N.quartiles, statistics.kurtosis),
  };
}
