/**
 * The one parser for numbers that people type or files carry. Nothing reaches `Number()` before the grammar has
 * accepted every character of it.
 *
 * Grammar: an optional minus (`-` or U+2212), whole digits, optional thousands separators in correct groups of three
 * (a space, NBSP, narrow NBSP, thin space; or points or commas where they cannot be the decimal sign), and an optional
 * fraction after a decimal comma or point. Only ASCII digits count.
 *
 * One comma or point on its own is always the decimal sign: `1,234` and `1.234` are both a little over one. Where that
 * is not how the file writes decimals and the text could be a thousand (`1,234` in a file with decimal points), the
 * result says `ambiguous`, so that the reader can be asked.
 */
import type { LocalisedText } from './vocabulary.js';

export type NumberErrorCode =
  'not_a_number' | 'number_with_unit' | 'bad_thousands_separator' | 'number_too_large' | 'number_too_long';

/** A number as understood; `value` is null for a blank, which is never zero. */
export interface ParsedNumber {
  readonly ok: true;
  readonly value: number | null;
  /** The number as the parser read it, written the Latvian way: `12 345,6` with NBSP from five digits on. */
  readonly understood: string;
  readonly ambiguous: boolean;
}

export interface NumberRefusal {
  readonly ok: false;
  readonly code: NumberErrorCode;
  readonly message: LocalisedText;
}

export interface NumberOptions {
  /** Accept `1.5e-7`, which programs write; people do not. */
  readonly exponent?: boolean;
  /** Units that may stand after the number and are left out: `['€', 'EUR']`, `['%']`. */
  readonly units?: readonly string[];
  /** How the file writes decimals; the other sign before exactly three digits makes a number ambiguous. */
  readonly decimal?: 'comma' | 'point';
}

const LONGEST = 64;
/** Above this a double no longer holds every hundredth. */
const LARGEST = 1e15;

const NOT_A_NUMBER: LocalisedText = {
  lv: 'Tas nav skaitlis. Ievadiet tikai ciparus, piemēram, 1234,5.',
  en: 'This is not a number. Enter digits only, for example 1234.5.',
};
const WITH_UNIT: LocalisedText = {
  lv: 'Ievadiet tikai skaitli, bez mērvienības.',
  en: 'Enter the number only, without a unit.',
};
const BAD_GROUPS: LocalisedText = {
  lv: 'Tūkstošu atdalītāji nav īstajās vietās. Ievadiet skaitli bez tiem.',
  en: 'The thousands separators are in the wrong places. Enter the number without them.',
};
const TOO_LARGE: LocalisedText = {
  lv: 'Skaitlis ir pārāk liels.',
  en: 'The number is too large.',
};
const TOO_LONG: LocalisedText = {
  lv: `Skaitlis ir garāks par ${LONGEST} zīmēm.`,
  en: `The number is longer than ${LONGEST} characters.`,
};

const refusal = (code: NumberErrorCode, message: LocalisedText): NumberRefusal => ({ ok: false, code, message });

const EDGE_SPACE = /^[ \t\u00a0\u2007\u2009\u202f]+|[ \t\u00a0\u2007\u2009\u202f]+$/g;
/** Sign, whole part in one of five writings, fraction; what follows is an exponent. */
const PLAIN = /^([-\u2212]?)(\d+)(?:([.,])(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
const SPACED = /^([-\u2212]?)(\d{1,3}(?:([ \u00a0\u2007\u2009\u202f])\d{3})(?:\3\d{3})*)(?:[.,](\d+))?$/;
const POINTED = /^([-\u2212]?)(\d{1,3}(?:\.\d{3})+),(\d+)$/;
const COMMAED = /^([-\u2212]?)(\d{1,3}(?:,\d{3})+)\.(\d+)$/;
const MANY_GROUPS = /^([-\u2212]?)(\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,}))$/;
const ONLY_DIGITS_AND_SEPARATORS = /^[-\u2212]?\d[\d.,' \u00a0\u2007\u2009\u202f]*$/;
const NUMBER_AND_UNIT = /^[-\u2212]?\d[\d.,\s\u00a0\u202f]*(?:[%€$£‰]|[a-zā-ž][a-zā-ž./]*)$/iu;

interface Written {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly exponent: string;
  readonly ambiguous: boolean;
}

/**
 * The number that a text stands for.
 *
 * @returns `value: null` for a blank; a refusal with a code and a sentence in both languages for anything that is not
 *   wholly a number (`0x10`, `NaN`, `Infinity`, `1.2.3`, `--1`, full-width digits, `1e309`)
 * @example parseNumber('\u22121\u00a0234,5') // { ok: true, value: -1234.5, understood: '-1234,5', ambiguous: false }
 * @example parseNumber('0x10').ok // false
 */
export function parseNumber(text: string, options: NumberOptions = {}): ParsedNumber | NumberRefusal {
  const trimmed = text.replace(EDGE_SPACE, '');
  if (trimmed === '') return { ok: true, value: null, understood: '', ambiguous: false };
  if (trimmed.length > LONGEST) return refusal('number_too_long', TOO_LONG);
  const body = withoutUnit(trimmed, options.units ?? []);
  const written = read(body, options);
  if (written === null) return explain(body);
  const value = Number(
    `${written.negative ? '-' : ''}${written.whole}.${written.fraction || '0'}e${written.exponent || '0'}`,
  );
  if (!Number.isFinite(value) || Math.abs(value) >= LARGEST) return refusal('number_too_large', TOO_LARGE);
  return { ok: true, value: value === 0 ? 0 : value, understood: spell(written), ambiguous: written.ambiguous };
}

function withoutUnit(text: string, units: readonly string[]): string {
  const unit = units.find((candidate) => text.toLowerCase().endsWith(candidate.toLowerCase()));
  return unit === undefined ? text : text.slice(0, -unit.length).replace(EDGE_SPACE, '');
}

function read(text: string, options: NumberOptions): Written | null {
  const plain = PLAIN.exec(text);
  if (plain !== null) {
    const [, sign = '', whole = '', separator = '', fraction = '', exponent = ''] = plain;
    if (exponent !== '' && options.exponent !== true) return null;
    const foreign = separator === (options.decimal === 'point' ? ',' : options.decimal === 'comma' ? '.' : '');
    const ambiguous = foreign && separator !== '' && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
    return { negative: sign !== '', whole, fraction, exponent, ambiguous };
  }
  const spaced = SPACED.exec(text);
  if (spaced !== null) return grouped(spaced[1], spaced[2], spaced[4]);
  const mixed = POINTED.exec(text) ?? COMMAED.exec(text) ?? MANY_GROUPS.exec(text);
  return mixed === null ? null : grouped(mixed[1], mixed[2], mixed[3]);
}

function grouped(sign = '', whole = '', fraction = ''): Written {
  return { negative: sign !== '', whole: whole.replace(/\D/g, ''), fraction, exponent: '', ambiguous: false };
}

function explain(text: string): NumberRefusal {
  if (ONLY_DIGITS_AND_SEPARATORS.test(text)) return refusal('bad_thousands_separator', BAD_GROUPS);
  if (/^[-\u2212]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(text)) return refusal('not_a_number', NOT_A_NUMBER);
  if (/^0[xob]/i.test(text)) return refusal('not_a_number', NOT_A_NUMBER);
  return NUMBER_AND_UNIT.test(text) ? refusal('number_with_unit', WITH_UNIT) : refusal('not_a_number', NOT_A_NUMBER);
}

function spell({ negative, whole, fraction, exponent }: Written): string {
  const digits = whole.replace(/^0+(?=\d)/, '');
  const groups = digits.length < 5 ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, '\u00a0');
  const rest = `${fraction === '' ? '' : `,${fraction}`}${exponent === '' ? '' : `e${exponent}`}`;
  return `${negative ? '-' : ''}${groups}${rest}`;
}
