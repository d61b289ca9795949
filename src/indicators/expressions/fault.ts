import type { LocalisedText } from '../../core/vocabulary.js';

/** What is wrong with an expression, and where. */
export interface ExpressionFault {
  readonly code: ExpressionFaultCode;
  /** Character of the expression, from 1. */
  readonly position: number;
  readonly message: LocalisedText;
}

export type ExpressionFaultCode =
  | 'bad_syntax'
  | 'construct_not_allowed'
  | 'unknown_function'
  | 'wrong_arity'
  | 'wrong_type'
  | 'unknown_code'
  | 'unknown_dimension'
  | 'unknown_companion'
  | 'unknown_composite';

/** Thrown inside the compiler only; it leaves the room as a finding. */
export class ExpressionRefusal extends Error {
  constructor(readonly fault: ExpressionFault) {
    super(`${fault.code} at ${fault.position}: ${fault.message.en}`);
  }
}

/** Stops the compilation of one expression. */
export function refuse(code: ExpressionFaultCode, position: number, lv: string, en: string): never {
  throw new ExpressionRefusal({ code, position, message: { lv, en } });
}
