/** Scores of all cells of one indicator in one period, set by set, in columns. */
import { scoreColumn, type ScoredColumn } from '../score-column.js';
import { unitScore } from '../unit-score.js';
import type { ColumnStatistics } from '../statistics.js';
import { bitOf, bitsOf, setFlag } from './flags.js';
import { normaliseSet } from './normalise-set.js';
import type { PeerSet } from './peer-sets.js';
import type { PreparedColumn } from './prepare.js';
import type { LaboratoryIndicator, MethodOptions } from './request.js';

/** Scores aligned with the units; NaN where there is none, `of` 0 for a unit without a comparison set. */
export interface CellScores {
  readonly rank: Float64Array;
  readonly of: Int32Array;
  readonly tiedCount: Float64Array;
  readonly percentile: Float64Array;
  readonly quantileGroup: Float64Array;
  readonly z: Float64Array;
  readonly robustZ: Float64Array;
  readonly normalised: Float64Array;
  readonly flags: Uint32Array;
}

/** A prepared column, what it belongs to, and the statistics of each set. */
export interface CellTask {
  readonly column: PreparedColumn;
  readonly indicator: LaboratoryIndicator;
  readonly method: MethodOptions;
  readonly sets: readonly PeerSet[];
  /** Aligned with the sets. */
  readonly statistics: readonly ColumnStatistics[];
}

/** Scores every unit within its comparison set; what is held back shows nothing but that it is. */
export function scoreCells(task: CellTask): CellScores {
  const size = task.column.values.length;
  const scores = emptyScores(size, task.column.flags);
  const compared = new Uint8Array(size);
  task.sets.forEach((set, s) => {
    const statistics = task.statistics[s];
    if (statistics !== undefined) scoreSet(task, { set, statistics }, scores);
    for (const place of set.scored) compared[set.pool[place] ?? 0] = 1;
  });
  for (let unit = 0; unit < size; unit++) {
    if (compared[unit] !== 1) setFlag(scores.flags, unit, 'PEER_GROUP_TOO_SMALL');
    if (task.column.hidden[unit] === 1) conceal(scores, unit);
  }
  return scores;
}

function emptyScores(size: number, flags: Uint32Array): CellScores {
  const column = (): Float64Array => new Float64Array(size).fill(NaN);
  return {
    rank: column(),
    of: new Int32Array(size),
    tiedCount: column(),
    percentile: column(),
    quantileGroup: column(),
    z: column(),
    robustZ: column(),
    normalised: column(),
    flags: Uint32Array.from(flags),
  };
}

interface ScoredSet {
  readonly set: PeerSet;
  readonly statistics: ColumnStatistics;
}

function scoreSet(task: CellTask, { set, statistics }: ScoredSet, scores: CellScores): void {
  const { column, indicator, method } = task;
  const ranked = scoreColumn(
    { values: column.values, members: set.pool, imputed: column.isImputed },
    {
      direction: indicator.direction,
      ties: method.ties,
      rankOnRounded: method.rankOnRounded,
      imputedInRank: method.imputation.inRank,
    },
  );
  const compared: ScoredColumn = { ...ranked, statistics };
  const imputed = Uint8Array.from(set.pool, (unit) => column.isImputed[unit] ?? 0);
  const normalised = normaliseSet(
    { values: ranked.values, imputed, statistics },
    indicator,
    method,
    method.normalisation,
  );
  const outsiders = set.pool.length - set.members.length;
  for (const place of set.scored) {
    const unit = set.pool[place] ?? 0;
    writeScore(scores, unit, { compared, place, task });
    scores.of[unit] = Math.max(0, ranked.n - (Number.isFinite(ranked.values[place]) ? outsiders : 0));
    scores.normalised[unit] = normalised.values[place] ?? NaN;
    if (normalised.clamped[place] === 1) setFlag(scores.flags, unit, 'CLAMPED');
  }
}

function writeScore(
  scores: CellScores,
  unit: number,
  { compared, place, task }: { readonly compared: ScoredColumn; readonly place: number; readonly task: CellTask },
): void {
  const { indicator, method } = task;
  const score = unitScore(compared, place, {
    direction: indicator.direction,
    percentile: method.percentile,
    quantileGroups: method.quantiles.groups,
    zeroMad: method.zeroMad,
  });
  scores.rank[unit] = score.rank ?? NaN;
  scores.tiedCount[unit] = score.tiedCount ?? NaN;
  scores.percentile[unit] = score.percentile ?? NaN;
  scores.quantileGroup[unit] = score.quantileGroup ?? NaN;
  scores.z[unit] = score.z ?? NaN;
  scores.robustZ[unit] = score.robustZ ?? NaN;
  // What is missing says why by itself: MISSING, or the denominator.
  if (score.value !== null) scores.flags[unit] = (scores.flags[unit] ?? 0) | bitsOf(score.flags);
}

const CONCEALED = bitOf('SUPPRESSED') | bitOf('SMALL_NUMBER');

function conceal(scores: CellScores, unit: number): void {
  scores.rank[unit] = NaN;
  scores.tiedCount[unit] = NaN;
  scores.percentile[unit] = NaN;
  scores.quantileGroup[unit] = NaN;
  scores.z[unit] = NaN;
  scores.robustZ[unit] = NaN;
  scores.normalised[unit] = NaN;
  scores.flags[unit] = (scores.flags[unit] ?? 0) & CONCEALED;
}
