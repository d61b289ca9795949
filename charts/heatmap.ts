/** Heat map: many municipalities by many indicators, each cell in the band of its quarter, with its value. */
import type {
  BarSeriesOption,
  EChartsOption,
  HeatmapSeriesOption,
  XAXisComponentOption,
  YAXisComponentOption,
} from 'echarts';
import type { BenchmarkIndicator } from '../src/core/benchmark.js';
import type { HeatmapData } from '../src/core/chart-data.js';
import { assemble } from './assemble.js';
import type { Chart, ChartRequest } from './chart.js';
import { frame } from './frame.js';
import { heatmapKeyLabels, heatmapWords, cellTip } from './heatmap-words.js';
import { chartKey, missingEntry, type KeyEntry, type SwatchStyle } from './key.js';
import { OWN_COLOUR } from './map-marks.js';
import { gridAt } from './marks.js';
import { NAME_ROOM, plain, shorten, textWidth, widest, wrap } from './text.js';
import { bandDecal, bandFills, chartTheme, inkOn, missingStyle, type ChartTheme } from './theme.js';
import { colours, fontWeights, missingSigns } from './tokens.js';
import { indicatorWithUnit, shortValue } from './units.js';
import { missingReason } from './words.js';

/** How wide the columns are, and how their headings are written. */
interface Plan {
  readonly left: number;
  readonly column: number;
  readonly headings: readonly (readonly string[])[];
  /** What the numbers in the headings mean, where names would not fit. */
  readonly notes: readonly string[];
  /** Whether values fit in the cells. */
  readonly valued: boolean;
}

const PITCH = 20;
/** Narrower columns would not hold the two digits of a heading: beyond that the picture grows, and a page scrolls it. */
const LEAST_COLUMN = 22;
const LINE = 17;
const MOST_HEADING_LINES = 4;

/**
 * A table in colours. Teal bands judge (dark = best quarter), violet ones are costs and grey ones indicators without
 * direction (dark = largest quarter); what is missing is hatched and carries its sign. Where columns are too narrow
 * for their names, they are numbered and named below.
 */
export function heatmap(data: HeatmapData, request: ChartRequest): Chart {
  const theme = wideEnough(chartTheme(request), data);
  const words = heatmapWords(data, request);
  const plan = planOf(theme, data);
  const around = frame(theme, data.provenance, { ...words, notes: plan.notes });
  const head = Math.max(1, ...plan.headings.map((lines) => lines.length)) * LINE + 6;
  const top = around.top + head;
  const height = Math.max(data.rows.length, 1) * PITCH;
  const width = plan.column * Math.max(data.columns.length, 1);
  const key = chartKey(theme, entries(theme, data), { top: top + height + 14, grids: 1 });
  const cells = data.columns.length === 0 ? [] : cellSeries(theme, data, plan, request.municipality);
  const series: (HeatmapSeriesOption | BarSeriesOption)[] = [...cells, ...key.series];
  const option: EChartsOption = {
    grid: [gridAt({ left: plan.left, right: theme.width - plan.left - width, top, height }), ...key.grids],
    xAxis: [headings(theme, plan), ...key.xAxes.flat()],
    yAxis: [names(theme, data, plan, request.municipality), ...key.yAxes],
    visualMap: { show: false, min: 0, max: 1, seriesIndex: cells.map((_, index) => index) },
    series,
  };
  return assemble(theme, data.provenance, words, { around, option, end: top + height + 14 + key.height });
}

function wideEnough(theme: ChartTheme, data: HeatmapData): ChartTheme {
  const names = widest(
    data.rows.map(({ municipality }) => shorten(municipality.name, theme.label, NAME_ROOM)),
    theme.label,
  );
  const needed = Math.ceil(2 * theme.padding + names + 8 + data.columns.length * LEAST_COLUMN);
  return { ...theme, width: Math.max(theme.width, needed) };
}

function planOf(theme: ChartTheme, data: HeatmapData): Plan {
  const count = Math.max(data.columns.length, 1);
  const labels = data.rows.map(({ municipality }) => shorten(municipality.name, theme.label, NAME_ROOM));
  const nameWidth = widest(labels, theme.label);
  const left = theme.padding + nameWidth + 8;
  const column = Math.min((theme.width - theme.padding - left) / count, 120);
  const values = data.rows.flatMap(({ cells }) =>
    cells.flatMap((cell, index) => {
      const indicator = data.columns[index];
      return cell.value === null || indicator === undefined ? [] : [shortValue(cell.value, indicator, theme.language)];
    }),
  );
  const valued = widest(values, theme.label) + 4 <= column;
  const texts = data.columns.map((indicator) => indicatorWithUnit(indicator, theme.language));
  const wrapped = texts.map((text) => wrap(text, theme.label, column - 6));
  const whole = (text: string): boolean => text.split(' ').every((word) => textWidth(word, theme.label) <= column - 6);
  if (texts.every(whole) && wrapped.every((lines) => lines.length <= MOST_HEADING_LINES)) {
    return { left, column, headings: wrapped, notes: [], valued };
  }
  const numbered = data.columns.map((_, index) => [String(index + 1)]);
  return { left, column, headings: numbered, notes: texts.map((text, index) => `${index + 1} – ${text}`), valued };
}

function headings(theme: ChartTheme, plan: Plan): XAXisComponentOption {
  return {
    type: 'category',
    position: 'top',
    data: plan.headings.map((lines) => lines.join('\n')),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      interval: 0,
      fontSize: theme.label,
      lineHeight: LINE,
      color: theme.colour.ink,
      margin: 4,
      hideOverlap: false,
    },
  };
}

function names(theme: ChartTheme, data: HeatmapData, plan: Plan, own: string | undefined): YAXisComponentOption {
  return {
    type: 'category',
    inverse: true,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { interval: 0, fontSize: theme.label, margin: plan.left - theme.padding, hideOverlap: false },
    data: data.rows.map(({ municipality }) => {
      const mine = municipality.atvk === own;
      const color = mine ? theme.colour.accent : theme.colour.ink;
      const textStyle = {
        align: 'left' as const,
        color,
        fontSize: theme.label,
        fontWeight: mine ? fontWeights.strong : fontWeights.normal,
      };
      return { value: shorten(municipality.name, theme.label, NAME_ROOM), textStyle };
    }),
  };
}

type Cell = HeatmapData['rows'][number]['cells'][number];

/** Group 1 is the darkest step, 4 the lightest; without a group a cell is plain. */
function cellStyle(theme: ChartTheme, indicator: BenchmarkIndicator, cell: Cell): SwatchStyle {
  const border = { borderColor: colours.paper, borderWidth: 2 };
  if (cell.value === null) return { ...missingStyle(theme), ...border };
  if (cell.quantileGroup === null) return { color: colours.sheet, ...border };
  const step = 4 - Math.min(Math.max(cell.quantileGroup, 1), 4);
  const color = bandFills(indicator)[step] ?? colours.sheet;
  return { color, ...border, ...(theme.patterns ? { decal: bandDecal(step) } : {}) };
}

function cellSeries(theme: ChartTheme, data: HeatmapData, plan: Plan, own: string | undefined): HeatmapSeriesOption[] {
  const cells = data.rows.flatMap(({ municipality, cells: row }, y) =>
    row.flatMap((cell, x) => {
      const indicator = data.columns[x];
      return indicator === undefined ? [] : [{ municipality, cell, indicator, x, y }];
    }),
  );
  const items = (missing: boolean): NonNullable<HeatmapSeriesOption['data']> =>
    cells
      .filter(({ cell }) => (cell.value === null) === missing)
      .map(({ municipality, cell, indicator, x, y }) => {
        const style = cellStyle(theme, indicator, cell);
        const sign = cell.value === null ? missingSigns[missingReason(cell.status, cell.flags)] : '';
        const text = cell.value === null ? sign : plan.valued ? shortValue(cell.value, indicator, theme.language) : '';
        const label = {
          show: text !== '',
          formatter: plain(text),
          color: inkOn(style.color),
          fontSize: theme.label,
          fontWeight: municipality.atvk === own ? fontWeights.strong : fontWeights.normal,
          ...(style.decal === undefined ? {} : { backgroundColor: style.color, padding: [0, 3] }),
        };
        return {
          name: municipality.name,
          value: [x, y, cell.value ?? 0],
          ...OWN_COLOUR,
          itemStyle: { ...style },
          label,
          ...cellTip(municipality.name, indicator, cell, theme.language),
        };
      });
  return [
    { type: 'heatmap', id: 'cells', data: items(false) },
    // No number, so no measure: the zero is only ECharts' place holder for a cell that is hatched.
    { type: 'heatmap', id: 'missing', data: items(true) },
  ];
}

/** For each kind of indicator there is: its darkest and its lightest band; then hatching. */
function entries(theme: ChartTheme, data: HeatmapData): KeyEntry[] {
  const border = { borderColor: theme.colour.peerEdge, borderWidth: 1 };
  const kinds = new Map(data.columns.map((indicator) => [bandFills(indicator), indicator]));
  const bands = [...kinds].flatMap(([fills, indicator]) =>
    heatmapKeyLabels(indicator, theme.language).map(({ step, label }): KeyEntry => {
      const style = {
        color: fills[step] ?? colours.sheet,
        ...border,
        ...(theme.patterns ? { decal: bandDecal(step) } : {}),
      };
      return { label, style };
    }),
  );
  const missing = data.rows.some(({ cells }) => cells.some(({ value }) => value === null));
  return missing ? [...bands, missingEntry(theme)] : bands;
}
