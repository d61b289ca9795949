// Real: Postgres, catalogue, observations, runs. Nothing is mocked; batches are scored in this thread.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM_ACTOR } from '../../src/http/actor.js';
import { Problem } from '../../src/http/problem.js';
import { METHOD_VERSION, SCORING_METHOD } from '../../src/scoring/method.js';
import { MethodPreview, PresentEdition } from '../../src/scoring/methods/method-preview.js';
import { MethodRepository } from '../../src/scoring/methods/method.repository.js';
import { MethodsService } from '../../src/scoring/methods/methods.service.js';
import { ScoreReader } from '../../src/scoring/reading/score-reader.js';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { House, type HouseValue } from '../factories/house.js';

const both = (text: string) => ({ name_lv: text, name_en: text, definition_lv: text, definition_en: text });
const number = { kind: 'collected', value_type: 'decimal', unit_lv: 'skaits', unit_en: 'count' };
const CATALOGUE = {
  catalogue: { id: 'TEST', version: '1' },
  indicators: [
    { code: 'A', ...both('A'), ...number, direction: 'higher_better', disclosure: 'D0' },
    { code: 'P', ...both('P'), ...number, direction: 'higher_better', disclosure: 'D1' },
  ],
};
const refusal = async (work: Promise<unknown>): Promise<[number, string] | null> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Problem ? [error.details.status, error.details.code] : null;
};

describe('versions of the scoring method', () => {
  let suite: TestDatabase;
  let house: House;
  let methods: MethodsService;
  let preview: MethodPreview;
  let codes: string[];

  beforeAll(async () => {
    suite = await createTestDatabase();
    house = new House(suite.database);
    methods = new MethodsService(suite.database, new MethodRepository(suite.database), house.audit);
    const reader = new ScoreReader(suite.database);
    const present = new PresentEdition(suite.database, house.runs, reader);
    preview = new MethodPreview(present, reader, house.inputs, house.directory);
    await house.furnish(CATALOGUE, ['2022', '2023']);
    codes = (await house.directory.validOn('2023-12-31')).map(({ atvk }) => atvk).sort();
    // the two best share their value; everyone else has one of their own
    const values = codes.flatMap((atvk, i): HouseValue[] =>
      ['2022', '2023'].flatMap((period) => [
        { indicator: 'A', period, atvk, value: i < 2 ? 100 : 100 - i },
        { indicator: 'P', period, atvk, value: i < 2 ? 100 : 100 - i },
      ]),
    );
    await house.observe(values);
    await house.score();
  });
  afterAll(() => suite.close());

  it('begin with one that has every option at its default', async () => {
    const [first, ...others] = await methods.list(['draft', 'adopted']);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      version: METHOD_VERSION,
      state: 'adopted',
      options: SCORING_METHOD,
      validFrom: null,
    });
  });

  it('are drafted, previewed, adopted, and then decide about runs from their period on', async () => {
    const draft = await methods.draft(
      { options: { ties: 'max', similarBand: 0.5 }, reason: 'Kopīga vieta ir sliktākā.', validFrom: '2023' },
      SYSTEM_ACTOR,
    );
    expect(draft).toMatchObject({
      version: '1.1.0',
      state: 'draft',
      options: { ...SCORING_METHOD, ties: 'max', similarBand: 0.5 },
    });

    const { summary, moves, present, changedOptions } = await preview.preview(draft, {
      period: '2023',
      peerGroup: 'all',
    });
    expect(present.methodVersion).toBe('1.0.0');
    expect(changedOptions).toEqual([
      { option: 'ties', before: 'min', after: 'max' },
      { option: 'similarBand', before: 0.05, after: 0.5 },
    ]);
    const median = 100 - 21; // of 43: 100, 100, 98, 97, …, 58
    const labels = (band: number) =>
      codes.map((_, i) => {
        const value = i < 2 ? 100 : 100 - i;
        if (Math.abs(value - median) <= band * median + 1e-9) return 'similar';
        return value > median ? 'better' : 'worse';
      });
    const relabelled = labels(0.05).filter((label, i) => label !== labels(0.5)[i]).length;
    expect(relabelled).toBeGreaterThan(10);
    expect(summary).toMatchObject({ indicators: 1, scores: 43, rank: 2, quantileGroup: 0, comparison: relabelled });
    expect(moves[0]).toMatchObject({ indicator: 'A', before: { rank: 1 }, after: { rank: 2 } });
    expect(moves[0]?.because).toContain('ties');
    expect(moves.at(-1)?.because).toEqual(['similarBand']);
    expect(moves.some(({ indicator }) => indicator === 'P')).toBe(false);

    const before = await house.score();
    expect(before).toMatchObject({ methodVersion: '1.0.0', columnsRecomputed: 0 });
    expect(await methods.adopt(draft.id, SYSTEM_ACTOR, 1)).toMatchObject({
      state: 'adopted',
      adoptedByName: 'Pakalpojums',
    });

    const run = await house.score();
    expect(run).toMatchObject({ methodVersion: '1.1.0', method: { ties: 'max', similarBand: 0.5 } });
    expect(run.columnsRecomputed).toBe(4);
    expect(await house.score({ periods: ['2022'] })).toMatchObject({ methodVersion: '1.0.0', method: { ties: 'min' } });
    expect(await house.score({ periods: ['2022', '2023'] })).toMatchObject({ methodVersion: '1.1.0' });
  });

  it('do not change once they are adopted, neither here nor in the database', async () => {
    const [adopted] = await methods.list(['adopted']);
    const id = adopted?.id ?? '';
    const change = { actor: SYSTEM_ACTOR, expectedVersion: undefined };
    expect(await refusal(methods.change(id, { reason: 'Citādi' }, change))).toEqual([409, 'method_adopted']);
    expect(await refusal(methods.adopt(id, SYSTEM_ACTOR, undefined))).toEqual([409, 'method_adopted']);
    await expect(
      suite.database.query(`update scoring_method set options = '{}' where state = 'adopted'`),
    ).rejects.toThrow(/cannot change/);
    await expect(suite.database.query('delete from scoring_method')).rejects.toThrow(/cannot change/);
  });

  it('refuse what does not exist, does not differ, or changed meanwhile', async () => {
    const reason = 'Mēģinājums';
    const drafted = (options: object, validFrom: string | null = null) =>
      methods.draft({ options, reason, validFrom }, SYSTEM_ACTOR);
    expect(await refusal(drafted({ ties: 'dense' }, '1899'))).toEqual([422, 'unknown_period']);
    expect(await refusal(drafted({ ties: 'min' }, '2022'))).toEqual([422, 'method_unchanged']);
    const draft = await drafted({ ties: 'dense' });
    expect(draft.version).toBe('1.2.0');
    const changed = await methods.change(
      draft.id,
      { options: { quantileGroups: 5 } },
      { actor: SYSTEM_ACTOR, expectedVersion: 1 },
    );
    expect(changed.options).toMatchObject({ ties: 'dense', quantileGroups: 5 });
    expect(await refusal(methods.adopt(draft.id, SYSTEM_ACTOR, 1))).toEqual([412, 'stale_version']);
    expect(await refusal(methods.byId(draft.id, ['adopted']))).toEqual([404, 'method_not_found']);
    expect(await refusal(preview.preview(changed, { period: '2023', peerGroup: 'moon' }))).toEqual([
      422,
      'unknown_peer_group',
    ]);
  });
});
