import type { CellFormula } from './cell-formula.js';

/** Formulas with operands before what is made of them, or the cells of a cycle. */
export interface Ordering {
  readonly ordered: readonly CellFormula[];
  /** Cells that refer to each other, in the order of reference; null where there is no cycle. */
  readonly cycle: readonly string[] | null;
}

/** Cells of the same period that a formula reads and that are derived themselves. */
function operandsOf(formula: CellFormula, byCell: ReadonlyMap<string, CellFormula>): CellFormula[] {
  return formula.operands.flatMap(({ cell, companion, previous }) => {
    const operand = companion === null && !previous ? byCell.get(cell) : undefined;
    return operand === undefined ? [] : [operand];
  });
}

/** Depth-first order; the previous period's values never make a cycle. */
export function inOrder(formulas: readonly CellFormula[]): Ordering {
  const byCell = new Map(formulas.map((formula) => [formula.cell.code, formula]));
  const done = new Set<CellFormula>();
  const path: CellFormula[] = [];
  let cycle: readonly string[] | null = null;
  const visit = (formula: CellFormula): void => {
    if (cycle !== null || done.has(formula)) return;
    const at = path.indexOf(formula);
    if (at >= 0) {
      cycle = path.slice(at).map(({ cell }) => cell.code);
      return;
    }
    path.push(formula);
    for (const operand of operandsOf(formula, byCell)) visit(operand);
    path.pop();
    done.add(formula);
  };
  formulas.forEach(visit);
  return { ordered: [...done], cycle };
}
