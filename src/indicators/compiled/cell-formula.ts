import { newFrame, type Frame } from '../expressions/frame.js';
import {
  NOT_APPLICABLE,
  NOT_PROVIDED,
  VALUE,
  operandKey,
  reasonOf,
  type OperandReference,
  type OperandSource,
  type OperandValue,
} from '../expressions/operands.js';
import type { Cell } from '../model/catalogue.js';
import { loadFrame, type Binding, type BoundSlot } from './binding.js';

/** One operand for many municipalities. */
export interface OperandColumn {
  /** NaN where there is no number. */
  readonly values: Float64Array;
  /** `StatusCode` for each value. */
  readonly statuses: Uint8Array;
}

type Fill = (frame: Frame, row: number) => void;

const constantStatus =
  (slot: number, status: number): Fill =>
  (frame) => {
    frame.values[slot] = 0;
    frame.statuses[slot] = status;
  };

function fillValue(slot: number, column: OperandColumn | undefined): Fill {
  if (column === undefined) return constantStatus(slot, NOT_PROVIDED);
  const { values, statuses } = column;
  return (frame, row) => {
    const value = values[row] as number;
    frame.values[slot] = value;
    frame.statuses[slot] = statusAt(value, statuses[row] as number);
  };
}

/** A value that is not a number cannot have the status of one. */
const statusAt = (value: number, status: number): number =>
  status === VALUE && Number.isNaN(value) ? NOT_PROVIDED : status;

function fillSum(slot: number, columns: readonly (OperandColumn | undefined)[]): Fill {
  return (frame, row) => {
    let total = 0;
    let worst = VALUE as number;
    for (const column of columns) {
      const value = column?.values[row] ?? NaN;
      const status = statusAt(value, column?.statuses[row] ?? NOT_PROVIDED);
      if (status === VALUE) total += value;
      else if (status !== NOT_APPLICABLE && status > worst) worst = status;
    }
    frame.values[slot] = total;
    frame.statuses[slot] = worst;
  };
}

/** The formula of one derived cell. */
export class CellFormula {
  /** Operands in a fixed order, each once; columns are given in this order. */
  readonly operands: readonly OperandReference[];
  /** Id of the composite where the formula is `INDEX(id)`: scoring computes it, `evaluate` does not. */
  readonly composite: string | null;

  constructor(
    private readonly binding: Binding,
    /** Of `INDEX(id)`: the component cells it is made of. */
    components: readonly OperandReference[] = [],
  ) {
    this.composite = binding.expression.composite;
    this.operands = this.composite === null ? binding.references : components;
  }

  get cell(): Cell {
    return this.binding.cell;
  }

  /** As the catalogue writes it. */
  get expression(): string {
    return this.binding.expression.text;
  }

  /**
   * The derived value of one municipality and period, unrounded. Not provided or not collected operands block it, not
   * applicable counts 0 in sums and makes ratios not applicable, a zero denominator gives not applicable (METHOD.md
   * part 2). A composite index is not computed here: `not_provided`.
   */
  evaluate(source: OperandSource): OperandValue {
    if (this.composite !== null) return 'not_provided';
    const frame = loadFrame(this.binding, source);
    const result = this.binding.expression.run(frame);
    return (frame.status as number) === VALUE ? result : reasonOf(frame.status);
  }

  /**
   * The same for many municipalities at once.
   *
   * @param columns one for each of `operands`, in that order, all of one length; undefined where nothing was provided
   * @param length number of municipalities
   * @returns values (NaN where there is none) and statuses, both of that length
   */
  evaluateColumn(columns: readonly (OperandColumn | undefined)[], length: number): OperandColumn {
    const values = new Float64Array(length);
    const statuses = new Uint8Array(length);
    if (this.composite !== null) return { values: values.fill(NaN), statuses: statuses.fill(NOT_PROVIDED) };
    const byKey = new Map(this.operands.map((operand, i) => [operandKey(operand), columns[i]]));
    const fills = this.binding.slots.map((slot, i) => fillOf(slot, i, byKey));
    const frame = newFrame(fills.length);
    frame.service = this.binding.service;
    const { run } = this.binding.expression;
    for (let row = 0; row < length; row++) {
      for (const fill of fills) fill(frame, row);
      const result = run(frame);
      statuses[row] = frame.status;
      values[row] = (frame.status as number) === VALUE ? result : NaN;
    }
    return { values, statuses };
  }
}

function fillOf(slot: BoundSlot, index: number, byKey: ReadonlyMap<string, OperandColumn | undefined>): Fill {
  switch (slot.kind) {
    case 'value':
      return fillValue(index, byKey.get(operandKey(slot.reference)));
    case 'sum':
      return fillSum(
        index,
        slot.references.map((reference) => byKey.get(operandKey(reference))),
      );
    case 'national':
    case 'not_applicable':
      return constantStatus(index, slot.kind === 'national' ? NOT_PROVIDED : NOT_APPLICABLE);
  }
}
