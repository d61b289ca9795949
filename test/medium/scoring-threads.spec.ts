// Real: worker threads, from the build. Nothing is mocked; there is no database.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { scoreBatch, type ScoreBatch } from '../../src/scoring/kernel/score-batch.js';
import { ScorePool } from '../../src/scoring/kernel/score-pool.js';
import { SCORING_METHOD } from '../../src/scoring/method.js';

const UNITS = 311;
const COLUMNS = 400;

function batch(pool: ScorePool, seed: number): ScoreBatch {
  const values = pool.room(UNITS * COLUMNS);
  let state = seed;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647);
  values.forEach((_, i) => (values[i] = next() % 30 === 0 ? NaN : (next() % 100_000) / 100));
  const ids = Int32Array.from({ length: COLUMNS }, (_, i) => i + 1);
  return {
    runSequence: 1,
    units: UNITS,
    values,
    method: SCORING_METHOD,
    groupSets: [
      [
        { code: 'all', members: null },
        { code: 'few', members: Int32Array.of(3, 5, 8, 300) },
      ],
    ],
    columns: {
      cellIds: ids,
      periodIds: new Int32Array(COLUMNS).fill(1),
      sources: Float64Array.from(ids, (id) => (id % 2 === 0 ? id : -id)),
      directions: Int8Array.from(ids, (id) => (id % 3) - 1),
      groupSets: new Uint16Array(COLUMNS),
      labels: Array.from(ids, (id) => `I${id} 2025`).join('\n'),
    },
  };
}

describe('scoring threads', () => {
  const file = pathToFileURL(path.resolve('dist/src/scoring/kernel/score-worker.js'));
  const pool = new ScorePool(file, 2);
  afterAll(() => pool.close());

  it('give the bytes that this thread gives, whichever batch is done first', async () => {
    const seeds = [1, 2, 3, 4, 5];
    const expected = seeds.map((seed) => scoreBatch(batch(pool, seed)));
    const scored = await Promise.all(seeds.map((seed) => pool.score(batch(pool, seed))));
    scored.forEach(({ rows, offsets, hashes }, i) => {
      expect(Buffer.compare(rows, expected[i]?.rows ?? Buffer.alloc(0))).toBe(0);
      expect(offsets).toEqual(expected[i]?.offsets);
      expect(hashes).toEqual(expected[i]?.hashes);
    });
  });

  it('fail what they have in hand when they are ended, and begin anew when they are asked again', async () => {
    const lost = pool.score(batch(pool, 6));
    const failed = expect(lost).rejects.toThrow('A scoring thread ended.');
    await pool.close();
    await failed;
    const again = await pool.score(batch(pool, 1));
    expect(again.offsets).toHaveLength(2 * COLUMNS + 1);
  });
});
