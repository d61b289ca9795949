/**
 * Index of dimensions and parts, such as the support index of the catalogue: parts scored 0..100, joined to dimensions
 * and these to the index by weighted means, with the share every part has in the result. It measures effort and
 * readiness, not results.
 */
import { isPresent, unsignedZero } from './numbers.js';
import { quantile } from './quantile.js';
import type { ValueStatus } from './vocabulary.js';

/**
 * How a part's value becomes a score: `proportional` 100 · x / maximum; `intensity` 100 · min(1, ln(1+x) / ln(1+ref)),
 * where the reference is given beside the definition because it is frozen for several years.
 */
export type PartScoring =
  | { readonly kind: 'proportional'; readonly maximum: number }
  | { readonly kind: 'intensity'; readonly reference: number | null };

/** A part of a dimension. `readiness` marks parts that say something before anybody has asked for support. */
export interface IndexPart {
  readonly code: string;
  /** Weight within the dimension; any positive scale. */
  readonly weight: number;
  readonly scoring: PartScoring;
  readonly readiness: boolean;
}

/** A dimension with its weight in the index; any positive scale. */
export interface IndexDimension {
  readonly code: string;
  readonly weight: number;
  readonly parts: readonly IndexPart[];
}

/** Definition of an index. Parts carry codes that are unique in the whole index. */
export interface IndexDefinition {
  readonly code: string;
  readonly dimensions: readonly IndexDimension[];
  /** Mean across dimensions; within a dimension it is always arithmetic. `arithmetic` if left out. */
  readonly aggregation?: 'arithmetic' | 'geometric';
}

/** What a unit reports for a part: a confidential value takes part in the sum, although it is not shown. */
export interface PartValue {
  readonly status: ValueStatus;
  readonly value: number | null;
}

/** `index` over all parts, or `readiness` over the readiness parts only, which is never ranked among the former. */
export type IndexVariant = 'index' | 'readiness';

/** A part in the decomposition of an index. */
export interface PartDecomposition {
  readonly code: string;
  readonly dimension: string;
  readonly status: ValueStatus;
  readonly value: number | null;
  /** 0..100; null where the part has no score. */
  readonly score: number | null;
  /** Effective weight in the index after missing parts are re-weighted; the weights of one unit sum to 1. */
  readonly weight: number;
  /** Weight × score: with the arithmetic mean the contributions sum to the index. */
  readonly contribution: number | null;
}

/** A dimension of a unit: `complete`, `incomplete` for want of a value, or `not_applicable` as a whole. */
export interface DimensionScore {
  readonly code: string;
  readonly state: 'complete' | 'incomplete' | 'not_applicable';
  readonly score: number | null;
  /** Effective weight in the index. */
  readonly weight: number;
}

/** The index of one unit with everything that made it. */
export interface IndexScore {
  readonly variant: IndexVariant;
  /** 0..100; null where a dimension is incomplete or none applies. */
  readonly score: number | null;
  readonly dimensions: readonly DimensionScore[];
  readonly parts: readonly PartDecomposition[];
}

/** Percentile of the base year's values that stands for full intensity. */
export const REFERENCE_PROBABILITY = 0.9;
/** With a geometric mean 0..100 is moved to 1..100, since a zero would wipe out every other dimension. */
const LIFT = 0.99;

/**
 * The reference of an intensity: the 90th percentile (type 7) of the base year's values of the units that count
 * (municipalities with at least one social enterprise). Freeze it for three years.
 *
 * @param counts 1 for every unit that counts
 * @returns null where no unit that counts has a value
 */
export function intensityReference(values: Float64Array, counts: Uint8Array): number | null {
  return quantile(
    values.filter((_, unit) => counts[unit] === 1),
    REFERENCE_PROBABILITY,
  );
}

/**
 * The score of a part. An intensity counts from 0: a negative value scores 0.
 *
 * @returns null for a missing value, a missing reference, or one that is not above zero
 */
export function partScore(value: number | null, scoring: PartScoring): number | null {
  if (!isPresent(value)) return null;
  switch (scoring.kind) {
    case 'proportional':
      return unsignedZero((100 * value) / scoring.maximum);
    case 'intensity': {
      const { reference } = scoring;
      if (!isPresent(reference) || reference <= 0) return null;
      return 100 * Math.min(1, Math.log1p(Math.max(value, 0)) / Math.log1p(reference));
    }
  }
}

/**
 * The index of one unit.
 *
 * A part that is not applicable hands its weight to the other parts of its dimension, and a dimension without any
 * applicable part hands its weight to the other dimensions. A part that is not collected, not provided or cannot be
 * scored makes its dimension incomplete, and then there is no index. The readiness variant takes the readiness parts
 * only, each with its raw weight in the whole index, rescaled to 100.
 *
 * @param values by the code of the part; a part without an entry counts as not provided
 */
export function indexScore(
  definition: IndexDefinition,
  values: ReadonlyMap<string, PartValue>,
  variant: IndexVariant = 'index',
): IndexScore {
  const raw = definition.dimensions.map((dimension) => scoredDimension(dimension, values, variant));
  const total = raw.reduce((sum, { weight }) => sum + weight, 0);
  const dimensions = raw.map(({ state, score, weight, code }) => ({
    code,
    state,
    score,
    weight: total === 0 ? 0 : weight / total,
  }));
  const parts = raw.flatMap(({ parts: ofDimension }, i) =>
    ofDimension.map(({ share, ...part }) => {
      const weight = share * (dimensions[i]?.weight ?? 0);
      return { ...part, weight, contribution: part.score === null ? null : weight * part.score };
    }),
  );
  return { variant, score: joined(dimensions, definition.aggregation ?? 'arithmetic'), dimensions, parts };
}

/** What a part added to, or took from, an index between two scores of the same unit and variant. */
export interface PartChange {
  readonly code: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly change: number;
}

/**
 * Which part moved an index by how much, the largest movement first: differences of contributions, which with the
 * arithmetic mean sum to the change of the index. Null where either score is missing or the variants differ.
 */
export function indexChange(before: IndexScore, after: IndexScore): PartChange[] | null {
  if (before.score === null || after.score === null || before.variant !== after.variant) return null;
  const earlier = new Map(before.parts.map(({ code, contribution }) => [code, contribution]));
  const later = new Map(after.parts.map(({ code, contribution }) => [code, contribution]));
  const codes = [...new Set([...earlier.keys(), ...later.keys()])];
  return codes
    .map((code) => {
      const [was, is] = [earlier.get(code) ?? null, later.get(code) ?? null];
      return { code, before: was, after: is, change: unsignedZero((is ?? 0) - (was ?? 0)) };
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.code < b.code ? -1 : 1));
}

/**
 * The definition with other weights of its dimensions, for the sensitivity of the index to them. A dimension that is
 * not named keeps its weight.
 */
export function withDimensionWeights(
  definition: IndexDefinition,
  weights: ReadonlyMap<string, number>,
): IndexDefinition {
  return {
    ...definition,
    dimensions: definition.dimensions.map((dimension) => ({
      ...dimension,
      weight: weights.get(dimension.code) ?? dimension.weight,
    })),
  };
}

/** The definition without its intensities: availability only. Dimensions left without a part fall away. */
export function withoutIntensities(definition: IndexDefinition): IndexDefinition {
  const dimensions = definition.dimensions.map((dimension) => ({
    ...dimension,
    parts: dimension.parts.filter(({ scoring }) => scoring.kind !== 'intensity'),
  }));
  return { ...definition, dimensions: dimensions.filter(({ parts }) => parts.length > 0) };
}

/** A dimension with its raw weight in the index and its parts with their share in the dimension. */
interface RawDimension extends DimensionScore {
  readonly parts: readonly (Omit<PartDecomposition, 'weight' | 'contribution'> & { readonly share: number })[];
}

function scoredDimension(
  dimension: IndexDimension,
  values: ReadonlyMap<string, PartValue>,
  variant: IndexVariant,
): RawDimension {
  const chosen = dimension.parts.filter(({ readiness }) => variant === 'index' || readiness);
  const parts = chosen.map((part) => {
    const { status, value } = values.get(part.code) ?? { status: 'not_provided', value: null };
    const counted = status === 'reported' || status === 'confidential' ? value : null;
    const score = partScore(counted, part.scoring);
    const weight = status === 'not_applicable' ? 0 : part.weight;
    return { code: part.code, dimension: dimension.code, status, value, score, weight };
  });
  const applicable = parts.reduce((sum, { weight }) => sum + weight, 0);
  const state = stateOf(parts, applicable);
  const score = state === 'complete' ? parts.reduce((sum, part) => sum + part.weight * (part.score ?? 0), 0) : null;
  return {
    code: dimension.code,
    state,
    score: score === null ? null : score / applicable,
    weight: applicable === 0 ? 0 : dimension.weight * chosenShare(dimension, chosen),
    parts: parts.map(({ weight, ...part }) => ({ ...part, share: applicable === 0 ? 0 : weight / applicable })),
  };
}

/** Share of a dimension's weight that the chosen parts carry: all of it, or that of the readiness parts. */
function chosenShare(dimension: IndexDimension, chosen: readonly IndexPart[]): number {
  const sum = (parts: readonly IndexPart[]): number => parts.reduce((total, { weight }) => total + weight, 0);
  return sum(chosen) / sum(dimension.parts);
}

function stateOf(
  parts: readonly { readonly score: number | null; readonly weight: number }[],
  applicable: number,
): DimensionScore['state'] {
  if (applicable === 0) return 'not_applicable';
  return parts.some(({ score, weight }) => weight > 0 && score === null) ? 'incomplete' : 'complete';
}

function joined(dimensions: readonly DimensionScore[], aggregation: 'arithmetic' | 'geometric'): number | null {
  const counted = dimensions.filter(({ state }) => state !== 'not_applicable');
  if (counted.length === 0 || counted.some(({ state }) => state === 'incomplete')) return null;
  if (aggregation === 'arithmetic') return counted.reduce((sum, { weight, score }) => sum + weight * (score ?? 0), 0);
  const logarithms = counted.reduce((sum, { weight, score }) => sum + weight * Math.log(1 + LIFT * (score ?? 0)), 0);
  return (Math.exp(logarithms) - 1) / LIFT;
}
