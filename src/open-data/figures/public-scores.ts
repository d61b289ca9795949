import { compare } from '../../core/comparison.js';
import { toNullable } from '../../core/numbers.js';
import { publishedStatistics } from '../../core/published-statistics.js';
import { unitScore } from '../../core/unit-score.js';
import type { ScoredFigures } from '../../benchmarks/figures/figure-store.js';
import type { ScoringMethod } from '../../scoring/method.js';
import type { OpenCell, OpenScores } from './published-figures.js';

/** Scores of a column as everybody may see them, from the column as shown. */
export function publicScores(
  { shown, scored }: ScoredFigures,
  { direction, isCost }: Pick<OpenCell, 'direction' | 'isCost'>,
  members: readonly number[],
  method: ScoringMethod,
): OpenScores {
  const { median, q1, q3 } = publishedStatistics(scored.statistics);
  const rows = members.map((unit, position) => {
    const { value, rank, of, percentile, quantileGroup, flags } = unitScore(scored, position, { ...method, direction });
    const disclosure = shown.disclosures?.[unit] ?? 'shown';
    // a hidden value with a band tells whether it lies below, around or above the median, and no more
    const compared = disclosure === 'band' ? toNullable(shown.source.values[unit]) : value;
    return {
      unit,
      value,
      status: shown.statuses[unit] ?? 0,
      rank,
      of,
      percentile,
      quantileGroup,
      comparison: compare(compared, median, { direction, isCost, band: method.similarBand }),
      flags: disclosure === 'hidden' || disclosure === 'band' ? ['SUPPRESSED'] : flags,
    };
  });
  return { rows, median, q1, q3 };
}
