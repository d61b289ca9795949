/** What was typed, pasted or read from a file, as a value with its status. Nothing is guessed: a blank is not zero. */
import { parseNumber } from '../../core/number-parser.js';
import type { LocalisedText, ValueStatus } from '../../core/vocabulary.js';
import type { FormCell } from './form-definition.js';
import { cleanText, hasSubstance } from './substance.js';

/** One cell as somebody wants it. Members left out stay as they are; a value of null empties the cell. */
export interface Entry {
  readonly value?: number | string | boolean | null | undefined;
  readonly status?: 'reported' | 'not_collected' | 'not_provided' | undefined;
  readonly comment?: string | null | undefined;
  readonly evidence?: string | null | undefined;
}

/** What a cell holds, without who and when. */
export interface Content {
  readonly value: number | null;
  /** Of companions that are lists. */
  readonly content: string | null;
  readonly status: ValueStatus;
  readonly comment: string | null;
  readonly evidence: string | null;
}

export interface EntryFault {
  readonly field: 'value' | 'status' | 'comment' | 'evidence';
  readonly code: string;
  readonly message: LocalisedText;
}

export const EMPTY: Content = {
  value: null,
  content: null,
  status: 'not_provided',
  comment: null,
  evidence: null,
};
const LONGEST_TEXT = 4000;

const fault = (field: EntryFault['field'], code: string, lv: string, en: string): EntryFault => ({
  field,
  code,
  message: { lv, en },
});

export function isFault(answer: Content | EntryFault): answer is EntryFault {
  return 'code' in answer;
}

/**
 * The content of a cell after an entry.
 *
 * @param before what it holds now
 * @returns the content, or the first thing that is wrong with the entry
 */
export function readEntry(cell: FormCell, entry: Entry, before: Content): Content | EntryFault {
  const texts = readTexts(cell, entry, before);
  if ('code' in texts) return texts;
  if (cell.kind !== 'collected') return readRemark(entry, before, texts);
  const kept = entry.value === undefined && entry.status === undefined;
  if (kept) return { ...before, ...texts };
  if (entry.status === 'not_collected') return notCollected(cell, entry, texts);
  const read = readValue(cell, entry.value ?? null);
  if ('code' in read) return read;
  if (read.value === null && read.content === null) {
    if (entry.status === 'reported')
      return fault(
        'value',
        'value_missing',
        'Ievadiet vērtību. Ja tā ir nulle, ierakstiet 0.',
        'Enter the value. If it is zero, type 0.',
      );
    return { ...read, status: 'not_provided', ...texts };
  }
  if (entry.status === 'not_provided')
    return fault('status', 'status_with_value', 'Šim statusam vērtības nav.', 'This status goes without a value.');
  return { ...read, status: 'reported', ...texts };
}

/** Cells that nobody types can be explained, no more. */
function readRemark(entry: Entry, before: Content, texts: Texts): Content | EntryFault {
  if (entry.value === undefined && entry.status === undefined) return { ...before, ...texts };
  return fault(
    'value',
    'cell_not_editable',
    'Šo vērtību aprēķina vai ielādē sistēma. Var pievienot tikai paskaidrojumu.',
    'This value is computed or loaded by the service. Only an explanation can be added.',
  );
}

function notCollected(cell: FormCell, entry: Entry, texts: Texts): Content | EntryFault {
  if (entry.value !== undefined && entry.value !== null)
    return fault('value', 'status_with_value', 'Šim statusam vērtības nav.', 'This status goes without a value.');
  if (cell.companion === null && !hasSubstance(texts.comment))
    return fault(
      'comment',
      'comment_needed',
      'Paskaidrojiet (vismaz 15 zīmes), kāpēc pašvaldība to neuzskaita.',
      'Explain (at least 15 characters) why the municipality does not record it.',
    );
  return { value: null, content: null, status: 'not_collected', ...texts };
}

interface Texts {
  readonly comment: string | null;
  readonly evidence: string | null;
}

function readTexts(cell: FormCell, entry: Entry, before: Content): Texts | EntryFault {
  const comment = entry.comment === undefined ? before.comment : cleanText(entry.comment);
  const evidence = entry.evidence === undefined ? before.evidence : cleanText(entry.evidence);
  if (cell.companion !== null && (entry.comment ?? entry.evidence ?? null) !== null)
    return fault(
      'comment',
      'comment_on_companion',
      'Paskaidrojumu un saiti pievieno galvenajam laukam.',
      'Explanations and links belong to the main field.',
    );
  for (const [field, text] of [['comment', comment] as const, ['evidence', evidence] as const])
    if (text !== null && text.length > LONGEST_TEXT)
      return fault(
        field,
        'text_too_long',
        `Teksts ir garāks par ${LONGEST_TEXT} zīmēm.`,
        `The text is longer than ${LONGEST_TEXT} characters.`,
      );
  if (evidence !== null && !isLink(evidence))
    return fault(
      'evidence',
      'evidence_not_a_link',
      'Saitei jāsākas ar https:// vai http://; aiz tās var norādīt punktu.',
      'The link must begin with https:// or http://; a paragraph may follow it.',
    );
  return { comment, evidence };
}

function isLink(text: string): boolean {
  const [address = ''] = text.split(/\s/, 1);
  return /^https?:\/\/[^\s/]/i.test(address) && URL.canParse(address);
}

type Value = Pick<Content, 'value' | 'content'>;
const NOTHING: Value = { value: null, content: null };
const TRUE = /^(?:1|jā|ja|yes|true)$/i;
const FALSE = /^(?:0|nē|ne|no|false)$/i;

/** The value of a typed text, a number or a yes/no. */
function readValue(cell: FormCell, raw: number | string | boolean | null): Value | EntryFault {
  if (raw === null) return NOTHING;
  if (cell.valueType === 'list') return readList(raw);
  if (cell.valueType === 'boolean') return readBoolean(raw);
  if (typeof raw === 'boolean')
    return fault('value', 'not_a_number', 'Ievadiet skaitli, nevis jā vai nē.', 'Enter a number, not yes or no.');
  const labelled = typeof raw === 'string' ? labelOf(cell, raw) : undefined;
  if (labelled !== undefined) return { value: labelled, content: null };
  const units = cell.valueType === 'money' ? ['€', 'EUR'] : [];
  const parsed = typeof raw === 'number' ? parseNumber(String(raw), { exponent: true }) : parseNumber(raw, { units });
  if (!parsed.ok) return { field: 'value', code: parsed.code, message: parsed.message };
  if (cell.companion !== null && parsed.value !== null) {
    const whole = cell.valueType !== 'integer' || Number.isInteger(parsed.value);
    if (parsed.value < 0 || !whole)
      return fault(
        'value',
        'companion_out_of_range',
        `“${cell.name.lv}”: jābūt ${cell.valueType === 'integer' ? 'veselam skaitlim, ' : ''}0 vai vairāk.`,
        `“${cell.name.en}”: must be ${cell.valueType === 'integer' ? 'a whole number, ' : ''}0 or more.`,
      );
  }
  return { value: parsed.value, content: null };
}

function readList(raw: number | string | boolean): Value | EntryFault {
  const content = cleanText(String(raw));
  if ((content?.length ?? 0) > LONGEST_TEXT)
    return fault('value', 'text_too_long', 'Saraksts ir pārāk garš.', 'The list is too long.');
  return { value: null, content };
}

function readBoolean(raw: number | string | boolean): Value | EntryFault {
  const text = String(raw).trim();
  if (text === '') return NOTHING;
  if (TRUE.test(text)) return { value: 1, content: null };
  if (FALSE.test(text)) return { value: 0, content: null };
  const parsed = parseNumber(text);
  if (parsed.ok && parsed.value !== null) return { value: parsed.value, content: null };
  return fault('value', 'not_yes_or_no', 'Atbildiet “jā” vai “nē”.', 'Answer “yes” or “no”.');
}

/** The number of a scale's answer given as `2`, `2 – label` or the label itself; undefined where it is none. */
function labelOf(cell: FormCell, raw: string): number | undefined {
  if (cell.scale.length === 0) return undefined;
  const text = raw.trim().toLocaleLowerCase('lv');
  return cell.scale.find(({ value, label }) =>
    [label.lv, label.en].some((words) => {
      const lower = words.toLocaleLowerCase('lv');
      return text === lower || text === `${value} – ${lower}`;
    }),
  )?.value;
}

/** How a value was understood, for showing back beside the field: `12 345,6`, `jā`, `2 – task with …`. */
export function understood(cell: FormCell, { value, content }: Value): LocalisedText {
  if (content !== null) return { lv: content, en: content };
  if (value === null) return { lv: '', en: '' };
  if (cell.valueType === 'boolean' && (value === 0 || value === 1))
    return value === 1 ? { lv: 'jā', en: 'yes' } : { lv: 'nē', en: 'no' };
  const step = cell.scale.find((one) => one.value === value);
  if (step !== undefined) return { lv: `${value} – ${step.label.lv}`, en: `${value} – ${step.label.en}` };
  const parsed = parseNumber(String(value), { exponent: true });
  const text = parsed.ok ? parsed.understood : String(value);
  return { lv: text, en: text };
}
