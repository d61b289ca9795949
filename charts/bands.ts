/** Four bands of a benchmark for maps: what step a value stands on, and what each step is called. */
import type { Benchmark, BenchmarkRow } from '../src/core/benchmark.js';
import type { Language } from '../src/core/vocabulary.js';
import { hasValue } from './benchmark-words.js';
import { shortValue } from './units.js';
import { say } from './words.js';

/** 0 is the weakest or lowest band, 3 the strongest or highest. */
export type BandStep = 0 | 1 | 2 | 3;

export interface Band {
  readonly step: BandStep;
  readonly label: string;
}

const STEPS = [0, 1, 2, 3] as const;

/** True where bands say how good a value is: ranks exist, and it is no bare cost. */
export function isJudged(benchmark: Benchmark): boolean {
  return benchmark.indicator.direction !== 'neutral' && !benchmark.indicator.isCost;
}

/**
 * The band of a row: of its quantile group where bands judge (group 1 is the best), else of its value between the
 * quartiles of the peers. Null without a value, without a group, or where the peers have no quartiles.
 */
export function bandOf(benchmark: Benchmark, row: BenchmarkRow): BandStep | null {
  if (row.value === null) return null;
  if (isJudged(benchmark)) {
    return row.quantileGroup === null ? null : (STEPS[4 - Math.min(Math.max(row.quantileGroup, 1), 4)] ?? null);
  }
  const { q1, median, q3 } = benchmark.statistics;
  if (q1 === null || median === null || q3 === null) return null;
  const { value } = row;
  return STEPS[[q1, median, q3].filter((edge) => value > edge).length] ?? null;
}

const JUDGED: readonly (readonly [lv: string, en: string])[] = [
  ['vājākā ceturtdaļa', 'weakest quarter'],
  ['trešā ceturtdaļa', 'third quarter'],
  ['otrā ceturtdaļa', 'second quarter'],
  ['labākā ceturtdaļa', 'best quarter'],
];

const MEASURED: readonly (readonly [lv: string, en: string])[] = [
  ['mazākās vērtības', 'smallest values'],
  ['zem mediānas', 'below the median'],
  ['virs mediānas', 'above the median'],
  ['lielākās vērtības', 'largest values'],
];

/** The name of a band: `labākā ceturtdaļa` where bands judge, else `virs mediānas` and the like. */
export function bandName(benchmark: Benchmark, step: BandStep, language: Language): string {
  const words = (isJudged(benchmark) ? JUDGED : MEASURED)[step];
  return words === undefined ? '' : say(language, ...words);
}

/** The bands that occur, strongest or highest first, each with its name and the values that it spans. */
export function bandsOf(benchmark: Benchmark, language: Language): Band[] {
  return STEPS.toReversed().flatMap((step) => {
    const values = benchmark.rows.filter((row) => bandOf(benchmark, row) === step).filter(hasValue);
    if (values.length === 0) return [];
    const show = (value: number): string => shortValue(value, benchmark.indicator, language);
    const low = show(Math.min(...values.map(({ value }) => value)));
    const high = show(Math.max(...values.map(({ value }) => value)));
    return [{ step, label: `${bandName(benchmark, step, language)}: ${low === high ? low : `${low} – ${high}`}` }];
  });
}
