// Plain files. Real: HTTP server, streams, workbooks read by another program's library. Made by hand: the figures.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { getJson, openService, type OpenService } from '../factories/open-data.js';

describe('exports', () => {
  let service: OpenService;
  const at = (path: string) => `${service.url}/api/v1/exports/${path}`;
  const text = async (path: string): Promise<string> => {
    const response = await fetch(at(path));
    expect({ path, status: response.status }).toEqual({ path, status: 200 });
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  };
  const records = async (path: string, delimiter = ','): Promise<Record<string, string>[]> =>
    parse(await text(path), { columns: true, delimiter, bom: true });
  const book = async (path: string): Promise<ExcelJS.Workbook> => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await (await fetch(at(path))).arrayBuffer());
    return workbook;
  };
  beforeAll(async () => {
    service = await openService();
  });
  afterAll(() => service.close());

  it('gives every published value once, with why there is none', async () => {
    const rows = await records('observations.csv');
    expect(rows).toHaveLength(4 * 5);
    const find = (indicator: string, atvk: string, period: string) =>
      rows.find((row) => row['indicator'] === indicator && row['atvk'] === atvk && row['period'] === period);
    expect(find('SP-UC-PAY.CARE', '0001000', '2024')).toMatchObject({
      value: '-1.25',
      status: 'reported',
      unit: 'EUR',
    });
    expect(find('SP-UC-PAY.CARE', '0020000', '2024')).toMatchObject({ value: '', status: 'confidential' });
    expect(find('SU-L-EVENTS', '0040000', '2024')).toMatchObject({ value: '0', status: 'reported' });
    expect(rows[0]).toMatchObject({ edition: 'E2', sample: 'Parauga dati', licence: 'CC BY 4.0' });
  });

  it('writes for Latvian spreadsheets when told so in the address', async () => {
    const file = await text('observations.csv?lang=lv&bom=true&indicator=SP-UC-PAY');
    expect(file.startsWith('\uFEFFatvk;municipality;')).toBe(true);
    const rows = await records('observations.csv?lang=lv&bom=true&indicator=SP-UC-PAY', ';');
    expect(rows.map((row) => row['value'])).toEqual(['', '2,5', '1,5', '', '', '2,75', '-1,25', '1234,5']);
    const plain = await fetch(at('observations.csv'), { headers: { 'accept-language': 'lv' } });
    expect((await plain.text()).startsWith('atvk,municipality,')).toBe(true);
  });

  it('makes text that looks like a formula harmless and leaves negative numbers alone', async () => {
    const rows = await records('observations.csv?indicator=EVIL');
    expect(rows.map((row) => row['indicatorName'])).toEqual(Array.from({ length: 4 }, () => "'=cmd|x"));
    expect(rows.find((row) => row['atvk'] === '0040000')?.['municipality']).toBe("'@Valka");
    expect(rows.find((row) => row['atvk'] === '0001000')?.['source']).toBe(`'=HYPERLINK("x")`);
    expect(await text('observations.csv?indicator=SP-UC-PAY.CARE')).toContain(',-1.25,');
  });

  it('holds the part asked for', async () => {
    const pick = async (query: string) => (await records(`observations.csv?${query}`)).length;
    expect(await pick('period=2024')).toBe(12);
    expect(await pick('municipality=0001000,0020000')).toBe(10);
    expect(await pick('municipality=0001000&municipality=0020000&period=2023')).toBe(4);
    expect(await pick('peerGroup=region-riga&period=2024')).toBe(9);
    expect(await pick('edition=E1')).toBe(8);
    const scores = await records('scores.csv?peerGroup=region-riga&period=2024&indicator=EVIL');
    expect(scores.map((row) => [row['municipality'], row['rank'], row['of']])).toEqual([
      ['Rīga', '3', '3'],
      ['Ogre', '2', '3'],
      ['Ādaži', '1', '3'],
    ]);
  });

  it('refuses parts that do not exist', async () => {
    expect(await getJson(at('observations.csv?period=1999'))).toMatchObject({
      status: 404,
      body: { code: 'period_not_found' },
    });
    expect((await getJson(at('observations.csv?indicator=X'))).status).toBe(404);
    expect((await getJson(at('observations.xlsx?municipality=9'))).status).toBe(404);
    expect((await getJson(at('scores.csv?peerGroup=X'))).status).toBe(422);
    expect((await getJson(at('scores.csv?year=2024'))).status).toBe(400);
    expect((await getJson(at('observations.csv?edition=E9'))).status).toBe(404);
  });

  it('puts the metadata before the head where asked, and beside the file always', async () => {
    const lines = (await text('observations.csv?metadata=true')).split('\r\n');
    const comments = lines.filter((line) => line.startsWith('# '));
    expect(comments.join(' ')).toMatch(/Parauga dati.*E2.*CC BY 4\.0.*Mazi skaitļi/);
    const response = await fetch(at('observations.csv?period=2024'));
    await response.arrayBuffer();
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="observations.E2.csv"');
    const [, address] = /<([^>]+)>; rel="describedby"/.exec(response.headers.get('link') ?? '') ?? [];
    const { body, headers } = await getJson(`${service.url}${address ?? ''}`);
    expect(headers.get('content-type')).toContain('application/csvm+json');
    expect(body.url).toBe(at('observations.csv?period=2024'));
    expect(body.tableSchema.columns.map(({ name }: { name: string }) => name)).toEqual(
      lines.find((line) => line.startsWith('atvk'))?.split(','),
    );
    expect(body['dc:license']['@id']).toContain('creativecommons.org/licenses/by/4.0');
  });

  it('makes workbooks: numbers are numbers, codes keep their zeros, formulas are text', async () => {
    const workbook = await book('observations.xlsx?lang=lv');
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Dati', 'Par datiem', 'Rādītāji']);
    const data = workbook.getWorksheet('Dati');
    expect(data?.rowCount).toBe(21);
    const rows = (data?.getRows(2, 20) ?? []).map((row) => row.values as unknown[]);
    const riga = rows.find((row) => row[1] === '0001000' && row[3] === 'SP-UC-PAY.CARE' && row[6] === '2024');
    expect(riga?.[7]).toBe(-1.25);
    expect(rows.filter((row) => row[4] === '=cmd|x')).toHaveLength(4);
    expect(rows.some((row) => row.some((value) => typeof value === 'object' && value !== null))).toBe(false);
    const about = JSON.stringify(workbook.getWorksheet('Par datiem')?.getSheetValues());
    expect(about).toMatch(/Parauga dati/);
    expect(about).toContain('creativecommons.org');
    expect(workbook.getWorksheet('Rādītāji')?.getRow(2).getCell(6).value).toBe('Definīcija SU-L-EVENTS');
    expect((await book('scores.xlsx?lang=en')).getWorksheet('Data')?.rowCount).toBe(1 + 5 * 4 + 5 * 3);
  });

  it('sends nothing twice', async () => {
    for (const path of ['observations.csv', 'observations.xlsx', 'scores.csv?edition=E2']) {
      const first = await fetch(at(path));
      const tag = first.headers.get('etag') ?? '';
      await first.arrayBuffer();
      const again = await fetch(at(path), { headers: { 'if-none-match': tag } });
      expect({ path, status: again.status }).toEqual({ path, status: 304 });
      expect(first.headers.get('link')).toContain('creativecommons.org');
    }
  });
});
