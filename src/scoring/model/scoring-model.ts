import type { Direction } from '../../core/vocabulary.js';
import type { CellFormula } from '../../indicators/compiled/cell-formula.js';
import type { CompiledCatalogues } from '../../indicators/compiled/compiled-catalogues.js';
import { operandKey } from '../../indicators/expressions/operands.js';
import type { Cell } from '../../indicators/model/catalogue.js';
import { IndexModel } from './index-model.js';
import type { PeriodLine } from './period-line.js';

/** A cell in a period. */
export interface Pair {
  readonly cellId: number;
  readonly periodId: number;
}

const MOST_PERIODS = 0x10_0000;

/** A pair as one number, for maps. */
export function pairKey({ cellId, periodId }: Pair): number {
  return cellId * MOST_PERIODS + periodId;
}

export function pairOf(key: number): Pair {
  return { cellId: Math.floor(key / MOST_PERIODS), periodId: key % MOST_PERIODS };
}

/** Something a formula reads. */
interface Operand {
  readonly cellId: number;
  readonly previous: boolean;
}

/** A cell whose values a formula or a composite makes. */
export interface DerivedCell {
  readonly id: number;
  readonly cell: Cell;
  readonly formula: CellFormula;
  /** Set for a composite index, which no formula computes. */
  readonly index: IndexModel | null;
  /** Operands in the order of the formula; −1 for one without a place in the database. */
  readonly operands: readonly Operand[];
  /** What has a smaller stage is computed before. */
  readonly stage: number;
}

/** The active catalogues as scoring sees them: cells by their ids, what is scored, and what is made of what. */
export class ScoringModel {
  /** Derived cells, operands first. */
  readonly derived: readonly DerivedCell[];
  private readonly cells = new Map<number, Cell>();
  private readonly codes: ReadonlyMap<number, string>;
  private readonly derivedById: ReadonlyMap<number, DerivedCell>;
  private readonly readers = new Map<number, DerivedCell[]>();

  /** @param ids ids of cells and companions by their flat key (`CODE`, `CODE.DIM`, `CODE|n`) */
  constructor(
    readonly catalogues: CompiledCatalogues,
    private readonly ids: ReadonlyMap<string, number>,
  ) {
    this.codes = new Map([...ids].map(([code, id]) => [id, code]));
    for (const cell of [...catalogues.cells, ...catalogues.componentCells]) {
      const id = ids.get(cell.code);
      if (id !== undefined) this.cells.set(id, cell);
    }
    this.derived = this.readFormulas();
    this.derivedById = new Map(this.derived.map((derived) => [derived.id, derived]));
    for (const derived of this.derived)
      for (const cellId of new Set(this.cellsReadBy(derived)))
        this.readers.set(cellId, [...(this.readers.get(cellId) ?? []), derived]);
  }

  idOf(code: string): number | undefined {
    return this.ids.get(code);
  }

  /** Flat key of a cell or companion. */
  codeOf(id: number): string {
    return this.codes.get(id) ?? '';
  }

  cell(id: number): Cell | undefined {
    return this.cells.get(id);
  }

  derivedCell(id: number): DerivedCell | undefined {
    return this.derivedById.get(id);
  }

  /** Numbers that stand for something by themselves; companions, components and lists are operands only. */
  isScored(id: number): boolean {
    const cell = this.cells.get(id);
    return cell !== undefined && cell.role === 'indicator' && cell.valueType !== 'list';
  }

  directionOf(id: number): Direction {
    return this.cells.get(id)?.direction ?? 'neutral';
  }

  /** The cells that formulas read. */
  get readCells(): readonly number[] {
    return [...this.readers.keys()];
  }

  /** Whether any formula reads the cell. */
  isRead(id: number): boolean {
    return this.readers.has(id);
  }

  /** The pairs that a derived cell of a period is made of. */
  operandsOf(derived: DerivedCell, periodId: number, line: PeriodLine): Pair[] {
    if (derived.index !== null) return derived.index.operands(periodId, line);
    return derived.operands.flatMap(({ cellId, previous }) => {
      const period = previous ? line.previous(periodId)?.id : periodId;
      return cellId < 0 || period === undefined ? [] : [{ cellId, periodId: period }];
    });
  }

  /** The derived pairs that read a pair directly. */
  readersOf({ cellId, periodId }: Pair, line: PeriodLine): Pair[] {
    return (this.readers.get(cellId) ?? []).flatMap((derived) => {
      const candidates = derived.index === null && derived.operands.every(({ previous }) => !previous);
      const periods = candidates ? [periodId] : line.periods.map(({ id }) => id);
      return periods
        .filter((period) =>
          this.operandsOf(derived, period, line).some(
            (operand) => operand.cellId === cellId && operand.periodId === periodId,
          ),
        )
        .map((period) => ({ cellId: derived.id, periodId: period }));
    });
  }

  private cellsReadBy(derived: DerivedCell): number[] {
    if (derived.index !== null) return [...derived.index.cells];
    return derived.operands.map(({ cellId }) => cellId).filter((cellId) => cellId >= 0);
  }

  private readFormulas(): DerivedCell[] {
    const stages = new Map<string, number>();
    return this.catalogues.formulas.flatMap((formula) => {
      const below = Math.max(0, ...formula.operands.map(({ cell }) => stages.get(cell) ?? 0));
      const index = formula.composite === null ? null : this.indexOf(formula.composite);
      const stage = below + (index === null ? 0 : 1);
      stages.set(formula.cell.code, stage);
      const id = this.ids.get(formula.cell.code);
      if (id === undefined || (formula.composite !== null && index === null)) return [];
      const operands = formula.operands.map((operand) => ({
        cellId: this.ids.get(operandKey({ ...operand, previous: false })) ?? -1,
        previous: operand.previous,
      }));
      return [{ id, cell: formula.cell, formula, index, operands, stage }];
    });
  }

  private indexOf(composite: string): IndexModel | null {
    const found = this.catalogues.composites.find(({ id }) => id === composite);
    return found === undefined ? null : IndexModel.of(found, this.ids);
  }
}
