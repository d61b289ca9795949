// Real: Postgres, catalogue, reference data, observations, runs, editions. Only the day of the first publication is put
// back by hand.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { EditionRepository } from '../../src/benchmarks/editions/edition.repository.js';
import { EditionViews } from '../../src/benchmarks/editions/edition-views.js';
import { PublishedRuns } from '../../src/benchmarks/editions/published-runs.js';
import { FigureStore } from '../../src/benchmarks/figures/figure-store.js';
import { SourceTexts } from '../../src/benchmarks/figures/source-texts.js';
import { SYSTEM_ACTOR } from '../../src/http/actor.js';
import { EditionShelf } from '../../src/open-data/figures/edition-shelf.js';
import { HouseFigures, PublicView } from '../../src/open-data/figures/house-figures.js';
import { OpenGroups } from '../../src/open-data/figures/open-groups.js';
import { OpenStates } from '../../src/open-data/figures/open-states.js';
import type { OpenState } from '../../src/open-data/figures/published-figures.js';
import { dataRows } from '../../src/open-data/kolada/kolada-data.js';
import { ScoreReader } from '../../src/scoring/reading/score-reader.js';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { House, type HouseValue } from '../factories/house.js';
import { ReadingRoom } from '../factories/reading-room.js';

const both = (text: string) => ({ name_lv: text, name_en: text, definition_lv: text, definition_en: text });
const count = { kind: 'collected', value_type: 'integer', unit_lv: 'skaits', unit_en: 'count' };
const CATALOGUE = {
  catalogue: { id: 'TEST', version: '1' },
  indicators: [
    { code: 'A', ...both('A'), ...count, direction: 'higher_better', disclosure: 'D0' },
    { code: 'CLIENTS', ...both('CLIENTS'), ...count, direction: 'higher_better', disclosure: 'D1' },
  ],
};

describe('published figures of the house', () => {
  let suite: TestDatabase;
  let house: House;
  let room: ReadingRoom;
  let codes: string[];
  /** Anew each time: a room that remembers nothing. */
  const figures = (): HouseFigures => {
    const { database, directory, peers, catalogues, runs, periods } = house;
    const reader = new ScoreReader(database);
    const repository = new EditionRepository(database);
    const published = new PublishedRuns(runs, reader, periods);
    const store = new FigureStore(reader, directory);
    return new HouseFigures(
      new EditionShelf(repository, published),
      new OpenStates(store, new OpenGroups(reader, peers), catalogues, directory),
      new PublicView(new EditionViews(repository, published, catalogues), store, new SourceTexts(database, store)),
    );
  };
  const valueOf = (state: OpenState, code: string, period: string, atvk: string): number | undefined => {
    const cell = state.cells.find((known) => known.code === code);
    const unit = state.municipalities.find((known) => known.atvk === atvk)?.unit;
    const of = state.figures.find((known) => known.period.code === period);
    return of?.columns.get(cell?.id ?? -1)?.values[unit ?? -1];
  };
  const publish = async (periods: string[], kind: 'final' | 'revised'): Promise<string> => {
    const run = await house.score();
    return (await room.publication.publish({ run: run.id, kind, periods }, SYSTEM_ACTOR)).id;
  };

  beforeAll(async () => {
    suite = await createTestDatabase();
    house = new House(suite.database);
    room = new ReadingRoom(house);
    await house.furnish(CATALOGUE, ['2022', '2023']);
    codes = (await house.directory.validOn('2023-12-31')).map(({ atvk }) => atvk).sort();
    const values = ['2022', '2023'].flatMap((period) =>
      codes.flatMap((atvk, i): HouseValue[] => [
        { indicator: 'A', period, atvk, value: 100 + i },
        { indicator: 'CLIENTS', period, atvk, value: i },
      ]),
    );
    await house.observe(values, 'SPOLIS');
  });
  afterAll(() => suite.close());

  it('are empty before anything is published', async () => {
    const state = await figures().state();
    expect(state).toMatchObject({ edition: null, cells: [], municipalities: [], periods: [] });
    expect(await figures().editions()).toEqual([]);
  });

  it('are those of the newest edition, small numbers hidden', async () => {
    const id = await publish(['2022'], 'final');
    const owner = new pg.Client({ connectionString: suite.url });
    await owner.connect();
    await owner.query(`update edition set published_at = '2023-06-15T09:00:00Z' where id = $1`, [id]);
    await owner.end();
    const state = await figures().state();
    expect(state.edition?.id).toBe(id);
    expect(state.periods.map(({ code }) => code)).toEqual(['2022']);
    expect(state.cells.map(({ code, koladaId }) => [code, /^U\d{5}$/.test(koladaId)])).toEqual([
      ['A', true],
      ['CLIENTS', true],
    ]);
    expect(state.municipalities).toHaveLength(43);
    for (const [i, atvk] of codes.entries())
      expect(valueOf(state, 'CLIENTS', '2022', atvk)).toBe(i > 0 && i < 5 ? NaN : i);
    const groups = state.peerGroups.get('2022') ?? [];
    expect(groups.find(({ code }) => code === 'all')).toMatchObject({ koladaId: 'G100001' });
    expect(groups.filter(({ code }) => code.startsWith('nearest-'))).toHaveLength(43);
    expect(new Set(groups.map(({ koladaId }) => koladaId)).size).toBe(groups.length);
  });

  it('keep earlier editions readable, and tell old and new and why, of what everybody may see', async () => {
    const [first = '', second = '', third = '', fourth = ''] = codes;
    const corrections: HouseValue[] = [
      { indicator: 'A', period: '2022', atvk: first, value: 999 },
      { indicator: 'A', period: '2022', atvk: second, value: null },
      { indicator: 'CLIENTS', period: '2022', atvk: third, value: 3 },
      { indicator: 'CLIENTS', period: '2022', atvk: fourth, value: 30 },
    ];
    const before = (await figures().state()).edition?.id ?? '';
    await house.observe(corrections, 'SPOLIS', 'Drukas kļūda');
    const id = await publish(['2022', '2023'], 'revised');
    const room2 = figures();
    const now = await room2.state();
    expect(now.edition?.id).toBe(id);
    expect(valueOf(now, 'A', '2022', first)).toBe(999);
    expect(valueOf(await room2.state(before), 'A', '2022', first)).toBe(100);
    const [edition] = await room2.editions();
    if (edition === undefined) throw new Error('No edition.');
    const revisions = await room2.revisions(edition);
    const told = revisions.map(({ cell, municipality, oldValue, newValue, reason }) => [
      cell.code,
      municipality.atvk,
      oldValue,
      newValue,
      reason,
    ]);
    // the third municipality had 2 clients and has 3: hidden before and after, so that nothing is told
    expect(told.sort()).toEqual(
      [
        ['A', first, 100, 999, 'Drukas kļūda'],
        ['A', second, 101, null, 'Drukas kļūda'],
        ['CLIENTS', fourth, null, 30, 'Drukas kļūda'],
      ].sort(),
    );
    await expect(room2.state('nonsense')).rejects.toMatchObject({ details: { status: 404 } });
  });

  it('tell with a day only what has changed since', async () => {
    const room2 = figures();
    const state = await room2.state();
    const rows = async (day: string) =>
      dataRows(state, {
        kpis: null,
        municipalities: null,
        years: ['2022'],
        regionType: null,
        before: await room2.before(day),
        version: 'v3',
      });
    expect(await rows('2023-06-15')).toHaveLength(2 * 43);
    const since = await rows('2023-06-16');
    const changed = since.map(({ municipality, values: [value] }) => [municipality, value?.value, value?.isdeleted]);
    expect(changed.sort()).toEqual([
      [codes[0], 999, false],
      [codes[1], null, true],
      [codes[3], 30, false],
    ]);
    expect(await rows('2999-01-01')).toEqual([]);
  });

  it('come with the scores and sources of the house', async () => {
    const room2 = figures();
    const state = await room2.state();
    const [cell] = state.cells;
    const [, period] = state.periods;
    const [peerGroup] = state.peerGroups.get('2023') ?? [];
    if (cell === undefined || period === undefined || peerGroup === undefined) throw new Error('Nothing there.');
    const scores = await room2.scores(state, { cell, period, peerGroup });
    const benchmark = await room.benchmarks.benchmark(await room.questions.aboutCell('A', { period: '2023' }, null));
    expect(scores?.rows.map(({ rank, value, percentile }) => ({ rank, value, percentile }))).toEqual(
      benchmark.rows.map(({ rank, value, percentile }) => ({ rank, value, percentile })),
    );
    expect(scores?.median).toBe(benchmark.statistics.median);
    expect(new Set((await room2.sources(state, cell, period)).values())).toEqual(new Set(['SPOLIS']));
  });
});
