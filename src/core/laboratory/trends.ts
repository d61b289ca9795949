/** Trends of every unit in every indicator over the periods of a request. */
import { trendOf } from '../trend.js';
import type { TrendLabel } from '../vocabulary.js';
import { yearsOf } from './prepare.js';
import type { ScoredTable } from './scored-table.js';

/** A line of `trends` in the answer; slopes in the unit of the indicator per year (or per period). */
export interface TrendLine {
  readonly unit: string;
  readonly indicator: string;
  readonly slope: number | null;
  readonly ols: number | null;
  readonly cagr: number | null;
  readonly s: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly label: TrendLabel;
}

/** The trends of one indicator, from raw values as sent; none where there is but one period. */
export function trendLines({ request, columns }: ScoredTable, index: number): TrendLine[] {
  const indicator = request.indicators[index];
  if (indicator === undefined || !request.method.trend || request.periods.length < 2) return [];
  const times = Float64Array.from(yearsOf(request.periods));
  const series = columns[index] ?? [];
  return request.units.flatMap(({ code }, unit): TrendLine[] => {
    const values = Float64Array.from(series, (column) =>
      column === null || column.prepared.hidden[unit] === 1 ? NaN : (column.prepared.raw[unit] ?? NaN),
    );
    if (!values.some(Number.isFinite)) return [];
    const { slope, ols, cagr, s, z, p, label } = trendOf({ times, values }, indicator.direction);
    return [{ unit: code, indicator: indicator.code, slope, ols, cagr, s, z, p, label }];
  });
}
