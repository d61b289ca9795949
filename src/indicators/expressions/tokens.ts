/**
 * From the catalogue's notation for people to the parser's: every `{…}` becomes a symbol of the same length, so that
 * positions stay true, and the list after `in` gets square brackets.
 */
import { refuse } from './fault.js';

/** Which cells a `{…}` means, before it is known whose rule it is. */
export type CellSelection =
  /** `{CODE}`: the indicator without dimension, or `{SELF}`: the cell being checked. */
  | { readonly kind: 'plain' }
  /** `{CODE.DIM}` */
  | { readonly kind: 'value'; readonly value: string }
  /** `{CODE.*}`: the same dimension value as the cell being checked. */
  | { readonly kind: 'same' }
  /** `{CODE.sum}`, `{CODE.sum:A,B}`: all or the listed dimension values, added. */
  | { readonly kind: 'sum'; readonly values: readonly string[] | null };

/** One `{…}` of an expression. */
export interface OperandToken {
  /** Code of the indicator; `SELF` for the one being checked. */
  readonly code: string;
  readonly selection: CellSelection;
  readonly companion: string | null;
  readonly previous: boolean;
  /** Character in the expression, from 1. */
  readonly position: number;
  /** As written, braces included. */
  readonly text: string;
}

export interface TokenisedExpression {
  /** Input of the parser: as long as the expression itself. */
  readonly source: string;
  readonly operands: ReadonlyMap<string, OperandToken>;
}

export const SELF = 'SELF';
const LONGEST = 4000;
const DEEPEST = 64;
const INSIDE = /^([A-Za-z0-9][\w-]*)(?:\.(\*|[A-Za-z0-9][\w-]*)(?::([\w-]+(?:,[\w-]+)*))?)?((?:\|[A-Za-z0-9][\w-]*)*)$/;

function selectionOf(part: string | undefined, list: string | undefined, position: number): CellSelection {
  if (part === undefined) return { kind: 'plain' };
  if (part === 'sum') return { kind: 'sum', values: list === undefined ? null : list.split(',') };
  if (list !== undefined)
    refuse('bad_syntax', position, 'Saraksts pieļaujams tikai aiz “sum”.', 'A list may follow “sum” only.');
  return part === '*' ? { kind: 'same' } : { kind: 'value', value: part };
}

function operandOf(text: string, position: number): OperandToken {
  const match = INSIDE.exec(text.slice(1, -1).replaceAll(' ', ''));
  if (match === null) refuse('bad_syntax', position, `Nav saprotams: ${text}.`, `Cannot be understood: ${text}.`);
  const [, code = '', part, list, fields = ''] = match;
  const names = fields.split('|').slice(1);
  const previous = names.at(-1) === 'prev';
  if (previous) names.pop();
  if (names.length > 1 || names[0] === 'prev')
    refuse('bad_syntax', position, `Par daudz lauku: ${text}.`, `Too many fields: ${text}.`);
  return { code, selection: selectionOf(part, list, position), companion: names[0] ?? null, previous, position, text };
}

/** Only these characters stand outside braces; quotes, `%`, `^`, `;`, `[`, `?` and the like have no meaning here. */
const FOREIGN = /[^A-Za-z0-9_\s.,()+\-*/<>=!$]/;

function checkShape(expression: string): void {
  if (expression.length > LONGEST)
    refuse('bad_syntax', LONGEST, `Izteiksme garāka par ${LONGEST} rakstzīmēm.`, `Longer than ${LONGEST} characters.`);
  let depth = 0;
  for (let at = 0; at < expression.length; at++) {
    if (expression[at] === '(') depth++;
    else if (expression[at] === ')') depth--;
    if (depth > DEEPEST) refuse('bad_syntax', at + 1, 'Par daudz iekavu līmeņu.', 'Brackets are nested too deeply.');
  }
}

/**
 * Translates an expression.
 *
 * @throws ExpressionRefusal where a brace is not closed, a `{…}` cannot be understood, or a foreign character stands
 *   outside braces
 */
export function tokenise(expression: string): TokenisedExpression {
  checkShape(expression);
  const operands = new Map<string, OperandToken>();
  const foreign = /[$[\]]/.exec(expression);
  if (foreign !== null) refuseCharacter(foreign[0], foreign.index);
  const symbols = expression.replace(/\{[^{}]*\}/g, (text, at: number) => {
    const symbol = `$${operands.size.toString(36)}`;
    operands.set(symbol, operandOf(text, at + 1));
    return `${symbol} `.padEnd(text.length);
  });
  const odd = FOREIGN.exec(symbols);
  if (odd !== null) refuseCharacter(odd[0], odd.index);
  // A line break would end the parser's statement; the notation knows only spaces.
  const source = symbols.replace(/\s/g, ' ').replace(/\bin( *)\(([^()]*)\)/g, 'in$1[$2]');
  return { source, operands };
}

function refuseCharacter(character: string, index: number): never {
  return refuse(
    'bad_syntax',
    index + 1,
    `Rakstzīme “${character}” šeit nav pieļauta.`,
    `The character “${character}” is not allowed here.`,
  );
}
