/** A key of fills with their names, where marks cannot carry their names themselves. */
import type { BarSeriesOption, EChartsOption, GridComponentOption, YAXisComponentOption } from 'echarts';
import { gridAt, hiddenAxis } from './marks.js';
import { missingDecal, type ChartTheme } from './theme.js';
import { colours } from './tokens.js';
import { say } from './words.js';

export interface SwatchStyle {
  readonly color: string;
  readonly borderColor: string;
  readonly borderWidth: number;
  readonly decal?: ReturnType<typeof missingDecal>;
}

export interface KeyEntry {
  readonly label: string;
  readonly style: SwatchStyle;
}

/** Hatching: no figure. */
export function missingEntry(theme: ChartTheme): KeyEntry {
  const style = {
    color: colours.paper,
    borderColor: theme.colour.peerEdge,
    borderWidth: 1,
    decal: missingDecal(theme),
  };
  return { label: say(theme.language, 'nav skaitļa', 'no figure'), style };
}

export interface ChartKey {
  readonly grids: GridComponentOption[];
  readonly xAxes: NonNullable<EChartsOption['xAxis']>[];
  readonly yAxes: YAXisComponentOption[];
  readonly series: BarSeriesOption[];
  readonly height: number;
}

const ROW = 24;
const SWATCH = 28;

/**
 * Swatches with their names: two columns, on a phone one.
 *
 * @param place where the key begins, in px, and how many grids stand before its own
 */
export function chartKey(
  theme: ChartTheme,
  entries: readonly KeyEntry[],
  place: { readonly top: number; readonly grids: number },
): ChartKey {
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

function axis(data: readonly string[]): { type: 'category'; inverse: true; data: string[] } {
  return { type: 'category', inverse: true, data: [...data] };
}

function keyLabels(theme: ChartTheme, column: readonly KeyEntry[], gridIndex: number): YAXisComponentOption {
  return {
    ...axis(column.map(({ label }) => label)),
    gridIndex,
    position: 'right',
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { interval: 0, fontSize: theme.label, color: theme.colour.ink, align: 'left', margin: 8 },
  };
}

function swatches(column: readonly KeyEntry[], index: number): BarSeriesOption {
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
