/** The words a request may use for methods. */
import type { NormalisationKind } from '../normalise.js';
import type { NodeAggregation } from './request.js';

export const NORMALISATIONS = [
  'none',
  'minmax',
  'zscore',
  'robust_zscore',
  'rank',
  'percentile_rank',
  'borda',
  'goalposts',
  'distance_to_reference',
  'above_below_mean',
] as const satisfies readonly NormalisationKind[];

export const AGGREGATIONS = [
  'arithmetic',
  'geometric',
  'harmonic',
  'copeland',
] as const satisfies readonly NodeAggregation[];
