/** Rows of `data`. Pure. */
import { toNullable } from '../../core/numbers.js';
import { valueStatusOf } from '../../core/value-status.js';
import type { ValueStatus } from '../../core/vocabulary.js';
import type { OpenCell, OpenColumn, OpenPeriodFigures, OpenState } from '../figures/published-figures.js';
import { COUNTRY, isYear, type KoladaVersion } from './kolada-figures.js';

/** What is asked for; null: not asked about. */
export interface DataRequest {
  readonly kpis: readonly string[] | null;
  /** Codes of municipalities, of peer groups, or of the country. */
  readonly municipalities: readonly string[] | null;
  readonly years: readonly string[] | null;
  readonly regionType: 'K' | 'L' | null;
  /** What was published before the day asked for, by id of the period; null: everything is wanted. */
  readonly before: ReadonlyMap<number, OpenPeriodFigures> | null;
  readonly version: KoladaVersion;
}

export interface DataValue {
  /** Total; nothing here is divided by gender. */
  readonly gender: 'T';
  /** 1, or the members of a group that contributed to its mean. */
  readonly count: number;
  /** Empty where there is a value: `-` missing, `.` not applicable, `..` confidential. */
  readonly status: string;
  readonly value: number | null;
  readonly isdeleted?: boolean;
  readonly is_deleted?: 0 | 1;
}

export interface DataRow {
  readonly kpi: string;
  readonly municipality: string;
  /** A number in version 3, text in version 2. */
  readonly period: number | string;
  readonly values: readonly DataValue[];
}

/** Somebody that a row is about: one unit, or several whose unweighted mean it holds. */
interface Subject {
  readonly id: string;
  readonly units: readonly number[];
  readonly isMean: boolean;
}

const STATUS: Readonly<Record<ValueStatus, string>> = {
  reported: '',
  not_applicable: '.',
  not_collected: '-',
  not_provided: '-',
  confidential: '..',
};

/** The rows asked for, by indicator, year and municipality. */
export function dataRows(state: OpenState, request: DataRequest): DataRow[] {
  const wanted = request.kpis === null ? null : new Set(request.kpis);
  const years = request.years === null ? null : new Set(request.years);
  const cells = state.cells.filter(({ koladaId }) => wanted === null || wanted.has(koladaId));
  const periods = state.figures.filter((of) => isYear(of) && (years === null || years.has(of.period.code)));
  const subjects = new Map(periods.map((of) => [of, subjectsOf(state, of, request)]));
  return cells.flatMap((cell) => periods.flatMap((of) => rowsOf(cell, of, subjects.get(of) ?? [], request)));
}

function rowsOf(
  cell: OpenCell,
  figures: OpenPeriodFigures,
  subjects: readonly Subject[],
  { before, version }: DataRequest,
): DataRow[] {
  const column = figures.columns.get(cell.id);
  if (column === undefined) return [];
  const earlier = before === null ? undefined : before.get(figures.period.id)?.columns.get(cell.id);
  return subjects.flatMap((subject) => {
    const value = valueOf(subject, column);
    const was = earlier && valueOf(subject, earlier);
    if (was?.value === value.value && was.status === value.status && was.count === value.count) return [];
    const isDeleted = was !== undefined && was.value !== null && value.value === null;
    const period = version === 'v3' ? Number(figures.period.code) : figures.period.code;
    const mark =
      version === 'v3' ? { isdeleted: isDeleted } : before === null ? {} : ({ is_deleted: isDeleted ? 1 : 0 } as const);
    return [{ kpi: cell.koladaId, municipality: subject.id, period, values: [{ ...value, ...mark }] }];
  });
}

function subjectsOf(state: OpenState, figures: OpenPeriodFigures, request: DataRequest): Subject[] {
  const { municipalities, regionType } = request;
  const present = new Set(figures.units);
  const single = state.municipalities
    .filter(({ unit }) => present.has(unit))
    .map(({ atvk, unit }): Subject => ({ id: atvk, units: [unit], isMean: false }));
  const country: Subject = { id: COUNTRY, units: figures.units, isMean: true };
  if (municipalities === null) return regionType === 'L' ? [country] : single;
  const groups = (state.peerGroups.get(figures.period.code) ?? []).map(({ koladaId, members }): Subject => ({
    id: koladaId,
    units: members,
    isMean: true,
  }));
  const asked = new Set(municipalities);
  return [country, ...groups, ...single].filter(
    (subject) => asked.has(subject.id) && (regionType === null || (regionType === 'L') === (subject.id === COUNTRY)),
  );
}

function valueOf({ units, isMean }: Subject, { values, statuses }: OpenColumn): Omit<DataValue, 'isdeleted'> {
  if (isMean) {
    const found = units.map((unit) => values[unit] ?? NaN).filter(Number.isFinite);
    const mean = found.length === 0 ? null : found.reduce((sum, value) => sum + value, 0) / found.length;
    return { gender: 'T', count: found.length, status: mean === null ? '-' : '', value: mean };
  }
  const [unit = -1] = units;
  const value = toNullable(values[unit]);
  const status = value === null ? missing(statuses[unit] ?? 0) : '';
  return { gender: 'T', count: 1, status, value };
}

function missing(byte: number): string {
  const status = valueStatusOf(byte);
  return status === 'reported' ? '-' : STATUS[status];
}
