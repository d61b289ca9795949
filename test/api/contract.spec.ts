// Real: the built service as a process with its embedded Postgres and sample data, the command line beside it, HTTP.
// What is expected is worked out here from the file, by counting pairs. Nothing is mocked.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type Client } from '../factories/client.js';
import { ended, privateDirectory, spawnEntry, startService, type RunningService } from '../factories/service.js';

const PASSWORD = 'parauga-parole-1';
const directory = privateDirectory();
const environment = { DATA_DIR: path.join(directory, 'data'), SAMPLE_PASSWORD: PASSWORD };
const cli = (...args: string[]) => ended(spawnEntry('cli', environment, args));

interface Municipality {
  readonly atvk: string;
  readonly name: string;
}
interface Row {
  readonly municipality: Municipality;
  readonly value: number | null;
  readonly status: string;
  readonly rank: number | null;
  readonly of: number;
  readonly percentile: number | null;
  readonly quantileGroup: number | null;
  readonly change: number | null;
  readonly flags: readonly string[];
}
interface Benchmark {
  readonly statistics: Readonly<Record<string, number | null>>;
  readonly rows: readonly Row[];
}
interface Finding {
  readonly row: number;
  readonly code: string;
  readonly severity: string;
}

let service: RunningService;
let token: string;
let analyst: Client;
let administrator: Client;
let coordinator: Client;
let municipalities: Municipality[];

const fetchJson = async (address: string, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(`${service.url}${address}`, { headers });
  return { response, body: (await response.json()) as Record<string, unknown> };
};
const bearer = () => ({ authorization: `Bearer ${token}` });

/** Made-up counts with ties and one zero; the clients of the last are not known. */
const clients = (index: number, year: number) => ((index * 37) % 11) * 5 + (year - 2018) * 3;
const people = (index: number) => 4000 + ((index * 7919) % 97) * 10;

/** Columns in another order, years instead of periods, names instead of codes, decomposed letters. */
function observationFile(): string {
  const lines = ['note;value;year;municipality;indicator;status'];
  for (const year of [2018, 2019])
    municipalities.forEach(({ name }, index) => {
      const decomposed = index % 2 === 0 ? name.normalize('NFD') : name;
      const last = index === municipalities.length - 1;
      lines.push(`x;${people(index)};${year};${decomposed};people_c;`);
      lines.push(
        last ? `x;;${year};${name};clients_c;not_collected` : `x;${clients(index, year)};${year};${name};clients_c;`,
      );
    });
  return lines.join('\n');
}

async function upload(content: string, query = ''): Promise<{ status: number; body: Record<string, unknown> }> {
  const form = new FormData();
  form.set('source', 'contract');
  form.set('file', new Blob([content], { type: 'text/csv' }), 'values.csv');
  const { status, body } = await analyst.send('POST', `/api/v1/imports${query}`, form);
  return { status, body: body as Record<string, unknown> };
}

async function finished(id: unknown): Promise<Record<string, unknown>> {
  for (;;) {
    const { body } = await analyst.get(`/api/v1/imports/${String(id)}`);
    const record = body as Record<string, unknown>;
    if (record['state'] === 'done' || record['state'] === 'failed') return record;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function findingsOf(id: unknown): Promise<Finding[]> {
  const { body } = await analyst.get(`/api/v1/imports/${String(id)}/findings?perPage=1000`);
  return (body as { items: Finding[] }).items;
}

/** Starts a run and reads its events to the end. */
async function scoreOnce(): Promise<{ id: string; events: string }> {
  const { status, body } = await analyst.send('POST', '/api/v1/scoring-runs', {});
  expect(status).toBe(202);
  const { id } = body as { id: string };
  const response = await fetch(`${service.url}/api/v1/scoring-runs/${id}/events`, { headers: bearer() });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  return { id, events: await response.text() };
}

/** Rank, percentile and quarter by their definitions, counting pairs. */
function standing(values: readonly number[], value: number, sign: 1 | -1) {
  const rounded = (x: number) => Number(x.toPrecision(10)) * sign;
  const n = values.length;
  const rank = 1 + values.filter((other) => rounded(other) > rounded(value)).length;
  return {
    rank,
    of: n,
    percentile: values.filter((other) => rounded(other) < rounded(value)).length / (n - 1),
    quantileGroup: Math.max(1, Math.floor(5 - Math.ceil((n + 1 - rank) / (n / 4)))),
  };
}

beforeAll(async () => {
  service = await startService(environment);
  const imported = await cli('import', 'catalogue', path.resolve('test', 'fixtures', 'contract-catalogue.yaml'));
  expect(imported).toMatchObject({ code: 0 });
  const made = await ended(spawnEntry('cli', environment, ['token', 'add']));
  token = /mct_[\w-]+/.exec(made.output)?.[0] ?? '';
  analyst = await connect(service.url, 'analitikis@paraugs.example', PASSWORD);
  administrator = await connect(service.url, 'administrators@paraugs.example', PASSWORD);
  coordinator = await connect(service.url, 'koordinators@gulbene.paraugs.example', PASSWORD);
  const { body } = await fetchJson('/api/v1/municipalities?perPage=1000');
  municipalities = (body['items'] as Municipality[]).filter(({ atvk }) => /^00\d{5}$/.test(atvk));
}, 60_000);
afterAll(async () => {
  await service.stop();
  fs.rmSync(directory, { recursive: true, force: true });
});

describe('conventions', () => {
  it.each([
    'indicators',
    'municipalities',
    'peer-groups',
    'periods',
    'editions',
    'benchmarks/SU-L-POLICY',
    'municipalities/0029000',
    'municipalities/0029000/peers',
    'municipalities/0029000/profile',
    'scores/SU-L-POLICY/0029000/2024/explanation',
    'charts/ranking?indicator=SU-L-POLICY',
    'overview',
  ])('GET /%s: a strong tag and 304, unknown parameters and languages refused', async (route) => {
    const address = `${service.url}/api/v1/${route}`;
    const first = await fetch(address);
    expect(first.status).toBe(200);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[^"]+"$/);
    await first.arrayBuffer();
    const second = await fetch(address, { headers: { 'if-none-match': tag } });
    expect([second.status, await second.text()]).toEqual([304, '']);
    const and = route.includes('?') ? '&' : '?';
    const unknown = await fetchJson(`/api/v1/${route}${and}yaer=2024&lang=en`);
    expect(unknown.response.status).toBe(400);
    expect(unknown.response.headers.get('content-type')).toContain('application/problem+json');
    expect(unknown.body).toMatchObject({ code: 'unknown_parameter', errors: [{ path: 'yaer' }] });
    expect(JSON.stringify(unknown.body['errors'])).toContain('lang');
    expect((await fetchJson(`/api/v1/${route}${and}lang=de`)).response.status).toBe(400);
  });

  it('what is refused is a problem document in the language asked for', async () => {
    const latvian = await fetchJson('/api/v1/nothing');
    const english = await fetchJson('/api/v1/nothing', { 'accept-language': 'de, en;q=0.8, lv;q=0.1' });
    expect(latvian.body).toMatchObject({ status: 404, code: 'not_found', title: 'Tas nav atrasts' });
    expect(english.body).toMatchObject({ status: 404, title: 'This was not found' });
    expect((await fetchJson('/api/v1/scoring-runs/nothing/events', bearer())).body).toMatchObject({ status: 404 });
    expect((await fetchJson('/api/v1/municipalities/%E0%A4%A')).body).toMatchObject({ status: 400 });
    expect((await fetchJson('/api/v1/imports')).body).toMatchObject({ status: 401 });
  });

  it.each([
    { what: 'no JSON', type: 'application/json', body: '{', status: 400 },
    { what: 'a field that does not exist', type: 'application/json', body: '{"zz":1}', status: 400 },
    { what: 'another type', type: 'text/plain', body: '{}', status: 415 },
    { what: 'nine megabytes', type: 'application/json', body: `{"periods":["${'9'.repeat(9_000_000)}"]}`, status: 413 },
    { what: 'ten thousand levels', type: 'application/json', body: '['.repeat(1e4) + ']'.repeat(1e4), status: 400 },
    { what: 'a period that does not exist', type: 'application/json', body: '{"periods":["1850"]}', status: 422 },
  ])('a body with $what is $status', async ({ type, body, status }) => {
    const response = await fetch(`${service.url}/api/v1/scoring-runs`, {
      method: 'POST',
      headers: { ...bearer(), 'content-type': type },
      body,
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status });
  });

  it('a replay under one Idempotency-Key has one effect; another body under it is 422', async () => {
    const key = { 'idempotency-key': 'contract-1' };
    const once = await analyst.send('POST', '/api/v1/scoring-runs', { periods: ['2024'] }, key);
    const again = await analyst.send('POST', '/api/v1/scoring-runs', { periods: ['2024'] }, key);
    expect([once.status, again.status, again.body]).toEqual([202, 202, once.body]);
    expect((await analyst.send('POST', '/api/v1/scoring-runs', { full: true }, key)).status).toBe(422);
  });

  it('the API document gives every operation a schema and every refusal its form', async () => {
    const { body } = await fetchJson('/api/openapi.json');
    const operations = Object.entries(body['paths'] as Record<string, Record<string, { responses: object }>>)
      .filter(([address]) => address.startsWith('/api/v1/'))
      .flatMap(([address, item]) =>
        Object.entries(item).map(([method, { responses }]) => ({ name: `${method} ${address}`, responses })),
      );
    expect(operations.length).toBeGreaterThan(60);
    const formless = operations.filter(({ responses }) =>
      Object.entries(responses as Record<string, { content?: object }>).some(
        ([status, { content }]) => /^4/.test(status) && content === undefined,
      ),
    );
    expect(formless.map(({ name }) => name)).toEqual([]);
  });
});

describe('a second start', () => {
  it('on the same DATA_DIR is refused with a sentence; the first goes on', async () => {
    const second = await ended(spawnEntry('main', environment));
    expect(second.code).not.toBe(0);
    expect(second.output).toMatch(/already runs on/);
    expect((await fetchJson('/api/health/ready')).body).toMatchObject({ status: 'ready' });
  });
});

describe('observations, from the file to the published benchmark', () => {
  let published: string;

  it('a dry run counts and stores nothing; the import stores; the same file again changes nothing', async () => {
    const file = observationFile();
    const rows = municipalities.length * 4;
    const trial = await upload(file, '?dryRun=true');
    expect(trial.status).toBe(202);
    const counts = { rows, added: rows, changed: 0, unchanged: 0, refused: 0 };
    expect(await finished(trial.body['id'])).toMatchObject({
      kind: 'observations',
      dryRun: true,
      state: 'done',
      counts,
    });
    expect((await analyst.get('/api/v1/periods/2018')).status).toBe(404);
    expect(await finished((await upload(file)).body['id'])).toMatchObject({ dryRun: false, counts });
    expect(await finished((await upload(file)).body['id'])).toMatchObject({
      counts: { ...counts, added: 0, unchanged: rows },
    });
    expect((await fetchJson('/api/v1/periods/2018')).body).toMatchObject({ code: '2018', state: 'closed' });
  });

  it('errors come all at once, by the rows of a spreadsheet; rules run, earlier periods of the file are “previous”', async () => {
    const { body } = await upload(
      [
        'atvk,indicator,period,value',
        '0001000,clients_c,2016,100',
        '1000,clients_c,2017,300',
        '0002000,clients_c,2017,-1',
        '0002000,nothing_c,2017,1',
        '9999999,clients_c,2017,1',
        '0003000,clients_c,2017,0x10',
        '0004000,clients_per_1000_c,2017,1',
        '0005000,clients_c,2017,1',
        '0005000,clients_c,2017,2',
      ].join('\n'),
    );
    expect(await finished(body['id'])).toMatchObject({ counts: { rows: 9, added: 2, refused: 7 } });
    const found = (await findingsOf(body['id'])).map(({ row, severity, code }) => `${row} ${severity} ${code}`);
    for (const finding of [
      '3 warning leading_zeros_missing',
      '3 warning clients_c.S1',
      '4 error clients_c.H1',
      '5 error unknown_indicator',
      '6 error unknown_municipality',
      '7 error not_a_number',
      '8 error indicator_derived',
      '9 error conflict',
      '10 error conflict',
    ])
      expect(found).toContain(finding);
    expect((await analyst.send('POST', `/api/v1/imports/${String(body['id'])}/undo`)).body).toMatchObject({
      state: 'undone',
      undo: { withdrawn: 2 },
    });
  });

  it.each(['', 'a,b\n1,2\n', 'atvk,indicator,period,value\n"0001000,clients_c,2017,1\n'])(
    'a file that cannot be read is refused at once: %j',
    async (content) => {
      const { status, body } = await upload(content);
      expect([status, typeof body['code']]).toEqual([422, 'string']);
    },
  );

  it('scores are the newest draft for analysts, and nobody else’s before they are published', async () => {
    const { id, events } = await scoreOnce();
    published = id;
    expect(events).toContain('event: done');
    expect((await coordinator.get('/api/v1/benchmarks/clients_c?edition=draft')).status).toBe(403);
    expect((await fetchJson('/api/v1/benchmarks/clients_c?edition=draft')).response.status).toBe(401);
    expect((await fetchJson('/api/v1/benchmarks/clients_c?period=2019')).response.status).toBe(404);
    expect((await analyst.get('/api/v1/benchmarks/clients_c?period=2019&edition=draft')).status).toBe(200);
  });

  it('a published edition shows everybody what counting pairs gives', async () => {
    const edition = await administrator.send('POST', '/api/v1/editions', { run: published, kind: 'final' });
    expect(edition.status).toBe(201);
    // By name: a municipality whose borders changed since has another code in this period.
    const index = new Map(municipalities.map(({ name }, position) => [name, position]));
    const rate = (position: number, year: number) => (1000 * clients(position, year)) / people(position);
    for (const [code, sign, figure] of [
      ['clients_c', 1, clients],
      ['clients_per_1000_c', 1, rate],
      ['twice_c', -1, (position: number, year: number) => 2 * rate(position, year)],
    ] as const) {
      const { body } = await fetchJson(`/api/v1/benchmarks/${code}?period=2019`);
      const { rows, statistics } = body as unknown as Benchmark;
      expect(rows.length).toBeGreaterThan(40);
      const known = rows.map(({ municipality }) => index.get(municipality.name) ?? -1).filter((at) => at >= 0);
      const values = known.filter((at) => at < municipalities.length - 1).map((at) => figure(at, 2019));
      expect(statistics['n']).toBe(values.length);
      expect(statistics['mean']).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
      for (const row of rows.filter(({ value }) => value !== null)) {
        const at = index.get(row.municipality.name) ?? -1;
        const { percentile, ...whole } = standing(values, figure(at, 2019), sign);
        expect(row).toMatchObject(whole);
        expect(row.value).toBeCloseTo(figure(at, 2019), 9);
        expect(row.percentile).toBeCloseTo(percentile, 12);
        expect(row.change).toBeCloseTo(figure(at, 2019) - figure(at, 2018), 9);
      }
      const missing = rows.filter(({ municipality }) => index.get(municipality.name) === municipalities.length - 1);
      for (const row of missing) expect(row).toMatchObject({ value: null, rank: null, flags: ['MISSING'] });
    }
  });

  it('an indicator without direction has no rank and is never better or worse', async () => {
    const { body } = await fetchJson('/api/v1/benchmarks/people_c?period=2019');
    const { rows } = body as unknown as { rows: (Row & { comparison: string })[] };
    for (const row of rows) expect([row.rank, row.percentile, row.quantileGroup]).toEqual([null, null, null]);
    expect(rows.map(({ comparison }) => comparison)).not.toEqual(expect.arrayContaining(['better']));
  });
});
