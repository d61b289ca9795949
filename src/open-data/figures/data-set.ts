/** The figures of one group of indicators as a cube: indicator × municipality × period. Pure. */
import { toNullable } from '../../core/numbers.js';
import { observationStatusOf, valueStatusOf } from '../../core/value-status.js';
import { notFound, type Problem } from '../../http/problem.js';
import type { OpenCell, OpenMunicipality, OpenPeriodFigures, OpenState } from './published-figures.js';

export interface DataSet {
  readonly code: string;
  readonly name: OpenCell['group']['name'];
  readonly cells: readonly OpenCell[];
  readonly municipalities: readonly OpenMunicipality[];
  /** Oldest first. */
  readonly figures: readonly OpenPeriodFigures[];
}

/** One data set for each group of indicators, in the catalogue's order. */
export function dataSets(state: OpenState): DataSet[] {
  const groups = new Map<string, OpenCell[]>();
  for (const cell of state.cells) groups.set(cell.group.code, [...(groups.get(cell.group.code) ?? []), cell]);
  return [...groups].map(([code, cells]) => {
    const figures = state.figures.filter(({ columns }) => cells.some(({ id }) => columns.has(id)));
    const units = new Set(figures.flatMap((of) => of.units));
    return {
      code,
      name: cells[0]?.group.name ?? { lv: code, en: code },
      cells,
      municipalities: state.municipalities.filter(({ unit }) => units.has(unit)),
      figures,
    };
  });
}

/** @throws Problem 404 naming the data sets there are */
export function dataSet(state: OpenState, code: string): DataSet {
  const sets = dataSets(state);
  const found = sets.find((set) => set.code === code);
  if (found === undefined) throw noDataSet(code, sets);
  return found;
}

function noDataSet(code: string, sets: readonly DataSet[]): Problem {
  const list = sets.map((set) => set.code).join(', ');
  return notFound(
    { lv: `Datu kopas “${code}” nav. Ir šādas: ${list}.`, en: `There is no data set “${code}”. There are: ${list}.` },
    'data_set_not_found',
  );
}

/**
 * Why there is no number, or what is to be known about it; empty for an ordinary value. `m`: no data are published for
 * this municipality and period; `na` not applicable, `nc` not collected, `np` not provided, `c` confidential; `e`
 * estimated, `p` provisional, `r` revised, `b` break in the series.
 */
export type CellStatus = '' | 'm' | 'na' | 'nc' | 'np' | 'c' | 'e' | 'p' | 'r' | 'b';

export interface CubeCell {
  readonly value: number | null;
  readonly status: CellStatus;
}

const sets = new WeakMap<OpenPeriodFigures, ReadonlySet<number>>();

function unitsOf(figures: OpenPeriodFigures): ReadonlySet<number> {
  const known = sets.get(figures) ?? new Set(figures.units);
  sets.set(figures, known);
  return known;
}

/** The figure of a cell for a municipality in a period. */
export function figureAt(figures: OpenPeriodFigures, cell: OpenCell, unit: number): CubeCell {
  const column = figures.columns.get(cell.id);
  if (column === undefined || !unitsOf(figures).has(unit)) return { value: null, status: 'm' };
  const value = toNullable(column.values[unit]);
  const byte = column.statuses[unit] ?? 0;
  return { value, status: value === null ? missingStatus(byte) : qualityStatus(byte) };
}

function missingStatus(byte: number): CellStatus {
  switch (valueStatusOf(byte)) {
    case 'not_applicable':
      return 'na';
    case 'not_collected':
      return 'nc';
    case 'not_provided':
      return 'np';
    case 'confidential':
      return 'c';
    case 'reported':
      return 'm';
  }
}

function qualityStatus(byte: number): CellStatus {
  switch (observationStatusOf(byte)) {
    case 'normal':
      return '';
    case 'estimated':
      return 'e';
    case 'provisional':
      return 'p';
    case 'revised':
      return 'r';
    case 'break':
      return 'b';
  }
}
