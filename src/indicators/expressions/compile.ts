/**
 * Compiles one expression of a catalogue. mathjs is the parser and nothing else: its tree is read once, every node
 * that is not on the list here is refused, and nothing of mathjs is evaluated.
 */
import {
  isArrayNode,
  isConstantNode,
  isFunctionNode,
  isOperatorNode,
  isParenthesisNode,
  isRelationalNode,
  isSymbolNode,
  parse,
  type MathNode,
} from 'mathjs/number';
import { Compilation, type Ask, type ExpressionType, type Part, type SlotToken } from './compilation.js';
import { ExpressionRefusal, refuse, type ExpressionFault } from './fault.js';
import type { Run } from './frame.js';
import { buildCall, type Argument } from './functions.js';
import {
  binary,
  comparison,
  constant,
  junction,
  membership,
  negation,
  quotient,
  sum,
  unary,
  type ComparisonOperator,
  type Mode,
} from './operators.js';
import { tokenise } from './tokens.js';

/** An expression in executable form, not yet bound to a cell. */
export interface CompiledExpression {
  readonly text: string;
  readonly mode: Mode;
  /** What the frame's slots hold, in order. */
  readonly slots: readonly SlotToken[];
  readonly asks: ReadonlySet<Ask>;
  /** Of `INDEX(id)`: the composite that scoring computes; `run` is then never called. */
  readonly composite: string | null;
  readonly run: Run;
}

const RELATIONS: Readonly<Record<string, ComparisonOperator>> = {
  smaller: '<',
  smallerEq: '<=',
  larger: '>',
  largerEq: '>=',
  equal: '==',
  unequal: '!=',
};

/** The part of mathjs's operator node that is read. */
interface OperatorTree {
  readonly op: string;
  readonly fn: string;
  readonly args: readonly MathNode[];
  readonly implicit: boolean;
}

function notAllowed(what: string, position: number): never {
  return refuse(
    'construct_not_allowed',
    position,
    `Izteiksmē nav pieļauts: ${what}.`,
    `Not allowed in an expression: ${what}.`,
  );
}

const strip = (node: MathNode): MathNode => (isParenthesisNode(node) ? strip(node.content) : node);

function literalOf(node: MathNode): number | undefined {
  const inner = strip(node);
  if (isConstantNode(inner) && typeof inner.value === 'number' && Number.isFinite(inner.value)) return inner.value;
  if (isOperatorNode(inner) && inner.op === '-' && inner.args.length === 1 && inner.args[0] !== undefined) {
    const value = literalOf(inner.args[0]);
    return value === undefined ? undefined : -value;
  }
  return undefined;
}

class ExpressionCompiler {
  constructor(private readonly compilation: Compilation) {}

  part(node: MathNode): Part {
    if (isParenthesisNode(node)) return this.part(node.content);
    if (isConstantNode(node)) return this.literal(node);
    if (isSymbolNode(node)) return this.symbol(node.name);
    if (isRelationalNode(node)) return this.relation(node.params, node.conditionals);
    if (isOperatorNode(node)) return this.operator(node);
    if (isFunctionNode(node)) return this.call(node.fn, node.args);
    return notAllowed(node.type.replace('Node', ''), 1);
  }

  private literal(node: MathNode): Part {
    const value = literalOf(node);
    return value === undefined
      ? notAllowed(node.toString(), this.compilation.positionOf(node.toString()))
      : { type: 'number', run: constant(value) };
  }

  private symbol(name: string): Part {
    const token = this.compilation.operand(name);
    if (token !== undefined) return this.compilation.load(token);
    const position = this.compilation.positionOf(name);
    return refuse(
      'unknown_code',
      position,
      `“${name}” nav saprotams; šūnas raksta figūriekavās.`,
      `“${name}” is not understood; cells are written in braces.`,
    );
  }

  private number(node: MathNode): Run {
    return this.compilation.require(this.part(node), 'number', this.placeOf(node));
  }

  private condition(node: MathNode): Run {
    return this.compilation.require(this.part(node), 'boolean', this.placeOf(node));
  }

  /** The position of the first operand or function below a node; 1 where there is none. */
  private placeOf(node: MathNode): number {
    const inner = strip(node);
    if (isSymbolNode(inner))
      return this.compilation.operand(inner.name)?.position ?? this.compilation.positionOf(inner.name);
    if (isFunctionNode(inner)) return this.placeOf(inner.fn);
    const first = isOperatorNode(inner) ? inner.args[0] : isRelationalNode(inner) ? inner.params[0] : undefined;
    return first === undefined ? 1 : this.placeOf(first);
  }

  private relation(terms: readonly MathNode[], conditionals: readonly string[]): Part {
    const operators = conditionals.map((name) => RELATIONS[name] ?? notAllowed(name, 1));
    return {
      type: 'boolean',
      run: comparison(
        terms.map((term) => this.number(term)),
        operators,
      ),
    };
  }

  private operator(node: OperatorTree): Part {
    const [first, second] = node.args;
    if (first === undefined) return notAllowed(node.op, 1);
    if (node.implicit)
      return refuse(
        'bad_syntax',
        this.placeOf(second ?? first),
        'Starp divām vērtībām trūkst darbības zīmes.',
        'An operator is missing between two values.',
      );
    return second === undefined ? this.unary(node.op, first) : this.binary(node, first, second);
  }

  private unary(op: string, argument: MathNode): Part {
    switch (op) {
      case 'not':
        return { type: 'boolean', run: negation(this.condition(argument)) };
      case '-':
        return { type: 'number', run: unary(this.number(argument), (value) => -value) };
      case '+':
        return { type: 'number', run: this.number(argument) };
      default:
        return notAllowed(op, this.compilation.positionOf(op));
    }
  }

  private binary(node: { readonly op: string; readonly fn: string }, first: MathNode, second: MathNode): Part {
    const { mode } = this.compilation;
    switch (node.op) {
      case '+':
      case '-':
        return {
          type: 'number',
          run: sum(this.number(first), this.number(second), { sign: node.op === '+' ? 1 : -1, mode }),
        };
      case '*':
        return { type: 'number', run: binary(this.number(first), this.number(second), (a, b) => a * b) };
      case '/':
        return { type: 'number', run: binary(this.number(first), this.number(second), quotient) };
      case 'and':
      case 'or':
        return {
          type: 'boolean',
          run: junction(this.condition(first), this.condition(second), node.op === 'or' ? 1 : 0),
        };
      case 'in':
        return this.membership(first, second);
      default:
        return Object.hasOwn(RELATIONS, node.fn)
          ? this.relation([first, second], [node.fn])
          : notAllowed(node.op, this.compilation.positionOf(node.op));
    }
  }

  private membership(argument: MathNode, list: MathNode): Part {
    const run = this.number(argument);
    const position = this.placeOf(argument);
    const members = isArrayNode(list) ? list.items.map(literalOf) : [];
    const numbers = members.filter((member) => member !== undefined);
    if (numbers.length === 0 || numbers.length !== members.length)
      refuse('bad_syntax', position, 'Aiz “in” vajag skaitļu sarakstu iekavās.', 'After “in” comes a list of numbers.');
    return { type: 'boolean', run: membership(run, numbers) };
  }

  private call(name: MathNode, given: readonly MathNode[]): Part {
    if (!isSymbolNode(name) || this.compilation.operand(name.name) !== undefined)
      return refuse('bad_syntax', this.placeOf(name), 'Trūkst darbības zīmes.', 'An operator is missing.');
    if (name.name === 'INDEX')
      return refuse(
        'construct_not_allowed',
        this.compilation.positionOf('INDEX'),
        'INDEX() formulā stāv viena pati.',
        'INDEX() stands alone in a formula.',
      );
    return buildCall(
      this.compilation,
      name.name,
      given.map((node) => this.argument(node)),
    );
  }

  private argument(node: MathNode): Argument {
    const inner = strip(node);
    // has() must not make its operand a number, so a lone operand is compiled without a slot until it is used.
    const token = isSymbolNode(inner) ? this.compilation.operand(inner.name) : undefined;
    return { part: token === undefined ? this.part(node) : this.lazy(token), token, literal: literalOf(node) };
  }

  private lazy(token: NonNullable<Argument['token']>): Part {
    const { compilation } = this;
    let run: Run | null = null;
    return {
      type: 'number',
      get run() {
        return (run ??= compilation.load(token).run);
      },
    };
  }
}

const INDEX_CALL = /^\s*INDEX\(\s*([A-Za-z]\w*)\s*\)\s*$/;

function parseSource(source: string): MathNode {
  try {
    return parse(source);
  } catch (error) {
    const at = (error as { char?: unknown }).char;
    return refuse(
      'bad_syntax',
      typeof at === 'number' ? at : 1,
      'Izteiksme nav uzrakstīta pareizi.',
      'The expression is not written correctly.',
    );
  }
}

/**
 * Compiles an expression: a rule must be a condition, a formula a number.
 *
 * @returns the compiled expression, or what is wrong with it
 */
export function compileExpression(text: string, mode: Mode): CompiledExpression | ExpressionFault {
  try {
    const composite = mode === 'formula' ? (INDEX_CALL.exec(text)?.[1] ?? null) : null;
    if (composite !== null) return { text, mode, slots: [], asks: new Set(), composite, run: constant(0) };
    const { source, operands } = tokenise(text);
    const compilation = new Compilation(text, mode, operands);
    const part = new ExpressionCompiler(compilation).part(parseSource(source));
    const wanted: ExpressionType = mode === 'rule' ? 'boolean' : 'number';
    const run = compilation.require(part, wanted, 1);
    return { text, mode, slots: compilation.slots, asks: compilation.asks, composite: null, run };
  } catch (error) {
    if (error instanceof ExpressionRefusal) return error.fault;
    if (error instanceof RangeError) return tooDeep();
    throw error;
  }
}

function tooDeep(): ExpressionFault {
  const message = { lv: 'Izteiksme ir pārāk dziļi ligzdota.', en: 'The expression is nested too deeply.' };
  return { code: 'bad_syntax', position: 1, message };
}

/** Whether the compiler refused. */
export function isFault(result: CompiledExpression | ExpressionFault): result is ExpressionFault {
  return 'code' in result;
}
