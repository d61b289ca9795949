import { toUtf8, type DecodedText } from '../../files/encoding.js';
import { CsvScanner } from '../../files/csv-scanner.js';
import { isHeader, readHeader, recognised, type Header } from './header.js';
import { refuseFile } from '../../files/refusal.js';
import { TableBuilder } from './table-builder.js';
import type { FileNote, ObservationTable } from './table.js';

const DELIMITERS = [0x3b, 0x2c, 0x09] as const;
const COMMA = 0x2c;
/** A title or two may stand above the header. */
const HEADER_WITHIN = 10;

interface Opening {
  readonly delimiter: number;
  /** Where the records begin, after a `sep=` line. */
  readonly start: number;
}

/**
 * An observation file of text: UTF-8, UTF-16 or Windows-1257; delimiter `;`, `,` or tab, said by a `sep=` line or found
 * by which of them shows the known columns.
 *
 * @param progress called now and then with the share read, 0..1
 * @throws UnreadableFile where the file as a whole cannot be read, with the row where there is one
 */
export function readCsv(file: Buffer, progress?: (share: number) => void): ObservationTable {
  const decoded = toUtf8(file);
  const { delimiter, start } = opening(decoded.bytes);
  const scanner = new CsvScanner(decoded.bytes, delimiter, start);
  const header = findHeader(scanner);
  const builder = new TableBuilder({ exponent: true, decimal: delimiter === COMMA ? 'point' : 'comma' });
  readRows(scanner, header, builder, progress);
  return builder.finish('csv', [...header.notes, ...encodingNote(decoded)]);
}

function readRows(
  scanner: CsvScanner,
  header: Header,
  builder: TableBuilder,
  progress?: (share: number) => void,
): void {
  const { bytes } = scanner;
  while (scanner.next()) {
    builder.begin(scanner.row);
    for (let role = 0; role < header.columns.length; role++) {
      const column = header.columns[role] ?? -1;
      if (column < 0 || column >= scanner.count) continue;
      if (scanner.doubled[column] === 1) {
        const text = Buffer.from(scanner.text(column));
        builder.cell(role, text, 0, text.length);
      } else builder.cell(role, bytes, scanner.starts[column] ?? 0, scanner.ends[column] ?? 0);
    }
    builder.end();
    if (progress !== undefined && scanner.row % 50_000 === 0) progress(scanner.read / bytes.length);
  }
}

function opening(bytes: Buffer): Opening {
  const said = /^sep=(.)(\r\n|\r|\n)/.exec(bytes.toString('latin1', 0, 8));
  if (said !== null) return { delimiter: (said[1] ?? ';').charCodeAt(0), start: said[0].length };
  let best: Opening = { delimiter: COMMA, start: 0 };
  let most = -1;
  for (const delimiter of DELIMITERS) {
    const shown = shows(new CsvScanner(bytes, delimiter));
    if (shown > most) {
      best = { delimiter, start: 0 };
      most = shown;
    }
  }
  return best;
}

/** How many required columns the delimiter shows; damage further down is reported when the rows are read. */
function shows(scanner: CsvScanner): number {
  let most = 0;
  for (let i = 0; i < HEADER_WITHIN; i++) {
    try {
      if (!scanner.next()) break;
    } catch {
      break;
    }
    most = Math.max(most, recognised(cellsOf(scanner)));
  }
  return most;
}

function findHeader(scanner: CsvScanner): Header {
  let first: { cells: string[]; row: number } | null = null;
  for (let looked = 0; looked < HEADER_WITHIN && scanner.next(); looked++) {
    const cells = cellsOf(scanner);
    if (isHeader(cells)) return readHeader(cells, scanner.row);
    if (first === null && cells.some((cell) => cell.trim() !== '')) first = { cells, row: scanner.row };
  }
  if (first === null) return refuseFile('file_empty', { lv: 'Fails ir tukšs.', en: 'The file is empty.' });
  return readHeader(first.cells, first.row);
}

function cellsOf(scanner: CsvScanner): string[] {
  return Array.from({ length: scanner.count }, (_, column) => scanner.text(column));
}

function encodingNote({ encoding }: DecodedText): FileNote[] {
  if (encoding !== 'windows-1257') return [];
  return [
    {
      row: null,
      code: 'encoding_assumed',
      severity: 'information',
      message: {
        lv: 'Fails nolasīts Windows-1257 kodējumā. Pārbaudiet, vai nosaukumi ir pareizi.',
        en: 'The file was read as Windows-1257. Check that names are correct.',
      },
    },
  ];
}
