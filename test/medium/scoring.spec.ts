// Real: Postgres, catalogue, reference data, observations, runs. Nothing is mocked; batches are scored in this thread.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { House, type HouseValue } from '../factories/house.js';

const both = (text: string) => ({ name_lv: text, name_en: text, definition_lv: text, definition_en: text });
const number = { kind: 'collected', value_type: 'decimal', unit_lv: 'skaits', unit_en: 'count' };
const CATALOGUE = {
  catalogue: { id: 'TEST', version: '1' },
  indicators: [
    { code: 'A', ...both('A'), ...number, direction: 'higher_better', disclosure: 'D0' },
    { code: 'B', ...both('B'), ...number, direction: 'lower_better', disclosure: 'D0' },
    { code: 'N', ...both('N'), ...number, direction: 'neutral', disclosure: 'D0' },
    { code: 'R', ...both('R'), ...number, kind: 'derived', direction: 'lower_better', formula: '{A} / {B} * 100' },
  ],
};

interface ScoreRow {
  readonly indicator: string;
  readonly municipality: string;
  readonly value: number | null;
  readonly rank: number | null;
  readonly of: number;
  readonly percentile: number | null;
  readonly quantile_group: number | null;
  readonly median: number | null;
}

describe('a scoring run', () => {
  let suite: TestDatabase;
  let house: House;
  let codes: string[];
  const scores = (runId: string, indicator: string, group = 'all', period = '2023') =>
    suite.database.query<ScoreRow>(
      `select * from score where run_id = $1 and indicator = $2 and peer_group = $3 and period = $4 order by municipality`,
      [runId, indicator, group, period],
    );

  beforeAll(async () => {
    suite = await createTestDatabase();
    house = new House(suite.database);
    await house.furnish(CATALOGUE, ['2022', '2023']);
    codes = (await house.directory.validOn('2023-12-31')).map(({ atvk }) => atvk).sort();
    const values = codes.flatMap((atvk, i): HouseValue[] => [
      { indicator: 'A', period: '2022', atvk, value: i },
      { indicator: 'A', period: '2023', atvk, value: i === 5 ? null : (i * 37) % 43 },
      { indicator: 'B', period: '2023', atvk, value: i === 7 ? 0 : 1 + ((i * 11) % 5) },
      { indicator: 'N', period: '2023', atvk, value: i },
    ]);
    await house.observe(values);
  });
  afterAll(() => suite.close());

  it('scores every column within every peer group, derived ones too', async () => {
    const run = await house.score();
    expect(run).toMatchObject({ state: 'done', sequence: 1, failure: null, columnsRecomputed: 6, columnsReused: 0 });
    const a = await scores(run.id, 'A');
    expect(a).toHaveLength(43);
    const present = a.filter(({ value }) => value !== null);
    expect(present).toHaveLength(42);
    for (const row of present) {
      const better = present.filter(({ value }) => Number(value) > Number(row.value)).length;
      expect(row).toMatchObject({ rank: better + 1, of: 42 });
      const worse = present.filter(({ value }) => Number(value) < Number(row.value)).length;
      expect(row.percentile).toBeCloseTo(worse / 41, 12);
    }
    expect(a.find(({ municipality }) => municipality === codes[5])).toMatchObject({ value: null, rank: null });
  });

  it('gives ranks to the lower value where lower is better, and none where neither is', async () => {
    const run = await house.runs.newestDone();
    const b = await scores(run?.id ?? '', 'B');
    expect(b.filter(({ value }) => value === 0).map(({ rank }) => rank)).toEqual([1]);
    const ones = b.filter(({ value }) => value === 1);
    expect(new Set(ones.map(({ rank }) => rank))).toEqual(new Set([2]));
    const neutral = await scores(run?.id ?? '', 'N');
    expect(neutral.every(({ rank, quantile_group }) => rank === null && quantile_group === null)).toBe(true);
    expect(neutral[0]).toMatchObject({ of: 43, median: 21 });
  });

  it('derives a ratio: not applicable over zero, missing where an operand is', async () => {
    const run = await house.runs.newestDone();
    const r = await scores(run?.id ?? '', 'R');
    expect(r[7]).toMatchObject({ value: null, status: 2 });
    expect(r[5]).toMatchObject({ value: null, status: 4 });
    expect(r[1]?.value).toBeCloseTo((37 / 2) * 100, 10);
    expect(r.filter(({ rank }) => rank !== null)).toHaveLength(41);
    expect(r[0]?.of).toBe(41);
  });

  it('does nothing twice: the same input, the same hashes, no new row', async () => {
    const before = await house.runs.newestDone();
    const rows = () => suite.database.query<{ n: number }>('select count(*)::int as n from score_column');
    const [stored] = await rows();
    const idle = await house.score();
    const full = await house.score({ full: true });
    expect(idle).toMatchObject({ columnsRecomputed: 0, columnsReused: 6 });
    expect(full).toMatchObject({ columnsRecomputed: 6, columnsReused: 0 });
    for (const run of [idle, full]) {
      expect(run.resultHash).toEqual(before?.resultHash);
      expect(run.inputHash).toEqual(before?.inputHash);
    }
    expect(await rows()).toEqual([stored]);
  });

  it('recomputes what depends on a changed value and nothing else; older runs keep what they found', async () => {
    const before = await house.runs.newestDone();
    const atvk = codes[3] ?? '';
    await house.observe([{ indicator: 'A', period: '2023', atvk, value: 1000 }]);
    const run = await house.score();
    expect(run).toMatchObject({ columnsRecomputed: 2, columnsReused: 4 });
    expect((await scores(run.id, 'A')).find(({ municipality }) => municipality === atvk)).toMatchObject({
      value: 1000,
      rank: 1,
    });
    expect((await scores(before?.id ?? '', 'A'))[3]).toMatchObject({ value: (3 * 37) % 43 });
    expect(run.resultHash).not.toEqual(before?.resultHash);
    await house.observe([{ indicator: 'A', period: '2023', atvk, value: (3 * 37) % 43 }]);
    const restored = await house.score();
    expect(restored.resultHash).toEqual(before?.resultHash);
    expect(restored.inputHash).toEqual(before?.inputHash);
  });

  it('gives the same bytes when everything is computed from nothing in another database', async () => {
    const other = await createTestDatabase();
    try {
      const twin = new House(other.database);
      await twin.furnish(CATALOGUE, ['2023', '2022']);
      const rows = await suite.database.query<HouseValue>(
        `select distinct on (c.code, p.code, m.atvk) c.code as indicator, p.code as period, m.atvk, r.value
         from observation_revision r join indicator_cell c on c.id = r.cell_id
         join reporting_period p on p.id = r.period_id join municipality m on m.id = r.municipality_id
         order by c.code, p.code, m.atvk, r.id desc`,
      );
      await twin.observe([...rows].reverse());
      const run = await twin.score();
      expect(run.resultHash).toEqual((await house.runs.newestDone())?.resultHash);
    } finally {
      await other.close();
    }
  });

  it('does no harm when delivered twice, and is redone when it was killed half-way', async () => {
    const { id } = await house.scoring.request({ full: true }, (await import('../../src/http/actor.js')).SYSTEM_ACTOR);
    await house.runs.begin(id); // as a worker that was killed left it
    const [first, second] = [await house.scoring.run(id), await house.scoring.run(id)];
    expect(first).toMatchObject({ state: 'done' });
    expect(second).toEqual(first);
  });

  it('keeps finished runs and stored scores from being changed', async () => {
    await expect(suite.database.query(`update scoring_run set failure = 'x'`)).rejects.toThrow(/finished/);
    await expect(suite.database.query(`update score_column set n = 0`)).rejects.toThrow(/permission denied/);
  });

  it('refuses a period that does not exist', async () => {
    const asked = house.score({ periods: ['1999'] });
    await expect(asked).rejects.toMatchObject({ details: { status: 422, code: 'unknown_period' } });
  });
});
