import { parseNumber, type NumberOptions } from '../../core/number-parser.js';
import type { LocalisedText } from '../../core/vocabulary.js';
import { ByteDictionary } from './byte-dictionary.js';
import { ROLES } from './header.js';
import { refuseFile } from '../../files/refusal.js';
import {
  VALUE_BLANK,
  VALUE_FAULT,
  VALUE_NUMBER,
  type CellFault,
  type FileNote,
  type ObservationTable,
  type TextColumn,
} from './table.js';

const VALUE_ROLE = ROLES.indexOf('value');
const MOST_ROWS = 20_000_000;
/** Exact powers of ten: m / 10^k is correctly rounded while m < 2^53 and k ≤ 22. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
const MOST_NOTES = 100;

/** Collects the cells of one row after another. */
export class TableBuilder {
  private length = 0;
  private rows = new Int32Array(4096);
  private values = new Float64Array(4096);
  private states = new Uint8Array(4096);
  private readonly codes = ROLES.map(() => new Int32Array(4096));
  private readonly dictionaries = ROLES.map(() => new ByteDictionary());
  private readonly faults: CellFault[] = [];
  private readonly notes: FileNote[] = [];
  private anything = false;

  /** @param decimal how this kind of file writes decimals */
  constructor(private readonly numbers: NumberOptions) {}

  begin(row: number): void {
    if (this.length >= MOST_ROWS) refuseFile('too_many_rows', tooManyRows());
    if (this.length === this.rows.length) this.grow();
    const index = this.length;
    this.rows[index] = row;
    this.values[index] = NaN;
    this.states[index] = VALUE_BLANK;
    for (const column of this.codes) column[index] = -1;
    this.anything = false;
  }

  /** The cell of a role; spaces around it do not count. */
  cell(role: number, bytes: Buffer, from: number, to: number): void {
    let start = from;
    let end = to;
    while (start < end && isBlank(bytes[start])) start++;
    while (end > start && isBlank(bytes[end - 1])) end--;
    if (start === end) return;
    this.anything = true;
    if (role === VALUE_ROLE) this.value(bytes, start, end);
    else (this.codes[role] as Int32Array)[this.length] = this.dictionary(role).numberOf(bytes, start, end);
  }

  /** A cell that cannot be taken as it is, such as a formula. */
  fault(code: string, message: LocalisedText): void {
    this.anything = true;
    this.states[this.length] = VALUE_FAULT;
    this.faults.push({ index: this.length, code, message });
  }

  note(note: FileNote): void {
    if (this.notes.length < MOST_NOTES) this.notes.push(note);
  }

  /** Ends the row; one without any content is passed over. */
  end(): void {
    if (this.anything) this.length++;
  }

  finish(kind: 'csv' | 'xlsx', notes: readonly FileNote[]): ObservationTable {
    const text = (role: (typeof ROLES)[number]): TextColumn => {
      const index = ROLES.indexOf(role);
      return { codes: (this.codes[index] as Int32Array).slice(0, this.length), texts: this.dictionary(index).texts };
    };
    return {
      kind,
      length: this.length,
      rows: this.rows.slice(0, this.length),
      municipality: text('municipality'),
      indicator: text('indicator'),
      period: text('period'),
      status: text('status'),
      unit: text('unit'),
      source: text('source'),
      values: this.values.slice(0, this.length),
      valueStates: this.states.slice(0, this.length),
      faults: this.faults,
      notes: [...notes, ...this.notes],
    };
  }

  private dictionary(role: number): ByteDictionary {
    return this.dictionaries[role] as ByteDictionary;
  }

  private value(bytes: Buffer, start: number, end: number): void {
    if (this.states[this.length] === VALUE_FAULT) return;
    const quick = quickNumber(bytes, start, end);
    if (!Number.isNaN(quick)) {
      this.values[this.length] = quick;
      this.states[this.length] = VALUE_NUMBER;
      return;
    }
    const text = bytes.toString('utf8', start, Math.min(end, start + 200));
    const parsed = parseNumber(text, this.numbers);
    if (!parsed.ok) {
      this.fault(parsed.code, parsed.message);
    } else if (parsed.value !== null) {
      this.values[this.length] = parsed.value;
      this.states[this.length] = VALUE_NUMBER;
      if (parsed.ambiguous) this.note(ambiguous(text, parsed.understood, this.rows[this.length] ?? 0));
    }
  }

  private grow(): void {
    const size = this.rows.length * 2;
    const larger = <T extends Int32Array | Float64Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.rows = larger(this.rows, new Int32Array(size));
    this.values = larger(this.values, new Float64Array(size));
    this.states = larger(this.states, new Uint8Array(size));
    this.codes.forEach((column, role) => (this.codes[role] = larger(column, new Int32Array(size))));
  }
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;

/** A plain number with at most 15 digits and a decimal point, exactly; NaN for whatever needs the full parser. */
function quickNumber(bytes: Buffer, start: number, end: number): number {
  let position = bytes[start] === 0x2d ? start + 1 : start;
  const first = position;
  let mantissa = 0;
  let point = -1;
  for (; position < end; position++) {
    const byte = bytes[position] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) mantissa = mantissa * 10 + (byte - 0x30);
    else if (byte === 0x2e && point < 0 && position > first) point = position;
    else return NaN;
  }
  const digits = end - first - (point < 0 ? 0 : 1);
  if (digits < 1 || digits > 15 || point === end - 1) return NaN;
  if (point >= 0 && digits - (end - point - 1) <= 3 && end - point - 1 === 3) return NaN;
  const size = point < 0 ? mantissa : mantissa / (POWERS[end - point - 1] ?? NaN);
  return size === 0 ? 0 : first > start ? -size : size;
}

function ambiguous(text: string, understood: string, row: number): FileNote {
  return {
    row,
    code: 'number_ambiguous',
    severity: 'warning',
    message: {
      lv: `“${text}” saprasts kā ${understood}. Ja domāti tūkstoši, rakstiet bez atdalītāja.`,
      en: `“${text}” was understood as ${understood}. If thousands are meant, write it without a separator.`,
    },
  };
}

function tooManyRows(): LocalisedText {
  return {
    lv: `Failā ir vairāk par ${MOST_ROWS} rindām. Sadaliet to.`,
    en: `The file has more than ${MOST_ROWS} rows. Split it.`,
  };
}
