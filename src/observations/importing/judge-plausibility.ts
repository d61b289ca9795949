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
  readonly periods: readonly PeriodRecord[];
  readonly columns: readonly (GridColumn | undefined)[];
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
  const { units } = grid;
  const size = periods.length * units;
  const [values, judged, people] = [new Float64Array(size).fill(NaN), new Uint8Array(size), new Float64Array(size)];
  periods.forEach((period, index) => {
    const column = columns.get(period.id);
    if (column === undefined) return;
    for (let unit = 0; unit < units; unit++) {
      values[index * units + unit] = grid.number(column, unit);
      judged[index * units + unit] = grid.rowOf(column, unit) >= 0 ? 1 : 0;
    }
    people.set(population(period), index * units);
  });
  const time = Int32Array.from(periods, placeInTime);
  const series = { periods: periods.length, units, values, judged, time, population: people };
  return { periods, columns: periods.map((period) => columns.get(period.id)), series };
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
  const row = column === undefined || finding.unit < 0 ? -1 : grid.rowOf(column, finding.unit);
  const period = series.periods[finding.period]?.code ?? '';
  findings.add({
    row: row < 0 ? null : rows.number(row),
    code: finding.code,
    severity: finding.severity,
    indicator: cell.code,
    municipality: context.municipalities.byId(finding.unit)?.atvk ?? null,
    period,
    message: plausibilitySentence(finding, {
      period,
      comparedPeriod: series.periods[finding.comparedPeriod]?.code ?? null,
      unit: cell.unit,
    }),
  });
}
