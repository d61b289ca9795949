/** Ranks of composites within the comparison sets. */
import { rank } from '../rank.js';
import type { PeerSet } from './peer-sets.js';
import type { MethodOptions } from './request.js';

/** Ranks aligned with the units; NaN without a score, `of` 0 without a comparison set. */
export interface CompositeRanks {
  readonly rank: Float64Array;
  readonly of: Int32Array;
  readonly tiedCount: Int32Array;
}

/** Ranks scores on which higher is better; 1 = best. */
export function rankComposites(scores: Float64Array, sets: readonly PeerSet[], method: MethodOptions): CompositeRanks {
  const result: CompositeRanks = {
    rank: new Float64Array(scores.length).fill(NaN),
    of: new Int32Array(scores.length),
    tiedCount: new Int32Array(scores.length),
  };
  for (const set of sets) {
    const values = Float64Array.from(set.pool, (unit) => scores[unit] ?? NaN);
    const ranking = rank(values, { ties: method.ties, rankOnRounded: method.rankOnRounded });
    const outsiders = set.pool.length - set.members.length;
    for (const place of set.scored) {
      const unit = set.pool[place] ?? 0;
      result.rank[unit] = ranking.ranks[place] ?? NaN;
      result.tiedCount[unit] = ranking.tiedCounts[place] ?? 0;
      result.of[unit] = Math.max(0, ranking.n - (Number.isFinite(values[place]) ? outsiders : 0));
    }
  }
  return result;
}
