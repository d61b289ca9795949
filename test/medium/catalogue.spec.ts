// Real: Postgres, two Nest applications on Fastify over it (as two processes would stand), the shipped catalogue. The
// signed-in user is put on the request by the test; who may call what is tested with the identity room.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { parse } from 'yaml';
import { Database } from '../../src/database/database.js';
import { SYSTEM_ACTOR, type ActingRequest, type Actor } from '../../src/http/actor.js';
import { createOpenApi } from '../../src/http/openapi.js';
import { ProblemFilter } from '../../src/http/problem.filter.js';
import { QueryGuard } from '../../src/http/query.guard.js';
import { validationPipe } from '../../src/http/validation.js';
import { CatalogueService } from '../../src/indicators/catalogue.service.js';
import { IndicatorsModule } from '../../src/indicators/indicators.module.js';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';

const TEXT = readFileSync('catalogue/catalogue.yaml', 'utf8');
const OWN = 'LPS-BM-SU-SP';
const FOREIGN = `catalogue: {id: RAIM, version: 1}
indicators:
- {code: social_spend_eur, name_lv: Izdevumi sociālajiem pakalpojumiem, unit: EUR, direction: neutral}
- {code: population_pmlp, name_lv: Iedzīvotāju skaits}
- code: spend_per_1000
  name_lv: Izdevumi uz 1000 iedzīvotājiem
  direction: lower_is_better
  formula: "{social_spend_eur} / {population_pmlp} * 1000"
`;

let suite: TestDatabase;
let app: NestFastifyApplication;
let other: NestFastifyApplication;
let actor: Actor | null = SYSTEM_ACTOR;

async function start(): Promise<NestFastifyApplication> {
  @Global()
  @Module({ providers: [{ provide: Database, useValue: suite.database }], exports: [Database] })
  class SuiteDatabaseModule {}
  const module = await Test.createTestingModule({ imports: [SuiteDatabaseModule, IndicatorsModule] }).compile();
  const started = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ bodyLimit: 8 << 20 }), {
    logger: false,
  });
  started.useGlobalPipes(validationPipe());
  started.useGlobalFilters(new ProblemFilter());
  started.useGlobalGuards(new QueryGuard());
  started
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      (request as ActingRequest).actor = actor;
      done();
    });
  await started.init();
  await started.getHttpAdapter().getInstance().ready();
  return started;
}

beforeAll(async () => {
  suite = await createTestDatabase();
  app = await start();
  other = await start();
});
afterAll(async () => {
  await app.close();
  await other.close();
  await suite.close();
});

async function get(url: string) {
  const answer = await app.inject({ method: 'GET', url: `/api/v1${url}` });
  return { status: answer.statusCode, body: answer.json() };
}

async function put(payload: string | object, query = '', type = 'text/yaml') {
  const headers = { 'content-type': type };
  const answer = await app.inject({ method: 'PUT', url: `/api/v1/catalogue${query}`, headers, payload });
  return { status: answer.statusCode, body: answer.json() };
}

const count = async (table: string) =>
  (await suite.database.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

describe('importing the shipped catalogue', () => {
  it('a dry run tells what would happen and stores nothing', async () => {
    const { status, body } = await put(TEXT, '?dryRun=true');
    expect(status).toBe(200);
    expect(body).toMatchObject({ catalogue: OWN, version: '0.9.1', dryRun: true, state: 'imported', findings: [] });
    expect(body.counts).toEqual({ indicators: 81, cells: 287, rules: 302, formulas: 82 });
    expect(body.diff.added).toHaveLength(81);
    expect([await count('catalogue_version'), await count('indicator_cell')]).toEqual([0, 0]);
  });

  it('stores the version, its indicators and rules, and gives cells lasting ids', async () => {
    const { status, body } = await put(TEXT);
    expect([status, body.state, body.dryRun]).toEqual([200, 'imported', false]);
    expect(await count('indicator')).toBe(81);
    expect(await count('indicator_rule')).toBe(302);
    expect(await count(`indicator_cell where role = 'indicator' and kolada_id ~ '^U[0-9]{5}$'`)).toBe(287);
    expect(await count(`indicator_cell where role = 'component' and kolada_id is null`)).toBe(13);
    expect(await count(`audit_entry where action = 'catalogue.imported'`)).toBe(1);
  });

  it('reads back every field of the file', async () => {
    const [row] = await suite.database.query<{ document: unknown; source: string }>(
      'select document, source from catalogue_version where active',
    );
    const file = parse(TEXT) as { indicators: Record<string, unknown>[] };
    expect(row?.document).toEqual(JSON.parse(JSON.stringify(file)));
    expect(row?.source).toBe(TEXT);
    const rows = await suite.database.query<Record<string, unknown>>('select * from indicator order by position');
    const fields = [
      'code',
      'kind',
      'name_lv',
      'name_en',
      'definition_lv',
      'definition_en',
      'unit_lv',
      'unit_en',
      'family',
    ];
    const optional = ['value_type', 'normaliser', 'formula', 'disclosure', 'owner_role', 'note', 'source'];
    expect(rows).toHaveLength(file.indicators.length);
    file.indicators.forEach((indicator, i) => {
      const stored = rows[i] ?? {};
      for (const field of [...fields, ...optional])
        expect([field, stored[field]]).toEqual([field, indicator[field] ?? null]);
      expect(stored['group_code']).toBe(indicator['group']);
      expect(stored['direction']).toBe(
        String(indicator['direction']).replace(/^(higher|lower)_better$/, '$1_is_better'),
      );
      expect(stored['refs']).toEqual(indicator['refs']);
      expect(stored['document']).toEqual(JSON.parse(JSON.stringify(indicator)));
    });
    const rules = await suite.database.query(
      `select r.indicator_code as code, r.id, r.expression as expr, r.message_lv as lv, r.message_en as en
       from indicator_rule r join indicator i using (catalogue_version_id) where i.code = r.indicator_code
       order by i.position, r.position`,
    );
    const written = file.indicators.flatMap(({ code, hard, soft }) =>
      [...(hard as object[]), ...(soft as object[])].map((rule) => ({ code, ...rule })),
    );
    expect(rules).toEqual(written);
  });

  it('the same document again changes nothing, in whatever order its keys stand', async () => {
    const { catalogue, ...rest } = parse(TEXT) as Record<string, unknown>;
    for (const payload of [TEXT, `# a comment\n${TEXT}`]) expect((await put(payload)).body.state).toBe('unchanged');
    const { body } = await put({ document: { ...rest, catalogue } }, '', 'application/json');
    expect(body).toMatchObject({ state: 'unchanged', version: '0.9.1', diff: { added: [], removed: [], changed: [] } });
    expect(await count('catalogue_version')).toBe(1);
  });

  it('the same version with other content is refused', async () => {
    const changed = TEXT.replace('name_en: Population\n', 'name_en: Inhabitants\n');
    const { status, body } = await put(changed);
    expect([status, body.code, body.version]).toEqual([409, 'CATALOGUE_VERSION_EXISTS', '0.9.1']);
    expect(await count('catalogue_version')).toBe(1);
  });

  it('what is wrong is named, both languages at hand, and nothing is stored', async () => {
    const { status, body } = await put(TEXT.replace('"{SELF} <= {SU-O-REG}"', '"{SELF} <= {SU-O-RGE}"'));
    expect([status, body.code]).toEqual([422, 'CATALOGUE_REFUSED']);
    expect(body.findings).toEqual([
      {
        code: 'unknown_code',
        severity: 'error',
        path: 'indicators.SU-O-WISE.hard.H3',
        indicator: 'SU-O-WISE',
        rule: 'H3',
        position: 11,
        message: { lv: 'Nav rādītāja “SU-O-RGE”.', en: 'There is no indicator “SU-O-RGE”.' },
      },
    ]);
    expect(body.errors).toEqual([
      { path: 'indicators.SU-O-WISE.hard.H3', code: 'unknown_code', message: 'Nav rādītāja “SU-O-RGE”.' },
    ]);
    expect((await put('a: [')).status).toBe(422);
    expect((await put({ catalogue: {} }, '', 'application/json')).status).toBe(400);
    expect(await count('catalogue_version')).toBe(1);
  });
});

describe('reading the catalogue', () => {
  it('lists indicators by page and filter', async () => {
    const { body } = await get('/indicators?perPage=10&page=2');
    expect([body.total, body.page, body.perPage, body.items.length]).toEqual([81, 2, 10, 10]);
    expect((await get('/indicators?family=SD')).body.total).toBe(9);
    expect((await get('/indicators?kind=derived&group=service_cost')).body.total).toBe(11);
    expect((await get('/indicators?q=NĪN')).body.total).toBe(2);
    expect((await get('/indicators?catalogue=none')).body.total).toBe(0);
    expect((await get('/indicators?colour=red')).status).toBe(400);
  });

  it('shows an indicator in both languages, by its code or a cell', async () => {
    const { body } = await get('/indicators/SP-COST-PAY.CARE');
    expect(body).toMatchObject({
      code: 'SP-COST-PAY',
      catalogue: OWN,
      version: '0.9.1',
      name: { lv: 'Tiešās izmaksas: atlīdzība ar VSAOI', en: 'Direct cost: pay incl. social contributions' },
      family: { code: 'SP', name: { lv: 'sociālo pakalpojumu izmaksas', en: 'cost of social services' } },
      unit: { lv: 'EUR', en: 'EUR' },
      direction: 'neutral',
      isCost: true,
      formula: null,
      disclosure: { code: 'D4' },
      cell: { code: 'SP-COST-PAY.CARE', dimensionValue: 'CARE', warnBand: [6, 30] },
    });
    expect(body.rules[0]).toEqual({
      id: 'H1',
      kind: 'hard',
      severity: 'error',
      expression: '{SELF} >= 0',
      message: { lv: 'Vērtība nedrīkst būt negatīva.', en: 'Value must not be negative.' },
    });
    expect(body.cells).toHaveLength(11);
    expect(body.cell.koladaId).toMatch(/^U\d{5}$/);
    expect((await get('/indicators/SU-IDX')).body.composition.map(({ id }: { id: string }) => id)).toEqual([
      'D1',
      'D2',
      'D3',
      'D4',
    ]);
    expect((await get('/indicators/NO-SUCH')).status).toBe(404);
  });

  it('keeps notes and references of the editors for LPS', async () => {
    const forLps = (await get('/indicators/SU-M-OFFER')).body;
    expect(forLps.note).toContain('readiness');
    expect(forLps.refs[0]).toMatchObject({ id: 'SUL-TOOLS', verified: 'yes' });
    for (const reader of [null, { ...SYSTEM_ACTOR, role: 'coordinator' as const, municipality: '0001000' }]) {
      actor = reader;
      const text = JSON.stringify([
        (await get('/indicators?perPage=1000')).body,
        (await get('/indicators/SU-M-OFFER')).body,
      ]);
      for (const hidden of ['"refs"', '"note"', 'JUDG', 'NOT VERIFIED', 'from memory'])
        expect(text).not.toContain(hidden);
    }
    actor = SYSTEM_ACTOR;
  });

  it('lists unverified sources for LPS, who clear them', async () => {
    const before = (await get('/catalogue')).body;
    expect(before.versions).toHaveLength(1);
    const source = before.unverified.find(({ id }: { id: string }) => id === 'PIL');
    expect(source).toMatchObject({ verified: 'partial', catalogue: OWN });
    expect(source.indicators).toContain('SU-M-RESV-EUR');
    const payload = { verified: 'yes', note: '15. pants pārbaudīts' };
    const answer = await app.inject({ method: 'PUT', url: `/api/v1/catalogue/${OWN}/sources/PIL`, payload });
    expect(answer.statusCode).toBe(204);
    const after = (await get('/catalogue')).body;
    expect(after.unverified).toHaveLength(before.unverified.length - 1);
    const refs = (await get('/indicators/SU-M-RESV-EUR')).body.refs;
    expect(refs[0]).toMatchObject({ id: 'PIL', verified: 'yes', note: '15. pants pārbaudīts' });
    const unknown = await app.inject({ method: 'PUT', url: `/api/v1/catalogue/${OWN}/sources/XYZ`, payload });
    expect(unknown.statusCode).toBe(404);
  });

  it('hands the file out as it came', async () => {
    const answer = await app.inject({ method: 'GET', url: `/api/v1/catalogue/${OWN}/document` });
    expect(answer.headers['content-type']).toContain('text/yaml');
    expect(answer.body).toBe(TEXT);
    expect((await app.inject({ method: 'GET', url: `/api/v1/catalogue/${OWN}/document?version=9` })).statusCode).toBe(
      404,
    );
  });
});

it('is described completely in the OpenAPI document', () => {
  const { paths, components } = createOpenApi(app);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).toEqual([
    'get /api/v1/catalogue',
    'get /api/v1/catalogue/{id}/document',
    'get /api/v1/indicators',
    'get /api/v1/indicators/{code}',
    'put /api/v1/catalogue',
    'put /api/v1/catalogue/{id}/sources/{source}',
  ]);
  for (const { operation } of operations) expect(operation.summary).toBeTruthy();
  expect(Object.keys(components?.schemas ?? {})).toEqual(
    expect.arrayContaining([
      'IndicatorPageView',
      'IndicatorDetailView',
      'CatalogueImportView',
      'CatalogueOverviewView',
    ]),
  );
});

describe('versions', () => {
  it('a new version is in force at once in every process, cells keep their ids, old versions stay readable', async () => {
    const [mine, theirs] = [app.get(CatalogueService), other.get(CatalogueService)];
    const before = await theirs.active();
    const places = before.identity('SP-PLACES.LTC');
    const version = before.version(OWN)?.id ?? 0;
    const changed = TEXT.replace('version: 0.9.1', 'version: 0.9.2')
      .replace('name_en: Population\n', 'name_en: Inhabitants\n')
      .replace(/- code: SD-VACANCY\n[\s\S]*?(?=- code: CX-POP\n)/, '');
    const { body } = await put(changed);
    expect(body).toMatchObject({ state: 'imported', version: '0.9.2', diff: { added: [], removed: ['SD-VACANCY'] } });
    expect(body.diff.changed).toEqual([
      { code: 'CX-POP', fields: [{ field: 'name_en', before: 'Population', after: 'Inhabitants' }] },
    ]);
    const after = await theirs.active();
    expect(after.compiled.indicator('CX-POP')?.name.en).toBe('Inhabitants');
    expect(after.compiled.indicator('SD-VACANCY')).toBeUndefined();
    expect(after.identity('SD-VACANCY')?.retired).toBe(true);
    expect(after.identity('SP-PLACES.LTC')).toEqual(places);
    expect((await mine.cellById(places?.id ?? 0))?.code).toBe('SP-PLACES.LTC');
    expect((await theirs.atVersions([version])).indicator('SD-VACANCY')?.kind).toBe('derived');
    expect(await theirs.active()).toBe(after);
  });

  it('an older version comes back into force when its file is handed in again', async () => {
    expect((await put(TEXT)).body).toMatchObject({ state: 'reactivated', version: '0.9.1' });
    const active = await app.get(CatalogueService).active();
    expect(active.identity('SD-VACANCY')?.retired).toBe(false);
    expect(await count('catalogue_version')).toBe(2);
    expect(await count('catalogue_version where active')).toBe(1);
    expect(await count('indicator_cell')).toBe(388); // 287 cells, 88 companions, 13 parts of the index
  });

  it('files without a version are numbered', async () => {
    const file = (name: string) => `catalogue: {id: N}\nindicators:\n- {code: n_1, name_lv: ${name}}\n`;
    expect((await put(file('viens'))).body).toMatchObject({ version: '1', state: 'imported' });
    expect((await put(file('viens'))).body).toMatchObject({ version: '1', state: 'unchanged' });
    expect((await put(file('divi'))).body).toMatchObject({ version: '2', state: 'imported' });
  });

  it('imports at the same time come one after the other', async () => {
    const file = (name: string) => `catalogue: {id: M}\nindicators:\n- {code: m_1, name_lv: ${name}}\n`;
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => put(file(name))));
    expect(answers.map(({ body }) => body.version).sort()).toEqual(['1', '2', '3', '4']);
    expect(await count(`catalogue_version where catalogue_id = 'M' and active`)).toBe(1);
  });
});

describe('catalogues side by side', () => {
  it('a foreign one is active beside the own one', async () => {
    expect((await put(FOREIGN)).body).toMatchObject({
      catalogue: 'RAIM',
      version: '1',
      state: 'imported',
      findings: [],
    });
    expect((await get('/indicators?catalogue=RAIM')).body.total).toBe(3);
    expect((await get('/indicators/spend_per_1000')).body).toMatchObject({
      kind: 'derived',
      direction: 'lower_is_better',
      formula: '{social_spend_eur} / {population_pmlp} * 1000',
      family: null,
    });
    expect((await get('/indicators/CX-POP')).status).toBe(200);
  });

  it('its formulas may read the other, whose codes it may not take', async () => {
    const reading = `catalogue: {id: R2}\nindicators:\n- {code: per_head, formula: "{social_spend_eur} / {CX-POP}"}\n`;
    expect((await put(reading)).body.state).toBe('imported');
    const removing = FOREIGN.replace('version: 1', 'version: 2').replace(/- \{code: social_spend_eur.*\n/, '');
    const refused = (await put(removing)).body;
    expect(refused.findings.map(({ path }: { path: string }) => path).sort()).toEqual([
      'indicators.per_head.formula',
      'indicators.spend_per_1000.formula',
    ]);
    const taking = 'catalogue: {id: R3}\nindicators:\n- {code: population_pmlp}\n';
    const { status, body } = await put(taking);
    expect([status, body.code]).toEqual([422, 'CATALOGUE_REFUSED']);
    expect(body.findings[0]).toMatchObject({ code: 'code_in_other_catalogue', path: 'indicators.population_pmlp' });
  });
});
