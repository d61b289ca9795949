import { refuseFile } from './refusal.js';

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;

/** One cell may not be larger than this. */
export const LARGEST_CELL = 1_000_000;
/** As many as a spreadsheet has. */
export const MOST_COLUMNS = 16_384;

/**
 * Cuts CSV (RFC 4180, with any one-byte delimiter, and CR, LF or CRLF as line ends) into cells without copying them:
 * `next()` moves to the next record, after which `starts` and `ends` say where its `count` cells lie in the bytes.
 * Rows are counted as a spreadsheet does: one a record, blank ones included, line breaks within quotes not.
 */
export class CsvScanner {
  /** Row of the record, from 1. */
  row = 0;
  count = 0;
  readonly starts = new Int32Array(MOST_COLUMNS);
  readonly ends = new Int32Array(MOST_COLUMNS);
  /** 1 where the cell holds doubled quotes. */
  readonly doubled = new Uint8Array(MOST_COLUMNS);
  private position: number;

  constructor(
    readonly bytes: Buffer,
    private readonly delimiter: number,
    start = 0,
  ) {
    this.position = start;
  }

  /** Bytes read so far. */
  get read(): number {
    return this.position;
  }

  /**
   * Moves to the next record; false at the end.
   *
   * @throws UnreadableFile for an unclosed quote, text after a quote, a cell above 1 MB, or too many columns
   */
  next(): boolean {
    const { bytes, delimiter } = this;
    const end = bytes.length;
    let position = this.position;
    if (position >= end) return false;
    this.row++;
    this.count = 0;
    for (;;) {
      position = bytes[position] === QUOTE ? this.quoted(position) : this.plain(position);
      const terminator = position < end ? bytes[position] : LF;
      position++;
      if (terminator === delimiter) continue;
      if (terminator === CR && bytes[position] === LF) position++;
      this.position = position;
      return true;
    }
  }

  /** Text of a cell of the current record, without its quotes. */
  text(column: number): string {
    if (column >= this.count) return '';
    const text = this.bytes.toString('utf8', this.starts[column], this.ends[column]);
    return this.doubled[column] === 1 ? text.replaceAll('""', '"') : text;
  }

  private plain(start: number): number {
    const { bytes, delimiter } = this;
    const end = bytes.length;
    let position = start;
    for (; position < end; position++) {
      const byte = bytes[position];
      if (byte === delimiter || byte === LF || byte === CR) break;
    }
    this.add(start, position, 0);
    return position;
  }

  private quoted(start: number): number {
    const { bytes } = this;
    let doubled: 0 | 1 = 0;
    let close = bytes.indexOf(QUOTE, start + 1);
    while (close >= 0 && bytes[close + 1] === QUOTE) {
      doubled = 1;
      close = bytes.indexOf(QUOTE, close + 2);
    }
    if (close < 0) this.refuseUnclosed();
    this.add(start + 1, close, doubled);
    let position = close + 1;
    while (bytes[position] === SPACE) position++;
    const byte = bytes[position];
    if (position < bytes.length && byte !== this.delimiter && byte !== LF && byte !== CR) this.refuseTextAfterQuote();
    return position;
  }

  private add(start: number, end: number, doubled: 0 | 1): void {
    if (end - start > LARGEST_CELL) this.refuseCell();
    if (this.count >= MOST_COLUMNS) this.refuseColumns();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.doubled[this.count] = doubled;
    this.count++;
  }

  private refuseUnclosed(): never {
    return refuseFile(
      'unclosed_quote',
      {
        lv: `${this.row}. rindā pēdiņas ir atvērtas, bet nav aizvērtas. Izlabojiet rindu.`,
        en: `A quotation mark opened in row ${this.row} is never closed. Correct the row.`,
      },
      this.row,
    );
  }

  private refuseTextAfterQuote(): never {
    return refuseFile(
      'text_after_quote',
      {
        lv: `${this.row}. rindā aiz aizvērtām pēdiņām ir teksts. Pēdiņas šūnas iekšpusē rakstiet divreiz.`,
        en: `In row ${this.row} text follows a closing quotation mark. Write quotation marks inside a cell twice.`,
      },
      this.row,
    );
  }

  private refuseCell(): never {
    return refuseFile(
      'cell_too_large',
      {
        lv: `${this.row}. rindā ir šūna, kas lielāka par 1 MB. Vai failā netrūkst aizverošo pēdiņu?`,
        en: `Row ${this.row} holds a cell larger than 1 MB. Is a closing quotation mark missing?`,
      },
      this.row,
    );
  }

  private refuseColumns(): never {
    return refuseFile(
      'too_many_columns',
      {
        lv: `${this.row}. rindā ir vairāk par ${MOST_COLUMNS} kolonnām.`,
        en: `Row ${this.row} has more than ${MOST_COLUMNS} columns.`,
      },
      this.row,
    );
  }
}
