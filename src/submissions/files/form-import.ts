/** A filled-in form beside what the submission holds: new, changed, unchanged, in conflict, not to be used. Pure. */
import type { LocalisedText } from '../../core/vocabulary.js';
import { parseNumber } from '../../core/number-parser.js';
import { unprocessable, type Problem } from '../../http/problem.js';
import type { FormCell } from '../form/form-definition.js';
import { EMPTY, isFault, readEntry, type Content, type Entry } from '../form/read-entry.js';
import type { CellChange } from '../values/value.service.js';
import type { SubmissionContent } from '../values/submission-content.js';
import { NOT_COLLECTED, TEMPLATE, type FormIdentity } from './form-table.js';
import type { ReadForm, ReadLine } from './read-form.js';

export const OUTCOMES = ['new', 'changed', 'unchanged', 'conflict', 'invalid', 'not_editable'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What would become of one line. */
export interface ComparedLine {
  readonly cell: string;
  readonly sheet: string;
  readonly row: number;
  readonly outcome: Outcome;
  readonly before: Content;
  readonly after: Content | null;
  readonly message: LocalisedText | null;
  readonly change: CellChange | null;
}

/** @throws Problem 422 for a file that is another form than the one expected, naming both */
export function assertIdentity(found: ReadForm['identity'], expected: FormIdentity): void {
  if (found.template !== TEMPLATE)
    throw unprocessable('not_a_form', {
      lv: 'Tā nav šīs sistēmas veidlapa. Lejupielādējiet veidlapu un aizpildiet to.',
      en: 'This is not a form of this service. Download the form and fill that in.',
    });
  if (found.period !== expected.period) throw otherForm('form_of_another_period', 'period', found, expected);
  if (found.municipality !== expected.municipality)
    throw otherForm('form_of_another_municipality', 'municipality', found, expected);
  if (found.submission !== expected.submission)
    throw otherForm('form_of_another_submission', 'submission', found, expected);
}

function otherForm(
  code: string,
  part: 'period' | 'municipality' | 'submission',
  found: ReadForm['identity'],
  expected: FormIdentity,
): Problem {
  const [theirs, ours] = [found[part] ?? '?', expected[part]];
  const words = {
    period: {
      lv: `Šī ir ${theirs}. gada veidlapa, bet vajadzīga ${ours}. gada veidlapa.`,
      en: `This is the form for ${theirs}; the one for ${ours} is needed.`,
    },
    municipality: {
      lv: `Šī ir citas pašvaldības (${theirs}) veidlapa.`,
      en: `This is the form of another municipality (${theirs}).`,
    },
    submission: { lv: 'Šī veidlapa pieder citam iesniegumam.', en: 'This form belongs to another submission.' },
  }[part];
  return unprocessable(code, {
    lv: `${words.lv} Lejupielādējiet veidlapu no jauna.`,
    en: `${words.en} Download the form anew.`,
  });
}

/** Every line of the file compared with the submission, in the order of the file. */
export function compareForm(
  lines: readonly ReadLine[],
  content: SubmissionContent,
  mayEdit: (cell: FormCell) => boolean,
): ComparedLine[] {
  const seen = new Set<string>();
  return lines.map((line) => {
    const key = line.texts.cell?.trim() ?? '';
    const cell = content.form.byKey.get(key);
    const refuse = (lv: string, en: string): ComparedLine => invalid(line, key, { lv, en });
    if (cell?.kind !== 'collected') return refuse(`Lauka “${key}” veidlapā nav.`, `The form has no cell “${key}”.`);
    if (seen.has(key)) return refuse(`Lauks “${key}” failā ir divreiz.`, `The cell “${key}” is in the file twice.`);
    seen.add(key);
    if (line.fault !== null) return invalid(line, key, line.fault);
    return compared(line, cell, content, mayEdit);
  });
}

function invalid({ sheet, row }: ReadLine, cell: string, message: LocalisedText): ComparedLine {
  return { cell, sheet, row, outcome: 'invalid', before: EMPTY, after: null, message, change: null };
}

function compared(
  line: ReadLine,
  cell: FormCell,
  content: SubmissionContent,
  mayEdit: (cell: FormCell) => boolean,
): ComparedLine {
  const { sheet, row } = line;
  const stored = content.values.get(cell.key);
  const before = stored ?? EMPTY;
  const entry = entryOf(line, cell, before);
  const after = readEntry(cell, entry, before);
  if (isFault(after)) return { ...invalid(line, cell.key, after.message), before };
  const found = { cell: cell.key, sheet, row, before, after, message: null };
  if (isSame(after, before)) return { ...found, outcome: 'unchanged', change: null };
  if (!mayEdit(cell)) return { ...found, outcome: 'not_editable', change: null };
  const based = Number(versionText(line) ?? '0');
  if (based !== (stored?.version ?? 0)) return { ...found, outcome: 'conflict', change: null };
  const outcome = before.status === 'not_provided' ? 'new' : 'changed';
  return { ...found, outcome, change: { ...entry, cell: cell.key, version: based } };
}

function versionText({ texts }: ReadLine): string | undefined {
  const text = texts.version?.trim();
  return text !== undefined && /^\d{1,9}$/.test(text) ? text : undefined;
}

/** What a line asks for. Blank explanations and links leave those there are; a blank value empties the cell. */
function entryOf(line: ReadLine, cell: FormCell, before: Content): Entry {
  const { texts, isNumber } = line;
  const [value, status, comment, evidence] = [texts.value, texts.status, texts.comment, texts.evidence].map(
    (text) => (text?.trim() ?? '') || undefined,
  );
  const remarks = { comment, evidence };
  const words = status?.toLocaleLowerCase('lv');
  if (words === NOT_COLLECTED.lv || words === NOT_COLLECTED.en || words === '…')
    return { status: 'not_collected', ...(value === undefined ? {} : { value }), ...remarks };
  if (value === undefined) {
    const stays = before.status === 'not_applicable' || before.status === 'not_provided';
    return stays ? remarks : { value: null, ...remarks };
  }
  if (!isNumber || cell.valueType === 'list') return { value, ...remarks };
  const parsed = parseNumber(value, { exponent: true });
  return { value: parsed.ok ? parsed.value : value, ...remarks };
}

function isSame(a: Content, b: Content): boolean {
  const same = (x: number | null, y: number | null) =>
    x === y || (x !== null && y !== null && Math.abs(x - y) <= 1e-12 * Math.abs(y));
  return (
    same(a.value, b.value) &&
    a.content === b.content &&
    a.status === b.status &&
    a.comment === b.comment &&
    a.evidence === b.evidence
  );
}
