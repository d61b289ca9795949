/**
 * What an expression reads, and from where. Rules and formulas know cells by their flat key (`CODE` or `CODE.DIM`);
 * whoever evaluates them says what stands in a cell.
 */

/** Why a cell holds no number. A confidential value is a number: it is computed with and hidden at publication. */
export type MissingReason = 'not_applicable' | 'not_collected' | 'not_provided';

/** A number, or why there is none. Never NaN. */
export type OperandValue = number | MissingReason;

/** The values that a rule or formula is evaluated on: one municipality in one period. */
export interface OperandSource {
  /**
   * @param cell flat key
   * @param companion code of the companion field (`n`, `muni`), or null for the value itself
   * @param previous true for the previous reporting period, same territory
   */
  value(cell: string, companion: string | null, previous: boolean): OperandValue;
  /** Whether a link to evidence is attached to the cell. */
  hasEvidence(cell: string): boolean;
  /** Whether an explanation is attached to the cell. */
  hasComment(cell: string): boolean;
  /**
   * Sum of a cell over all municipalities of the period, for `mirror()`: the national check that LPS runs. Absent or
   * null: the check is not run.
   */
  nationalTotal?(cell: string): number | null;
}

/** One thing an expression reads. */
export interface OperandReference {
  readonly cell: string;
  readonly companion: string | null;
  readonly previous: boolean;
}

/** Flat text of a reference: `CODE.DIM|companion|prev`. */
export function operandKey({ cell, companion, previous }: OperandReference): string {
  return `${cell}${companion === null ? '' : `|${companion}`}${previous ? '|prev' : ''}`;
}

/** Status of an operand inside columns and frames; 0 holds a value, the greatest of several wins. */
export type StatusCode = 0 | 1 | 2 | 3;
export const VALUE = 0;
export const NOT_APPLICABLE = 1;
export const NOT_COLLECTED = 2;
export const NOT_PROVIDED = 3;

const REASONS: readonly MissingReason[] = ['not_applicable', 'not_collected', 'not_provided'];

/** The reason behind a status that is not `VALUE`. */
export function reasonOf(status: number): MissingReason {
  return REASONS[status - 1] ?? 'not_provided';
}

/** The status of a missing value. */
export function statusOf(reason: MissingReason): StatusCode {
  return (REASONS.indexOf(reason) + 1) as StatusCode;
}
