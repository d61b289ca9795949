/** A derived column from the formula of its cell. */
import type { OperandColumn } from '../../indicators/compiled/cell-formula.js';
import * as operand from '../../indicators/expressions/operands.js';
import type { DerivedCell } from '../model/scoring-model.js';
import {
  CONFIDENTIAL,
  NOT_APPLICABLE,
  NOT_COLLECTED,
  NOT_PROVIDED,
  REPORTED,
  type SourceColumn,
} from './source-column.js';

/** Values and statuses as they are stored. */
export interface DerivedValues {
  readonly values: Float64Array;
  readonly statuses: Uint8Array;
  readonly alternative?: Float64Array;
}

/** Codes of stored statuses as formulas know them; a confidential number is computed with. */
const TO_OPERAND: Readonly<Record<number, number>> = {
  [REPORTED]: operand.VALUE,
  [CONFIDENTIAL]: operand.VALUE,
  [NOT_APPLICABLE]: operand.NOT_APPLICABLE,
  [NOT_COLLECTED]: operand.NOT_COLLECTED,
};
const FROM_OPERAND = [REPORTED, NOT_APPLICABLE, NOT_COLLECTED, NOT_PROVIDED];
/** Observation statuses from harmless to grave, by code: normal, revised, break, provisional, estimated. */
const GRAVITY = [0, 4, 3, 1, 2];

/**
 * Computes the column of a formula. Of the operands' observation statuses the gravest remains; what is made of a
 * confidential value is confidential; where nobody has said anything about any operand there is nothing to say.
 *
 * @param columns one for each operand of the formula in its order
 * @param units length of the result
 */
export function deriveFormula(
  { formula }: DerivedCell,
  columns: readonly (SourceColumn | undefined)[],
  units: number,
): DerivedValues {
  const { values, statuses } = formula.evaluateColumn(
    columns.map((column) => column && toOperandColumn(column, units)),
    units,
  );
  const bytes = new Uint8Array(units);
  for (let unit = 0; unit < units; unit++) {
    const { silent, confidential, quality } = markOf(columns, unit);
    const made = statuses[unit] ?? operand.NOT_PROVIDED;
    const status = made === operand.VALUE && !Number.isFinite(values[unit]) ? operand.NOT_PROVIDED : made;
    if (status !== operand.VALUE) values[unit] = NaN;
    if (silent) {
      values[unit] = NaN;
      continue;
    }
    const code = FROM_OPERAND[status] ?? NOT_PROVIDED;
    bytes[unit] = (code === REPORTED && confidential ? CONFIDENTIAL : code) | (quality << 4);
  }
  return { values, statuses: bytes };
}

function toOperandColumn({ values, statuses }: SourceColumn, units: number): OperandColumn {
  const column = { values: new Float64Array(units), statuses: new Uint8Array(units) };
  for (let unit = 0; unit < units; unit++) {
    const status = TO_OPERAND[(statuses[unit] ?? 0) & 0x0f] ?? operand.NOT_PROVIDED;
    const value = values[unit] ?? NaN;
    const present = status === operand.VALUE && Number.isFinite(value);
    column.values[unit] = present ? value : 0;
    column.statuses[unit] = status === operand.VALUE && !present ? operand.NOT_PROVIDED : status;
  }
  return column;
}

function markOf(columns: readonly (SourceColumn | undefined)[], unit: number) {
  let silent = true;
  let confidential = false;
  let quality = 0;
  for (const column of columns) {
    const byte = column?.statuses[unit] ?? 0;
    if ((byte & 0x0f) === 0) continue;
    silent = false;
    confidential ||= (byte & 0x0f) === CONFIDENTIAL;
    if ((GRAVITY[byte >> 4] ?? 0) > (GRAVITY[quality] ?? 0)) quality = byte >> 4;
  }
  return { silent, confidential, quality };
}
