/** What both kinds of map share: a mark's fill, its words, and the key of the bands. */
import type { Benchmark, BenchmarkRow } from '../src/core/benchmark.js';
import { bandName, bandOf, type Band } from './bands.js';
import { missingEntry, type KeyEntry, type SwatchStyle } from './key.js';
import { tip } from './marks.js';
import { bandDecal, bandFills, missingStyle, type ChartTheme } from './theme.js';
import { colours } from './tokens.js';
import { quantity } from './units.js';
import { comparisonLabel, missingReason, rankPhrase, reasonLabel } from './words.js';

/** A benchmark and whose it is. */
export interface Subject {
  readonly benchmark: Benchmark;
  readonly own: string | undefined;
}

/** The fill of a municipality: its band, hatched where there is no number, peer grey where there are no bands. */
export function markStyle(theme: ChartTheme, row: BenchmarkRow, subject: Subject): SwatchStyle {
  const own = row.municipality.atvk === subject.own;
  const border = { borderColor: own ? theme.colour.ink : colours.paper, borderWidth: own ? 4 : 2 };
  if (row.value === null) return { ...missingStyle(theme), ...border };
  const step = bandOf(subject.benchmark, row);
  if (step === null) return { color: colours.peer, ...border };
  return stepStyle(theme, subject.benchmark, step, border);
}

function stepStyle(
  theme: ChartTheme,
  benchmark: Benchmark,
  step: 0 | 1 | 2 | 3,
  border: { borderColor: string; borderWidth: number },
): SwatchStyle {
  const color = bandFills(benchmark.indicator)[step] ?? colours.peer;
  return { color, ...border, ...(theme.patterns ? { decal: bandDecal(step) } : {}) };
}

/** What is said when a pointer rests on a municipality. */
export function markTip(theme: ChartTheme, row: BenchmarkRow, { benchmark }: Subject): ReturnType<typeof tip> {
  const { language } = theme;
  const { name } = row.municipality;
  if (row.value === null) return tip(name, reasonLabel(missingReason(row.status, row.flags), language));
  const step = bandOf(benchmark, row);
  return tip(
    name,
    quantity(row.value, benchmark.indicator, language),
    row.rank === null ? '' : rankPhrase(row.rank, row.of, benchmark.peerGroup, language),
    step === null ? '' : bandName(benchmark, step, language),
    row.comparison === 'not_compared' ? '' : comparisonLabel(row.comparison, language),
  );
}

/** The entries of the key: the bands that occur, and hatching where something is missing. */
export function bandEntries(theme: ChartTheme, benchmark: Benchmark, bands: readonly Band[]): KeyEntry[] {
  const border = { borderColor: theme.colour.peerEdge, borderWidth: 1 };
  const entries = bands.map(({ step, label }) => ({ label, style: stepStyle(theme, benchmark, step, border) }));
  return benchmark.rows.some(({ value }) => value === null) ? [...entries, missingEntry(theme)] : entries;
}

/** Keeps a cell's own colour: ECharts' visual map is there only because a heat map must have one. */
export const OWN_COLOUR = { visualMap: false } as const;
