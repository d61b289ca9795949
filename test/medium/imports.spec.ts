// Real: Postgres, the rooms from catalogue to observations, Nest on Fastify with multipart. The signed-in user is put on
// the request by the test, and jobs are carried out when the test says so.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportService } from '../../src/observations/importing/import.service.js';
import { ObservationImport } from '../../src/observations/importing/observation-import.js';
import { JobRegistry } from '../../src/queue/job-registry.js';
import { observationHouse, type ObservationHouse } from '../factories/observations.js';
import { rowOf, workbookOf, zipOf } from '../factories/zip.js';

const CATALOGUE = `catalogue: {id: TEST, version: 1}
indicators:
- code: PLACES
  name_lv: Vietas
  name_en: Places
  value_type: integer
  unit_lv: vietas
  unit_en: places
  hard:
  - {id: H1, expr: "isint({SELF}) and {SELF} >= 0", lv: "Vietu skaits ir vesels un nav negatīvs.", en: "Places are whole and not negative."}
  soft:
  - {id: S1, expr: "yoy({SELF}, 50, 10)", lv: "Mainījies vairāk nekā par pusi. Paskaidrojiet.", en: "Changed by more than a half. Explain."}
- code: COST
  name_lv: Izmaksas
  name_en: Cost
  value_type: money
  unit: EUR
  hard:
  - {id: H1, expr: "implies({PLACES} == 0, {SELF} == 0)", lv: "Bez vietām nav izmaksu.", en: "No places, no cost."}
- code: UNIT_COST
  name_lv: Izmaksas uz vietu
  formula: "{COST} / {PLACES}"
`;
const HEADER = 'atvk,indicator,period,value,status,source';

let house: ObservationHouse;
beforeAll(async () => {
  house = await observationHouse(CATALOGUE);
});
afterAll(() => house.close());

interface Body {
  readonly [key: string]: unknown;
}

async function request(method: 'GET' | 'POST', path: string, payload?: Buffer, headers: Record<string, string> = {}) {
  const answer = await house.app.inject({
    method,
    url: `/api/v1/imports${path}`,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json<Body>() };
}

interface UploadOptions {
  readonly dryRun?: boolean;
  readonly fields?: Readonly<Record<string, string>>;
}

async function upload(
  content: string | Buffer,
  { dryRun = false, fields = { source: 'LM 2024' } }: UploadOptions = {},
) {
  const parts = Object.entries(fields).map(
    ([field, value]) => `--x\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const payload = Buffer.concat([
    Buffer.from(parts.join('')),
    Buffer.from(`--x\r\nContent-Disposition: form-data; name="file"; filename="dati.csv"\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n--x--\r\n'),
  ]);
  return request('POST', dryRun ? '?dryRun=true' : '', payload, { 'content-type': 'multipart/form-data; boundary=x' });
}

/** What the worker does when it gets the jobs. */
async function work(): Promise<void> {
  const jobs = await house.suite.database.query<{ id: string; queue: string; name: string; payload: Body }>(
    'select id, queue, name, payload from outbox_job where done_at is null',
  );
  for (const { id, queue, name, payload } of jobs) {
    const handler = house.app.get(JobRegistry).handlerOf(`${queue}.${name}`);
    const job = { id, name: `${queue}.${name}`, payload, signal: new AbortController().signal };
    await handler(job);
    await handler(job);
    await house.suite.database.query('update outbox_job set done_at = now() where id = $1', [id]);
  }
}

const importText = (lines: readonly string[], dryRun = false) =>
  house.importText([HEADER, ...lines].join('\n'), { dryRun });
const findingsOf = async (id: string) =>
  (await house.app.get(ImportService).findings(id, { limit: 1000, offset: 0 })).items;
const briefly = async (id: string) => (await findingsOf(id)).map(({ row, code, severity }) => [row, code, severity]);
const revisions = () =>
  house.suite.database.query<{ count: number }>('select count(*)::int as count from observation_revision');
const current = async (indicator: string, period: string) =>
  house.suite.database.query<{ atvk: string; value: number | null; status: number; source: string }>(
    `select distinct on (m.atvk) m.atvk, r.value, r.status, s.text as source, r.withdrawn from observation_revision r
       join municipality m on m.id = r.municipality_id join indicator_cell c on c.id = r.cell_id
       join reporting_period p on p.id = r.period_id left join observation_source s on s.id = r.source_id
      where c.code = $1 and p.code = $2 order by m.atvk, r.id desc`,
    [indicator, period],
  );

describe('POST /imports', () => {
  it('takes a file in, does the work in the background, once, and reports by row', async () => {
    const sent = await upload(`${HEADER}\n0001000,PLACES,2019,100\n0001000,PLACES,2020,400\n0002000,PLACES,2019,-1`);
    expect(sent.status).toBe(202);
    expect(sent.body).toEqual({ id: expect.any(String), state: 'queued' });
    const id = String(sent.body['id']);
    await work();
    const { body } = await request('GET', `/${id}`);
    expect(body).toMatchObject({
      id,
      kind: 'observations',
      dryRun: false,
      state: 'done',
      source: 'LM 2024',
      counts: { rows: 3, added: 2, changed: 0, unchanged: 0, refused: 1 },
      findings: { error: 1, warning: 3, information: 0 },
      progress: 1,
    });
    const findings = await request('GET', `/${id}/findings?lang=en`);
    expect(findings.body['total']).toBe(4);
    expect(findings.body['items']).toEqual(
      expect.arrayContaining([
        {
          row: 3,
          code: 'PLACES.S1',
          severity: 'warning',
          indicator: 'PLACES',
          municipality: '0001000',
          period: '2020',
          message: 'Changed by more than a half. Explain.',
        },
        {
          row: 4,
          code: 'PLACES.H1',
          severity: 'error',
          indicator: 'PLACES',
          municipality: '0002000',
          period: '2019',
          message: 'Places are whole and not negative.',
        },
      ]),
    );
    const errors = await request('GET', `/${id}/findings?severity=error&perPage=1`);
    expect(errors.body).toMatchObject({ total: 1, perPage: 1, items: [{ code: 'PLACES.H1' }] });
    expect((await request('GET', `/${id}/findings?code=PLACES.S1`)).body).toMatchObject({ total: 1 });
    expect((await request('GET', '')).body).toMatchObject({ total: 1, items: [{ id }] });
    const [file] = await house.suite.database.query('select count(*)::int as count from import_file');
    expect(file).toEqual({ count: 0 });
  });

  it('makes past periods that were not there, closed, and no others', async () => {
    const periods = await house.suite.database.query<{ code: string; state: string; from: string }>(
      `select code, state, starts_on::text as from from reporting_period order by code`,
    );
    expect(periods).toEqual([
      { code: '2019', state: 'closed', from: '2019-01-01' },
      { code: '2020', state: 'closed', from: '2020-01-01' },
    ]);
  });

  it('reports a dry run in full and stores nothing', async () => {
    const before = await revisions();
    const sent = await upload(`${HEADER}\n0001000,PLACES,2001,7\nx,PLACES,2001,7`, { dryRun: true });
    await work();
    const { body } = await request('GET', `/${String(sent.body['id'])}`);
    expect(body).toMatchObject({ dryRun: true, state: 'done', counts: { rows: 2, added: 1, refused: 1 } });
    expect(await revisions()).toEqual(before);
    const made = await house.suite.database.query(`select 1 from reporting_period where code = '2001'`);
    expect(made).toEqual([]);
    expect((await request('POST', `/${String(sent.body['id'])}/undo`)).status).toBe(409);
  });

  it('uses the file name as source where none is given', async () => {
    const sent = await upload(`atvk,indicator,period,value\n0003000,PLACES,2019,1`, {
      fields: {},
    });
    expect((await request('GET', `/${String(sent.body['id'])}`)).body).toMatchObject({ source: 'dati.csv' });
    await work();
  });

  it.each<[string, () => ReturnType<typeof upload>, number, string]>([
    ['a file that is no table', () => upload('%PDF-1.7'), 415, 'file_kind_unknown'],
    ['missing columns', () => upload('a,b\n1,2'), 422, 'columns_missing'],
    ['an unclosed quote', () => upload(`${HEADER}\n"a,b,c,d`), 422, 'unclosed_quote'],
    [
      'a zip bomb',
      () => upload(zipOf(workbookOf('', [{ name: 'x', content: Buffer.alloc(50_000_000) }]))),
      413,
      'file_unpacks_too_large',
    ],
    ['a file above 20 MB', () => upload(Buffer.alloc(20 * 1024 * 1024 + 1, 'a')), 413, 'req_file_too_large'],
    [
      'no file',
      () => request('POST', '', Buffer.from('--x--\r\n'), { 'content-type': 'multipart/form-data; boundary=x' }),
      400,
      'invalid_input',
    ],
    [
      'JSON',
      () => request('POST', '', Buffer.from('{}'), { 'content-type': 'application/json' }),
      415,
      'multipart_expected',
    ],
    ['an unknown field', () => upload('x', { fields: { source: 'a', mode: 'b' } }), 400, 'invalid_input'],
    ['an unknown parameter', () => request('POST', '?dry_run=true'), 400, 'unknown_parameter'],
    ['another value of dryRun', () => request('POST', '?dryRun=yes'), 400, 'invalid_input'],
  ])('refuses %s at once', async (_, send, status, code) => {
    const before = await request('GET', '');
    const { status: answered, body } = await send();
    expect([answered, body['code']]).toEqual([status, code]);
    expect((await request('GET', '')).body['total']).toBe(before.body['total']);
  });

  it('answers 404 for what is no import', async () => {
    const nobody = '/7d2a1b0c-0000-4000-8000-000000000000';
    for (const path of [nobody, `${nobody}/findings`, '/x'])
      expect((await request('GET', path)).body).toMatchObject({ status: 404, code: 'import_not_found' });
    expect((await request('POST', `${nobody}/undo`)).status).toBe(404);
  });

  it('reads XLSX too', async () => {
    const sheet = `<sheetData>${rowOf(1, ['ATVK', 'Indicator', 'Year', 'Value'])}${rowOf(2, ['Ķekavas novads', 'places', '2019', '1 200'])}</sheetData>`;
    const sent = await upload(zipOf(workbookOf(sheet)));
    await work();
    expect((await request('GET', `/${String(sent.body['id'])}`)).body).toMatchObject({ counts: { added: 1 } });
    expect(await current('PLACES', '2019')).toContainEqual(expect.objectContaining({ value: 1200 }));
  });
});

describe('rows', () => {
  it('all get their errors at once, and the good ones are imported', async () => {
    const { id, counts } = await importText([
      '9999999,NOPE,3024,abc,maybe',
      ',,,5',
      '0004000,UNIT_COST,2019,5',
      '0004000,PLACES,2019,5,not_applicable',
      '0004000,PLACES,2018,,reported',
      '0004000,PLACES,2017,0x10',
      '0004000,PLACES,2016,1e309',
      '0004000,PLACES,2015,12',
    ]);
    expect(counts).toEqual({ rows: 8, added: 1, changed: 0, unchanged: 0, refused: 7 });
    expect((await briefly(id)).filter(([, , severity]) => severity === 'error').sort()).toEqual(
      [
        [2, 'not_a_number', 'error'],
        [2, 'unknown_indicator', 'error'],
        [2, 'unknown_municipality', 'error'],
        [2, 'unknown_period', 'error'],
        [3, 'indicator_blank', 'error'],
        [3, 'municipality_blank', 'error'],
        [3, 'period_blank', 'error'],
        [4, 'indicator_derived', 'error'],
        [5, 'value_and_status', 'error'],
        [6, 'value_blank', 'error'],
        [7, 'not_a_number', 'error'],
        [8, 'number_too_large', 'error'],
      ].sort(),
    );
  });

  it('name municipalities by code, by code without its zeros, or by name in any spelling', async () => {
    const { id, counts } = await importText([
      '5000,PLACES,2018,1',
      'LV0006000,PLACES,2018,2',
      `${'Ķekavas novads'.normalize('NFD')},PLACES,2018,3`,
      'ĀDAŽU NOVADS,PLACES,2018,4',
      '\u200bRīga\u202e,PLACES,2018,5',
    ]);
    expect(counts).toMatchObject({ added: 5, refused: 0 });
    expect(await briefly(id)).toContainEqual([2, 'leading_zeros_missing', 'warning']);
    expect((await current('PLACES', '2018')).map(({ atvk, value }) => [atvk, value])).toEqual(
      expect.arrayContaining([
        ['0001000', 5],
        ['0005000', 1],
        ['0006000', 2],
        ['0023000', 4],
        ['0034000', 3],
      ]),
    );
  });

  it('say when a municipality has ended', async () => {
    const { id, counts } = await importText(['Varakļānu novads,PLACES,2024,5', '0055000,PLACES,2099,5']);
    expect(counts).toMatchObject({ added: 1, refused: 1 });
    expect(await briefly(id)).toContainEqual([3, 'unknown_period', 'error']);
  });

  it('carry statuses, estimates and sources of their own; a blank is not provided, never zero', async () => {
    const { id } = await importText([
      '0007000,COST,2018,,not_applicable,SPOLIS',
      '0020000,COST,2018,,NC',
      '0021000,COST,2018,5,confidential',
      '0022000,COST,2018,6,E',
      '0023000,COST,2018,',
      '0024000,COST,2018,0',
    ]);
    const rows = await current('COST', '2018');
    expect(rows.map(({ atvk, value, status, source }) => [atvk, value, status, source])).toEqual([
      ['0007000', null, 2, 'SPOLIS'],
      ['0020000', null, 3, 'tests'],
      ['0021000', 5, 5, 'tests'],
      ['0022000', 6, 1, 'tests'],
      ['0023000', null, 4, 'tests'],
      ['0024000', 0, 1, 'tests'],
    ]);
    expect(await briefly(id)).toContainEqual([6, 'value_blank', 'information']);
  });

  it('that contradict each other are both refused; a repetition counts as unchanged', async () => {
    const { id, counts } = await importText([
      '0025000,COST,2018,1',
      '0025000,COST,2018,2',
      '0026000,COST,2018,3',
      '0026000,COST,2018,3.0',
      '0025000,COST,2018,1',
    ]);
    expect(counts).toEqual({ rows: 5, added: 1, changed: 0, unchanged: 1, refused: 3 });
    expect(await briefly(id)).toEqual([
      [2, 'conflict', 'error'],
      [3, 'conflict', 'error'],
      [5, 'row_repeated', 'information'],
      [6, 'conflict', 'error'],
    ]);
  });

  it('meet the rules with values of the file and those stored before', async () => {
    await importText(['0027000,PLACES,2018,0']);
    const { id, counts } = await importText(['0027000,COST,2018,9', '0028000,PLACES,2018,0', '0028000,COST,2018,9']);
    expect(counts).toMatchObject({ added: 1, refused: 2 });
    expect((await briefly(id)).filter(([, code]) => code === 'COST.H1')).toEqual([
      [2, 'COST.H1', 'error'],
      [4, 'COST.H1', 'error'],
    ]);
    const previous = await importText(['0029000,PLACES,2018,100', '0029000,PLACES,2019,200']);
    expect(await briefly(previous.id)).toContainEqual([3, 'PLACES.S1', 'warning']);
    const stored = await importText(['0029000,PLACES,2020,500']);
    expect(await briefly(stored.id)).toContainEqual([2, 'PLACES.S1', 'warning']);
  });

  it('of another unit than the catalogue are told once', async () => {
    const text =
      'atvk,indicator,period,value,unit\n0030000,COST,2018,1,tūkst. EUR\n0031000,COST,2018,2,tūkst. EUR\n0032000,COST,2018,2,eur';
    const { id } = await house.importText(text);
    expect(await briefly(id)).toEqual([[2, 'unit_differs', 'information']]);
  });

  it('with markup or formulas in their texts are kept as text', async () => {
    const { id, counts } = await importText(['<img onerror=alert(1)>,=cmd|x,{{7*7}},javascript:1']);
    expect(counts).toMatchObject({ refused: 1 });
    expect((await findingsOf(id))[0]).toMatchObject({ municipality: '<img onerror=alert(1)>', indicator: '=cmd|x' });
  });
});

describe('differences and undo', () => {
  it('appends what is new or changed, and takes it back to what was before', async () => {
    const base = ['0033000,COST,2017,10', '0034000,COST,2017,20', '0035000,COST,2017,30'];
    const first = await importText(base);
    const second = await importText([...base.slice(0, 1), '0034000,COST,2017,21', '0036000,COST,2017,40']);
    expect(second.counts).toEqual({ rows: 3, added: 1, changed: 1, unchanged: 1, refused: 0 });
    const undone = await request('POST', `/${second.id}/undo`);
    expect([undone.status, undone.body['state'], undone.body['undo']]).toEqual([
      200,
      'undone',
      { restored: 1, withdrawn: 1, kept: 0 },
    ]);
    const values = (await current('COST', '2017')).map((row) => [
      row.atvk,
      row.value,
      (row as { withdrawn?: boolean }).withdrawn,
    ]);
    expect(values).toEqual([
      ['0033000', 10, false],
      ['0034000', 20, false],
      ['0035000', 30, false],
      ['0036000', null, true],
    ]);
    expect((await request('POST', `/${second.id}/undo`)).status).toBe(409);
    const again = await importText(['0036000,COST,2017,40', '0034000,COST,2017,20']);
    expect(again.counts).toMatchObject({ added: 1, unchanged: 1 });
    await importText(['0035000,COST,2017,31']);
    expect((await request('POST', `/${first.id}/undo`)).body['undo']).toEqual({ restored: 0, withdrawn: 1, kept: 2 });
  });

  it('warns when a blank replaces a value', async () => {
    await importText(['0037000,COST,2017,5']);
    const { id, counts } = await importText(['0037000,COST,2017,']);
    expect(counts).toMatchObject({ changed: 1 });
    expect(await briefly(id)).toContainEqual([2, 'value_removed', 'warning']);
  });

  it('writes an audit entry for each import that took effect', async () => {
    const entries = await house.suite.database.query<{ action: string; count: number }>(
      `select action, count(*)::int as count from audit_entry where action like 'import.%' group by action`,
    );
    const imports = await house.suite.database.query<{ count: number }>(
      `select count(*)::int as count from import where not dry_run and state in ('done', 'undone')`,
    );
    expect(entries.find(({ action }) => action === 'import.done')?.count).toBe(imports[0]?.count);
    expect(entries.some(({ action }) => action === 'import.undone')).toBe(true);
  });

  it('leaves nothing behind when the work breaks off, and can be taken up again', async () => {
    const before = await revisions();
    const sent = await upload(`${HEADER}\n0038000,COST,2017,1\n0039000,COST,2017,2`);
    const id = String(sent.body['id']);
    const { app, suite } = house;
    const observations = app.get(ObservationImport);
    const perform = observations.perform.bind(observations);
    observations.perform = async (transaction, order) => {
      await perform(transaction, order);
      throw new Error('the process dies');
    };
    await expect(app.get(ImportService).runQueued(id)).rejects.toThrow('the process dies');
    observations.perform = perform;
    expect(await revisions()).toEqual(before);
    expect((await request('GET', `/${id}?lang=en`)).body).toMatchObject({
      state: 'failed',
      failure: { code: 'internal_error', message: expect.stringContaining('Nothing was changed') },
    });
    await app.get(ImportService).runQueued(id);
    expect((await request('GET', `/${id}`)).body).toMatchObject({ state: 'done', failure: null, counts: { added: 2 } });
    const [later] = await revisions();
    expect(later?.count).toBe((before[0]?.count ?? 0) + 2);
    await suite.database.query('update outbox_job set done_at = now()');
  });

  it('imports at the same time come out as if one had followed the other', async () => {
    const lines = Array.from({ length: 15 }, (_, i) => `00${String(40 + i).padStart(2, '0')}000,COST,2016,${i}`);
    const records = await Promise.all([importText(lines), importText(lines), importText(lines)]);
    const counts = records.map((record) => record.counts.added).sort((a, b) => a - b);
    expect(counts.slice(0, 2)).toEqual([0, 0]);
    const values = await current('COST', '2016');
    expect(values).toHaveLength(counts[2] ?? 0);
    expect(records.map((record) => record.counts.rows)).toEqual([15, 15, 15]);
  });
});
