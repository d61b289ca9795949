/**
 * Small numbers through the laboratory, worked by hand: Marshall's estimator, labels of the funnel, suppression, rank
 * intervals and the t interval of a mean.
 */
import { describe, expect, it } from '@jest/globals';
import { poissonLimits } from '../../src/core/advanced/intervals.js';
import { lineOf, scoresOf, type Body } from './laboratory-request.js';
import type { LaboratoryAnswer } from '../../src/core/laboratory/answer.js';

/** Counts and populations of units A, B, C … as one indicator. */
function counted(kind: string, pairs: readonly (readonly [number | null, number | null])[], more: object = {}): Body {
  const code = (i: number): string => String.fromCharCode(65 + i);
  return {
    units: pairs.map((_, i) => ({ code: code(i) })),
    indicators: [{ code: 'X', kind }],
    observations: pairs.map(([numerator, denominator], i) => ({
      unit: code(i),
      indicator: 'X',
      period: '2024',
      numerator,
      denominator,
    })),
    method: { suppression: 'off', ...more },
  };
}

describe('Marshall’s empirical Bayes estimator', () => {
  it('by hand: three areas', () => {
    // m = 60/1000; s² = (100·0.04² + 400·0.01² + 500·0²)/1000 = 0.0002; n̄ = 1000/3; A = 0.0002 − 0.00018 = 0.00002.
    const answer = scoresOf(
      counted(
        'rate',
        [
          [10, 100],
          [20, 400],
          [30, 500],
        ],
        { shrinkage: 'eb_poisson' },
      ),
    );
    const between = 0.0002 - 0.06 / (1000 / 3);
    const shrunk = (rate: number, n: number): number => 0.06 + (between / (between + 0.06 / n)) * (rate - 0.06);
    expect(lineOf(answer, 'A', 'X').shrunk).toBeCloseTo(shrunk(0.1, 100), 12);
    expect(lineOf(answer, 'B', 'X').shrunk).toBeCloseTo(shrunk(0.05, 400), 12);
    expect(lineOf(answer, 'C', 'X').shrunk).toBeCloseTo(0.06, 12);
    expect(lineOf(answer, 'A', 'X').raw).toBe(0.1);
  });

  it('draws everything to the mean where chance explains it all', () => {
    const answer = scoresOf(
      counted(
        'rate',
        [
          [11, 100],
          [39, 400],
          [50, 500],
        ],
        { shrinkage: 'eb_poisson' },
      ),
    );
    for (const line of answer.scores) expect(line.shrunk).toBeCloseTo(0.1, 12);
  });
});

describe('funnel', () => {
  it('labels a proportion by limits around the pooled target', () => {
    // Target 1000/10000 = 0.1; for n = 2500 the limits are 0.1 ± z·0.006.
    const pairs: [number, number][] = [
      [250, 2500],
      [281, 2500],
      [300, 2500],
      [169, 2500],
    ];
    const answer = scoresOf(counted('proportion', pairs));
    expect(answer.scores.map(({ funnel }) => funnel?.label)).toEqual([
      'as_expected',
      'above_95',
      'above_998',
      'below_998',
    ]);
    const [first] = answer.scores;
    expect(first?.funnel?.target).toBeCloseTo(0.1, 14);
    expect(first?.funnel?.limits[0]?.upper).toBeCloseTo(0.1 + 1.959963984540054 * 0.006, 12);
    expect(answer.scores[1]?.funnel?.z).toBeCloseTo((0.1124 - 0.1) / 0.006, 10);
  });

  it('labels a rate by its own interval against a fixed target', () => {
    // 18 against 10 expected: Byar 10.67 … 28.4 excludes 10; 24: 99.8 % limits exclude it too; 4 (exact 1.1 … 10.2) does not.
    const answer = scoresOf(
      counted(
        'rate',
        [
          [18, 100],
          [30, 100],
          [4, 100],
          [3, 100],
        ],
        { funnel: { target: '0.1' } },
      ),
    );
    expect(answer.scores.map(({ funnel }) => funnel?.label)).toEqual([
      'above_95',
      'above_998',
      'as_expected',
      'below_95',
    ]);
    expect(answer.scores[2]?.intervals[0]?.upper).toBeCloseTo(poissonLimits(4, 0.95).upper / 100, 14);
  });
});

describe('suppression of rates', () => {
  const pairs: [number | null, number | null][] = [
    [3, 90],
    [0, 80],
    [9, 19],
    [8, 100],
    [20, 100],
    [30, 100],
  ];
  const guarded = (more: object): LaboratoryAnswer => scoresOf({ ...counted('rate', pairs), method: more });

  it('shows nothing of a small number, nor anything from which it follows', () => {
    const answer = guarded({ shrinkage: 'eb_poisson', rankInterval: {} });
    for (const unit of ['A', 'C']) {
      expect(lineOf(answer, unit, 'X')).toMatchObject({
        raw: null,
        treated: null,
        normalised: null,
        rank: null,
        tiedCount: null,
        percentile: null,
        quantileGroup: null,
        z: null,
        robustZ: null,
        intervals: [],
        funnel: null,
        shrunk: null,
        rankInterval: null,
        expectedRank: null,
        of: 4,
        flags: ['SUPPRESSED', 'SMALL_NUMBER'],
      });
    }
    const [basis] = answer.basis;
    const shown = [0, 0.08, 0.2, 0.3];
    expect(basis?.n).toBe(4);
    expect((basis?.mean ?? NaN) * 4).toBeCloseTo(
      shown.reduce((sum, rate) => sum + rate, 0),
      12,
    );
    expect(lineOf(answer, 'D', 'X').funnel?.target).toBeCloseTo(58 / 380, 12);
  });

  it('shows a zero, and states extremes from five values only', () => {
    const answer = guarded({});
    expect(lineOf(answer, 'B', 'X')).toMatchObject({ raw: 0, rank: 4 });
    expect(answer.basis[0]).toMatchObject({ min: null, max: null });
    expect(answer.basis[0]?.median).toBeCloseTo(0.14, 12);
  });

  it('takes other thresholds, and none', () => {
    expect(lineOf(guarded({ suppression: { minNumerator: 2, minDenominator: 10 } }), 'A', 'X').raw).not.toBeNull();
    const open = guarded({ suppression: 'off' });
    expect(lineOf(open, 'A', 'X').raw).toBeCloseTo(3 / 90, 14);
    expect(lineOf(open, 'A', 'X').flags).toContain('SMALL_NUMBER');
  });

  it('leaves a composite without the part that is held back', () => {
    const body: Body = {
      ...counted('rate', pairs),
      nodes: [{ code: 'Index' }],
      indicators: [
        { code: 'X', kind: 'rate', parent: 'Index' },
        { code: 'Y', parent: 'Index' },
      ],
      method: { aggregation: { minCoverage: 0.5 } },
    };
    const observations = [...(body['observations'] as object[])];
    for (const [i, unit] of ['A', 'B', 'C', 'D', 'E', 'F'].entries()) {
      observations.push({ unit, indicator: 'Y', period: '2024', value: i });
    }
    const answer = scoresOf({ ...body, observations });
    const index = answer.composites.find(({ unit }) => unit === 'A');
    expect(index?.coverage).toBe(0.5);
    expect(index?.score).toBe(lineOf(answer, 'A', 'Y').normalised);
  });
});

describe('means and rank intervals', () => {
  it('t interval with n − 1 degrees of freedom', () => {
    const answer = scoresOf({
      units: [{ code: 'A' }],
      indicators: [{ code: 'X', kind: 'mean' }],
      observations: [{ unit: 'A', indicator: 'X', numerator: 1000, denominator: 10, standardError: 2 }],
    });
    expect(lineOf(answer, 'A', 'X').raw).toBe(100);
    expect(lineOf(answer, 'A', 'X').intervals[0]?.upper).toBeCloseTo(104.52431432559641, 10);
  });

  it('two equal estimates: each first half of the time', () => {
    const answer = scoresOf({
      units: ['A', 'B', 'C'].map((code) => ({ code })),
      indicators: [{ code: 'X' }],
      observations: [
        { unit: 'A', indicator: 'X', value: 10, standardError: 1 },
        { unit: 'B', indicator: 'X', value: 10, standardError: 1 },
        { unit: 'C', indicator: 'X', value: 100, standardError: 1 },
      ],
      seed: 7,
      method: { rankInterval: { draws: 10_000 } },
    });
    expect(lineOf(answer, 'C', 'X')).toMatchObject({ rankInterval: [1, 1], expectedRank: expect.closeTo(1, 12) });
    expect(lineOf(answer, 'A', 'X').rankInterval).toEqual([2, 3]);
    expect(lineOf(answer, 'A', 'X').expectedRank).toBeCloseTo(2.5, 12);
  });
});
