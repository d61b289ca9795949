/** One municipality of a benchmark, from columns. */
import type { BenchmarkRow, GroupStatistics, MunicipalityLabel } from '../../core/benchmark.js';
import { compare } from '../../core/comparison.js';
import { toNullable, unsignedZero } from '../../core/numbers.js';
import { trendOf } from '../../core/trend.js';
import { unitScore, type UnitScore } from '../../core/unit-score.js';
import { observationStatusOf, valueStatusOf } from '../../core/value-status.js';
import type { Comparison, Flag, ObservationStatus, TrendLabel } from '../../core/vocabulary.js';
import type { Cell } from '../../indicators/model/catalogue.js';
import type { ScoringMethod } from '../../scoring/method.js';
import type { ScoredFigures } from './figure-store.js';
import type { ShownColumn } from './period-figures.js';

/** A row with what the API tells beyond the benchmark of core. */
export interface DetailedRow extends BenchmarkRow {
  readonly observationStatus: ObservationStatus;
  readonly tiedCount: number | null;
  readonly z: number | null;
  readonly robustZ: number | null;
  /** Of a composite index: the readiness index of a municipality that has no index. */
  readonly readiness: number | null;
}

/** What the rows of a benchmark have in common. */
export interface RowSetting {
  readonly cell: Cell;
  readonly method: ScoringMethod;
  readonly figures: ScoredFigures;
  readonly statistics: GroupStatistics;
  /** The column of the period before, as shown. */
  readonly previous: ShownColumn | undefined;
  /** The columns of all periods up to this one, oldest first, with the end of each as a year. */
  readonly history: readonly { readonly time: number; readonly column: ShownColumn | undefined }[];
  readonly sources: ReadonlyMap<number, string>;
  /** The unit whose hidden values the viewer owns, and the column as it is. */
  readonly own: { readonly unit: number; readonly column: ShownColumn } | undefined;
}

/** @param position of the unit in the scored column; −1 for a unit outside the group, which has a value but no score */
export function benchmarkRow(
  setting: RowSetting,
  { unit, position }: { readonly unit: number; readonly position: number },
  municipality: MunicipalityLabel,
): DetailedRow {
  const { cell, method, figures, statistics } = setting;
  const { shown, scored } = figures;
  const score = position < 0 ? null : unitScore(scored, position, { ...method, direction: cell.direction });
  const column = setting.own?.unit === unit ? setting.own.column : shown;
  const byte = column.statuses[unit] ?? 0;
  return {
    municipality,
    value: toNullable(column.values[unit]),
    status: valueStatusOf(byte),
    observationStatus: observationStatusOf(byte),
    rank: score?.rank ?? null,
    of: scored.n,
    tiedCount: score?.tiedCount ?? null,
    percentile: score?.percentile ?? null,
    quantileGroup: score?.quantileGroup ?? null,
    z: score?.z ?? null,
    robustZ: score?.robustZ ?? null,
    comparison: comparisonOf(setting, unit, statistics.median),
    change: changeOf(column, setting.previous, unit),
    trend: trendLabelOf(setting, unit),
    flags: flagsOf(shown, unit, score),
    source: setting.sources.get(unit) ?? null,
    readiness: toNullable(shown.source.alternative?.[unit]),
  };
}

/** Where a value itself is hidden behind a band, the band is told: it compares the true value with the median. */
function comparisonOf({ cell, method, figures }: RowSetting, unit: number, median: number | null): Comparison {
  const { shown } = figures;
  const value = shown.disclosures?.[unit] === 'band' ? shown.source.values[unit] : shown.values[unit];
  const { direction, isCost } = cell;
  return compare(toNullable(value), median, { direction, isCost, band: method.similarBand });
}

/** Difference to the period before; null across a break, or where either is missing. */
function changeOf(column: ShownColumn, previous: ShownColumn | undefined, unit: number): number | null {
  const [now, before] = [toNullable(column.values[unit]), toNullable(previous?.values[unit])];
  if (now === null || before === null || observationStatusOf(column.statuses[unit] ?? 0) === 'break') return null;
  return unsignedZero(now - before);
}

function trendLabelOf({ cell, history }: RowSetting, unit: number): TrendLabel {
  const series = {
    times: Float64Array.from(history, ({ time }) => time),
    values: Float64Array.from(history, ({ column }) => column?.values[unit] ?? NaN),
  };
  return trendOf(series, cell.isCost ? 'neutral' : cell.direction).label;
}

function flagsOf(shown: ShownColumn, unit: number, score: UnitScore | null): Flag[] {
  const disclosure = shown.disclosures?.[unit] ?? 'shown';
  if (disclosure === 'hidden' || disclosure === 'band') return ['SUPPRESSED'];
  const missing: Flag[] = Number.isFinite(shown.values[unit]) ? [] : ['MISSING'];
  return [...(score?.flags ?? missing), ...(disclosure === 'rounded' ? (['SUPPRESSED'] as const) : [])];
}
