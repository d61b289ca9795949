/** The functions of the catalogue's expressions (`expression_language.functions`). */
import type { Compilation, ExpressionType, Part } from './compilation.js';
import { refuse } from './fault.js';
import type { Frame, Run } from './frame.js';
import { NOT_APPLICABLE, NOT_COLLECTED, VALUE } from './operands.js';
import { choice, fold, implication, same, slot, unary } from './operators.js';
import type { OperandToken } from './tokens.js';

interface FunctionDefinition {
  /** Types of the parameters; the last one may repeat where `variadic`. */
  readonly parameters: readonly ExpressionType[];
  readonly variadic?: true;
  /** Only in rules: a formula has no comment. */
  readonly rulesOnly?: true;
  /** The first argument is the cell itself (`{…}`), the others are plain numbers. */
  readonly ofCell?: true;
  readonly result: ExpressionType;
  readonly build: (call: Call) => Run;
}

/** A call with its compiled arguments; `operand` gives the `{…}` itself where a function needs the cell. */
interface Call {
  readonly compilation: Compilation;
  readonly name: string;
  readonly position: number;
  readonly arguments: readonly Run[];
  operand(index: number): OperandToken;
  number(index: number): number;
}

const isMissing = (frame: Frame): boolean => frame.status !== VALUE;

const argument = (call: Call, index: number): Run => call.arguments[index] as Run;

/** Whole at the scale of `digits` decimals, but for the noise of binary fractions. */
export function hasAtMostDecimals(value: number, digits: number): boolean {
  if (Math.abs(value) >= 1e21) return true;
  const rounded = Number(value.toFixed(digits));
  return rounded === value || Math.abs(rounded - value) <= 4 * Number.EPSILON * Math.abs(value);
}

/** 1 where the operand has a value; never blocks, never skips. */
function has(call: Call): Run {
  const index = call.compilation.slotOf(call.operand(0), { numeric: false });
  return (frame) => {
    const present = frame.statuses[index] === VALUE;
    frame.status = VALUE;
    return present ? 1 : 0;
  };
}

/** 0 for no value; in a formula only for what is not applicable, since not provided and not collected block. */
function nz(call: Call): Run {
  const blocks = call.compilation.mode === 'formula';
  const value = argument(call, 0);
  return (frame) => {
    const result = value(frame);
    if (frame.status === VALUE) return result;
    if (!blocks || frame.status < NOT_COLLECTED) frame.status = VALUE;
    return 0;
  };
}

/** |change| within `percent` % of the previous value, or within the floor; true without a previous value. */
function yearOnYear(call: Call): Run {
  const token = call.operand(0);
  if (token.previous)
    refuse(
      'wrong_type',
      call.position,
      'yoy() pati atrod iepriekšējo vērtību.',
      'yoy() finds the previous value by itself.',
    );
  const { compilation } = call;
  const now = slot(compilation.slotOf(token, { numeric: true }));
  const before = slot(compilation.slotOf({ ...token, previous: true }, { numeric: true }));
  const percent = call.number(1);
  const floor = call.number(2);
  return (frame) => {
    const current = now(frame);
    if (isMissing(frame)) return 0;
    const previous = before(frame);
    if (isMissing(frame)) {
      frame.status = VALUE;
      return 1;
    }
    const change = Math.abs(current - previous);
    const allowed = Math.max((percent / 100) * Math.abs(previous), floor);
    return change <= allowed || same(change, allowed) ? 1 : 0;
  };
}

/** National sums of what was paid and what was received differ by at most `percent` % of what was paid. */
function mirror(call: Call): Run {
  const token = call.operand(0);
  const paid = slot(call.compilation.slotOf(token, { numeric: true, national: 'own' }));
  const received = slot(call.compilation.slotOf(token, { numeric: true, national: 'counterpart' }));
  const percent = call.number(1);
  return (frame) => {
    const sum = paid(frame);
    if (isMissing(frame)) return 0;
    const difference = Math.abs(sum - received(frame));
    if (isMissing(frame)) return 0;
    const allowed = (percent / 100) * sum;
    return difference <= allowed || same(difference, allowed) ? 1 : 0;
  };
}

/** Inside the plausible band of the service; no answer where it has none. */
function inBand(call: Call): Run {
  call.compilation.asks.add('service');
  const value = argument(call, 0);
  return (frame) => {
    const result = value(frame);
    if (frame.status !== VALUE) return 0;
    const band = frame.service.warnBand;
    if (band === null) {
      frame.status = NOT_APPLICABLE;
      return 0;
    }
    return result >= band[0] && result <= band[1] ? 1 : 0;
  };
}

function fact(ask: 'evidence' | 'comment' | 'service', read: (frame: Frame) => number) {
  return (call: Call): Run => {
    call.compilation.asks.add(ask);
    return (frame) => {
      frame.status = VALUE;
      return read(frame);
    };
  };
}

const flag = (value: boolean): number => (value ? 1 : 0);
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const FUNCTIONS: Readonly<Record<string, FunctionDefinition>> = {
  has: { parameters: ['number'], ofCell: true, result: 'boolean', build: has },
  nz: { parameters: ['number'], result: 'number', build: nz },
  implies: {
    parameters: ['boolean', 'boolean'],
    result: 'boolean',
    build: (call) => implication(argument(call, 0), argument(call, 1)),
  },
  pos: { parameters: ['number'], result: 'number', build: (call) => unary(argument(call, 0), (x) => flag(x > 0)) },
  yoy: { parameters: ['number', 'number', 'number'], ofCell: true, result: 'boolean', build: yearOnYear },
  isint: {
    parameters: ['number'],
    result: 'boolean',
    build: (call) => unary(argument(call, 0), (x) => flag(hasAtMostDecimals(x, 0))),
  },
  isdec: {
    parameters: ['number', 'number'],
    result: 'boolean',
    build: (call) => {
      const digits = call.number(1);
      if (!Number.isInteger(digits) || digits < 0 || digits > 15)
        refuse('wrong_type', call.position, 'Decimāldaļu skaits: 0–15.', 'The number of decimals is 0 to 15.');
      return unary(argument(call, 0), (x) => flag(hasAtMostDecimals(x, digits)));
    },
  },
  evidence: {
    parameters: [],
    rulesOnly: true,
    result: 'boolean',
    build: fact('evidence', (frame) => flag(frame.evidence)),
  },
  comment: {
    parameters: [],
    rulesOnly: true,
    result: 'boolean',
    build: fact('comment', (frame) => flag(frame.comment)),
  },
  isbasket: {
    parameters: [],
    result: 'boolean',
    build: fact('service', (frame) => flag(frame.service.minimumBasket)),
  },
  isday: { parameters: [], result: 'boolean', build: fact('service', (frame) => flag(frame.service.countedInDays)) },
  opendays: { parameters: [], result: 'number', build: fact('service', (frame) => frame.service.openDays) },
  inband: { parameters: ['number'], result: 'boolean', build: inBand },
  mirror: { parameters: ['number', 'number'], rulesOnly: true, ofCell: true, result: 'boolean', build: mirror },
  min: {
    parameters: ['number'],
    variadic: true,
    result: 'number',
    build: (call) => fold(call.arguments, (values) => Math.min(...values)),
  },
  max: {
    parameters: ['number'],
    variadic: true,
    result: 'number',
    build: (call) => fold(call.arguments, (values) => Math.max(...values)),
  },
  mean: { parameters: ['number'], variadic: true, result: 'number', build: (call) => fold(call.arguments, mean) },
  abs: { parameters: ['number'], result: 'number', build: (call) => unary(argument(call, 0), Math.abs) },
};

/** An argument before and after compilation. */
export interface Argument {
  readonly part: Part;
  /** The operand, where the argument is a single `{…}`. */
  readonly token: OperandToken | undefined;
  /** The number, where the argument is a literal. */
  readonly literal: number | undefined;
}

function checkArity(name: string, definition: FunctionDefinition, given: number, position: number): void {
  const wanted = definition.parameters.length;
  if (given === wanted || (definition.variadic === true && given >= wanted)) return;
  refuse(
    'wrong_arity',
    position,
    `Funkcijai ${name}() vajag ${wanted} argumentus, dots ${given}.`,
    `${name}() takes ${wanted} argument(s), ${given} given.`,
  );
}

/** `iff(c, a, b)`: a and b both numbers or both conditions. */
function buildChoice(compilation: Compilation, given: readonly Argument[], position: number): Part {
  const [condition, then, otherwise] = given;
  if (condition === undefined || then === undefined || otherwise === undefined || given.length !== 3)
    return refuse('wrong_arity', position, 'Funkcijai iff() vajag 3 argumentus.', 'iff() takes 3 arguments.');
  const test = compilation.require(condition.part, 'boolean', position);
  const { type } = then.part;
  return { type, run: choice(test, then.part.run, compilation.require(otherwise.part, type, position)) };
}

function checkedArguments(
  compilation: Compilation,
  { parameters }: FunctionDefinition,
  given: readonly Argument[],
  position: number,
): Run[] {
  return given.map(({ part }, i) =>
    compilation.require(part, parameters[Math.min(i, parameters.length - 1)] ?? 'number', position),
  );
}

/**
 * Compiles a call.
 *
 * @throws ExpressionRefusal for an unknown name, a wrong number or type of arguments, or a function of rules in a
 *   formula
 */
export function buildCall(compilation: Compilation, name: string, given: readonly Argument[]): Part {
  const position = compilation.positionOf(name);
  if (name === 'iff') return buildChoice(compilation, given, position);
  const definition = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (definition === undefined)
    return refuse('unknown_function', position, `Nav funkcijas ${name}().`, `There is no function ${name}().`);
  if (definition.rulesOnly === true && compilation.mode === 'formula')
    refuse('construct_not_allowed', position, `${name}() der tikai kārtulās.`, `${name}() belongs in rules only.`);
  checkArity(name, definition, given.length, position);
  const call: Call = {
    compilation,
    name,
    position,
    arguments: definition.ofCell === true ? [] : checkedArguments(compilation, definition, given, position),
    operand: (index) =>
      given[index]?.token ??
      refuse('wrong_type', position, `${name}() vajag vienu {…}.`, `${name}() needs a single {…}.`),
    number: (index) =>
      given[index]?.literal ??
      refuse('wrong_type', position, `${name}() vajag skaitli.`, `${name}() needs a plain number.`),
  };
  return { type: definition.result, run: definition.build(call) };
}
