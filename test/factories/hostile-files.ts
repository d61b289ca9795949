/** Files that somebody might send to break or mislead the service (TRUST.md, section 3). */
import { rowOf, workbookOf, zipOf, type ZipPart } from './zip.js';

/** A file and the answer it must get. */
export interface HostileFile {
  readonly what: string;
  readonly content: () => Buffer;
  readonly status: number;
  readonly code: string;
  /** Where the refusal is about a row, as a spreadsheet counts. */
  readonly row?: number;
}

const HEADER = ['atvk', 'indicator', 'period', 'value'];
const DATA = ['0001000', 'SU-L-POLICY', '2025', '1'];
const SHEET = `<sheetData>${rowOf(1, HEADER)}${rowOf(2, DATA)}</sheetData>`;
const csv = (...rows: string[]) => Buffer.from([HEADER.join(), ...rows].join('\n'));
const workbook = (sheetData: string, further: readonly ZipPart[] = []) => zipOf(workbookOf(sheetData, further));
const DTD = (entities: string) => `<?xml version="1.0"?><!DOCTYPE worksheet [${entities}]>`;
const withSheet = (content: string) => zipOf(workbookOf(content));
const bomb = (megabytes: number) => 'x'.repeat(1024 * 1024 * megabytes);

const PACKAGES: readonly HostileFile[] = [
  {
    what: 'a zip bomb of 300 MB',
    content: () =>
      workbook(`<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${bomb(300)}</t></is></c></row></sheetData>`),
    status: 413,
    code: 'file_unpacks_too_large',
  },
  {
    what: 'a package that lies about its sizes',
    content: () =>
      zipOf(
        workbookOf(`<sheetData>${' '.repeat(200_000_000)}</sheetData>`).map((part) => ({ ...part, declaredSize: 100 })),
      ),
    status: 422,
    code: 'file_damaged',
  },
  {
    what: '100,000 entries',
    content: () => zipOf(Array.from({ length: 100_000 }, (_, n) => ({ name: `xl/${n}`, content: '' }))),
    status: 413,
    code: 'file_unpacks_too_large',
  },
  {
    what: 'an entry above its place',
    content: () => zipOf([...workbookOf(SHEET), { name: '../../evil.xml', content: 'x' }]),
    status: 422,
    code: 'file_damaged',
  },
  {
    what: 'an encrypted part',
    content: () => zipOf(workbookOf(SHEET).map((part) => ({ ...part, encrypted: true }))),
    status: 415,
    code: 'file_encrypted',
  },
  {
    what: 'an .xls renamed',
    content: () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]),
    status: 415,
    code: 'file_encrypted',
  },
  {
    what: 'macros',
    content: () => workbook(SHEET, [{ name: 'xl/vbaProject.bin', content: 'x' }]),
    status: 415,
    code: 'file_has_macros',
  },
  {
    what: 'a truncated package',
    content: () => zipOf(workbookOf(SHEET)).subarray(0, 500),
    status: 422,
    code: 'file_damaged',
  },
  { what: 'an empty package', content: () => zipOf([]), status: 422, code: 'file_damaged' },
  {
    what: 'a DTD bomb',
    content: () =>
      withSheet(
        `${DTD('<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">')}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>`,
      ),
    status: 422,
    code: 'file_damaged',
  },
  {
    what: 'an external entity',
    content: () =>
      withSheet(
        `${DTD('<!ENTITY x SYSTEM "file:///etc/passwd">')}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>`,
      ),
    status: 422,
    code: 'file_damaged',
  },
  { what: 'XML of 200,000 levels', content: () => withSheet('<a>'.repeat(200_000)), status: 422, code: 'file_damaged' },
  { what: 'a sheet without cells', content: () => workbook('<sheetData/>'), status: 422, code: 'file_empty' },
  {
    what: 'one cell at XFD1048576',
    content: () =>
      workbook(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
      ),
    status: 422,
    code: 'columns_missing',
  },
  {
    what: 'a column beyond the last',
    content: () => workbook('<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>'),
    status: 422,
    code: 'file_damaged',
  },
];

const TEXTS: readonly HostileFile[] = [
  { what: 'an empty file', content: () => Buffer.alloc(0), status: 422, code: 'file_empty' },
  { what: 'a header without rows', content: () => csv(), status: 422, code: 'no_rows' },
  {
    what: 'an unclosed quote',
    content: () => csv('"0001000,SU-L-POLICY,2025,1'),
    status: 422,
    code: 'unclosed_quote',
    row: 2,
  },
  {
    what: 'a cell of 1 MB',
    content: () => csv(`0001000,${'x'.repeat(1_000_001)},2025,1`),
    status: 422,
    code: 'cell_too_large',
    row: 2,
  },
  { what: 'a NUL', content: () => csv('0001000,SU\0,2025,1'), status: 422, code: 'nul_character', row: 2 },
  {
    what: '16,384 columns',
    content: () => Buffer.from(`${HEADER.join()}\n${','.repeat(20_000)}`),
    status: 422,
    code: 'too_many_columns',
    row: 2,
  },
  {
    what: 'bytes of no known encoding',
    content: () => Buffer.from('6174766b2c81810a', 'hex'),
    status: 422,
    code: 'encoding_unknown',
  },
  {
    what: 'the same column twice',
    content: () => Buffer.from(`${HEADER.join()},value\n0001000,SU-L-POLICY,2025,1,2`),
    status: 422,
    code: 'column_twice',
    row: 1,
  },
  {
    what: "last year's template",
    content: () => Buffer.from('Pašvaldība;2024;2025\nRīga;1;2\n'),
    status: 422,
    code: 'columns_missing',
    row: 1,
  },
  {
    what: 'a web page',
    content: () => Buffer.from('<html><script>alert(1)</script></html>'),
    status: 422,
    code: 'columns_missing',
    row: 1,
  },
  { what: 'a PDF', content: () => Buffer.from('%PDF-1.7\n'), status: 415, code: 'file_kind_unknown' },
  { what: '21 MB', content: () => Buffer.alloc(21 * 1024 * 1024, 'a'), status: 413, code: 'req_file_too_large' },
];

export const HOSTILE_FILES: readonly HostileFile[] = [...PACKAGES, ...TEXTS];

/** Values that a row must be refused for, while the rest of the file stands. */
export const HOSTILE_VALUES: readonly string[] = [
  '0x10',
  '1e309',
  '-1e309',
  'NaN',
  'Infinity',
  '-Infinity',
  '1,2,3',
  '12abc',
  '=1+1',
  '=cmd|calc!A1',
  '+1+1',
  '@SUM(A1)',
  '1 000 00',
  '--1',
  '٣',
  '１２',
  '<img src=x onerror=alert(1)>',
  '{{7*7}}',
  'javascript:alert(1)',
  '\u202e12',
  '1\u200b2',
  'true',
  'null',
  '1_000',
  '0b11',
  '1e',
  '.',
  '9'.repeat(400),
];

/** Rows whose municipality, indicator or period is nothing that there is. */
export const HOSTILE_ROWS: readonly (readonly string[])[] = [
  ['../../0001000', 'SU-L-POLICY', '2025', '1'],
  ['0001000', '__proto__', '2025', '1'],
  ['0001000', 'constructor', '2025', '1'],
  ['constructor', 'SU-L-POLICY', '2025', '1'],
  ['__proto__', 'SU-L-POLICY', '2025', '1'],
  ['0001000', "SU-L-POLICY'; drop table import; --", '2025', '1'],
  ['0001000', 'SU-L-POLICY', '__proto__', '1'],
  ['0001000', 'SU-L-POLICY', '9999999999', '1'],
  ['0001000', '<img src=x onerror=alert(1)>', '2025', '1'],
  ['=cmd|calc!A1', 'SU-L-POLICY', '2025', '1'],
];
