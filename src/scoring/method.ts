/** The method of the published scores: METHOD.md with every option at its default, under a version of its own. */
import { createHash } from 'node:crypto';
import type { PercentileKind } from '../core/percentile.js';
import type { QuantileType } from '../core/quantile.js';
import type { TieMethod } from '../core/rank.js';
import type { ZeroMad } from '../core/standard-score.js';
import type { StandardDeviation } from '../core/statistics.js';

/** Raised whenever scores would move although the data did not; CHANGELOG.md says what moved ("Method"). */
export const METHOD_VERSION = '1.0.0';

/** Everything that decides about a score besides the data. Kept with each run, so that it explains itself. */
export interface ScoringMethod {
  readonly ties: TieMethod;
  readonly percentile: PercentileKind;
  readonly quantileType: QuantileType;
  readonly quantileGroups: number;
  readonly standardDeviation: StandardDeviation;
  readonly zeroMad: ZeroMad;
  /** Half width of the band around the peer median within which a value is "similar". */
  readonly similarBand: number;
}

export const SCORING_METHOD: ScoringMethod = {
  ties: 'min',
  percentile: 'strict',
  quantileType: 7,
  quantileGroups: 4,
  standardDeviation: 'sample',
  zeroMad: 'null',
  similarBand: 0.05,
};

/** Hash of the method and its version: scores made under another one are never reused. */
export function methodHash(method: ScoringMethod = SCORING_METHOD, version: string = METHOD_VERSION): Buffer {
  const text = JSON.stringify([version, Object.entries(method).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(text).digest();
}
