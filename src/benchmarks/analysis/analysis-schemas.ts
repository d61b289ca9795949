/** The answers of the analyses as JSON Schema, for the OpenAPI document. */
import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type SchemaObject = Exclude<Schemas[string], { $ref: string }>;

const text: SchemaObject = { type: 'string' };
const number: SchemaObject = { type: 'number' };
const count: SchemaObject = { type: 'integer' };
const nullable = (schema: SchemaObject): SchemaObject => ({ ...schema, nullable: true });
const some = (items: SchemaObject): SchemaObject => ({ type: 'array', items });
const line = (properties: Readonly<Record<string, SchemaObject>>): SchemaObject => ({
  type: 'object',
  properties: { ...properties },
  required: Object.keys(properties),
});

const words = line({ lv: text, en: text });
const municipality = line({ atvk: text, name: text });
const period = line({ code: text, startsOn: text, endsOn: text });
const peerGroup = line({ code: text, name: words });
const indicator: SchemaObject = {
  type: 'object',
  properties: { code: text, name: words, unit: words, direction: text, decimals: count, isCost: { type: 'boolean' } },
  required: ['code', 'name', 'unit'],
};
const provenance = line({
  source: words,
  edition: line({ id: text, kind: text, publishedAt: nullable(text) }),
  methodVersion: text,
  sample: { type: 'boolean' },
});
const value = nullable(line({ value: nullable(number), status: text }));
const share = {
  code: text,
  name: words,
  weight: number,
  contribution: { ...nullable(number), description: 'Points of the index' },
  change: nullable(number),
  status: text,
  score: nullable(number),
};

export const SUPPORT_INDEX_ANSWER: SchemaObject = line({
  municipality,
  index: indicator,
  variant: { type: 'string', enum: ['index', 'readiness'] },
  period,
  peerGroup,
  score: nullable(number),
  change: nullable(number),
  quantileGroup: nullable(count),
  rank: nullable(number),
  of: count,
  dimensions: some(
    line({
      ...share,
      peerMedian: nullable(number),
      parts: some(
        line({
          ...share,
          value: nullable(number),
          reference: nullable(line({ period: text, value: nullable(number) })),
        }),
      ),
    }),
  ),
  movedBy: some(line({ part: text, change: number })),
  rankInterval: nullable(line({ lower: count, upper: count, level: number, scenarios: count })),
  provenance,
});

export const COSTS_ANSWER: SchemaObject = line({
  municipality,
  period,
  peerGroup,
  services: some(
    line({
      indicator,
      service: nullable(text),
      unitCost: value,
      volume: value,
      spending: value,
      peers: line({ n: count, median: nullable(number) }),
      referenceCost: { ...nullable(number), description: 'EUR: peers’ median unit cost × own volume' },
      difference: { ...nullable(number), description: 'EUR: own spending minus the reference cost' },
      mode: value,
      makeOrBuy: value,
      occupancy: value,
      coverage: value,
    }),
  ),
  provenance,
});

const rate = nullable(
  line({ numerator: number, denominator: number, value: number, lower: number, upper: number, periods: count }),
);
const label = nullable({
  type: 'string',
  enum: ['below_998', 'below_95', 'as_expected', 'above_95', 'above_998'],
});

export const SMALL_NUMBERS_ANSWER: SchemaObject = line({
  indicator,
  denominator: words,
  kind: { type: 'string', enum: ['proportion', 'rate'] },
  period,
  pooledPeriods: some(text),
  peerGroup,
  target: nullable(number),
  rows: some(line({ municipality, single: rate, pooled: rate, label, pooledLabel: label })),
});
