/**
 * Relations that hold for any input, whatever the right numbers are: the order of the units, the unit of measurement
 * and the scale of the weights cannot matter. Real: all arithmetic. Inputs are drawn by fast-check.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aggregate, type AggregationMethod } from '../../src/core/composite.js';
import { normaliseColumn, type NormalisationKind } from '../../src/core/normalise.js';
import { percentileFromRank } from '../../src/core/percentile.js';
import { quantile, type QuantileType } from '../../src/core/quantile.js';
import { scoreColumn, type ScoredColumn } from '../../src/core/score-column.js';
import { describeColumn } from '../../src/core/statistics.js';
import { mannKendall, theilSenSlope } from '../../src/core/trend.js';
import { standingAt, unitScore } from '../../src/core/unit-score.js';
import type { Direction } from '../../src/core/vocabulary.js';

/** Whole numbers, so that adding and multiplying them is exact and cannot make or break a tie. */
const column = fc
  .array(
    fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -500, max: 500 }) }, { arbitrary: fc.constant(NaN), weight: 1 }),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((values) => Float64Array.from(values));
const direction = fc.constantFrom<Direction>('higher_is_better', 'lower_is_better');
const positives = fc.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 12 });
const methods: AggregationMethod[] = ['arithmetic', 'geometric', 'harmonic'];

const OPPOSITE: Record<Direction, Direction> = {
  higher_is_better: 'lower_is_better',
  lower_is_better: 'higher_is_better',
  neutral: 'neutral',
};

/** Everything that is said of each unit, comparable between two columns. */
function scoresOf(scored: ScoredColumn, of: Direction): unknown[] {
  return Array.from(scored.values, (_, position) => {
    const { value, ...score } = unitScore(scored, position, { direction: of, zeroMad: 'mean_ad' });
    return { ...score, missing: value === null, z: nearly(score.z), robustZ: nearly(score.robustZ) };
  });
}

const nearly = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(8)) + 0);

describe('scores', () => {
  it('do not depend on the order of the units', () => {
    fc.assert(
      fc.property(column, direction, fc.infiniteStream(fc.nat()), (values, of, keys) => {
        const order = [...values.keys()]
          .map((unit) => ({ unit, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ unit }) => unit);
        const permuted = Float64Array.from(order, (unit) => values[unit] ?? NaN);
        const [straight, mixed] = [
          scoreColumn({ values }, { direction: of }),
          scoreColumn({ values: permuted }, { direction: of }),
        ];
        expect(mixed.statistics).toEqual(straight.statistics);
        const expected = scoresOf(straight, of);
        expect(scoresOf(mixed, of)).toEqual(order.map((unit) => expected[unit]));
      }),
    );
  });

  it('do not depend on the unit of measurement', () => {
    fc.assert(
      fc.property(
        column,
        direction,
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: -1000, max: 1000 }),
        (values, of, factor, shift) => {
          const rescaled = values.map((value) => value * factor + shift);
          const expected = scoresOf(scoreColumn({ values }, { direction: of }), of);
          expect(scoresOf(scoreColumn({ values: rescaled }, { direction: of }), of)).toEqual(expected);
        },
      ),
    );
  });

  it('stay when direction and sign turn together', () => {
    fc.assert(
      fc.property(column, direction, (values, of) => {
        const turned = scoreColumn({ values: values.map((value) => -value) }, { direction: OPPOSITE[of] });
        expect(scoresOf(turned, OPPOSITE[of])).toEqual(scoresOf(scoreColumn({ values }, { direction: of }), of));
      }),
    );
  });

  it('turn over with the direction alone', () => {
    fc.assert(
      fc.property(column, (values) => {
        const up = scoreColumn({ values }, { direction: 'higher_is_better' });
        const down = scoreColumn({ values }, { direction: 'lower_is_better' });
        for (const unit of values.keys()) {
          const above = percentileFromRank(standingAt(up, unit), 'mid');
          const below = percentileFromRank(standingAt(down, unit), 'mid');
          if (above !== null && below !== null) expect(above + below).toBeCloseTo(1, 12);
          else expect([above, below]).toEqual([null, null]);
        }
      }),
    );
  });

  it('say that a larger value is better, by every method that says anything', () => {
    const kinds: NormalisationKind[] = [
      'none',
      'minmax',
      'zscore',
      'robust_zscore',
      'rank',
      'percentile_rank',
      'borda',
    ];
    fc.assert(
      fc.property(column, direction, fc.constantFrom(...kinds), (values, of, kind) => {
        const basis = { statistics: describeColumn(values), direction: of };
        const scores = normaliseColumn(values, basis, { kind } as { kind: 'none' }).values;
        for (let i = 1; i < values.length; i++) {
          const difference = (values[i] ?? NaN) - (values[i - 1] ?? NaN);
          const scored = (scores[i] ?? NaN) - (scores[i - 1] ?? NaN);
          if (Number.isNaN(scored)) continue;
          expect(Math.sign(scored) + 0).toBe((of === 'higher_is_better' ? 1 : -1) * Math.sign(difference) + 0);
        }
      }),
    );
  });

  it('of ranks sum to n(n+1)/2 when ties share the mean place', () => {
    fc.assert(
      fc.property(column, direction, (values, of) => {
        const { ranks, n } = scoreColumn({ values }, { direction: of, ties: 'average' });
        expect(ranks.reduce((sum, rank) => sum + (Number.isNaN(rank) ? 0 : rank), 0)).toBe((n * (n + 1)) / 2);
      }),
    );
  });
});

describe('quantiles', () => {
  const types: QuantileType[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const probability = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);

  it('never fall as the probability rises, and stay between the extremes', () => {
    fc.assert(
      fc.property(column, probability, probability, fc.constantFrom(...types), (values, p, q, type) => {
        const [lower, upper] = [quantile(values, Math.min(p, q), type), quantile(values, Math.max(p, q), type)];
        const { n, min, max } = describeColumn(values);
        if (n === 0) {
          expect([lower, upper]).toEqual([null, null]);
          return;
        }
        expect(lower).toBeLessThanOrEqual((upper ?? NaN) + 1e-9);
        expect(lower).toBeGreaterThanOrEqual(min ?? NaN);
        expect(upper).toBeLessThanOrEqual(max ?? NaN);
      }),
    );
  });
});

describe('composites', () => {
  it('do not depend on the scale of the weights', () => {
    fc.assert(
      fc.property(
        positives,
        fc.constantFrom(...methods),
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        (values, method, factor) => {
          const weights = values.map((_, i) => 1 + (i % 4));
          const scaled = weights.map((weight) => weight * factor);
          const score = aggregate(Float64Array.from(values), weights, method).score ?? NaN;
          const rescaled = aggregate(Float64Array.from(values), scaled, method).score ?? NaN;
          expect(Math.abs(rescaled - score)).toBeLessThanOrEqual(1e-10 * score);
        },
      ),
    );
  });

  it('harmonic ≤ geometric ≤ arithmetic, all between the extremes', () => {
    fc.assert(
      fc.property(positives, (values) => {
        const weights = values.map((_, i) => 1 + (i % 3));
        const [arithmetic = NaN, geometric = NaN, harmonic = NaN] = methods.map(
          (method) => aggregate(Float64Array.from(values), weights, method).score ?? NaN,
        );
        const slack = 1 + 1e-10;
        expect(Math.min(...values)).toBeLessThanOrEqual(harmonic * slack);
        expect(harmonic).toBeLessThanOrEqual(geometric * slack);
        expect(geometric).toBeLessThanOrEqual(arithmetic * slack);
        expect(arithmetic).toBeLessThanOrEqual(Math.max(...values) * slack);
      }),
    );
  });

  it('geometric scales with its values', () => {
    fc.assert(
      fc.property(positives, fc.integer({ min: 1, max: 100 }), (values, factor) => {
        const weights = values.map(() => 1);
        const score = aggregate(Float64Array.from(values), weights, 'geometric').score ?? NaN;
        const scaled = values.map((value) => value * factor);
        const rescaled = aggregate(Float64Array.from(scaled), weights, 'geometric').score ?? NaN;
        expect(Math.abs(rescaled - factor * score)).toBeLessThanOrEqual(1e-10 * rescaled);
      }),
    );
  });
});

describe('trends', () => {
  it('turn over with the order of time', () => {
    fc.assert(
      fc.property(column, (values) => {
        const times = Float64Array.from(values.keys());
        const reversed = values.slice().reverse();
        const [forth, back] = [mannKendall(values), mannKendall(reversed)];
        expect((back?.s ?? 0) + (forth?.s ?? 0)).toBe(0);
        expect(back?.p ?? null).toEqual(forth?.p ?? null);
        const slope = theilSenSlope({ times, values });
        const turned = theilSenSlope({ times, values: reversed });
        if (slope === null) expect(turned).toBeNull();
        else expect(turned).toBeCloseTo(-slope, 9);
      }),
    );
  });
});
