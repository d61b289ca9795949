/** What both kinds of map share: a mark's fill, its words, and the key of the bands. */
import type { BarSeriesOption, EChartsOption, GridComponentOption, YAXisComponentOption } from 'echarts';
import type { Benchmark, BenchmarkRow } from '../src/core/benchmark.js';
import { bandName, bandOf, type Band } from './bands.js';
import { gridAt, hiddenAxis, tip } from './marks.js';
import { bandDecal, bandFills, missingDecal, missingStyle, type ChartTheme } from './theme.js';
import { colours } from './tokens.js';
import { quantity } from './units.js';
import { comparisonLabel, missingReason, rankPhrase, reasonLabel, say } from './words.js';

/** A benchmark and whose it is. */
export interface Subject {
  readonly benchmark: Benchmark;
  readonly own: string | undefined;
}

type Decal = ReturnType<typeof bandDecal>;

export interface MarkStyle {
  readonly color: string;
  readonly borderColor: string;
  readonly borderWidth: number;
  readonly decal?: Decal;
}

/** The fill of a municipality: its band, hatched where there is no number, peer grey where there are no bands. */
export function markStyle(theme: ChartTheme, row: BenchmarkRow, subject: Subject): MarkStyle {
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
): MarkStyle {
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

export interface MapKey {
  readonly grids: GridComponentOption[];
  readonly xAxes: NonNullable<EChartsOption['xAxis']>[];
  readonly yAxes: YAXisComponentOption[];
  readonly series: BarSeriesOption[];
  readonly height: number;
}

const ROW = 24;
const SWATCH = 28;

/**
 * The bands with their names, and hatching where something is missing: two columns, on a phone one.
 *
 * @param place where the key begins, in px, and how many grids stand before its own
 */
export function mapKey(
  theme: ChartTheme,
  benchmark: Benchmark,
  bands: readonly Band[],
  place: { readonly top: number; readonly grids: number },
): MapKey {
  const border = { borderColor: theme.colour.peerEdge, borderWidth: 1 };
  const entries: Entry[] = bands.map(({ step, label }) => ({
    label,
    style: stepStyle(theme, benchmark, step, border),
  }));
  if (benchmark.rows.some(({ value }) => value === null)) {
    const style = { color: colours.paper, ...border, decal: missingDecal(theme) };
    entries.push({ label: say(theme.language, 'nav skaitļa', 'no figure'), style });
  }
  const perColumn = theme.narrow ? entries.length : Math.ceil(entries.length / 2);
  const columns = [entries.slice(0, perColumn), entries.slice(perColumn)].filter((column) => column.length > 0);
  const left = (index: number): number => theme.padding + (index * (theme.width - 2 * theme.padding)) / 2;
  return {
    grids: columns.map((column, index) => ({
      ...gridAt({ left: left(index), right: 0, top: place.top, height: column.length * ROW }),
      right: theme.width - left(index) - SWATCH,
    })),
    xAxes: columns.map((_, index) => ({ ...hiddenAxis({ min: 0, max: 1 }), gridIndex: place.grids + index })),
    yAxes: columns.map((column, index) => keyLabels(theme, column, place.grids + index)),
    series: columns.map((column, index) => swatches(column, place.grids + index)),
    height: perColumn * ROW,
  };
}

interface Entry {
  readonly label: string;
  readonly style: MarkStyle;
}

function axis(data: readonly string[]): { type: 'category'; inverse: true; data: string[] } {
  return { type: 'category', inverse: true, data: [...data] };
}

function keyLabels(theme: ChartTheme, column: readonly Entry[], gridIndex: number): YAXisComponentOption {
  return {
    ...axis(column.map(({ label }) => label)),
    gridIndex,
    position: 'right',
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { interval: 0, fontSize: theme.label, color: theme.colour.ink, align: 'left', margin: 8 },
  };
}

function swatches(column: readonly Entry[], index: number): BarSeriesOption {
  return {
    type: 'bar',
    id: `key-${index}`,
    silent: true,
    barWidth: 17,
    xAxisIndex: index,
    yAxisIndex: index,
    data: column.map(({ style }) => ({ value: 1, itemStyle: { ...style, borderRadius: 3 } })),
  };
}

/** Keeps a cell's own colour: ECharts' visual map is there only because a heat map must have one. */
export const OWN_COLOUR = { visualMap: false } as const;
