/**
 * The 37 worked edge cases of the method, which are normative: everything is computed by the same functions as in a
 * scoring run. Real: all arithmetic. Nothing is mocked.
 */
import { describe, expect, it } from '@jest/globals';
import { aggregate, type AggregationMethod } from '../../src/core/composite.js';
import { goalpostScore, refusalOfGoalposts } from '../../src/core/goalposts.js';
import { minMax } from '../../src/core/min-max.js';
import { toColumn } from '../../src/core/numbers.js';
import { percentileFromRank } from '../../src/core/percentile.js';
import { quantileGroup } from '../../src/core/quantile-group.js';
import { rate } from '../../src/core/rate.js';
import { scoreColumn, type ScoredColumn } from '../../src/core/score-column.js';
import { robustZ } from '../../src/core/standard-score.js';
import { standingAt, unitScore } from '../../src/core/unit-score.js';
import type { Direction } from '../../src/core/vocabulary.js';
import cases from './edge_cases.json' with { type: 'json' };

const DIRECTIONS: Record<string, Direction> = { higher: 'higher_is_better', lower: 'lower_is_better' };
const OPPOSITE: Record<string, Direction> = { higher: 'lower_is_better', lower: 'higher_is_better' };

/** What the file says of one unit; a unit without a value has neither rank nor scores. */
interface Expected {
  readonly value: number | null;
  readonly n: number;
  readonly flags: readonly string[];
  readonly rank?: number;
  readonly tied_count?: number;
  readonly percent_rank?: number | null;
  readonly mid_percentile?: number | null;
  readonly z?: number | null;
  readonly robust_z?: number | null;
  readonly robust_z_mean_ad_fallback?: number | null;
  readonly minmax?: number | null;
  readonly quartile_1_is_best?: number | null;
  readonly quartile_1_is_worst?: number | null;
}

function figuresOf(column: ScoredColumn, position: number, direction: Direction): Record<string, number | null> {
  const score = unitScore(column, position, { direction });
  return {
    value: score.value,
    n: score.of,
    rank: score.rank,
    tied_count: score.tiedCount,
    percent_rank: score.percentile,
    mid_percentile: percentileFromRank(standingAt(column, position), 'mid'),
    z: score.z,
    robust_z: score.robustZ,
    robust_z_mean_ad_fallback: robustZ(score.value, column.statistics, direction, 'mean_ad'),
    minmax: minMax(score.value, column.statistics, direction, { range: [0, 1] }).value,
    quartile_1_is_best: score.quantileGroup,
  };
}

function expectSame(actual: number | null | undefined, expected: number | null | undefined): void {
  if (expected === null || expected === undefined) {
    expect(actual).toBeNull();
    return;
  }
  expect(actual).not.toBeNull();
  expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
  expect(Object.is(actual, -0)).toBe(false);
}

describe('one indicator', () => {
  it.each(Object.entries(cases.single_indicator))('%s', (_, example) => {
    const direction = DIRECTIONS[example.direction] ?? 'neutral';
    const values = toColumn(example.input);
    const column = scoreColumn({ values }, { direction });
    const reversed = scoreColumn({ values }, { direction: OPPOSITE[example.direction] ?? 'neutral' });
    expect(example.expected).toHaveLength(values.length);
    example.expected.forEach((expected: Expected, position: number) => {
      const figures = figuresOf(column, position, direction);
      figures['quartile_1_is_worst'] = quantileGroup(standingAt(reversed, position));
      for (const name of Object.keys(figures)) {
        // Below three values the file leaves the fallback out; the edge table says null.
        expectSame(figures[name], expected[name as Exclude<keyof Expected, 'flags'>]);
      }
    });
  });

  it.each(Object.entries(cases.single_indicator))('%s: flags', (_, example) => {
    const direction = DIRECTIONS[example.direction] ?? 'neutral';
    const column = scoreColumn({ values: toColumn(example.input) }, { direction });
    example.expected.forEach((expected: Expected, position: number) => {
      // The edge table of the method adds PEER_GROUP_TOO_SMALL to a unit that stands alone.
      const alone = expected.n === 1 ? ['PEER_GROUP_TOO_SMALL'] : [];
      const { flags } = unitScore(column, position, { direction });
      expect([...flags].sort()).toEqual([...expected.flags, ...alone].sort());
    });
  });
});

describe('aggregation', () => {
  const methods: AggregationMethod[] = ['arithmetic', 'geometric', 'harmonic'];

  it.each(cases.aggregation.map((example) => [example.case, example] as const))('%s', (_, example) => {
    const values = toColumn(example.values);
    for (const method of methods) {
      const byWeight = aggregate(values, example.weights, method, { minCoverage: 0, coverageBasis: 'weight' });
      const byCount = aggregate(values, example.weights, method, { minCoverage: 0, coverageBasis: 'count' });
      const expected = example[method as 'arithmetic'] as number | string | null;
      if (typeof expected === 'string') {
        expect(byCount).toMatchObject({ score: null, refusal: `${method.toUpperCase()}_NON_POSITIVE` });
      } else {
        expect(byCount.refusal).toBeNull();
        expectSame(byCount.score, expected);
      }
      expectSame(byWeight.coverage, example.coverage_by_weight);
      expectSame(byCount.coverage, example.coverage_by_count);
    }
  });
});

describe('goalposts', () => {
  it.each(cases.goalposts)('$value between $lower and $upper, $direction', (example) => {
    const goalposts = { low: example.lower, high: example.upper };
    const direction = DIRECTIONS[example.direction] ?? 'neutral';
    if (typeof example.expected_truncated === 'string') {
      expect(`ERROR:${refusalOfGoalposts(goalposts)}`).toBe(example.expected_truncated);
      expect(() => goalpostScore(example.value, goalposts, direction)).toThrow(RangeError);
      return;
    }
    const score = goalpostScore(example.value, goalposts, direction);
    expectSame(score.value, example.expected_truncated);
    expect(score.clamped ? 'CLAMPED' : null).toBe(example.flag);
  });
});

describe('rates', () => {
  it.each(cases.rates)('$numerator of $denominator per $per ($kind)', (example) => {
    const kind = example.kind === 'proportion' ? 'proportion' : 'rate';
    const result = rate(example.numerator, example.denominator, { per: example.per, kind });
    if (typeof example.expected === 'string') {
      expect(result).toEqual({ value: null, flags: [], refusal: 'PROPORTION_ABOVE_ONE' });
      return;
    }
    expectSame(result.value, example.expected);
    expect(result.flags).toEqual(example.flag === undefined ? [] : [example.flag]);
    expect(result.refusal).toBeNull();
  });
});

it('holds all 37 cases', () => {
  const single = Object.keys(cases.single_indicator).length;
  expect(single + cases.aggregation.length + cases.goalposts.length + cases.rates.length).toBe(37);
});
