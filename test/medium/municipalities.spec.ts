// Real: Postgres, the reference files, Nest on Fastify with the service's own guard, pipe and filter. The signed-in
// user is put on the request by the test.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Database } from '../../src/database/database.js';
import { SYSTEM_ACTOR, type ActingRequest, type Actor } from '../../src/http/actor.js';
import { ProblemFilter } from '../../src/http/problem.filter.js';
import { QueryGuard } from '../../src/http/query.guard.js';
import { validationPipe } from '../../src/http/validation.js';
import { MunicipalitiesModule } from '../../src/municipalities/municipalities.module.js';
import { MunicipalityDirectory } from '../../src/municipalities/municipality-directory.js';
import { PeerGroups } from '../../src/municipalities/peer-groups/peer-groups.js';
import { ReferenceData } from '../../src/municipalities/reference/reference-data.js';
import { PeriodService } from '../../src/submissions/periods/period.service.js';
import { SubmissionsModule } from '../../src/submissions/submissions.module.js';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';

let suite: TestDatabase;
let app: NestFastifyApplication;
let actor: Actor | null = null;
let firstLoad: boolean;

beforeAll(async () => {
  suite = await createTestDatabase();
  @Global()
  @Module({ providers: [{ provide: Database, useValue: suite.database }], exports: [Database] })
  class SuiteDatabaseModule {}
  const module = await Test.createTestingModule({
    imports: [SuiteDatabaseModule, MunicipalitiesModule, SubmissionsModule],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new QueryGuard());
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      (request as ActingRequest).actor = actor;
      done();
    });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  firstLoad = await app.get(ReferenceData).load('reference');
});
afterAll(async () => {
  await app.close();
  await suite.close();
});

async function get(url: string, headers: Record<string, string> = {}) {
  const answer = await app.inject({ method: 'GET', url: `/api/v1${url}`, headers });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

describe('reference data', () => {
  it('loads once and then does nothing', async () => {
    expect(firstLoad).toBe(true);
    expect(await app.get(ReferenceData).load('reference')).toBe(false);
    const [count] = await suite.database.query('select count(*)::int as municipalities from municipality');
    expect(count).toEqual({ municipalities: 163 });
  });

  it('takes new facts without losing any, and refuses another unit order', async () => {
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'reference-'));
    for (const file of ['municipalities.csv', 'lineage.csv', 'population.csv'])
      await fs.copyFile(path.join('reference', file), path.join(directory, file));
    await fs.appendFile(
      path.join(directory, 'population.csv'),
      '0001000,2025-01-01,declared_residence,670000,yes,TEST\n',
    );
    const before = await app.get(MunicipalityDirectory).snapshot();
    expect(await app.get(ReferenceData).load(directory)).toBe(true);
    const after = await app.get(MunicipalityDirectory).snapshot();
    expect(before.populationOn(0, '2026-01-01')?.population).toBe(674_510);
    expect(after.populationOn(0, '2026-01-01')?.population).toBe(670_000);
    const file = path.join(directory, 'municipalities.csv');
    const text = await fs.readFile(file, 'utf8');
    await fs.writeFile(file, text.replace('\n0,0001000', '\n0,0002000').replace('\n1,0002000', '\n1,0001000'));
    await expect(app.get(ReferenceData).load(directory)).rejects.toThrow(/place 0 belongs to 0001000 for good/);
    expect(await app.get(ReferenceData).load('reference')).toBe(true);
    await fs.rm(directory, { recursive: true });
  });

  it('gives the database what the files gave', async () => {
    const directory = app.get(MunicipalityDirectory);
    expect((await directory.byAtvk('0055000'))?.validTo).toBe('2025-06-30');
    expect((await directory.byName('valmieras nov'))?.atvk).toBe('0054000');
    expect(await directory.validOn('2026-01-01')).toHaveLength(42);
    expect(await directory.all()).toHaveLength(163);
    expect((await directory.unitOrder())[43]?.atvk).toBe('0038001');
    expect(await directory.snapshot()).toBe(await directory.snapshot());
  });
});

describe('GET /municipalities', () => {
  it('lists today’s 42 in Latvian order, and 43 as of 2024', async () => {
    const { status, body } = await get('/municipalities');
    expect([status, body.total, body.items.length]).toEqual([200, 42, 42]);
    expect(body.items[0]).toMatchObject({ atvk: '0020000', name: 'Aizkraukles novads', kind: 'county' });
    const earlier = await get('/municipalities?on=2024-12-31');
    expect(earlier.body.total).toBe(43);
    expect((await get('/municipalities?on=2020-01-01')).body.total).toBe(119);
  });

  it('filters, searches tolerantly, pages, and answers in English', async () => {
    expect((await get('/municipalities?kind=state_city')).body.total).toBe(7);
    expect((await get('/municipalities?region=vidzeme&on=2024-12-31')).body.total).toBe(11);
    const found = await get('/municipalities?q=CESU&lang=en');
    expect(found.body.items).toEqual([expect.objectContaining({ atvk: '0026000', name: 'Cēsis Municipality' })]);
    const page = await get('/municipalities?page=5&perPage=10');
    expect([page.body.items.length, page.body.total, page.body.page]).toEqual([2, 42, 5]);
  });

  it('refuses what it does not know, saying what it knows', async () => {
    const unknown = await get('/municipalities?regoin=vidzeme');
    expect([unknown.status, unknown.body.code]).toEqual([400, 'unknown_parameter']);
    expect(unknown.body.errors[0].message).toContain('region');
    for (const query of ['on=2024', 'on=2025-02-30', 'kind=town', 'perPage=0'])
      expect([query, (await get(`/municipalities?${query}`)).status]).toEqual([query, 400]);
  });

  it('shows one with its history', async () => {
    const { body } = await get('/municipalities/0038001?lang=en');
    expect(body.predecessors.map((one: { atvk: string }) => one.atvk)).toEqual(['0038000', '0055000']);
    expect(body.predecessors[1]).toMatchObject({
      relation: 'merged_whole',
      effective: '2025-07-01',
      populationShare: 1,
    });
    expect(body.population).toMatchObject({ population: 32_078, referenceDate: '2024-01-01' });
    expect(body.peerGroups).toEqual(['all', 'counties', 'region-vidzeme', 'band-20-35k']);
    const gone = await get('/municipalities/0055000?on=2024-12-31');
    expect(gone.body.successors).toEqual([expect.objectContaining({ atvk: '0038001', name: 'Madonas novads' })]);
    expect(gone.body.peerGroups).toContain('band-under-10k');
    const aglona = await get('/municipalities/0604300');
    expect(aglona.body.successors.map((one: { populationShare: number }) => one.populationShare)).toEqual([
      0.4917, 0.5083,
    ]);
    expect((await get('/municipalities/9999999')).status).toBe(404);
  });
});

describe('peer groups', () => {
  it('are listed with names and dated members', async () => {
    const { body } = await get('/peer-groups?on=2024-12-31&lang=en');
    expect(body.items.map((group: { code: string; size: number }) => [group.code, group.size])).toEqual([
      ['all', 43],
      ['state-cities', 7],
      ['counties', 36],
      ['region-kurzeme', 8],
      ['region-latgale', 9],
      ['region-riga', 9],
      ['region-vidzeme', 11],
      ['region-zemgale', 6],
      ['band-riga', 1],
      ['band-state-cities', 6],
      ['band-under-10k', 2],
      ['band-10-20k', 6],
      ['band-20-35k', 19],
      ['band-over-35k', 9],
    ]);
    expect(body.items[6].members[0]).toEqual({
      atvk: '0021000',
      name: 'Alūksne Municipality',
      validFrom: '2021-07-01',
      validTo: null,
    });
  });

  it('give the scoring their members for a period', async () => {
    const groups = await app.get(PeerGroups).membership('2025-12-31');
    const all = groups.find(({ code }) => code === 'all');
    expect(all?.members).toHaveLength(42);
    expect(all?.members.at(-1)).toBe(43);
    expect((await app.get(PeerGroups).membership('2012-12-31'))[0]?.members).toHaveLength(43);
  });

  it('are made for neighbours and one’s own choice', async () => {
    const peers = app.get(PeerGroups);
    const nearest = await peers.resolve('nearest-0054000', '2025-12-31');
    expect(nearest?.members).toHaveLength(8);
    expect(nearest?.members).toContain(39 - 1);
    expect((await peers.resolve('nearest-0054000-k3', '2025-12-31'))?.members).toHaveLength(4);
    expect([...((await peers.resolve('own-0026000-0001000', '2025-12-31'))?.members ?? [])]).toEqual([0, 13]);
    for (const code of ['nearest-0055000', 'nearest-0054000-k0', 'own-0055000', 'own', 'everybody'])
      expect([code, await peers.resolve(code, '2025-12-31')]).toEqual([code, undefined]);
    expect(await peers.resolve('nearest-0055000', '2024-12-31')).toBeDefined();
  });
});

describe('GET /municipalities/{atvk}/peers', () => {
  it('shows neighbours with distances that a reader can recompute', async () => {
    const { body } = await get('/municipalities/0054000/peers?k=42&variables=population,density&weights=1,2');
    expect(body.items).toHaveLength(41);
    expect(body.variables.map((one: { code: string; weight: number }) => [one.code, one.weight])).toEqual([
      ['population', 1],
      ['density', 2],
    ]);
    type Values = { population: number; density: number };
    const own = Object.fromEntries(body.variables.map((one: { code: string; value: number }) => [one.code, one.value]));
    const units: Values[] = [own as Values, ...body.items.map((item: { values: Values }) => item.values)];
    const score = (name: keyof Values) => {
      const logs = units.map((unit) => Math.log(unit[name]));
      const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
      const sd = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1));
      return logs.map((x) => (x - mean) / sd);
    };
    const [population, density] = [score('population'), score('density')];
    body.items.forEach((item: { distance: number; rebased: number }, i: number) => {
      const [a = 0, b = 0] = [population[i + 1], density[i + 1]];
      const d = Math.sqrt(((population[0] ?? 0) - a) ** 2 + 2 * ((density[0] ?? 0) - b) ** 2);
      expect(item.distance).toBeCloseTo(d, 10);
    });
    expect(body.items.at(-1).rebased).toBe(1);
    expect(body.peerGroup).toBeNull();
  });

  it('takes seven by default and refuses what makes no sense', async () => {
    const { body } = await get('/municipalities/0026000/peers');
    expect([body.items.length, body.peerGroup]).toEqual([7, 'nearest-0026000']);
    expect(body.items.map((item: { atvk: string }) => item.atvk)).not.toContain('0026000');
    for (const query of [
      'k=0',
      'k=x',
      'variables=wealth',
      'variables=area,area',
      'weights=1',
      'weights=0,0,0',
      'weights=1,-1,1',
    ])
      expect([query, (await get(`/municipalities/0026000/peers?${query}`)).status]).toEqual([query, 400]);
    expect((await get('/municipalities/0055000/peers')).status).toBe(404);
  });
});

describe('periods', () => {
  const send = async (method: 'POST' | 'PATCH', url: string, payload: object, headers = {}) => {
    const answer = await app.inject({ method, url: `/api/v1${url}`, payload, headers });
    return { status: answer.statusCode, body: answer.json() };
  };

  it('are made closed for the past, once, and not for what has not ended', async () => {
    const ensure = (codes: string[]) =>
      suite.database.transaction((tx) => app.get(PeriodService).ensureClosed(tx, codes));
    const made = await ensure(['2023', '2022', '2022', 'nonsense', '2999']);
    expect([...made.keys()].sort()).toEqual(['2022', '2023']);
    expect(made.get('2023')).toMatchObject({ state: 'closed', startsOn: '2023-01-01', endsOn: '2023-12-31' });
    const again = await ensure(['2023', '2021']);
    expect(again.get('2023')?.id).toBe(made.get('2023')?.id);
    const { body } = await get('/periods?lang=en');
    expect(
      body.items.map((one: { code: string; state: string; title: string }) => [one.code, one.state, one.title]),
    ).toEqual([
      ['2023', 'closed', 'Year 2023'],
      ['2022', 'closed', 'Year 2022'],
      ['2021', 'closed', 'Year 2021'],
    ]);
  });

  it('are opened and closed by an administrator, with the change recorded', async () => {
    actor = SYSTEM_ACTOR;
    const created = await send('POST', '/periods', { code: '2026', deadlines: { SU: '2027-04-15' } });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      state: 'planned',
      opensOn: '2027-01-02',
      deadlines: { SU: '2027-04-15', SP: '2027-03-31', SD: '2027-02-15' },
    });
    expect((await send('POST', '/periods', { code: '2026' })).status).toBe(409);
    expect((await send('PATCH', '/periods/2026', { state: 'correction' })).body.code).toBe('period_state_refused');
    expect((await send('PATCH', '/periods/2026', { state: 'open' }, { 'if-match': '"1"' })).body.state).toBe('open');
    expect((await app.get(PeriodService).open())?.code).toBe('2026');
    const stale = await send('PATCH', '/periods/2026', { state: 'closed' }, { 'if-match': '"1"' });
    expect([stale.status, stale.body.current.version]).toEqual([412, 2]);
    expect((await get('/periods/2026')).headers['etag']).toBe('"2"');
    const entries = await suite.database.query<{ action: string }>('select action from audit_entry order by sequence');
    expect(entries.map(({ action }) => action)).toEqual(['period.created', 'period.open']);
  });

  it('refuse malformed input with the path of what is wrong', async () => {
    actor = SYSTEM_ACTOR;
    const day = await send('POST', '/periods', { code: '2027', deadlines: { SD: 'soon' } });
    expect([day.status, day.body.errors[0].path]).toEqual([400, 'deadlines.SD']);
    expect((await send('POST', '/periods', { code: '2027', colour: 'red' })).body.errors[0].code).toBe('unknown_field');
    expect((await send('POST', '/periods', { code: 'census' })).status).toBe(422);
    expect((await get('/periods/2050')).body.code).toBe('period_not_found');
  });
});
