/** Stage four: values that look wrong beside their own history, their peers and the country. Nothing is altered. */
import type { PlausibilityFinding, PlausibilitySeries } from '../../core/plausibility/series.js';
import type { ValueType } from '../../indicators/model/catalogue.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';
import type { FindingCollector } from './finding.js';
import type { ImportContext, NamedCell } from './import-context.js';
import { placeInTime } from './period-line.js';
import { plausibilitySentence } from './plausibility-sentences.js';
import type { ResolvedRows } from './resolved-rows.js';
import type { GridColumn, ValueGrid } from './value-grid.js';

/** Kinds of values that have sizes to compare. */
const COMPARED: ReadonlySet<ValueType> = new Set<ValueType>(['integer', 'decimal', 'money', 'FTE', 'hours']);

/** Judges a series; the reading thread does it. */
export type Judge = (series: PlausibilitySeries) => Promise<readonly PlausibilityFinding[]>;

interface CellSeries {
  /** Municipality of each unit of the series: only those that have values. */
  readonly places: Int32Array;
  readonly periods: readonly PeriodRecord[];
  readonly columns: readonly GridColumn[];
  readonly series: PlausibilitySeries;
}

/** What the stage works on. */
export interface PlausibilityInput {
  readonly rows: ResolvedRows;
  readonly grid: ValueGrid;
  readonly context: ImportContext;
  readonly findings: FindingCollector;
}

/** Judges every cell of the file over all its periods, stored ones included; only values of the file are spoken of. */
export async function judgePlausibility(
  input: PlausibilityInput,
  judge: Judge,
  progress: (share: number) => void,
): Promise<void> {
  const population = populationByPeriod(input);
  for (const [index, named] of input.rows.cells.entries()) {
    if (COMPARED.has(named.cell.valueType)) {
      const cell = seriesOf(input, named, population);
      if (cell.series.judged.includes(1))
        for (const finding of await judge(cell.series)) report(input, named, cell, finding);
    }
    progress((index + 1) / input.rows.cells.length);
  }
}

function seriesOf({ grid, context }: PlausibilityInput, { id }: NamedCell, population: PopulationOf): CellSeries {
  const columns = new Map(grid.columnsOf(id).map((column) => [column.periodId, column]));
  const periods = context.periods
    .filter((period) => columns.has(period.id) && !period.isPractice)
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  const ordered = periods.flatMap((period) => columns.get(period.id) ?? []);
  const places = placesWithValues(grid, ordered);
  const units = places.length;
  const size = periods.length * units;
  const [values, judged, people] = [new Float64Array(size), new Uint8Array(size), new Float64Array(size)];
  ordered.forEach((column, index) => {
    const inhabitants = population(periods[index] as PeriodRecord);
    for (let unit = 0; unit < units; unit++) {
      const place = places[unit] ?? 0;
      values[index * units + unit] = grid.number(column, place);
      judged[index * units + unit] = grid.rowOf(column, place) >= 0 ? 1 : 0;
      people[index * units + unit] = inhabitants[place] ?? NaN;
    }
  });
  const time = Int32Array.from(periods, placeInTime);
  const series = { periods: periods.length, units, values, judged, time, population: people };
  return { places, periods, columns: ordered, series };
}

function placesWithValues(grid: ValueGrid, columns: readonly GridColumn[]): Int32Array {
  const places: number[] = [];
  for (let unit = 0; unit < grid.units; unit++)
    if (columns.some((column) => !Number.isNaN(grid.number(column, unit)))) places.push(unit);
  return Int32Array.from(places);
}

type PopulationOf = (period: PeriodRecord) => Float64Array;

function populationByPeriod({ grid, context }: PlausibilityInput): PopulationOf {
  const known = new Map<number, Float64Array>();
  const figures = Array.from({ length: grid.units }, (_, unit) => context.municipalities.populationOf(unit));
  return (period) => {
    let people = known.get(period.id);
    if (people === undefined) {
      people = Float64Array.from(figures, (series) => {
        const figure = series.findLast(({ referenceDate }) => referenceDate <= period.endsOn) ?? series[0];
        return figure?.population ?? NaN;
      });
      known.set(period.id, people);
    }
    return people;
  };
}

function report(input: PlausibilityInput, { cell }: NamedCell, series: CellSeries, finding: PlausibilityFinding): void {
  const { rows, grid, findings, context } = input;
  const column = series.columns[finding.period];
  const place = series.places[finding.unit] ?? -1;
  const row = column === undefined || place < 0 ? -1 : grid.rowOf(column, place);
  const period = series.periods[finding.period]?.code ?? '';
  findings.add({
    row: row < 0 ? null : rows.number(row),
    code: finding.code,
    severity: finding.severity,
    indicator: cell.code,
    municipality: context.municipalities.byId(place)?.atvk ?? null,
    period,
    message: plausibilitySentence(finding, {
      period,
      comparedPeriod: series.periods[finding.comparedPeriod]?.code ?? null,
      unit: cell.unit,
    }),
  });
}
