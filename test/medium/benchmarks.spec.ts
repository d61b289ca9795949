// Real: Postgres, catalogue, reference data, observations, runs, editions. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM_ACTOR, type Actor, type Role } from '../../src/http/actor.js';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { House, type HouseValue } from '../factories/house.js';
import { ReadingRoom } from '../factories/reading-room.js';

const both = (text: string) => ({ name_lv: text, name_en: text, definition_lv: text, definition_en: text });
const count = { kind: 'collected', value_type: 'integer', unit_lv: 'skaits', unit_en: 'count' };
const CATALOGUE = {
  catalogue: { id: 'TEST', version: '1' },
  indicators: [
    { code: 'A', ...both('A'), ...count, direction: 'higher_better', disclosure: 'D0' },
    { code: 'POP', ...both('POP'), ...count, direction: 'neutral', disclosure: 'D0' },
    { code: 'CLIENTS', ...both('CLIENTS'), ...count, direction: 'higher_better', disclosure: 'D1' },
    {
      code: 'RATE',
      ...both('RATE'),
      ...count,
      value_type: 'decimal',
      kind: 'derived',
      direction: 'higher_better',
      formula: '{A} / {POP} * 1000',
      disclosure: 'D0',
    },
  ],
};
const YEARS = ['2021', '2022', '2023'];

const actor = (role: Role, municipality: string | null = null): Actor => ({
  ...SYSTEM_ACTOR,
  role,
  municipality,
  via: 'session',
});

describe('benchmarks', () => {
  let suite: TestDatabase;
  let house: House;
  let room: ReadingRoom;
  let codes: string[];
  let firstRun: string;
  const value = (indicator: string, period: string, i: number): number => {
    if (indicator === 'CLIENTS') return i;
    if (indicator === 'POP') return 1000 + 100 * i;
    return ((i * 37) % 43) + 10 * YEARS.indexOf(period);
  };

  beforeAll(async () => {
    suite = await createTestDatabase();
    house = new House(suite.database);
    room = new ReadingRoom(house);
    await house.furnish(CATALOGUE, YEARS);
    codes = (await house.directory.validOn('2023-12-31')).map(({ atvk }) => atvk).sort();
    const values = YEARS.flatMap((period) =>
      codes.flatMap((atvk, i) =>
        ['A', 'POP', 'CLIENTS'].map((indicator): HouseValue => ({
          indicator,
          period,
          atvk,
          value: value(indicator, period, i),
        })),
      ),
    );
    await house.observe(values, 'SPOLIS');
    firstRun = (await house.score()).id;
  });
  afterAll(() => suite.close());

  it('shows nothing before anything is published, and the draft to analysts and administrators only', async () => {
    await expect(room.questions.aboutCell('A', {}, null)).rejects.toMatchObject({
      details: { status: 404, code: 'not_published' },
    });
    const draft = { edition: 'draft' };
    await expect(room.questions.aboutCell('A', draft, null)).rejects.toMatchObject({ details: { status: 401 } });
    for (const role of ['reader', 'coordinator', 'lps_reviewer'] as const)
      await expect(room.questions.aboutCell('A', draft, actor(role))).rejects.toMatchObject({
        details: { status: 403 },
      });
    for (const role of ['lps_analyst', 'lps_administrator'] as const) {
      const place = await room.questions.aboutCell('A', draft, actor(role));
      expect((await room.benchmarks.benchmark(place)).rows).toHaveLength(43);
    }
  });

  it('publishes a run and serves the newest period of it', async () => {
    const edition = await room.publication.publish({ run: firstRun, kind: 'final' }, SYSTEM_ACTOR);
    expect(edition).toMatchObject({ id: '2023-final-1', kind: 'final', sample: false });
    const place = await room.questions.aboutCell('A', {}, null);
    const benchmark = await room.benchmarks.benchmark(place);
    expect(benchmark).toMatchObject({
      period: { code: '2023' },
      peerGroup: { code: 'all' },
      statistics: { n: 43, min: 20, max: 62, median: 41 },
    });
    const best = benchmark.rows.find(({ rank }) => rank === 1);
    expect(best).toMatchObject({
      value: 62,
      of: 43,
      percentile: 1,
      quantileGroup: 1,
      comparison: 'better',
      change: 10,
      source: 'SPOLIS',
    });
    expect(benchmark.rows.every(({ trend }) => trend === 'insufficient')).toBe(true);
  });

  it('ranks within a stored group, among neighbours and in an own choice by the same arithmetic', async () => {
    const [own = ''] = codes;
    for (const peerGroup of ['state-cities', `nearest-${own}`, `own-${codes.slice(0, 6).join('-')}`]) {
      const { rows, statistics } = await room.benchmarks.benchmark(
        await room.questions.aboutCell('A', { peerGroup }, null),
      );
      const values = rows.map((row) => row.value ?? NaN);
      expect(statistics.n).toBe(rows.length);
      for (const row of rows) expect(row.rank).toBe(1 + values.filter((other) => other > (row.value ?? NaN)).length);
    }
  });

  it('hides one to four persons from everyone but the owner and the reviewer, statistics included', async () => {
    const asked = async (who: Actor | null) =>
      room.benchmarks.benchmark(await room.questions.aboutCell('CLIENTS', {}, who));
    const open = await asked(null);
    const hidden = open.rows.filter(({ flags }) => flags.includes('SUPPRESSED'));
    expect(hidden.map(({ municipality }) => municipality.atvk)).toEqual(codes.slice(1, 5));
    for (const row of hidden)
      expect(row).toMatchObject({ value: null, rank: null, status: 'confidential', comparison: 'not_compared' });
    expect(open.statistics).toMatchObject({ n: 39 });
    const shown = open.rows.flatMap((row) => row.value ?? []);
    const total = (open.statistics.mean ?? NaN) * open.statistics.n;
    expect(total).toBeCloseTo(
      shown.reduce((sum, one) => sum + one, 0),
      6,
    ); // nothing hidden can be subtracted
    const owner = await asked(actor('coordinator', codes[2]));
    expect(owner.rows.find(({ municipality }) => municipality.atvk === codes[2])).toMatchObject({
      value: 2,
      status: 'reported',
      rank: null,
    });
    expect(owner.rows.find(({ municipality }) => municipality.atvk === codes[3])).toMatchObject({ value: null });
    const reviewer = await asked(actor('lps_reviewer'));
    expect(reviewer.statistics).toMatchObject({ n: 43 });
    expect(reviewer.rows.every((row) => row.value !== null)).toBe(true);
  });

  it('explains a score so that it can be recomputed', async () => {
    const municipality = await house.directory.byAtvk(codes[10] ?? '');
    if (municipality === undefined) throw new Error('no municipality');
    const place = await room.questions.aboutCell('RATE', { period: '2023' }, null);
    const explanation = await room.explanations.explain(place, municipality);
    expect(explanation.formula).toBe('{A} / {POP} * 1000');
    const inputs = new Map(explanation.inputs.map((input) => [input.cell, input]));
    const rate = ((inputs.get('A')?.value ?? NaN) / (inputs.get('POP')?.value ?? NaN)) * 1000;
    expect(explanation.score.value).toBe(rate);
    expect(inputs.get('A')).toMatchObject({ source: 'SPOLIS', status: 'reported' });
    expect(Date.parse(inputs.get('A')?.recordedAt ?? '')).not.toBeNaN();
    const peers = explanation.peers.map((peer) => peer.value ?? NaN);
    const better = peers.filter((other) => other > rate).length;
    const steps = new Map(explanation.steps.map((step) => [step.figure, step]));
    expect(steps.get('rank')).toMatchObject({ numbers: `1 + ${better}`, result: better + 1 });
    expect(steps.get('percentile')?.result).toBeCloseTo((42 - better) / 42, 12);
    const mean = peers.reduce((sum, one) => sum + one, 0) / 43;
    const sd = Math.sqrt(peers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 42);
    expect(steps.get('z')?.result).toBeCloseTo((rate - mean) / sd, 10);
  });

  it('lists in a corrected edition every changed value with its reason, and keeps the old edition', async () => {
    const atvk = codes[20] ?? '';
    const before = value('A', '2023', 20);
    await house.observe([{ indicator: 'A', period: '2023', atvk, value: 500 }], 'Vēstule', 'Kļūda ievadē');
    const run = await house.score();
    const edition = await room.publication.publish({ run: run.id, kind: 'revised', periods: ['2023'] }, SYSTEM_ACTOR);
    expect(edition.id).toBe('2023-revised-1');
    const changes = await room.changes.of(edition.id);
    expect(changes.map(({ indicator, cause }) => [indicator, cause])).toEqual([
      ['A', 'revised'],
      ['RATE', 'recomputed'],
    ]);
    expect(changes[0]).toMatchObject({
      period: '2023',
      municipality: { atvk },
      previousEdition: '2023-final-1',
      old: { value: before, status: 'reported' },
      new: { value: 500, status: 'reported' },
      reason: 'Kļūda ievadē',
      source: 'Vēstule',
    });
    expect(changes[1]).toMatchObject({ because: ['A'], reason: null });
    const at = async (edition_: string | undefined) =>
      (
        await room.benchmarks.benchmark(
          await room.questions.aboutCell('A', { edition: edition_, period: '2023' }, null),
          atvk,
        )
      ).own;
    expect(await at(undefined)).toMatchObject({ value: 500, rank: 1 });
    expect(await at('2023-final-1')).toMatchObject({ value: before });
    const older = await room.questions.aboutCell('A', { period: '2022' }, null);
    expect(older.view.label.id).toBe('2023-final-1');
  });

  it('hides in the list of changes what may not be seen', async () => {
    await house.observe(
      [{ indicator: 'CLIENTS', period: '2022', atvk: codes[30] ?? '', value: 3 }],
      'Vēstule',
      'Precizēts',
    );
    const run = await house.score();
    const edition = await room.publication.publish({ run: run.id, kind: 'revised', periods: ['2022'] }, SYSTEM_ACTOR);
    const [change] = await room.changes.of(edition.id);
    expect(change).toMatchObject({
      indicator: 'CLIENTS',
      old: { value: null, status: 'confidential' },
      new: { value: null, status: 'confidential' },
    });
  });

  it('adds what was reported on today’s borders', async () => {
    const place = await room.questions.aboutCell('A', { period: '2023', territory: 'current' }, null);
    const { rows } = await room.benchmarks.benchmark(place);
    expect(rows).toHaveLength(42);
    const municipalities = await house.directory.snapshot();
    const then = (name: string) => municipalities.byName(name, '2023-12-31')?.atvk ?? name;
    const now = municipalities.byName('Madonas novads', '2026-01-01')?.atvk;
    const reported = await room.benchmarks.benchmark(await room.questions.aboutCell('A', { period: '2023' }, null));
    const of = (atvk: string) => reported.rows.find((row) => row.municipality.atvk === atvk)?.value ?? NaN;
    const sum = of(then('Madonas novads')) + of(then('Varakļānu novads'));
    expect(rows.find((row) => row.municipality.atvk === now)?.value).toBe(sum);
  });

  it('names what does not exist', async () => {
    const refusal = (code: string, question = {}) => room.questions.aboutCell(code, question, null);
    await expect(refusal('NOPE')).rejects.toMatchObject({ details: { status: 404, code: 'indicator_not_found' } });
    await expect(refusal('A', { period: '1999' })).rejects.toMatchObject({
      details: { status: 404, code: 'period_not_found' },
    });
    await expect(refusal('A', { edition: 'x' })).rejects.toMatchObject({
      details: { status: 404, code: 'edition_not_found' },
    });
    await expect(refusal('A', { peerGroup: 'x' })).rejects.toMatchObject({
      details: { status: 422, code: 'unknown_peer_group' },
    });
  });

  it('refuses to publish a run that has not finished, twice gives two editions', async () => {
    const { id } = await house.scoring.request({}, SYSTEM_ACTOR);
    await expect(room.publication.publish({ run: id, kind: 'final' }, SYSTEM_ACTOR)).rejects.toMatchObject({
      details: { status: 409 },
    });
    const again = await room.publication.publish({ run: firstRun, kind: 'final' }, SYSTEM_ACTOR);
    expect(again.id).toBe('2023-final-2');
  });
});
