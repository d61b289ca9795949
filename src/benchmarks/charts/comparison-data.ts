import { Injectable } from '@nestjs/common';
import type { ChartValue, HeatmapData, ScatterData } from '../../core/chart-data.js';
import { spearman } from '../../core/advanced/rank-correlation.js';
import { toNullable } from '../../core/numbers.js';
import { publishedStatistics } from '../../core/published-statistics.js';
import { isOutlier } from '../../core/standard-score.js';
import { unprocessable } from '../../http/problem.js';
import type { DetailedBenchmark } from '../figures/benchmarks.js';
import { Benchmarks } from '../figures/benchmarks.js';
import { groupLabel, periodLabel, provenanceOf } from '../figures/labels.js';
import { Profiles } from '../figures/profiles.js';
import type { CellPlace, Place } from '../figures/questions.js';

/** More columns than this fit no page. */
const HEATMAP_COLUMNS = 14;

/** Data of charts that set several indicators side by side. */
@Injectable()
export class ComparisonData {
  constructor(
    private readonly benchmarks: Benchmarks,
    private readonly profiles: Profiles,
  ) {}

  async scatter(x: CellPlace, y: CellPlace): Promise<ScatterData> {
    const [across, up] = await Promise.all([this.benchmarks.benchmark(x), this.benchmarks.benchmark(y)]);
    const upright = new Map(up.rows.map((row) => [row.municipality.atvk, row]));
    const points = across.rows.flatMap((row) => {
      const other = upright.get(row.municipality.atvk);
      if (other === undefined) return [];
      const outlier = isOutlier(row.robustZ) || isOutlier(other.robustZ);
      return [{ municipality: row.municipality, x: chartValue(row), y: chartValue(other), outlier }];
    });
    const column = (axis: 'x' | 'y'): Float64Array => Float64Array.from(points, (point) => point[axis].value ?? NaN);
    return {
      x: across.indicator,
      y: up.indicator,
      period: across.period,
      peerGroup: across.peerGroup,
      points,
      xMedian: across.statistics.median,
      yMedian: up.statistics.median,
      correlation: spearman(column('x'), column('y')),
      provenance: provenanceOf(
        x.view,
        [...across.rows, ...up.rows].flatMap(({ source }) => source ?? []),
      ),
    };
  }

  /** @param group of the catalogue; the first one with data where absent */
  async heatmap(place: Place, group: string | undefined): Promise<HeatmapData> {
    const cells = await this.profiles.cellsOf(place);
    const groupOf = ({ view, cell }: CellPlace) => view.catalogues.indicator(cell.indicatorCode)?.group ?? '';
    const chosen = group ?? cells.map(groupOf).find((code) => code !== '') ?? '';
    const columns = cells.filter((cell) => groupOf(cell) === chosen).slice(0, HEATMAP_COLUMNS);
    if (columns.length === 0) throw noGroup(chosen);
    const benchmarks = await Promise.all(columns.map((column) => this.benchmarks.benchmark(column)));
    const [first] = benchmarks;
    const name = place.view.catalogues.catalogues
      .flatMap(({ groups }) => groups)
      .find(({ code }) => code === chosen)?.name;
    return {
      name: name ?? { lv: chosen, en: chosen },
      period: periodLabel(place.period),
      peerGroup: groupLabel(place.group),
      columns: benchmarks.map(({ indicator }) => indicator),
      rows: (first?.rows ?? []).map(({ municipality }, position) => ({
        municipality,
        cells: benchmarks.map((benchmark) => heatmapCell(benchmark, position)),
      })),
      provenance: provenanceOf(
        place.view,
        benchmarks.flatMap(({ rows }) => rows.flatMap(({ source }) => source ?? [])),
      ),
    };
  }
}

function chartValue({ value, status, flags }: ChartValue): ChartValue {
  return { value, status, flags };
}

/** A quarter by rank; for an indicator without direction, or a cost, by value, the largest first. */
function heatmapCell({ rows, indicator, statistics }: DetailedBenchmark, position: number) {
  const row = rows[position];
  const { value, status, flags } = row ?? { value: null, status: 'not_provided' as const, flags: [] };
  const isJudged = indicator.direction !== 'neutral' && !indicator.isCost;
  return {
    value,
    status,
    flags,
    quantileGroup: isJudged ? (row?.quantileGroup ?? null) : quarterOf(value, statistics),
  };
}

function quarterOf(value: number | null, { q1, median, q3 }: ReturnType<typeof publishedStatistics>): number | null {
  const [v, low, middle, high] = [toNullable(value ?? NaN), q1, median, q3];
  if (v === null || low === null || middle === null || high === null || low === high) return null;
  return v > high ? 1 : v > middle ? 2 : v > low ? 3 : 4;
}

function noGroup(group: string) {
  const message = {
    lv: `Rādītāju grupai “${group}” šeit nav datu.`,
    en: `There are no figures of the group “${group}” here.`,
  };
  return unprocessable('unknown_group', message, [{ path: 'group', code: 'unknown_group', message }]);
}
