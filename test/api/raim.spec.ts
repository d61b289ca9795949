// Real: the built service as a process with its embedded Postgres, the command line beside it, ten thousand published
// values of Latvia's municipalities. They may not be shipped, so they are read from beside the checkout and the suite
// reports itself as skipped where they are not there.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ended, privateDirectory, spawnEntry, startService, type RunningService } from '../factories/service.js';
import { signIn } from '../factories/client.js';

const file = path.resolve('..', 'shared', 'data', 'raim_indicators_long.csv');
const present = existsSync(file);
if (!present) process.stdout.write('skipped: ten thousand published values (../shared/data is not here)\n');

interface Value {
  readonly atvk: string;
  readonly indicator: string;
  readonly year: string;
  readonly value: number;
}

/** Reads the file with nothing of the product's: quoted fields hold no line breaks in it. */
function readValues(): Value[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').split(/\r?\n/);
  const split = (line: string) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) =>
      field.replace(/^"|"$/g, '').replace(/""/g, '"'),
    );
  const names = split(head);
  const at = (fields: string[], name: string) => fields[names.indexOf(name)] ?? '';
  return lines
    .filter((line) => line !== '')
    .map(split)
    .map((fields) => ({
      atvk: at(fields, 'atvk'),
      indicator: at(fields, 'indicator'),
      year: at(fields, 'year'),
      value: Number(at(fields, 'value')),
    }));
}

/** Rank and percentile by counting pairs: slow, plain, and not the product's way. */
function standing(values: ReadonlyMap<string, number>, atvk: string, sign: 1 | -1) {
  const own = Number((values.get(atvk) ?? NaN).toPrecision(10)) * sign;
  const all = [...values.values()].map((value) => Number(value.toPrecision(10)) * sign);
  return {
    rank: 1 + all.filter((value) => value > own).length,
    of: all.length,
    percentile: all.filter((value) => value < own).length / (all.length - 1),
  };
}

const describeIfPresent = present ? describe : describe.skip;

describeIfPresent('ten thousand published values', () => {
  let service: RunningService;
  let get: (path: string) => Promise<{ status: number; body: unknown }>;
  const environment = {
    DATA_DIR: `${privateDirectory()}/data`,
    SAMPLE_DATA: 'true',
    SAMPLE_PASSWORD: 'parauga-parole-1',
  };
  const cli = (...args: string[]) => ended(spawnEntry('cli', environment, args));

  beforeAll(async () => {
    service = await startService(environment);
    const catalogue = await cli('import', 'catalogue', path.resolve('test', 'fixtures', 'raim-catalogue.yaml'));
    expect(catalogue).toMatchObject({ code: 0 });
    const imported = await cli('import', 'observations', file, '--source', 'RAIM 2024');
    expect(imported.code).toBe(0);
    expect(imported.output).toMatch(/10[\s\u00a0]?427/);
    expect(await cli('score')).toMatchObject({ code: 0 });
    get = await signIn(service.url, 'analitikis@paraugs.example', environment.SAMPLE_PASSWORD);
  }, 180_000);
  afterAll(async () => {
    await service.stop();
  });

  it.each([
    { code: 'social_spend_per_inhabitant', numerator: 'social_spend_eur', per: 1, sign: -1 as const },
    { code: 'social_staff_per_1000', numerator: 'social_staff', per: 1000, sign: 1 as const },
  ])('$code: all municipalities, ranks and percentiles as recomputed', async ({ code, numerator, per, sign }) => {
    const values = readValues();
    const of = (indicator: string, year: string) =>
      new Map(values.filter((v) => v.indicator === indicator && v.year === year).map((v) => [v.atvk, v.value]));
    const years = [...new Set(values.filter((v) => v.indicator === numerator).map((v) => v.year))];
    expect(years.length).toBeGreaterThan(5);
    for (const year of years) {
      const people = of('population_pmlp', year);
      const rates = new Map(
        [...of(numerator, year)].map(([atvk, value]) => [atvk, (value / (people.get(atvk) ?? NaN)) * per]),
      );
      const { status, body } = await get(`/api/v1/benchmarks/${code}?period=${year}&edition=draft`);
      expect(status).toBe(200);
      const { rows, statistics } = body as {
        statistics: { n: number; median: number };
        rows: { municipality: { atvk: string }; value: number | null; rank: number; of: number; percentile: number }[];
      };
      const scored = rows.filter(({ value }) => value !== null);
      expect(scored).toHaveLength(rates.size);
      expect(statistics.n).toBe(rates.size);
      for (const row of scored) {
        const expected = standing(rates, row.municipality.atvk, sign);
        expect(row.value).toBeCloseTo(rates.get(row.municipality.atvk) ?? NaN, 9);
        expect({ rank: row.rank, of: row.of }).toEqual({ rank: expected.rank, of: expected.of });
        expect(row.percentile).toBeCloseTo(expected.percentile, 12);
      }
    }
    expect(of(numerator, '2022').size).toBe(43);
  });

  it('stands in the list of imports, with its findings', async () => {
    const { body } = await get('/api/v1/imports');
    const { items } = body as { items: { id: string; counts: { rows: number; added: number } }[] };
    const ours = items.find(({ counts }) => counts.rows === 10_427);
    expect(ours?.counts.added).toBeGreaterThan(10_000);
    const findings = await get(`/api/v1/imports/${ours?.id ?? ''}/findings?perPage=1`);
    expect((findings.body as { total: number }).total).toBeGreaterThan(150);
  });
});
