/** What one submission holds, as rules, people and hashes see it. Immutable; pure. */
import { createHash } from 'node:crypto';
import type { ValueStatus } from '../../core/vocabulary.js';
import type { FormModule } from '../../http/actor.js';
import { canonicalJson } from '../../identity/audit/canonical-json.js';
import type { MissingReason, OperandSource, OperandValue } from '../../indicators/expressions/operands.js';
import type { FormCell, FormDefinition } from '../form/form-definition.js';
import { EMPTY, type Content } from '../form/read-entry.js';
import { hasSubstance } from '../form/substance.js';
import { isNumber, type RecordedValue, type StoredValue } from './stored-value.js';

/** Values from outside the submission. */
export interface Surroundings {
  /** On record for the same period: loaded by LPS, or imported earlier. */
  readonly present: ReadonlyMap<string, RecordedValue>;
  /** On record for the period before, same territory. */
  readonly previous: ReadonlyMap<string, RecordedValue>;
}

/** Whose content a hash covers. */
export interface ContentIdentity {
  readonly submission: string;
  readonly municipality: string;
  readonly period: string;
}

const REASONS: Readonly<Record<ValueStatus, MissingReason>> = {
  reported: 'not_provided',
  confidential: 'not_provided',
  not_applicable: 'not_applicable',
  not_collected: 'not_collected',
  not_provided: 'not_provided',
};

function operandOf(content: Pick<Content, 'value' | 'status'> | undefined): OperandValue {
  if (content === undefined) return 'not_provided';
  return isNumber(content) ? content.value : REASONS[content.status];
}

export class SubmissionContent {
  private derivedSource: OperandSource | undefined;

  constructor(
    readonly form: FormDefinition,
    readonly values: ReadonlyMap<string, StoredValue>,
    readonly around: Surroundings,
  ) {}

  /** The same with some cells changed. */
  with(changes: readonly StoredValue[]): SubmissionContent {
    const values = new Map(this.values);
    for (const change of changes) values.set(change.cell, change);
    return new SubmissionContent(this.form, values, this.around);
  }

  /** What a cell holds; for central cells what is on record. */
  at(cell: FormCell): Content {
    const stored = this.values.get(cell.key);
    if (cell.kind !== 'central') return stored ?? EMPTY;
    const known = this.around.present.get(cell.key);
    const remark = { comment: stored?.comment ?? null, evidence: stored?.evidence ?? null };
    if (known === undefined) return { ...EMPTY, ...remark };
    return { value: known.value, content: null, status: known.status, ...remark };
  }

  versionOf(key: string): number {
    return this.values.get(key)?.version ?? 0;
  }

  isExplained(cell: string): boolean {
    return hasSubstance(this.values.get(cell)?.comment ?? null);
  }

  /** Values for rules and formulas, derived cells computed on demand, each once. */
  source(): OperandSource {
    this.derivedSource ??= this.form.compiled.derive({
      value: (cell, companion, previous) => this.operand(cell, companion, previous),
      hasEvidence: (cell) => (this.values.get(cell)?.evidence ?? null) !== null,
      hasComment: (cell) => this.isExplained(cell),
    });
    return this.derivedSource;
  }

  /** A companion of nothing: an amount of zero answers for its parts, and what does not exist has none. */
  impliedBy(cell: FormCell): 'zero' | 'not_applicable' | null {
    if (cell.companion === null) return null;
    const main = this.form.byKey.get(cell.main);
    const content = main === undefined ? EMPTY : this.at(main);
    if (content.status === 'not_applicable') return 'not_applicable';
    return cell.zeroWithMain && isNumber(content) && content.value === 0 ? 'zero' : null;
  }

  /**
   * The content of a module in one spelling: what is approved. Cells that nobody has filled are left out; whoever
   * entered a value and when does not matter.
   */
  canonical(module: FormModule, identity: ContentIdentity): string {
    const cells = [...this.values.values()]
      .filter((value) => this.form.byKey.get(value.cell)?.module === module && !isBlank(value))
      .sort((a, b) => (a.cell < b.cell ? -1 : 1))
      .map(({ cell, value, content, status, comment, evidence }) => ({
        cell,
        value,
        content,
        status,
        comment,
        evidence,
      }));
    return canonicalJson({ ...identity, module, cells });
  }

  private operand(cell: string, companion: string | null, previous: boolean): OperandValue {
    const key = companion === null ? cell : `${cell}|${companion}`;
    if (previous) return operandOf(this.around.previous.get(key));
    const defined = this.form.byKey.get(key);
    if (defined === undefined) return operandOf(this.around.present.get(key));
    const own = operandOf(this.at(defined));
    if (own !== 'not_provided') return own;
    const implied = this.impliedBy(defined);
    if (implied !== null) return implied === 'zero' ? 0 : implied;
    // What another authority reports beside the value is compared with, whether or not somebody took it over.
    return companion === null ? own : operandOf(this.around.present.get(key));
  }
}

function isBlank(value: Content): boolean {
  return value.status === 'not_provided' && value.comment === null && value.evidence === null;
}

/** SHA-256 of a canonical content. */
export function hashOf(canonical: string): Buffer {
  return createHash('sha256').update(canonical, 'utf8').digest();
}
