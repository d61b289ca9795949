import { describe, expect, it } from '@jest/globals';
import { compositeForest, compositeTreeScores, dominantWeights } from './composite-tree.js';
import { toColumn } from './numbers.js';

const nodes = [
  { code: 'index', parent: null, aggregation: 'geometric' },
  { code: 'economy', parent: 'index', weight: 3 },
  { code: 'people', parent: 'index', weight: 1 },
] as const;
const indicators = [
  { code: 'jobs', parent: 'economy', weight: 1 },
  { code: 'firms', parent: 'economy', weight: 3 },
  { code: 'health', parent: 'people' },
];

describe('a tree', () => {
  const { roots, refusals } = compositeForest(nodes, indicators);
  const columns = new Map([
    ['jobs', toColumn([4, 4, null])],
    ['firms', toColumn([8, null, 8])],
    ['health', toColumn([2, 2, 0])],
  ]);

  it('is built from its lists', () => {
    expect(refusals).toEqual([]);
    expect(roots.map(({ code }) => code)).toEqual(['index']);
    expect(roots[0]?.children.map(({ code, weight }) => [code, weight])).toEqual([
      ['economy', 3],
      ['people', 1],
    ]);
  });

  it('joins every level by its own mean', () => {
    const [root] = roots;
    if (root === undefined) throw new Error('no tree');
    const scores = compositeTreeScores(root, columns, 3, { minCoverage: 0.5 });
    expect([...scores.nodes.keys()]).toEqual(['economy', 'people', 'index']);
    expect([...(scores.nodes.get('economy')?.scores ?? [])]).toEqual([7, 4, 8]);
    const index = [...(scores.nodes.get('index')?.scores ?? [])];
    expect(index[0]).toBeCloseTo(7 ** 0.75 * 2 ** 0.25, 12);
    expect(index[1]).toBeCloseTo(4 ** 0.75 * 2 ** 0.25, 12);
    expect(index[2]).toBeNaN();
    expect(scores.refusal).toEqual({ code: 'GEOMETRIC_NON_POSITIVE', subject: 'index', unit: 2 });
  });

  it('holds an indicator without a column for missing', () => {
    const [root] = roots;
    if (root === undefined) throw new Error('no tree');
    const { nodes: scores } = compositeTreeScores(root, new Map(), 2);
    expect([...(scores.get('index')?.scores ?? [])]).toEqual([NaN, NaN]);
  });

  it('warns of weights above one half', () => {
    expect(roots.flatMap(dominantWeights)).toEqual(['economy', 'firms']);
  });
});

describe('the top node', () => {
  it('may be missing from the list if it is the only one', () => {
    const { roots, refusals } = compositeForest([{ code: 'economy', parent: 'index' }], indicators.slice(0, 2));
    expect(refusals).toEqual([]);
    expect(roots.map(({ code }) => code)).toEqual(['index']);
  });

  it('is left out with all other nodes that have no children', () => {
    expect(compositeForest([{ code: 'empty', parent: null }], []).roots).toEqual([]);
  });
});

describe('refusals', () => {
  it.each([
    ['an unknown parent of an indicator', nodes, [{ code: 'a', parent: 'nowhere' }], 'UNKNOWN_PARENT a'],
    ['an unknown parent of a node', [...nodes, { code: 'n', parent: 'nowhere' }], indicators, 'UNKNOWN_PARENT n'],
    ['a code that occurs twice', nodes, [...indicators, { code: 'jobs', parent: 'people' }], 'DUPLICATE_CODE jobs'],
    ['a negative weight', nodes, [{ code: 'a', parent: 'people', weight: -1 }], 'WEIGHT_NEGATIVE a'],
    ['no weight at all', nodes, [{ code: 'a', parent: 'people', weight: 0 }], 'WEIGHTS_SUM_ZERO people'],
    ['a node under itself', [{ code: 'n', parent: 'n' }], [{ code: 'a', parent: 'n' }], 'CIRCULAR_PARENT n'],
  ] as const)('%s', (_, nodeList, indicatorList, expected) => {
    const { roots, refusals } = compositeForest(nodeList, indicatorList);
    expect(refusals.map(({ code, subject }) => `${code} ${subject}`)).toContain(expected);
    expect(roots.length === 0 || expected.startsWith('WEIGHTS_SUM_ZERO')).toBe(true);
  });
});
