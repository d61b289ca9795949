/** Binds the slots of a compiled expression to the cells that they mean for one cell of the catalogue. */
import type { Cell, Dimension, Indicator } from '../model/catalogue.js';
import type { CompiledExpression } from '../expressions/compile.js';
import type { SlotToken } from '../expressions/compilation.js';
import { refuse } from '../expressions/fault.js';
import { NO_SERVICE, newFrame, type Frame, type ServiceFacts } from '../expressions/frame.js';
import {
  NOT_APPLICABLE,
  NOT_PROVIDED,
  VALUE,
  operandKey,
  statusOf,
  type OperandReference,
  type OperandSource,
} from '../expressions/operands.js';
import { SELF } from '../expressions/tokens.js';

/** Where codes are looked up: the catalogue itself first, then those that stand beside it. */
export interface Directory {
  indicator(code: string): Indicator | undefined;
  cell(code: string): Cell | undefined;
  dimension(indicator: Indicator): Dimension | undefined;
}

/** What one slot is filled with: one value, the sum of several, a national sum, or nothing that applies. */
export type BoundSlot =
  | { readonly kind: 'value'; readonly reference: OperandReference }
  | { readonly kind: 'sum'; readonly references: readonly OperandReference[] }
  | { readonly kind: 'national'; readonly cell: string }
  | { readonly kind: 'not_applicable' };

/** A compiled expression for one cell. */
export interface Binding {
  readonly expression: CompiledExpression;
  readonly cell: Cell;
  readonly slots: readonly BoundSlot[];
  readonly service: ServiceFacts;
  /** Everything it reads, each once. */
  readonly references: readonly OperandReference[];
}

function indicatorOf(token: SlotToken, own: Cell, directory: Directory): Indicator {
  const code = token.code === SELF ? own.indicatorCode : token.code;
  return (
    directory.indicator(code) ??
    refuse('unknown_code', token.position, `Nav rādītāja “${code}”.`, `There is no indicator “${code}”.`)
  );
}

function cellOf(token: SlotToken, indicator: Indicator, value: string, directory: Directory): string {
  const code = `${indicator.code}.${value}`;
  if (directory.cell(code) !== undefined) return code;
  return refuse(
    'unknown_dimension',
    token.position,
    `Rādītājam ${indicator.code} nav dimensijas vērtības “${value}”.`,
    `Indicator ${indicator.code} has no dimension value “${value}”.`,
  );
}

function noDimension(token: SlotToken, indicator: Indicator): never {
  return refuse(
    'unknown_dimension',
    token.position,
    `${token.text}: rādītājam ${indicator.code} nav vajadzīgās dimensijas.`,
    `${token.text}: indicator ${indicator.code} does not have the dimension needed.`,
  );
}

/** The cells that a token means; null where the service of the own cell does not exist for the indicator. */
function cellsOf(token: SlotToken, own: Cell, directory: Directory): readonly string[] | null {
  const indicator = indicatorOf(token, own, directory);
  const { selection } = token;
  switch (selection.kind) {
    case 'plain':
      if (token.code === SELF) return [own.code];
      return indicator.dimension === null ? [indicator.code] : noDimension(token, indicator);
    case 'value':
      return [cellOf(token, indicator, selection.value, directory)];
    case 'same': {
      if (own.dimensionValue === null || indicator.dimension !== own.dimension) return noDimension(token, indicator);
      return indicator.dimensionValues.includes(own.dimensionValue)
        ? [`${indicator.code}.${own.dimensionValue}`]
        : null;
    }
    case 'sum':
      if (indicator.dimension === null) return noDimension(token, indicator);
      return (selection.values ?? indicator.dimensionValues).map((value) => cellOf(token, indicator, value, directory));
  }
}

function checkCompanion(token: SlotToken, own: Cell, directory: Directory): void {
  if (token.companion === null) return;
  const indicator = indicatorOf(token, own, directory);
  const companion = indicator.companions.find(({ code }) => code === token.companion);
  if (companion === undefined)
    refuse(
      'unknown_companion',
      token.position,
      `Rādītājam ${indicator.code} nav papildlauka “${token.companion}”.`,
      `Indicator ${indicator.code} has no companion “${token.companion}”.`,
    );
  if (token.numeric && companion.valueType === 'list')
    refuse('wrong_type', token.position, `${token.text} nav skaitlis.`, `${token.text} is not a number.`);
}

/** The cell whose national sum must mirror this one: what one municipality paid another has received. */
function counterpartOf(token: SlotToken, cell: string, directory: Directory): string {
  const counterpart = cell.replace(/-(PAID|RECV)(?=$|\.)/i, (_, side: string) =>
    side.toUpperCase() === 'PAID' ? '-RECV' : '-PAID',
  );
  if (counterpart !== cell && directory.cell(counterpart) !== undefined) return counterpart;
  return refuse(
    'unknown_code',
    token.position,
    `Šūnai ${cell} nav otras puses (…-PAID un …-RECV).`,
    `Cell ${cell} has no counterpart (…-PAID and …-RECV).`,
  );
}

function bindSlot(token: SlotToken, own: Cell, directory: Directory): BoundSlot {
  checkCompanion(token, own, directory);
  const cells = cellsOf(token, own, directory);
  if (cells === null) return { kind: 'not_applicable' };
  const references = cells.map((cell) => ({ cell, companion: token.companion, previous: token.previous }));
  const [first] = references;
  if (token.selection.kind === 'sum' || first === undefined) return { kind: 'sum', references };
  if (token.national === null) return { kind: 'value', reference: first };
  const cell = token.national === 'own' ? first.cell : counterpartOf(token, first.cell, directory);
  return { kind: 'national', cell };
}

function referencesOf(slots: readonly BoundSlot[]): OperandReference[] {
  const unique = new Map<string, OperandReference>();
  const add = (reference: OperandReference) => unique.set(operandKey(reference), reference);
  for (const slot of slots) {
    if (slot.kind === 'value') add(slot.reference);
    if (slot.kind === 'sum') slot.references.forEach(add);
  }
  return [...unique.values()];
}

function serviceOf(cell: Cell, directory: Directory): ServiceFacts {
  const indicator = directory.indicator(cell.indicatorCode);
  const dimension = indicator === undefined ? undefined : directory.dimension(indicator);
  return dimension?.values.find(({ code }) => code === cell.dimensionValue) ?? NO_SERVICE;
}

/**
 * Binds an expression to a cell.
 *
 * @throws ExpressionRefusal for an unknown code, dimension value or companion, or a companion that is not a number
 */
export function bind(expression: CompiledExpression, cell: Cell, directory: Directory): Binding {
  const slots = expression.slots.map((token) => bindSlot(token, cell, directory));
  const service = expression.asks.has('service') ? serviceOf(cell, directory) : NO_SERVICE;
  if (expression.asks.has('service') && cell.dimensionValue === null)
    refuse(
      'unknown_dimension',
      1,
      'Pakalpojuma īpašības ir tikai rādītājam, kas dalīts pa pakalpojumiem.',
      'Only an indicator divided by service has properties of a service.',
    );
  return { expression, cell, slots, service, references: referencesOf(slots) };
}

function setMissing(frame: Frame, index: number, status: number): void {
  frame.values[index] = 0;
  frame.statuses[index] = status;
}

function loadValue(frame: Frame, index: number, reference: OperandReference, source: OperandSource): void {
  const value = source.value(reference.cell, reference.companion, reference.previous);
  if (typeof value !== 'number') setMissing(frame, index, statusOf(value));
  else if (Number.isNaN(value)) setMissing(frame, index, NOT_PROVIDED);
  else {
    frame.values[index] = value;
    frame.statuses[index] = VALUE;
  }
}

/** Adds what applies: not applicable counts 0, not collected and not provided block. */
function loadSum(frame: Frame, index: number, references: readonly OperandReference[], source: OperandSource): void {
  let total = 0;
  let status = VALUE as number;
  for (const reference of references) {
    loadValue(frame, index, reference, source);
    const own = frame.statuses[index] as number;
    if (own === VALUE) total += frame.values[index] as number;
    else if (own !== NOT_APPLICABLE) status = Math.max(status, own);
  }
  frame.values[index] = total;
  frame.statuses[index] = status;
}

/** Fills a fresh frame with the operands of one municipality and period. */
export function loadFrame({ slots, service, cell, expression }: Binding, source: OperandSource): Frame {
  const frame = newFrame(slots.length);
  slots.forEach((slot, index) => {
    switch (slot.kind) {
      case 'value':
        loadValue(frame, index, slot.reference, source);
        break;
      case 'sum':
        loadSum(frame, index, slot.references, source);
        break;
      case 'national': {
        const total = source.nationalTotal?.(slot.cell) ?? null;
        if (total === null) setMissing(frame, index, NOT_PROVIDED);
        else frame.values[index] = total;
        break;
      }
      case 'not_applicable':
        setMissing(frame, index, NOT_APPLICABLE);
        break;
    }
  });
  frame.service = service;
  if (expression.asks.has('evidence')) frame.evidence = source.hasEvidence(cell.code);
  if (expression.asks.has('comment')) frame.comment = source.hasComment(cell.code);
  return frame;
}
