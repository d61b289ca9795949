import { describe, expect, it } from '@jest/globals';
import { parseFrontierRequest } from './frontier-request.js';
import { computeQuantiles, parseQuantilesRequest } from './quantiles-request.js';
import { parseScoresRequest } from './read-request.js';
import { computeSuppression, parseSuppressionRequest } from './suppression-request.js';

const BODY = {
  units: [{ code: 'A', groups: { region: 'x', size: 2 } }, { code: 'B' }],
  indicators: [{ code: 'X' }],
  observations: [{ unit: 'A', indicator: 'X', period: 2024, value: '1.5e1' }],
};

function refusalOf(body: unknown): [string, string] | null {
  const { refusal } = parseScoresRequest(body);
  return refusal === null ? null : [refusal.code, refusal.path];
}

describe('requests for scores', () => {
  it('fills in every default', () => {
    const { value } = parseScoresRequest(BODY);
    expect(value?.method).toEqual({
      basis: 'same_period',
      basePeriod: null,
      clampOutsideBase: false,
      ties: 'min',
      percentile: 'strict',
      quantiles: { type: 7, groups: 4 },
      zeroMad: 'null',
      standardDeviation: 'sample',
      rate: { interval: null, levels: [0.95, 0.998] },
      treatment: { kind: 'none', lower: 2.5, upper: 97.5, skewness: 2, kurtosis: 3.5, maxPoints: 5 },
      imputation: { kind: 'none', groupBy: null, maxAge: 2, inBasis: false, inRank: false },
      normalisation: {
        kind: 'minmax',
        range: [0, 100],
        mean: 0,
        sd: 1,
        reference: 'mean',
        form: 'ratio',
        band: 0.2,
      },
      aggregation: { kind: 'arithmetic', minCoverage: 0.65, coverageBasis: 'count' },
      rankOnRounded: null,
      funnel: { limits: null, target: 'pooled', overdispersion: 'none', winsorise: 0.1 },
      trend: true,
      shrinkage: 'none',
      rankInterval: null,
      uncertainty: null,
      suppression: { minNumerator: 5, minDenominator: 20, complementary: true },
    });
    expect(value?.periods).toEqual(['2024']);
    expect(value?.observed[0]?.[0]?.value[0]).toBe(15);
    expect(value?.units[0]?.groups.get('size')).toBe('2');
  });

  it('chooses the range by what is aggregated, never over an explicit one', () => {
    const range = (body: object): unknown => parseScoresRequest({ ...BODY, ...body }).value?.method.normalisation.range;
    const indicators = [{ code: 'X', parent: 'I' }];
    const geometric = { indicators, nodes: [{ code: 'I', aggregation: 'geometric' }] };
    expect(range({ indicators, nodes: [{ code: 'I' }] })).toEqual([1, 100]);
    expect(range({ indicators, nodes: [{ code: 'I' }], method: { normalisation: { kind: 'minmax' } } })).toEqual([
      0, 100,
    ]);
    expect(range({ ...geometric, method: { normalisation: { kind: 'minmax' } } })).toEqual([1, 100]);
    expect(range({ ...geometric, method: { normalisation: { kind: 'minmax', range: ['0', 1] } } })).toEqual([0, 1]);
  });

  it('knows a top node that only its children name', () => {
    const nodes = [{ code: 'Economic', parent: 'Index' }];
    expect(refusalOf({ ...BODY, indicators: [{ code: 'X', parent: 'Economic' }], nodes })).toBeNull();
  });

  it.each<[string, object, string, string]>([
    ['a key of the request', { foo: 1 }, 'UNKNOWN_KEY', 'foo'],
    ['a key of the method', { method: { tiez: 'min' } }, 'UNKNOWN_KEY', 'method.tiez'],
    ['a key of an option', { method: { treatment: { kinds: 'none' } } }, 'UNKNOWN_KEY', 'method.treatment.kinds'],
    ['a word', { method: { ties: 'first' } }, 'INVALID_VALUE', 'method.ties'],
    ['a number', { method: { quantiles: { type: 10 } } }, 'INVALID_VALUE', 'method.quantiles.type'],
    ['a base period', { method: { basis: 'base_period' } }, 'BASE_PERIOD_MISSING', 'method.basePeriod'],
    ['an unknown period', { method: { basis: 'base_period', basePeriod: '1' } }, 'UNKNOWN_PERIOD', 'method.basePeriod'],
    ['a unit twice', { units: [{ code: 'A' }, { code: 'A' }] }, 'DUPLICATE_CODE', 'units.1.code'],
    ['no units', { units: [] }, 'NO_UNITS', 'units'],
    ['an unknown unit', { observations: [{ unit: 'Z', indicator: 'X' }] }, 'UNKNOWN_UNIT', 'observations.0.unit'],
    [
      'an unknown indicator',
      { observations: [{ unit: 'A', indicator: 'Z' }] },
      'UNKNOWN_INDICATOR',
      'observations.0.indicator',
    ],
    [
      'a value twice',
      { observations: [...BODY.observations, ...BODY.observations] },
      'DUPLICATE_OBSERVATION',
      'observations.1',
    ],
    [
      'what is no number',
      { observations: [{ unit: 'A', indicator: 'X', value: '0x10' }] },
      'INVALID_VALUE',
      'observations.0.value',
    ],
    [
      'a number too large',
      { observations: [{ unit: 'A', indicator: 'X', value: '1e999' }] },
      'INVALID_VALUE',
      'observations.0.value',
    ],
    [
      'a column too short',
      { observations: [], columns: [{ indicator: 'X', values: [1] }] },
      'COLUMN_LENGTH',
      'columns.0.values',
    ],
    ['a parent', { indicators: [{ code: 'X', parent: 'I' }] }, 'UNKNOWN_PARENT', 'indicators.0.parent'],
    [
      'a circle',
      {
        nodes: [
          { code: 'I', parent: 'J' },
          { code: 'J', parent: 'I' },
        ],
      },
      'CIRCULAR_PARENT',
      'nodes.0.parent',
    ],
    ['a weight', { indicators: [{ code: 'X', weight: -1 }] }, 'WEIGHT_NEGATIVE', 'indicators.0.weight'],
    [
      'weights of zero',
      { nodes: [{ code: 'I' }], indicators: [{ code: 'X', parent: 'I', weight: 0 }] },
      'WEIGHTS_SUM_ZERO',
      'nodes.0',
    ],
    [
      'equal goalposts',
      { indicators: [{ code: 'X', goalposts: { low: 5, high: 5 } }] },
      'GOALPOSTS_EQUAL',
      'indicators.0.goalposts',
    ],
    [
      'no goalposts',
      { method: { normalisation: { kind: 'goalposts' } } },
      'GOALPOSTS_MISSING',
      'indicators.0.goalposts',
    ],
    [
      'no target',
      { method: { normalisation: { kind: 'distance_to_reference', reference: 'target' } } },
      'TARGET_MISSING',
      'indicators.0.target',
    ],
    ['neighbours by nothing', { peerGroup: { kind: 'nearest' } }, 'INVALID_VALUE', 'peerGroup.variables'],
    [
      'a weight set',
      { method: { uncertainty: { weightSets: [{ code: 's', weights: { Z: 1 } }] } } },
      'UNKNOWN_INDICATOR',
      'method.uncertainty.weightSets.0.weights.Z',
    ],
  ])('refuses %s with its path', (_, change, code, path) => {
    expect(refusalOf({ ...BODY, ...change })).toEqual([code, path]);
  });

  it('refuses what is no object, in both languages', () => {
    const { refusal } = parseScoresRequest([]);
    expect(refusal).toMatchObject({ status: 422, code: 'INVALID_VALUE', path: '' });
    expect(refusal?.message.lv).not.toBe(refusal?.message.en);
  });

  it('reads columns as it reads single observations', () => {
    const single = parseScoresRequest({
      ...BODY,
      observations: [
        { unit: 'A', indicator: 'X', period: '2024', numerator: 3, denominator: '90' },
        { unit: 'B', indicator: 'X', period: '2024', numerator: null, denominator: 10 },
      ],
    });
    const columns = parseScoresRequest({
      ...BODY,
      observations: undefined,
      columns: [{ indicator: 'X', period: 2024, numerators: [3, null], denominators: [90, '10'] }],
    });
    expect(columns).toEqual(single);
  });
});

describe('the other requests', () => {
  it('quantiles of all types, missing values left out', () => {
    const { value } = parseQuantilesRequest({
      vectors: [[1, '2', null, 3, 4], []],
      types: [6, 7],
      probabilities: [0.25],
    });
    expect(value === null ? null : computeQuantiles(value)).toEqual([
      { vector: 0, type: 6, probability: 0.25, value: 1.25 },
      { vector: 0, type: 7, probability: 0.25, value: 1.75 },
      { vector: 1, type: 6, probability: 0.25, value: null },
      { vector: 1, type: 7, probability: 0.25, value: null },
    ]);
    expect(parseQuantilesRequest({ vectors: [], probabilities: [2] }).refusal?.path).toBe('probabilities.0');
  });

  it('suppression of a table', () => {
    const body = {
      rows: ['r', 's', 't'],
      columns: ['c', 'd'],
      counts: [
        [3, 20],
        [15, '40'],
        [60, 70],
      ],
      minNumerator: 5,
    };
    const { value } = parseSuppressionRequest(body);
    const cells = value === null ? [] : computeSuppression(value).cells;
    expect(cells.slice(0, 4).map(({ value: shown, reason }) => [shown, reason])).toEqual([
      [null, 'primary'],
      [null, 'complementary'],
      [null, 'complementary'],
      [null, 'complementary'],
    ]);
    expect(cells[4]).toEqual({ row: 't', column: 'c', value: 60, reason: null });
    expect(
      parseSuppressionRequest({
        ...body,
        counts: [
          [1.5, 2],
          [3, 4],
          [5, 6],
        ],
      }).refusal?.path,
    ).toBe('counts.0.0');
    expect(parseSuppressionRequest({ ...body, counts: [[1, 2]] }).refusal?.path).toBe('counts');
  });

  it('frontiers need an input and an output above zero, and none below', () => {
    const frontier = (value: number): unknown =>
      parseFrontierRequest({
        units: ['A'],
        inputs: ['x'],
        outputs: ['y'],
        observations: [
          { unit: 'A', indicator: 'x', value },
          { unit: 'A', indicator: 'y', value: 1 },
        ],
      }).refusal?.code;
    expect(frontier(0)).toBe('FRONTIER_NO_INPUT');
    expect(frontier(-1)).toBe('FRONTIER_NEGATIVE');
    expect(frontier(1)).toBeUndefined();
  });
});
