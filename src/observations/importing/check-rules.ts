/** Stage three: the catalogue's rules. A hard one refuses its row, a soft one says what is odd. */
import type { CellRule } from '../../indicators/compiled/cell-rule.js';
import { operandKey, type OperandSource } from '../../indicators/expressions/operands.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';
import type { Breath } from '../breath.js';
import type { ImportContext } from './import-context.js';
import { previousPeriod } from './period-line.js';
import type { ResolvedRows } from './resolved-rows.js';
import type { GridColumn, ValueGrid } from './value-grid.js';

/** Columns of one period whose cells have rules. */
interface PeriodColumns {
  readonly period: PeriodRecord;
  readonly columns: readonly { readonly column: GridColumn; readonly rules: readonly CellRule[] }[];
}

/**
 * Runs the rules of every row's cell. Operands are the file's values, then those stored before; a period just before in
 * the same file serves as the previous one. Attachments count as given, since the source of an import stands for them.
 */
export async function checkRules(
  rows: ResolvedRows,
  grid: ValueGrid,
  context: ImportContext,
  breath: Breath,
): Promise<void> {
  const refused: (() => void)[] = [];
  for (const { period, columns } of columnsByPeriod(rows, grid, context)) {
    const previous = previousPeriod(context.periods, period);
    for (let unit = 0; unit < grid.units; unit++) {
      const spoken = columns.filter(({ column }) => grid.rowOf(column, unit) >= 0);
      if (spoken.length === 0) continue;
      const operands = operandsOf(grid, context, { period: period.id, previous: previous?.id ?? -1, unit });
      const source = context.catalogues.compiled.derive(operands);
      const said = new Set<string>();
      for (const { column, rules } of spoken)
        for (const rule of rules) check(rows, grid.rowOf(column, unit), { rule, source, said, refused });
      if (breath.due) await breath.take();
    }
  }
  for (const refuse of refused) refuse();
}

/** Cells read by rules that the file may need from the store. */
export function cellsReadByRules(rows: ResolvedRows, context: ImportContext): number[] {
  const { compiled } = context.catalogues;
  const wanted = new Set<string>();
  const want = (code: string): void => {
    if (wanted.has(code)) return;
    wanted.add(code);
    for (const operand of compiled.formula(code)?.operands ?? []) want(operandKey({ ...operand, previous: false }));
  };
  for (const { cell } of rows.cells)
    for (const rule of compiled.rulesOf(cell.code))
      rule.reads.forEach((read) => {
        want(operandKey({ ...read, previous: false }));
      });
  return [...wanted].flatMap((code) => context.catalogues.identity(code)?.id ?? []);
}

function columnsByPeriod(rows: ResolvedRows, grid: ValueGrid, context: ImportContext): PeriodColumns[] {
  const codes = new Map(rows.cells.map(({ id, cell }) => [id, cell.code]));
  const columns = grid.fileColumns().map((column) => ({
    column,
    rules: context.catalogues.compiled.rulesOf(codes.get(column.cellId) ?? ''),
  }));
  return rows.periods.map((period) => ({
    period,
    columns: columns.filter(({ column, rules }) => column.periodId === period.id && rules.length > 0),
  }));
}

function operandsOf(
  grid: ValueGrid,
  { catalogues }: ImportContext,
  place: { readonly period: number; readonly previous: number; readonly unit: number },
): OperandSource {
  return {
    value: (cell, companion, previous) => {
      const id = catalogues.identity(companion === null ? cell : `${cell}|${companion}`)?.id;
      return id === undefined ? 'not_provided' : grid.operand(id, previous ? place.previous : place.period, place.unit);
    },
    hasEvidence: () => true,
    hasComment: () => true,
  };
}

interface Check {
  readonly rule: CellRule;
  readonly source: OperandSource;
  /** Soft rules that were said of the municipality and period already. */
  readonly said: Set<string>;
  /** Refusals wait until all rules were checked, so that one bad row does not hide another. */
  readonly refused: (() => void)[];
}

function check(rows: ResolvedRows, row: number, { rule, source, said, refused }: Check): void {
  if (rule.evaluate(source) !== 'violated') return;
  const { code, message } = rule;
  if (rule.kind === 'hard') {
    refused.push(() => {
      rows.refuse(row, { code, message });
    });
  } else if (!rule.sameForAllCells || !said.has(code)) {
    said.add(code);
    rows.say(row, { code, severity: 'warning', message });
  }
}
