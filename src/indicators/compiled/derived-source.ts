import { operandKey, type OperandSource, type OperandValue } from '../expressions/operands.js';
import type { CellFormula } from './cell-formula.js';

/**
 * Values of one municipality and period with the derived cells computed from the others, each once.
 *
 * A derived value is always computed from its operands; of the previous period the stored one counts where there is
 * one. A composite index is read as stored, since it needs the other municipalities.
 */
export function withDerived(
  source: OperandSource,
  formulaOf: (cell: string) => CellFormula | undefined,
): OperandSource {
  const known = new Map<string, OperandValue>();
  const shifted: OperandSource = {
    ...attachments(source),
    value: (cell, companion, previous) => (previous ? 'not_provided' : read(cell, companion, true)),
  };
  const compute = (formula: CellFormula, cell: string, previous: boolean): OperandValue => {
    const stored = previous || formula.composite !== null ? source.value(cell, null, previous) : 'not_provided';
    if (formula.composite !== null || typeof stored === 'number') return stored;
    return formula.evaluate(previous ? shifted : computed);
  };
  const read: OperandSource['value'] = (cell, companion, previous) => {
    const formula = companion === null ? formulaOf(cell) : undefined;
    if (formula === undefined) return source.value(cell, companion, previous);
    const key = operandKey({ cell, companion, previous });
    let value = known.get(key);
    if (value === undefined) {
      value = compute(formula, cell, previous);
      known.set(key, value);
    }
    return value;
  };
  const computed: OperandSource = { ...attachments(source), value: read };
  return computed;
}

function attachments(source: OperandSource): Omit<OperandSource, 'value'> {
  return {
    hasEvidence: (cell) => source.hasEvidence(cell),
    hasComment: (cell) => source.hasComment(cell),
    nationalTotal: (cell) => source.nationalTotal?.(cell) ?? null,
  };
}
