// Real: the readers, also over every hostile file of the list. Nothing is mocked.
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import ExcelJS from 'exceljs';
import { rowOf, workbookOf, zipOf, type ZipPart } from '../../../test/factories/zip.js';
import { readObservations } from './read-observations.js';
import { UnreadableFile } from '../../files/refusal.js';
import type { ObservationTable } from './table.js';

const HEADER = ['atvk', 'indicator', 'period', 'value'];
const DATA = ['0001000', 'A-1', '2022', '5'];

const texts = ({ codes, texts: all }: ObservationTable['period']) => Array.from(codes, (code) => all[code] ?? null);
const rowsOf = (table: ObservationTable) =>
  Array.from(table.rows, (row, i) => [
    row,
    texts(table.municipality)[i],
    texts(table.indicator)[i],
    texts(table.period)[i],
    Number.isNaN(table.values[i]) ? null : table.values[i],
  ]);
const read = async (content: string | Buffer) => rowsOf(await readObservations(Buffer.from(content)));
const refusalOf = async (content: string | Buffer): Promise<{ code: string; row: number | undefined }> => {
  const began = performance.now();
  try {
    await readObservations(Buffer.from(content));
  } catch (error) {
    expect(performance.now() - began).toBeLessThan(2000);
    if (!(error instanceof UnreadableFile)) throw error;
    expect(error.refusal.message.lv).not.toBe('');
    return { code: error.refusal.code, row: error.refusal.row };
  }
  throw new Error('The file was read.');
};
const xlsx = (rows: string, further: ZipPart[] = []) => zipOf(workbookOf(`<sheetData>${rows}</sheetData>`, further));
const GOOD = [[2, '0001000', 'A-1', '2022', 5]];

describe('CSV', () => {
  it.each([
    ['commas', `atvk,indicator,period,value\n0001000,A-1,2022,5\n`],
    ['semicolons and CRLF', `atvk;indicator;period;value\r\n0001000;A-1;2022;5\r\n`],
    ['tabs', `atvk\tindicator\tperiod\tvalue\n0001000\tA-1\t2022\t5`],
    ['CR only', `atvk,indicator,period,value\r0001000,A-1,2022,5\r`],
    ['a sep= line', `sep=;\r\natvk;indicator;period;value\r\n0001000;A-1;2022;5`],
    ['an unusual sep= line', `sep=|\natvk|indicator|period|value\n0001000|A-1|2022|5`],
    ['other order, case and names', `VALUE,Year,Municipality,Indicator\n5,2022,0001000,A-1`],
    ['Latvian names', `Pašvaldība;Rādītājs;Gads;Vērtība\n0001000;A-1;2022;5`],
    ['quotes', `"atvk","indicator","period","value"\n"0001000","A-1","2022","5"`],
    ['blanks around', ` atvk , indicator , period , value \n 0001000 , A-1 , 2022 , 5 `],
    ['columns nobody knows', `note,atvk,indicator,x,period,value\nn,0001000,A-1,,2022,5`],
    ['a byte order mark', `\ufeffatvk,indicator,period,value\n0001000,A-1,2022,5`],
  ])('understands %s', async (_, content) => {
    expect(await read(content)).toEqual(GOOD);
  });

  it('understands UTF-16 by its mark and Windows-1257 without one', async () => {
    const content = 'atvk;indicator;period;value;source\nĶekavas novads;A-1;2022;1 234,5;Šķēršļi';
    const expected = [[2, 'Ķekavas novads', 'A-1', '2022', 1234.5]];
    for (const encoding of ['utf-16le', 'utf-16be'])
      expect(rowsOf(await readObservations(iconv.encode(content, encoding, { addBOM: true })))).toEqual(expected);
    const table = await readObservations(iconv.encode(content, 'windows-1257'));
    expect(rowsOf(table)).toEqual(expected);
    expect(texts(table.source)).toEqual(['Šķēršļi']);
    expect(table.notes.map(({ code }) => code)).toEqual(['encoding_assumed']);
  });

  it('counts rows as a spreadsheet does: blank ones too, lines within quotes not', async () => {
    const content = `atvk,indicator,period,value,source\n\n0001000,A-1,2022,5,"two\nlines"\n,,,,\n0001000,A-2,2022,6,"a ""b"""`;
    const table = await readObservations(Buffer.from(content));
    expect(rowsOf(table).map(([row]) => row)).toEqual([3, 5]);
    expect(texts(table.source)).toEqual(['two\nlines', 'a "b"']);
  });

  it('keeps blank apart from zero, and refuses a row rather than a file for a bad number', async () => {
    const table = await readObservations(
      Buffer.from('atvk,indicator,period,value\na,b,1,\na,b,2,0\na,b,3,0x10\na,b,4,"1 234,5"\na,b,5,-1e-05\na,b,6,NaN'),
    );
    expect(Array.from(table.valueStates)).toEqual([1, 0, 2, 0, 0, 2]);
    expect(Array.from(table.values)).toEqual([NaN, 0, NaN, 1234.5, -1e-5, NaN]);
    expect(table.faults.map(({ index, code }) => [index, code])).toEqual([
      [2, 'not_a_number'],
      [5, 'not_a_number'],
    ]);
  });

  it('reads decimal numbers exactly as JavaScript writes them', async () => {
    const numbers = [9.2725642108016, 0.1, 123456789.125, 61.328863675434, -0.3, 1234567890123, 0.026711185308848, 1.5];
    const table = await readObservations(
      Buffer.from(`atvk,indicator,period,value\n${numbers.map((n) => `a,b,c,${n}`).join('\n')}`),
    );
    expect(Array.from(table.values)).toEqual(numbers);
  });

  it('asks about numbers that could be thousands', async () => {
    const table = await readObservations(Buffer.from('atvk,indicator,period,value\na,b,c,"1,234"\na,b,c,1.234'));
    expect(table.notes.map(({ code, row }) => [code, row])).toEqual([['number_ambiguous', 2]]);
  });

  it('names the columns it does not use', async () => {
    const table = await readObservations(Buffer.from('atvk,name_lv,indicator,period,value\na,b,c,d,1'));
    expect(table.notes).toMatchObject([{ code: 'column_ignored', severity: 'information', row: 1 }]);
    expect(table.notes[0]?.message.en).toContain('“name_lv”');
  });

  it.each<[string, string | Buffer, string, number | null]>([
    ['an empty file', '', 'file_empty', null],
    ['only blank lines', '\n\n\n', 'file_empty', null],
    ['only a header', HEADER.join(), 'no_rows', null],
    ['missing columns', 'atvk,value\n1,2', 'columns_missing', 1],
    ['a column that stands twice', 'atvk,indicator,period,value,value\n1,2,3,4,5', 'column_twice', 1],
    ['an unclosed quote', `${HEADER.join()}\n0001000,A-1,2022,5\n"0002000,A-1,2022,5\n`, 'unclosed_quote', 3],
    ['text after a quote', `${HEADER.join()}\n"a"b,c,d,1`, 'text_after_quote', 2],
    ['a cell of 1 MB', `${HEADER.join()}\n${'x'.repeat(1_000_001)},A-1,2022,5`, 'cell_too_large', 2],
    ['a NUL', `${HEADER.join()}\n000\u0000,A-1,2022,5`, 'nul_character', 2],
    ['too many columns', `${HEADER.join()}${',x'.repeat(16_384)}\n`, 'columns_missing', null],
    ['too many cells in a row', `${HEADER.join()}\n${','.repeat(20_000)}`, 'too_many_columns', 2],
    ['bytes of no known encoding', Buffer.from('6174766b2c81810a', 'hex'), 'encoding_unknown', null],
    ['a web page', '<html><table><tr><td>atvk</td></tr></table></html>', 'columns_missing', 1],
    ['a PDF', '%PDF-1.7\n', 'file_kind_unknown', null],
  ])('refuses %s', async (_, content, code, row) => {
    const refusal = await refusalOf(content);
    expect(refusal.code).toBe(code);
    if (row !== null) expect(refusal.row).toBe(row);
  });
});

describe('XLSX', () => {
  it('understands a workbook that Excel users make, hidden, merged and numeric cells included', async () => {
    const book = new ExcelJS.Workbook();
    const hidden = book.addWorksheet('Slēpta');
    hidden.state = 'hidden';
    hidden.addRow(HEADER);
    const sheet = book.addWorksheet('Dati');
    sheet.addRow(['Dati par 2022. gadu']);
    sheet.mergeCells('A1:D1');
    sheet.addRow(['value', 'period', 'indicator', 'atvk', 'source']);
    sheet.addRow([1234.5, 2022, 'A-1', 1000, { richText: [{ text: 'LM ' }, { text: '2022' }] }]);
    sheet.addRow(['1 234,5', '2022', 'A-2', '0001000']).hidden = true;
    sheet.addRow([]);
    sheet.addRow([0, 2022, 'A-3', 'Rīga']);
    const table = await readObservations(Buffer.from(await book.xlsx.writeBuffer()));
    expect(rowsOf(table)).toEqual([
      [3, '1000', 'A-1', '2022', 1234.5],
      [4, '0001000', 'A-2', '2022', 1234.5],
      [6, 'Rīga', 'A-3', '2022', 0],
    ]);
    expect(texts(table.source)[0]).toBe('LM 2022');
    expect(table.kind).toBe('xlsx');
  });

  it('refuses the rows of formulas and errors, whatever result they show', async () => {
    const cells = (value: string) =>
      `${['0001000', 'A-1', '2022'].map((text, i) => `<c r="${'ABC'[i]}2" t="str"><v>${text}</v></c>`).join('')}${value}`;
    const table = await readObservations(
      xlsx(
        `${rowOf(1, HEADER)}<row r="2">${cells('<c r="D2"><f>1+1</f><v>3</v></c>')}</row>` +
          `<row r="3">${cells('<c r="D3" t="e"><v>#N/A</v></c>').replaceAll('2"', '3"')}</row>` +
          `<row r="4">${cells('<c r="D4" t="b"><v>1</v></c>').replaceAll('2"', '4"')}</row>`,
      ),
    );
    expect(table.faults.map(({ index, code }) => [index, code])).toEqual([
      [0, 'formula_cell'],
      [1, 'error_cell'],
      [2, 'not_a_number'],
    ]);
    expect(Array.from(table.values)).toEqual([NaN, NaN, NaN]);
  });

  it('goes on to the next sheet where the first has no header, and names what it left out', async () => {
    const table = await readObservations(
      zipOf(
        workbookOf([
          `<sheetData>${rowOf(1, ['Apraksts'])}</sheetData>`,
          `<sheetData>${rowOf(1, HEADER)}${rowOf(2, DATA)}</sheetData>`,
        ]),
      ),
    );
    expect(rowsOf(table)).toEqual(GOOD);
    expect(table.notes.map(({ code }) => code)).toEqual(['sheet_ignored']);
  });

  it('never follows links to the outside', async () => {
    const parts = workbookOf(`<sheetData>${rowOf(1, HEADER)}${rowOf(2, DATA)}</sheetData>`, [
      { name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' },
      {
        name: 'xl/externalLinks/_rels/externalLink1.xml.rels',
        content:
          '<Relationships><Relationship Id="rId1" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
      },
    ]);
    expect(rowsOf(await readObservations(zipOf(parts)))).toEqual(GOOD);
  });

  it('reads a lone cell at the far corner cheaply', async () => {
    const began = performance.now();
    expect(await refusalOf(xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))).toMatchObject({
      code: 'columns_missing',
      row: 1_048_576,
    });
    const far = `${rowOf(1, HEADER)}${rowOf(2, DATA)}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`;
    expect(await read(zipOf(workbookOf(`<dimension ref="A1:XFD1048576"/><sheetData>${far}</sheetData>`)))).toEqual(
      GOOD,
    );
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('reads 16,384 columns', async () => {
    const name = (column: number): string =>
      column < 26 ? String.fromCharCode(65 + column) : name(Math.floor(column / 26) - 1) + name(column % 26);
    const wide = Array.from(
      { length: 16_384 },
      (_, i) => `<c r="${name(i)}1" t="inlineStr"><is><t>${HEADER[i] ?? `c${i}`}</t></is></c>`,
    ).join('');
    const table = await readObservations(xlsx(`<row r="1">${wide}</row>${rowOf(2, DATA)}`));
    expect(rowsOf(table)).toEqual(GOOD);
    expect(table.notes[0]?.message.en).toMatch(/and 16360 more/);
  });

  const SHEET = `<sheetData>${rowOf(1, HEADER)}${rowOf(2, DATA)}</sheetData>`;
  const MEBIBYTE = 1024 * 1024;
  const hostile: [string, () => Buffer, string][] = [
    [
      'a bomb of 300 MB',
      () => zipOf(workbookOf(SHEET, [{ name: 'xl/media/a.bin', content: Buffer.alloc(300 * MEBIBYTE) }])),
      'file_unpacks_too_large',
    ],
    [
      'a bomb that lies about its size',
      () =>
        zipOf(
          workbookOf(`${SHEET}<!--${' '.repeat(100 * MEBIBYTE)}-->`).map((part) =>
            part.name.includes('sheet1') ? { ...part, declaredSize: 5000 } : part,
          ),
        ),
      'file_damaged',
    ],
    [
      '100,000 parts',
      () =>
        zipOf(
          workbookOf(
            SHEET,
            Array.from({ length: 65_000 }, (_, i) => ({ name: `x/${i}`, content: '' })),
          ),
        ),
      'file_unpacks_too_large',
    ],
    [
      'a path out of the package',
      () => zipOf(workbookOf(SHEET, [{ name: '../evil.xml', content: '' }])),
      'file_damaged',
    ],
    [
      'an encrypted part',
      () => zipOf(workbookOf(SHEET, [{ name: 'xl/x.xml', content: '', encrypted: true }])),
      'file_encrypted',
    ],
    ['the old format, or a protected workbook', () => Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'file_encrypted'],
    ['macros', () => zipOf(workbookOf(SHEET, [{ name: 'xl/vbaProject.bin', content: 'x' }])), 'file_has_macros'],
    ['a truncated file', () => zipOf(workbookOf(SHEET)).subarray(0, 400), 'file_damaged'],
    ['an empty package', () => zipOf([]), 'file_damaged'],
    ['a package of something else', () => zipOf([{ name: 'word/document.xml', content: '<x/>' }]), 'file_damaged'],
    ['a sheet without cells', () => zipOf(workbookOf('<sheetData/>')), 'file_empty'],
    [
      'entities that multiply',
      () => zipOf(workbookOf('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>')),
      'file_damaged',
    ],
    [
      'an outside entity',
      () => zipOf(workbookOf('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>')),
      'file_damaged',
    ],
    ['XML that breaks off', () => zipOf(workbookOf('<sheetData><row r="1"><c')), 'file_damaged'],
    [
      'text that is not UTF-8',
      () =>
        zipOf(
          workbookOf('').map((part) =>
            part.name.includes('sheet1') ? { ...part, content: Buffer.from([0x3c, 0xff, 0xfe]) } : part,
          ),
        ),
      'file_damaged',
    ],
    ['a column beyond XFD', () => xlsx('<row r="1"><c r="XFE1"><v>1</v></c></row>'), 'file_damaged'],
    ['a text that is not there', () => xlsx('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), 'file_damaged'],
    ['a cell of more than 1 MB', () => xlsx(rowOf(1, ['x'.repeat(1_000_001)])), 'cell_too_large'],
    ['the same column twice', () => xlsx(`${rowOf(1, [...HEADER, 'value'])}${rowOf(2, DATA)}`), 'column_twice'],
    ['too deep an XML', () => zipOf(workbookOf('<a>'.repeat(200_000))), 'file_damaged'],
  ];
  it.each(hostile)('refuses %s within two seconds', async (_, make, code) => {
    expect((await refusalOf(make())).code).toBe(code);
  });
});
