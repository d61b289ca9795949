// PxWeb version 1 as clients use it. Made by hand: the published figures.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { getJson, openService, type Loose, type OpenService } from '../factories/open-data.js';

describe('PxWeb', () => {
  let service: OpenService;
  const root = () => `${service.url}/open-data/pxweb/api/v1`;
  const post = (
    table: string,
    body: unknown,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ) => fetch(`${root()}/${table}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const choice = (code: string, filter: string, ...values: string[]) => ({ code, selection: { filter, values } });
  const rows = async (...query: unknown[]): Promise<Loose[]> => {
    const response = await post('lv/service_cost', { query, response: { format: 'json' } });
    expect(response.status).toBe(200);
    return ((await response.json()) as Loose).data;
  };
  beforeAll(async () => {
    service = await openService();
  });
  afterAll(() => service.close());

  it('lists its tables in both languages, with or without a slash at the end', async () => {
    const { body } = await getJson(`${root()}/lv`);
    expect(body.map(({ id, type }: Loose) => [id, type])).toEqual([
      ['light', 't'],
      ['service_cost', 't'],
    ]);
    expect((await getJson(`${root()}/lv/`)).body).toEqual(body);
    expect((await getJson(`${root()}/en`)).body[0].text).toBe('Light support (Sample data)');
    expect((await getJson(`${root()}/de`)).status).toBe(404);
  });

  it('tells its limits everywhere', async () => {
    for (const path of ['lv?config', 'lv/?config', 'lv/light?config'])
      expect((await getJson(`${root()}/${path}`)).body).toEqual({
        maxValues: 100000,
        maxCells: 100000,
        maxCalls: 30,
        timeWindow: 10,
        CORS: true,
      });
  });

  it('describes a table by the codes of JSON-stat', async () => {
    const { body } = await getJson(`${root()}/lv/service_cost`);
    expect(body.title).toContain('Pakalpojumu izmaksas');
    const stat = (await getJson(`${service.url}/open-data/json-stat/service_cost`)).body;
    expect(body.variables.map(({ code }: Loose) => code)).toEqual(stat.id);
    for (const { code, values, valueTexts } of body.variables) {
      expect(values).toEqual(stat.dimension[code].category.index);
      expect(valueTexts).toHaveLength(values.length);
    }
    expect(body.variables[2]).toMatchObject({ code: 'period', time: true });
    expect((await getJson(`${root()}/lv/nonsense`)).status).toBe(404);
  });

  it('answers item, all and top', async () => {
    const item = await rows(choice('municipality', 'item', '0001000'), choice('period', 'item', '2024'));
    expect(item).toEqual([{ key: ['SP-UC-PAY.CARE', '0001000', '2024'], values: ['-1.25'] }]);
    expect(await rows(choice('municipality', 'all', '*'))).toHaveLength(8);
    expect(await rows(choice('municipality', 'all', '00?0000'))).toHaveLength(4);
    const top = await rows(choice('period', 'top', '1'), choice('municipality', 'top', '1'));
    expect(top).toEqual([{ key: ['SP-UC-PAY.CARE', '0020000', '2024'], values: ['..'] }]);
    expect(await rows()).toHaveLength(8);
  });

  it('answers in its own JSON', async () => {
    const body = (await (await post('lv/light', { query: [], response: { format: 'json' } })).json()) as Loose;
    expect(body.columns.map(({ code, type }: Loose) => [code, type])).toEqual([
      ['indicator', 'd'],
      ['municipality', 'd'],
      ['period', 't'],
      ['light', 'c'],
    ]);
    expect(body.comments).toEqual([]);
  });

  it('answers in JSON-stat, new and old', async () => {
    const query = [choice('period', 'item', '2024')];
    const two = (await (await post('lv/light', { query, response: { format: 'json-stat2' } })).json()) as Loose;
    expect(two).toMatchObject({ version: '2.0', class: 'dataset', size: [2, 4, 1] });
    const one = (await (await post('lv/light', { query, response: { format: 'json-stat' } })).json()) as Loose;
    expect(one.dataset.dimension).toMatchObject({ size: [2, 4, 1], id: ['indicator', 'municipality', 'period'] });
    expect(one.dataset.dimension.municipality.category.index['0001000']).toBe(2);
    expect(one.dataset.value).toEqual(two.value);
  });

  it.each([
    ['csv', ['Rādītājs,Pašvaldība,2023,2024', '"Rādītājs SP-UC-PAY.CARE, EUR",Rīga,1.5,-1.25']],
    ['csv2', ['Rādītājs,Pašvaldība,Periods,pakalpojumu izmaksas', '"Rādītājs SP-UC-PAY.CARE, EUR",Rīga,2023,1.5']],
    ['csv3', ['indicator,municipality,period,value', 'SP-UC-PAY.CARE,0001000,2023,1.5']],
  ])('answers in %s', async (format, lines) => {
    const query = [choice('municipality', 'item', '0001000')];
    const response = await post('lv/service_cost', { query, response: { format } });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect((await response.text()).split('\r\n').slice(0, 2)).toEqual(lines);
  });

  it('answers as a PC-Axis file', async () => {
    const text = await (await post('lv/service_cost', { query: [], response: { format: 'px' } })).text();
    expect(text).toContain('CODES("Pašvaldība")="0020000","0054010","0001000","0040000";');
    expect(text).toContain('DATA=\r\n"..." "..."\r\n2.5 2.75\r\n1.5 -1.25\r\n"." 1234.5;');
  });

  it('answers as a workbook with codes as text and figures as numbers', async () => {
    const response = await post('lv/service_cost', { query: [], response: { format: 'xlsx' } });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const row = book.getWorksheet('Dati')?.getRow(4);
    expect(row?.getCell(3).value).toBe('0001000');
    expect(row?.getCell(6).value).toBe(-1.25);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Dati', 'Par datiem']);
  });

  it('takes a query of any content type from any page', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-8']) {
      const headers = { 'content-type': type, origin: 'https://elsewhere.example' };
      const response = await post('lv/light', { query: [], response: { format: 'json' } }, headers);
      expect({ type, status: response.status }).toEqual({ type, status: 200 });
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it.each([
    [[choice('municipality', 'item', '9999999')], 'unknown_value'],
    [[choice('school', 'item', '1')], 'unknown_variable'],
    [[choice('period', 'agg:x', '1')], 'unknown_filter'],
    [[choice('period', 'top', 'x')], 'invalid_values'],
    [[choice('period', 'all', '*'), choice('period', 'all', '*')], 'unknown_variable'],
    ['nonsense', 'invalid_query'],
  ])('refuses a query that it does not understand: %j', async (query, code) => {
    const response = await post('lv/light', { query, response: { format: 'json' } });
    expect({ status: response.status, code: ((await response.json()) as Loose).code }).toEqual({ status: 400, code });
  });

  it('refuses a format that it does not know', async () => {
    const response = await post('lv/light', { query: [], response: { format: 'sdmx' } });
    expect(response.status).toBe(400);
  });
});
