import { Injectable } from '@nestjs/common';
import type { Benchmark, BenchmarkSeries } from '../../core/benchmark.js';
import { toNullable } from '../../core/numbers.js';
import { publishedStatistics } from '../../core/published-statistics.js';
import { trendOf } from '../../core/trend.js';
import { observationStatusOf, valueStatusOf } from '../../core/value-status.js';
import type { ValueStatus } from '../../core/vocabulary.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import type { Municipalities } from '../../municipalities/municipalities.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';
import { benchmarkRow, type DetailedRow, type RowSetting } from './benchmark-row.js';
import { FigureStore, type ScoredFigures } from './figure-store.js';
import { groupLabel, indicatorLabel, municipalityLabel, periodLabel, provenanceOf } from './labels.js';
import type { ShownColumn } from './period-figures.js';
import { Questions, type CellPlace } from './questions.js';
import { SourceTexts, type Sources } from './source-texts.js';

/** A benchmark with what the API tells beyond that of core. */
export interface DetailedBenchmark extends Benchmark {
  readonly rows: readonly DetailedRow[];
  /** The row of the municipality asked about, a member of the group or not. */
  readonly own: DetailedRow | null;
}

const EMPTY: ShownColumn = {
  values: new Float64Array(0),
  statuses: new Uint8Array(0),
  disclosures: null,
  source: {
    kind: 'observation',
    id: 0,
    values: new Float64Array(0),
    statuses: new Uint8Array(0),
    contentHash: new Uint8Array(0),
  },
};

/** Time of a period's end in years. */
export function timeOf({ endsOn }: Pick<PeriodRecord, 'endsOn'>): number {
  return 1970 + Date.parse(endsOn) / (365.2425 * 86_400_000);
}

/** Benchmarks and series of one indicator. */
@Injectable()
export class Benchmarks {
  constructor(
    private readonly store: FigureStore,
    private readonly questions: Questions,
    private readonly sources: SourceTexts,
    private readonly directory: MunicipalityDirectory,
  ) {}

  /** @param atvk municipality whose own row is wanted, member of the group or not */
  async benchmark(place: CellPlace, atvk?: string): Promise<DetailedBenchmark> {
    const municipalities = await this.directory.snapshot();
    const setting = await this.settingOf(place, municipalities);
    const { members } = place.group;
    const rowAt = (unit: number, position: number): DetailedRow => {
      const municipality = municipalities.byId(unit);
      return benchmarkRow(
        setting,
        { unit, position },
        municipality === undefined ? { atvk: '', name: '' } : municipalityLabel(municipality),
      );
    };
    const rows = Array.from(members, (unit, position) => rowAt(unit, position));
    const asked = atvk === undefined ? undefined : municipalities.byAtvk(atvk)?.id;
    const own = asked === undefined ? null : (rows[members.indexOf(asked)] ?? rowAt(asked, -1));
    return {
      indicator: indicatorLabel(place.cell),
      period: periodLabel(place.period),
      peerGroup: groupLabel(place.group),
      statistics: setting.statistics,
      rows,
      own,
      provenance: provenanceOf(
        place.view,
        rows.flatMap(({ source }) => source ?? []),
      ),
    };
  }

  /**
   * What the rows of a benchmark have in common.
   *
   * @param sources of the values, where they are known already
   */
  async settingOf(place: CellPlace, municipalities: Municipalities, sources?: Sources): Promise<RowSetting> {
    const { view, cell, cellId, period, viewer } = place;
    const figures = await this.scored(place);
    const history = await this.history(place);
    const before = view.line.previous(period.id);
    const ownUnit = viewer.kind === 'owner' ? municipalities.byAtvk(viewer.atvk)?.id : undefined;
    const raw = ownUnit === undefined ? undefined : (await this.store.period(view, period.id))?.raw(cellId);
    return {
      cell,
      method: view.method,
      figures,
      statistics: publishedStatistics(figures.scored.statistics),
      previous: history.find((step) => step.period.id === before?.id)?.column,
      history: history.map((step) => ({ time: timeOf(step.period), column: step.column })),
      sources: sources ?? (await this.sources.ofCell(view, cellId, period.id)),
      own: ownUnit === undefined || raw === undefined ? undefined : { unit: ownUnit, column: raw },
    };
  }

  /** One indicator over all periods up to the one asked about, within the same group. */
  async series(place: CellPlace, units: readonly number[]): Promise<BenchmarkSeries> {
    const municipalities = await this.directory.snapshot();
    const steps = await this.history(place);
    const scored = await Promise.all(steps.map((step) => this.scoredIn(place, step.period)));
    const direction = place.cell.isCost ? 'neutral' : place.cell.direction;
    const times = Float64Array.from(steps, ({ period }) => timeOf(period));
    const lines = units.flatMap((unit) => {
      const municipality = municipalities.byId(unit);
      if (municipality === undefined) return [];
      const values = steps.map(({ column }) => toNullable(column?.values[unit]));
      const series = { times, values: Float64Array.from(values, (value) => value ?? NaN) };
      const statuses: ValueStatus[] = steps.map(({ column }) => valueStatusOf(column?.statuses[unit] ?? 0));
      const trend = trendOf(series, direction).label;
      return [{ municipality: municipalityLabel(municipality), values, statuses, trend }];
    });
    const sources = await this.sources.ofCell(place.view, place.cellId, place.period.id);
    return {
      indicator: indicatorLabel(place.cell),
      periods: steps.map(({ period }) => periodLabel(period)),
      peerGroup: groupLabel(place.group),
      statistics: scored.map((figures) => publishedStatistics(figures.scored.statistics)),
      municipalities: lines,
      breaks: steps.filter(({ column }) => isBreak(column, units)).map(({ period }) => period.code),
      provenance: provenanceOf(place.view, [...sources.values()]),
    };
  }

  /** The columns of the indicator up to the period asked about, oldest first, periods without data left out. */
  async history({
    view,
    cellId,
    period,
    viewer,
  }: CellPlace): Promise<{ period: PeriodRecord; column: ShownColumn | undefined }[]> {
    const periods = view.visible.map((entry) => entry.period).filter(({ endsOn }) => endsOn <= period.endsOn);
    const steps = await Promise.all(
      periods.map(async (step) => {
        const figures = await this.store.period(view, step.id);
        return { period: step, column: viewer.kind === 'reviewer' ? figures?.raw(cellId) : figures?.public(cellId) };
      }),
    );
    return steps.filter(({ column, period: { id } }) => column !== undefined || id === period.id);
  }

  private async scored(place: CellPlace): Promise<ScoredFigures> {
    const { view, period, cellId, group, viewer } = place;
    const figures = await this.store.scored(view, { cellId, periodId: period.id }, group, viewer);
    if (figures === undefined) throw new Error(`The view ${view.key} has no column of ${place.cell.code}.`);
    return figures;
  }

  private async scoredIn(place: CellPlace, period: PeriodRecord): Promise<ScoredFigures> {
    const moved = (await this.questions.inPeriod(place, period)) ?? place;
    const { view, cellId, viewer } = place;
    const figures = await this.store.scored(view, { cellId, periodId: period.id }, moved.group, viewer);
    return figures ?? this.scored(place).then(({ scored }) => ({ shown: EMPTY, scored }));
  }
}

/** A break for at least half of those who reported. */
function isBreak(column: ShownColumn | undefined, units: readonly number[]): boolean {
  const reported = units.filter((unit) => Number.isFinite(column?.values[unit]));
  const broken = reported.filter((unit) => observationStatusOf(column?.statuses[unit] ?? 0) === 'break');
  return broken.length > 0 && 2 * broken.length >= reported.length;
}
