import { describe, expect, it } from '@jest/globals';
import { toColumn } from './numbers.js';
import { randomStream } from './random.js';
import { scoreColumn } from './score-column.js';
import { describeColumn } from './statistics.js';
import { unitScore } from './unit-score.js';

const up = { direction: 'higher_is_better' } as const;

describe('members', () => {
  const values = toColumn([50, 10, null, 30, 40, 20]);

  it('are the only ones that count, and results follow their order', () => {
    const scored = scoreColumn({ values, members: Int32Array.of(5, 2, 3) }, up);
    expect([...scored.values]).toEqual([20, NaN, 30]);
    expect([...scored.ranks]).toEqual([2, NaN, 1]);
    expect(scored.n).toBe(2);
    expect(scored.statistics).toEqual(describeColumn(toColumn([20, 30])));
  });

  it('are all units where nobody says otherwise', () => {
    expect([...scoreColumn({ values }, up).ranks]).toEqual([1, 5, NaN, 3, 2, 4]);
  });

  it('may be nobody', () => {
    expect(scoreColumn({ values, members: new Int32Array() }, up)).toMatchObject({ n: 0, statistics: { n: 0 } });
  });
});

describe('direction', () => {
  const values = toColumn([1, 2, 2, 4]);

  it('turns the ranks and leaves the statistics in the unit of the values', () => {
    const lower = scoreColumn({ values }, { direction: 'lower_is_better' });
    expect([...lower.ranks]).toEqual([1, 2, 2, 4]);
    expect(lower.statistics).toEqual(scoreColumn({ values }, up).statistics);
  });

  it('neutral ranks nobody but still describes the group', () => {
    const neutral = scoreColumn({ values }, { direction: 'neutral' });
    expect([...neutral.ranks]).toEqual([NaN, NaN, NaN, NaN]);
    expect(neutral).toMatchObject({ n: 4, statistics: { n: 4, median: 2 } });
    expect(unitScore(neutral, 3, { direction: 'neutral' })).toEqual({
      value: 4,
      rank: null,
      of: 4,
      tiedCount: null,
      percentile: null,
      quantileGroup: null,
      z: null,
      robustZ: null,
      flags: [],
    });
  });
});

describe('imputed values', () => {
  const column = { values: toColumn([1, 2, 100, 4]), imputed: Uint8Array.of(0, 0, 1, 0) };

  it('count for nothing unless admitted', () => {
    const scored = scoreColumn(column, up);
    expect([...scored.ranks]).toEqual([3, 2, NaN, 1]);
    expect(scored.n).toBe(3);
    expect(scored.statistics.max).toBe(4);
    expect(scored.values[2]).toBe(100);
    expect(unitScore(scored, 2, up)).toMatchObject({ value: 100, rank: null, of: 3, percentile: null });
  });

  it('are admitted to ranks and to statistics apart', () => {
    const ranked = scoreColumn(column, { ...up, imputedInRank: true });
    expect([...ranked.ranks]).toEqual([4, 3, 1, 2]);
    expect(ranked.statistics.max).toBe(4);
    const described = scoreColumn(column, { ...up, imputedInBasis: true });
    expect([...described.ranks]).toEqual([3, 2, NaN, 1]);
    expect(described.statistics.max).toBe(100);
  });

  it('are found through the members of a group', () => {
    const scored = scoreColumn({ ...column, members: Int32Array.of(2, 0) }, up);
    expect([...scored.ranks]).toEqual([NaN, 1]);
  });
});

describe('options', () => {
  it('reach ranks and statistics', () => {
    const values = toColumn([0.9616, 0.9624, 0.5, 0.4]);
    const options = {
      ...up,
      ties: 'average',
      rankOnRounded: 3,
      quantileType: 6,
      standardDeviation: 'population',
    } as const;
    const scored = scoreColumn({ values }, options);
    expect([...scored.ranks]).toEqual([1.5, 1.5, 3, 4]);
    expect(scored.statistics).toEqual(describeColumn(values, { quantileType: 6, standardDeviation: 'population' }));
  });

  it('of a unit: percentile, groups, scale, fallback', () => {
    const scored = scoreColumn({ values: toColumn([5, 5, 5, 9, 1, 5]) }, up);
    const options = {
      ...up,
      percentile: 'mid',
      quantileGroups: 2,
      zTarget: { mean: 100, sd: 15 },
      zeroMad: 'mean_ad',
    } as const;
    const best = unitScore(scored, 3, options);
    expect(best.percentile).toBeCloseTo(5.5 / 6, 14);
    expect(best.quantileGroup).toBe(1);
    expect(best.z).toBeCloseTo(100 + (15 * 4) / Math.sqrt(32 / 5), 12);
    expect(best.robustZ).toBeCloseTo(4 / ((1.2533141373155 * 8) / 6), 12);
    expect(unitScore(scored, 3, { ...up, quantileGroups: 10 }).flags).toContain('INSUFFICIENT_N');
  });
});

/** Straight from the definitions, without sorting: n² comparisons. */
function naiveRanks(values: Float64Array): number[] {
  return [...values].map((value) =>
    Number.isNaN(value) ? NaN : 1 + [...values].filter((other) => other > value).length,
  );
}

it('agrees with counting who is better, for many columns', () => {
  const stream = randomStream(3);
  for (let round = 0; round < 60; round++) {
    const values = Float64Array.from({ length: 1 + stream.below(80) }, () =>
      stream.below(10) === 0 ? NaN : stream.below(30) - 10,
    );
    expect([...scoreColumn({ values }, up).ranks]).toEqual(naiveRanks(values));
  }
});
