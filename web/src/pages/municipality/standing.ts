/** What of a profile comes first: strengths, what may be learned, headlines. */
import type { ProfileRow } from '../../../../src/core/benchmark.ts';

const MOST = 3;
const TILES = 6;

/** The indicators that say most about a municipality; those without a value give way to the next. */
const HEADLINES: readonly string[] = [
  'SU-IDX',
  'SU-O-DENSITY',
  'SP-CARE-HOURCOST',
  'SP-NETCOST-PC',
  'SD-CASELOAD',
  'SD-VACANCY',
  'SU-L-BREADTH',
  'SU-M-AID-P1K',
  'SP-LTC-DAYCOST',
  'SD-NORM',
  'SP-DI-SHARE',
  'SU-O-WISEJOB-P10K',
];

/** True where a value can be called good or bad at all. */
function isJudged({ indicator, rank, value }: ProfileRow): boolean {
  return indicator.direction !== 'neutral' && !indicator.isCost && rank !== null && value !== null;
}

function foremost(rows: readonly ProfileRow[], comparison: 'better' | 'worse'): readonly ProfileRow[] {
  const sign = comparison === 'better' ? -1 : 1;
  return rows
    .filter((row) => isJudged(row) && row.comparison === comparison)
    .toSorted((a, b) => sign * ((a.percentile ?? 0.5) - (b.percentile ?? 0.5)))
    .slice(0, MOST);
}

/** At most three indicators in which the municipality is furthest ahead of its peers. */
export const strengthsOf = (rows: readonly ProfileRow[]): readonly ProfileRow[] => foremost(rows, 'better');

/** At most three in which it is furthest behind. */
export const lessonsOf = (rows: readonly ProfileRow[]): readonly ProfileRow[] => foremost(rows, 'worse');

/** Six indicators with a value: the headlines of the catalogue, then whatever else is computed. */
export function headlinesOf(rows: readonly ProfileRow[]): readonly ProfileRow[] {
  const valued = rows.filter(({ value }) => value !== null);
  const base = (row: ProfileRow) => row.indicator.code.split('.')[0] ?? '';
  const first = HEADLINES.flatMap((code) => valued.find((row) => base(row) === code) ?? []);
  const rest = valued.filter((row) => isJudged(row) && !first.includes(row));
  return [...first, ...rest].slice(0, TILES);
}
