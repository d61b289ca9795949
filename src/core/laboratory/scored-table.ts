/** The scored table: every indicator in every period from what was sent to its scores, in columns. */
import { bitOf } from './flags.js';
import { basisLine, basisPeriod, basisStatistics, type BasisLine } from './basis.js';
import { normaliseSet } from './normalise-set.js';
import { makePeerSets, type PeerSets } from './peer-sets.js';
import { prepareSeries, type PreparedColumn } from './prepare.js';
import { rateColumns } from './rates.js';
import { scoreCells, type CellScores } from './score-cells.js';
import type { ColumnStatistics } from '../statistics.js';
import type { LaboratoryIndicator, NormalisationOptions, ScoresRequest } from './request.js';

/** One indicator in one period. */
export interface TableColumn {
  readonly indicator: number;
  readonly period: number;
  readonly prepared: PreparedColumn;
  readonly scores: CellScores;
  /** Aligned with the comparison sets. */
  readonly statistics: readonly ColumnStatistics[];
}

/** All columns by indicator, then period; null where nothing was sent. */
export interface ScoredTable {
  readonly request: ScoresRequest;
  readonly peers: PeerSets;
  readonly columns: readonly (readonly (TableColumn | null)[])[];
}

/** Rate → imputation → treatment → normalisation, and all scores. */
export function scoreTable(request: ScoresRequest): ScoredTable {
  const cells = rateColumns(request);
  const peers = makePeerSets(request, cells);
  const columns = request.indicators.map((indicator, index) => {
    const series = prepareSeries(cells[index] ?? [], request, peers.sets);
    return series.map((prepared, period): TableColumn | null => {
      if (prepared === null) return null;
      const statistics = peers.sets.map((set) => basisStatistics(series, period, set, request));
      const { method } = request;
      const scores = scoreCells({ column: prepared, indicator, method, sets: peers.sets, statistics });
      return { indicator: index, period, prepared, scores, statistics };
    });
  });
  return { request, peers, columns };
}

/** Rates and proportions are guarded by the rule for small numbers, unless it is off. */
export function isGuarded({ kind }: LaboratoryIndicator, { method }: ScoresRequest): boolean {
  return method.suppression !== 'off' && (kind === 'rate' || kind === 'proportion');
}

/** The lines of `basis`: by indicator, period, comparison set; a basis of several periods once. */
export function basisLines({ request, peers, columns }: ScoredTable): BasisLine[] {
  const once = request.method.basis !== 'same_period';
  return columns.flatMap((series, index) => {
    const indicator = request.indicators[index];
    if (indicator === undefined) return [];
    const shown = once ? series.filter((column) => column !== null).slice(0, 1) : series;
    return shown.flatMap((column) => {
      if (column === null) return [];
      const period = basisPeriod(request.periods[column.period] ?? null, request.method);
      return peers.sets.flatMap(({ label }, s) => {
        const statistics = column.statistics[s];
        if (statistics === undefined) return [];
        return [basisLine(statistics, { indicator, period, group: label }, isGuarded(indicator, request))];
      });
    });
  });
}

/**
 * The normalised columns of all indicators in one period under other options than the method's own, by position of
 * the indicator; null where nothing was sent. Held back cells stay out.
 */
export function normalisedColumns(
  { request, peers, columns }: ScoredTable,
  period: number,
  options: NormalisationOptions,
): (Float64Array | null)[] {
  return request.indicators.map((indicator, index) => {
    const column = columns[index]?.[period] ?? null;
    if (column === null) return null;
    const { prepared, statistics } = column;
    const result = new Float64Array(request.units.length).fill(NaN);
    peers.sets.forEach((set, s) => {
      const ofSet = statistics[s];
      if (ofSet === undefined) return;
      const values = Float64Array.from(set.pool, (unit) => prepared.values[unit] ?? NaN);
      const imputed = Uint8Array.from(set.pool, (unit) => prepared.isImputed[unit] ?? 0);
      const normalised = normaliseSet({ values, imputed, statistics: ofSet }, indicator, request.method, options);
      for (const place of set.scored) {
        const unit = set.pool[place] ?? 0;
        if (prepared.hidden[unit] !== 1) result[unit] = normalised.values[place] ?? NaN;
      }
    });
    return result;
  });
}

/** True where a flag is set. */
export function hasFlag(flags: Uint32Array, unit: number, flag: Parameters<typeof bitOf>[0]): boolean {
  return ((flags[unit] ?? 0) & bitOf(flag)) !== 0;
}
