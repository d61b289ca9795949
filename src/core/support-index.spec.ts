import { describe, expect, it } from '@jest/globals';
import {
  indexChange,
  indexScore,
  intensityReference,
  partScore,
  withDimensionWeights,
  withoutIntensities,
  type IndexDefinition,
  type IndexPart,
  type PartValue,
} from './support-index.js';

const maximum = (value: number): IndexPart['scoring'] => ({ kind: 'proportional', maximum: value });
const intensity = (reference: number | null): IndexPart['scoring'] => ({ kind: 'intensity', reference });

/** The shape of the support index: the same weights, one row a part: code, weight, scoring, readiness. */
const part = (code: string, weight: number, scoring: IndexPart['scoring'], readiness: boolean): IndexPart => ({
  code,
  weight,
  scoring,
  readiness,
});
const definition: IndexDefinition = {
  code: 'SU-IDX',
  dimensions: [
    {
      code: 'D1',
      weight: 20,
      parts: [
        part('policy', 40, maximum(3), true),
        part('contact', 30, maximum(1), true),
        part('mapping', 30, maximum(3), true),
      ],
    },
    {
      code: 'D2',
      weight: 20,
      parts: [
        part('breadth', 60, maximum(10), true),
        part('events', 20, intensity(9), true),
        part('consult', 20, intensity(9), true),
      ],
    },
    {
      code: 'D3',
      weight: 30,
      parts: [
        part('offer', 30, maximum(1), true),
        part('share', 40, intensity(9), false),
        part('reserved', 15, intensity(9), false),
        part('delegated', 15, intensity(9), false),
      ],
    },
    {
      code: 'D4',
      weight: 30,
      parts: [
        part('aid offer', 40, maximum(1), true),
        part('aid', 40, intensity(9), false),
        part('coverage', 20, maximum(100), false),
      ],
    },
  ],
};

const best: Record<string, number> = {
  policy: 3,
  contact: 1,
  mapping: 3,
  breadth: 10,
  events: 9,
  consult: 9,
  offer: 1,
  share: 9,
  reserved: 9,
  delegated: 9,
  'aid offer': 1,
  aid: 9,
  coverage: 100,
};
const reported = (values: Record<string, number>): Map<string, PartValue> =>
  new Map(Object.entries(values).map(([code, value]) => [code, { status: 'reported', value }]));
const sum = (numbers: readonly (number | null)[]): number => numbers.reduce<number>((a, b) => a + (b ?? 0), 0);

describe('scores of parts', () => {
  it('are the share of the maximum', () => {
    expect(partScore(2, maximum(3))).toBeCloseTo(200 / 3, 12);
    expect(partScore(null, maximum(3))).toBeNull();
  });

  it('are logarithmic intensities up to the reference', () => {
    expect(partScore(9, intensity(99))).toBeCloseTo(50, 12);
    expect(partScore(0, intensity(99))).toBe(0);
    expect(partScore(500, intensity(99))).toBe(100);
    expect(partScore(-1, intensity(99))).toBe(0);
  });

  it('are unknown without a reference', () => {
    expect(partScore(5, intensity(null))).toBeNull();
    expect(partScore(5, intensity(0))).toBeNull();
  });

  it('refer to the 90th percentile of those that count', () => {
    const values = Float64Array.from({ length: 12 }, (_, i) => (i < 11 ? i : 1e6));
    const counts = Uint8Array.from({ length: 12 }, (_, i) => (i < 11 ? 1 : 0));
    expect(intensityReference(values, counts)).toBe(9);
    expect(intensityReference(values, new Uint8Array(12))).toBeNull();
  });
});

describe('the index', () => {
  it('is 100 for the best and 0 for nothing at all', () => {
    expect(indexScore(definition, reported(best)).score).toBeCloseTo(100, 12);
    const nothing = Object.fromEntries(Object.keys(best).map((code) => [code, 0]));
    expect(indexScore(definition, reported(nothing)).score).toBe(0);
  });

  it('is the sum of the contributions of its parts', () => {
    const values = reported({ ...best, policy: 1, events: 2, share: 3, coverage: 25 });
    const index = indexScore(definition, values);
    expect(sum(index.parts.map(({ weight }) => weight))).toBeCloseTo(1, 12);
    expect(sum(index.parts.map(({ contribution }) => contribution))).toBeCloseTo(index.score ?? NaN, 12);
    // Worked by hand: policy 0.2·0.4·100/3, events 0.2·0.2·100·ln 3/ln 10, share 0.3·0.4·100·ln 4/ln 10, coverage 0.3·0.2·25.
    const lost = 8 * (2 / 3) + 4 * (1 - Math.log10(3)) + 12 * (1 - Math.log10(4)) + 6 * 0.75;
    expect(index.score).toBeCloseTo(100 - lost, 10);
  });

  it('gives the weight of a part that is not applicable to its dimension', () => {
    const values = reported({ ...best, policy: 0 }).set('contact', { status: 'not_applicable', value: null });
    const index = indexScore(definition, values);
    expect(index.parts.find(({ code }) => code === 'policy')?.weight).toBeCloseTo((0.2 * 40) / 70, 12);
    expect(index.parts.find(({ code }) => code === 'contact')).toMatchObject({ weight: 0, score: null });
    expect(index.score).toBeCloseTo(100 - (20 * 40) / 70, 10);
  });

  it('gives the weight of a dimension that does not apply at all to the others', () => {
    const values = reported({ ...best, policy: 0 });
    for (const { code } of definition.dimensions[3]?.parts ?? []) {
      values.set(code, { status: 'not_applicable', value: null });
    }
    const index = indexScore(definition, values);
    expect(index.dimensions[3]).toEqual({ code: 'D4', state: 'not_applicable', score: null, weight: 0 });
    expect(index.score).toBeCloseTo(100 - (8 / 70) * 100, 10);
  });

  it.each(['not_provided', 'not_collected'] as const)('is not published with a part that is %s', (status) => {
    const index = indexScore(definition, reported(best).set('aid', { status, value: null }));
    expect(index.score).toBeNull();
    expect(index.dimensions.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete', 'incomplete']);
    expect(index.dimensions[0]?.score).toBe(100);
  });

  it('counts a part nobody mentions as not provided, and a confidential value as a value', () => {
    const { aid, ...others } = best;
    expect(indexScore(definition, reported(others)).score).toBeNull();
    const confidential = reported(others).set('aid', { status: 'confidential', value: aid ?? null });
    expect(indexScore(definition, confidential).score).toBeCloseTo(100, 12);
  });
});

describe('readiness', () => {
  it('takes the readiness parts with a raw weight of 61, rescaled to 100', () => {
    const readiness = indexScore(definition, reported({ ...best, offer: 0, aid: 0, share: 0 }), 'readiness');
    expect(readiness.variant).toBe('readiness');
    expect(readiness.parts.map(({ code }) => code)).toEqual([
      'policy',
      'contact',
      'mapping',
      'breadth',
      'events',
      'consult',
      'offer',
      'aid offer',
    ]);
    expect(readiness.dimensions.map(({ weight }) => Math.round(weight * 61))).toEqual([20, 20, 9, 12]);
    expect(readiness.score).toBeCloseTo((100 * (61 - 9)) / 61, 10);
  });
});

describe('change', () => {
  it('names the part that moved the index most first, and sums to the change', () => {
    const before = indexScore(definition, reported({ ...best, policy: 0, contact: 0 }));
    const after = indexScore(definition, reported({ ...best, contact: 0, coverage: 50 }));
    const changes = indexChange(before, after) ?? [];
    expect(changes.slice(0, 2).map(({ code }) => code)).toEqual(['policy', 'coverage']);
    expect(changes[0]?.change).toBeCloseTo(8, 12);
    expect(sum(changes.map(({ change }) => change))).toBeCloseTo((after.score ?? NaN) - (before.score ?? NaN), 10);
  });

  it('is unknown without both scores, or between index and readiness', () => {
    const index = indexScore(definition, reported(best));
    expect(indexChange(index, indexScore(definition, new Map()))).toBeNull();
    expect(indexChange(index, indexScore(definition, reported(best), 'readiness'))).toBeNull();
  });
});

describe('sensitivity', () => {
  const values = reported({ ...best, policy: 0, contact: 0, mapping: 0 });

  it('to the weights of the dimensions', () => {
    const equal = withDimensionWeights(definition, new Map(['D1', 'D2', 'D3', 'D4'].map((code) => [code, 25])));
    expect(indexScore(definition, values).score).toBeCloseTo(80, 10);
    expect(indexScore(equal, values).score).toBeCloseTo(75, 10);
  });

  it('to a geometric mean across dimensions, on 1..100', () => {
    const geometric = { ...definition, aggregation: 'geometric' } as const;
    expect(indexScore(geometric, reported(best)).score).toBeCloseTo(100, 10);
    expect(indexScore(geometric, values).score).toBeCloseTo((100 ** 0.8 - 1) / 0.99, 10);
  });

  it('to leaving the intensities out', () => {
    const available = withoutIntensities(definition);
    expect(available.dimensions.flatMap(({ parts }) => parts.map(({ code }) => code))).toEqual([
      'policy',
      'contact',
      'mapping',
      'breadth',
      'offer',
      'aid offer',
      'coverage',
    ]);
    expect(indexScore(available, values).score).toBeCloseTo(80, 10);
  });
});
