/** The contract of the laboratory as JSON Schema, for the OpenAPI document. */
import type { OpenAPIObject } from '@nestjs/swagger';
import { AGGREGATIONS, NORMALISATIONS } from '../../core/laboratory/vocabulary.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type SchemaObject = Exclude<Schemas[string], { $ref: string }>;
type Properties = Readonly<Record<string, SchemaObject>>;

const text: SchemaObject = { type: 'string' };
const number: SchemaObject = { type: 'number' };
const count: SchemaObject = { type: 'integer', minimum: 0 };
const yesNo: SchemaObject = { type: 'boolean' };
const nullable = (schema: SchemaObject): SchemaObject => ({ ...schema, nullable: true });
const some = (schema: SchemaObject): SchemaObject => ({ type: 'array', items: schema });
const words = (...choices: readonly string[]): SchemaObject => ({ type: 'string', enum: [...choices] });
const pair = (schema: SchemaObject): SchemaObject => ({ ...some(schema), minItems: 2, maxItems: 2 });
const record = (properties: Properties, required: readonly string[] = []): SchemaObject => ({
  type: 'object',
  properties: { ...properties },
  ...(required.length > 0 ? { required: [...required] } : {}),
});
/** Every property is always there. */
const line = (properties: Properties): SchemaObject => record(properties, Object.keys(properties));

const cell: SchemaObject = { ...nullable(number), description: 'A number or a numeric string; null is missing.' };
const aggregation = words(...AGGREGATIONS);
const units: SchemaObject = some(
  record({ code: text, groups: { type: 'object', additionalProperties: text } }, ['code']),
);
const figures: Properties = {
  observations: some(
    record(
      {
        unit: text,
        indicator: text,
        period: text,
        value: cell,
        numerator: cell,
        denominator: cell,
        standardError: cell,
      },
      ['unit', 'indicator'],
    ),
  ),
  columns: {
    ...some(
      record(
        {
          indicator: text,
          period: text,
          values: some(cell),
          numerators: some(cell),
          denominators: some(cell),
          standardErrors: some(cell),
        },
        ['indicator'],
      ),
    ),
    description: 'Instead of observations: one array a column, in the order of units.',
  },
};

const method: SchemaObject = record({
  basis: words('same_period', 'all_periods', 'base_period'),
  basePeriod: text,
  clampOutsideBase: yesNo,
  ties: words('min', 'average', 'max', 'dense'),
  percentile: words('strict', 'mid', 'cumulative'),
  quantiles: record({
    type: { type: 'integer', minimum: 1, maximum: 9 },
    groups: { type: 'integer', minimum: 2, maximum: 20 },
  }),
  zeroMad: words('null', 'mean_ad'),
  standardDeviation: words('sample', 'population'),
  rate: record({ interval: words('byar', 'exact', 'wilson', 't'), levels: some(number) }),
  treatment: record({
    kind: words('none', 'winsorise_percentile', 'winsorise_skew_kurtosis', 'log'),
    lower: number,
    upper: number,
    skewness: number,
    kurtosis: number,
    maxPoints: count,
  }),
  imputation: record({
    kind: words('none', 'mean', 'median', 'group_mean', 'group_median', 'carry_forward'),
    groupBy: text,
    maxAge: count,
    inBasis: yesNo,
    inRank: yesNo,
  }),
  normalisation: record({
    kind: words(...NORMALISATIONS),
    range: pair(number),
    mean: number,
    sd: number,
    reference: words('mean', 'best', 'worst', 'target'),
    form: words('ratio', 'relative_difference'),
    band: number,
  }),
  aggregation: record({ kind: aggregation, minCoverage: number, coverageBasis: words('count', 'weight') }),
  rankOnRounded: count,
  funnel: record({
    limits: words('normal_score', 'byar_exact', 'exact_interpolated'),
    target: { description: '"pooled" or a number', oneOf: [text, number] },
    overdispersion: words('none', 'multiplicative', 'additive'),
    winsorise: number,
  }),
  trend: yesNo,
  shrinkage: words('none', 'eb_poisson'),
  rankInterval: record({ draws: count }),
  uncertainty: record({
    design: words('full_factorial', 'monte_carlo'),
    draws: count,
    weights: { description: '{"spread":0.25} or "dirichlet"', oneOf: [record({ spread: number }), text] },
    normalisations: some(words(...NORMALISATIONS)),
    aggregations: some(aggregation),
    leaveOneOut: yesNo,
    weightSets: some(
      record({ code: text, weights: { type: 'object', additionalProperties: number } }, ['code', 'weights']),
    ),
  }),
  suppression: {
    description: '{"minNumerator":5,"minDenominator":20,"complementary":true} or "off"',
    oneOf: [record({ minNumerator: count, minDenominator: count, complementary: yesNo }), text],
  },
});

export const SCORES_REQUEST: SchemaObject = {
  ...record(
    {
      units,
      indicators: some(
        record(
          {
            code: text,
            direction: words('higher_is_better', 'lower_is_better', 'neutral'),
            parent: text,
            weight: number,
            kind: words('value', 'proportion', 'rate', 'mean'),
            per: number,
            goalposts: record({ low: number, high: number, log: yesNo }, ['low', 'high']),
            target: number,
          },
          ['code'],
        ),
      ),
      nodes: some(record({ code: text, parent: text, weight: number, aggregation }, ['code'])),
      ...figures,
      peerGroup: record({
        kind: words('all', 'fixed', 'nearest'),
        by: text,
        variables: some(text),
        weights: some(number),
        k: count,
        includeSelf: yesNo,
        period: text,
      }),
      seed: { type: 'integer' },
      method,
    },
    ['units', 'indicators'],
  ),
  example: {
    units: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
    indicators: [{ code: 'X', direction: 'higher_is_better' }],
    columns: [{ indicator: 'X', period: '2025', values: [3, 1, 2] }],
  },
};

const interval = line({ level: number, lower: number, upper: number });
const flags = some(text);

const score = line({
  unit: text,
  indicator: text,
  period: nullable(text),
  raw: nullable(number),
  treated: nullable(number),
  imputed: nullable(number),
  normalised: nullable(number),
  rank: nullable(number),
  of: count,
  tiedCount: nullable(count),
  percentile: nullable(number),
  quantileGroup: nullable(count),
  z: nullable(number),
  robustZ: nullable(number),
  intervals: some(interval),
  funnel: nullable(
    record({
      label: words('below_998', 'below_95', 'as_expected', 'above_95', 'above_998'),
      target: number,
      z: number,
      limits: some(interval),
      overdispersion: record({ phi: number, tau2: number }),
    }),
  ),
  shrunk: nullable(number),
  rankInterval: nullable(pair(number)),
  expectedRank: nullable(number),
  flags,
});

const basis = line({
  indicator: text,
  period: nullable(text),
  group: nullable(text),
  n: count,
  min: nullable(number),
  max: nullable(number),
  mean: nullable(number),
  sd: nullable(number),
  median: nullable(number),
  mad: nullable(number),
  q1: nullable(number),
  q3: nullable(number),
  skewness: nullable(number),
  kurtosis: nullable(number),
});

const uncertainty = record({
  units: some(
    line({
      unit: text,
      nominal: nullable(number),
      median: nullable(number),
      mean: nullable(number),
      p5: nullable(number),
      p95: nullable(number),
      min: nullable(number),
      max: nullable(number),
      shareAtNominal: nullable(number),
    }),
  ),
  scenarios: count,
  skipped: count,
  meanShift: nullable(number),
});

export const SCORES_ANSWER: SchemaObject = line({
  methodVersion: text,
  options: { ...method, description: 'All options, defaults filled in.' },
  basis: some(basis),
  scores: some(score),
  composites: some(
    line({
      unit: text,
      node: text,
      period: nullable(text),
      score: nullable(number),
      rank: nullable(number),
      of: count,
      coverage: nullable(number),
      flags,
    }),
  ),
  trends: some(
    line({
      unit: text,
      indicator: text,
      slope: nullable(number),
      ols: nullable(number),
      cagr: nullable(number),
      s: nullable(number),
      z: nullable(number),
      p: nullable(number),
      label: text,
    }),
  ),
  uncertainty: nullable(uncertainty),
  peers: some(line({ unit: text, peer: text, distance: number, rebased: number, position: count })),
  warnings: some({ type: 'object', additionalProperties: true }),
});

export const FRONTIER_REQUEST: SchemaObject = record(
  {
    units,
    inputs: some(text),
    outputs: some(text),
    ...figures,
    orientation: words('in', 'out'),
    returnsToScale: words('crs', 'vrs', 'drs', 'irs'),
    superEfficiency: yesNo,
    force: yesNo,
  },
  ['units', 'inputs', 'outputs'],
);

export const FRONTIER_ANSWER: SchemaObject = some(
  line({
    unit: text,
    period: nullable(text),
    efficiency: nullable(number),
    scale: nullable(number),
    returnsToScale: nullable(words('irs', 'crs', 'drs')),
    peers: some(line({ unit: text, lambda: number })),
    slacks: { type: 'object', additionalProperties: number },
    efficient: yesNo,
    flags,
  }),
);

export const QUANTILES_REQUEST: SchemaObject = record(
  {
    vectors: some(some(cell)),
    types: some({ type: 'integer', minimum: 1, maximum: 9 }),
    probabilities: some({ type: 'number', minimum: 0, maximum: 1 }),
  },
  ['vectors', 'probabilities'],
);

export const QUANTILES_ANSWER: SchemaObject = some(
  line({ vector: count, type: count, probability: number, value: nullable(number) }),
);

export const SUPPRESSION_REQUEST: SchemaObject = record(
  {
    rows: some(text),
    columns: some(text),
    counts: some(some(count)),
    minNumerator: { ...count, default: 5 },
    zeroIsSensitive: { ...yesNo, default: false },
  },
  ['rows', 'columns', 'counts'],
);

export const SUPPRESSION_ANSWER: SchemaObject = record({
  cells: some(
    line({ row: text, column: text, value: nullable(number), reason: nullable(words('primary', 'complementary')) }),
  ),
});
