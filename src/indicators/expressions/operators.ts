/**
 * Arithmetic, comparison and logic over values that may be missing.
 *
 * Two ways of evaluation. A *rule* asks for reported values: whatever is missing leaves the rule without an answer. A
 * *formula* follows METHOD.md part 2: not provided and not collected block the result, not applicable counts 0 in sums
 * and makes products and ratios not applicable, and a zero denominator gives not applicable.
 */
import type { Frame, Run } from './frame.js';
import { NOT_APPLICABLE, NOT_COLLECTED, VALUE, type StatusCode } from './operands.js';

export type Mode = 'rule' | 'formula';

/** Relative distance below which two numbers are one: the noise of a few operations on doubles, below any cent. */
const NOISE = 1e-12;

/** Whether two numbers are equal but for the noise of binary arithmetic. */
export function same(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= NOISE * Math.max(Math.abs(a), Math.abs(b));
}

export const constant =
  (value: number): Run =>
  (frame) => {
    frame.status = VALUE;
    return value;
  };

export const slot =
  (index: number): Run =>
  (frame) => {
    frame.status = frame.statuses[index] as StatusCode;
    return frame.values[index] as number;
  };

const worst = (a: StatusCode, b: StatusCode): StatusCode => (a > b ? a : b);

/** a + b or a − b. */
export function sum(left: Run, right: Run, options: { readonly sign: 1 | -1; readonly mode: Mode }): Run {
  const { sign, mode } = options;
  return (frame) => {
    const a = left(frame);
    const first = frame.status;
    const b = right(frame);
    const second = frame.status;
    frame.status = worst(first, second);
    if (frame.status === VALUE) return a + sign * b;
    if (mode === 'rule' || frame.status >= NOT_COLLECTED) return 0;
    frame.status = VALUE;
    return (first === VALUE ? a : 0) + sign * (second === VALUE ? b : 0);
  };
}

/** Any other function of two numbers: a missing operand makes the result missing, an infinite one not applicable. */
export function binary(left: Run, right: Run, operation: (a: number, b: number) => number): Run {
  return (frame) => {
    const a = left(frame);
    const first = frame.status;
    const b = right(frame);
    frame.status = worst(first, frame.status);
    if (frame.status !== VALUE) return 0;
    const result = operation(a, b);
    if (Number.isFinite(result)) return result;
    frame.status = NOT_APPLICABLE;
    return 0;
  };
}

/** a / b; a zero denominator is not applicable, and so is what overflows. */
export const quotient = (a: number, b: number): number => (b === 0 ? Infinity : a / b);

export function unary(argument: Run, operation: (value: number) => number): Run {
  return (frame) => {
    const value = argument(frame);
    return frame.status === VALUE ? operation(value) : 0;
  };
}

export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

const COMPARISONS: Readonly<Record<ComparisonOperator, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b && !same(a, b),
  '<=': (a, b) => a < b || same(a, b),
  '>': (a, b) => a > b && !same(a, b),
  '>=': (a, b) => a > b || same(a, b),
  '==': (a, b) => same(a, b),
  '!=': (a, b) => !same(a, b),
};

/** `a op b op c …`, all of which must have values. */
export function comparison(terms: readonly Run[], operators: readonly ComparisonOperator[]): Run {
  const tests = operators.map((operator) => COMPARISONS[operator]);
  const values = new Float64Array(terms.length);
  return (frame) => {
    let status: StatusCode = VALUE;
    for (let i = 0; i < terms.length; i++) {
      values[i] = (terms[i] as Run)(frame);
      status = worst(status, frame.status);
    }
    frame.status = status;
    if (status !== VALUE) return 0;
    return tests.every((test, i) => test(values[i] as number, values[i + 1] as number)) ? 1 : 0;
  };
}

/** `x in (…)`. */
export function membership(argument: Run, members: readonly number[]): Run {
  return unary(argument, (value) => (members.some((member) => same(member, value)) ? 1 : 0));
}

/** `not a`. */
export const negation = (argument: Run): Run => unary(argument, (value) => 1 - value);

/**
 * `a and b` (decisive = 0) or `a or b` (decisive = 1): one operand can settle the answer; then the other is not needed
 * and may be missing.
 */
export function junction(left: Run, right: Run, decisive: 0 | 1): Run {
  return (frame) => {
    const a = left(frame);
    const first = frame.status;
    if (first === VALUE && a === decisive) return decisive;
    const b = right(frame);
    if (frame.status === VALUE && b === decisive) return decisive;
    frame.status = worst(first, frame.status);
    return frame.status === VALUE ? 1 - decisive : 0;
  };
}

/** `iff(c, a, b)`: only the chosen branch is needed; without c there is no answer. */
export function choice(condition: Run, then: Run, otherwise: Run): Run {
  return (frame) => {
    const c = condition(frame);
    if (frame.status !== VALUE) return 0;
    return c === 1 ? then(frame) : otherwise(frame);
  };
}

/** `implies(a, b)`: b is needed only where a holds; without a there is no answer. */
export const implication = (premise: Run, conclusion: Run): Run => choice(premise, conclusion, constant(1));

/** The smallest, greatest or mean of several; any missing one makes the result missing. */
export function fold(terms: readonly Run[], operation: (values: Float64Array) => number): Run {
  const values = new Float64Array(terms.length);
  return (frame: Frame) => {
    let status: StatusCode = VALUE;
    for (let i = 0; i < terms.length; i++) {
      values[i] = (terms[i] as Run)(frame);
      status = worst(status, frame.status);
    }
    frame.status = status;
    return status === VALUE ? operation(values) : 0;
  };
}
