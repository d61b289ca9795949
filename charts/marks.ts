/** Small pieces that several charts draw: grid lines with their numbers, the peer median, texts at a place. */
import type {
  GridComponentOption,
  MarkAreaComponentOption,
  MarkLineComponentOption,
  ScatterSeriesOption,
} from 'echarts';
import type { Language } from '../src/core/vocabulary.js';
import type { Scale } from './scale.js';
import { tickLabels } from './scale.js';
import { plain } from './text.js';
import type { ChartTheme } from './theme.js';
import { fontWeights } from './tokens.js';

export type MarkLineItem = NonNullable<MarkLineComponentOption['data']>[number];
type MarkAreaItem = Extract<NonNullable<MarkAreaComponentOption['data']>[number], readonly unknown[]>;
type ScatterItem = Extract<NonNullable<ScatterSeriesOption['data']>[number], { value?: unknown }>;

/**
 * The words shown when a pointer rests on a mark: drawn text, one line each. To be spread into a data item: ECharts
 * takes a tooltip there, although its types do not say so for every series.
 */
export function tip(...lines: readonly string[]): { tooltip: { formatter: string } } {
  return { tooltip: { formatter: plain(lines.filter((line) => line !== '').join('\n')) } };
}

/** A drawing area whose edges are exactly where they are set. */
export function gridAt(place: { left: number; right: number; top: number; height: number }): GridComponentOption {
  return { ...place, outerBoundsMode: 'none' };
}

/** An axis that measures but is not drawn; its ticks are drawn by {@link gridLines}. */
export function hiddenAxis(scale: Pick<Scale, 'min' | 'max'>): {
  type: 'value';
  min: number;
  max: number;
  show: false;
} {
  return { type: 'value', min: scale.min, max: scale.max, show: false };
}

/** Thin lines at the ticks of a scale, with their numbers in the reader's language at the start of each. */
export function gridLines(
  theme: ChartTheme,
  scale: Scale,
  axis: 'x' | 'y',
  options: { readonly to?: number } = {},
): MarkLineItem[] {
  const labels = tickLabels(scale, theme.language);
  return scale.ticks.map((tick, index) => {
    const color = tick === 0 ? theme.colour.peerEdge : theme.colour.line;
    const label = {
      show: true,
      position: 'start' as const,
      distance: axis === 'x' ? 6 : 8,
      formatter: plain(labels[index] ?? ''),
      color: theme.colour.softInk,
      fontSize: theme.label,
    };
    if (options.to !== undefined) return segment([tick, 0], [tick, options.to], { color, width: 1 }, label);
    const lineStyle = { color, width: 1, type: 'solid' as const };
    return { ...(axis === 'x' ? { xAxis: tick } : { yAxis: tick }), lineStyle, label };
  });
}

type LineLabel = Exclude<MarkLineItem, readonly unknown[]>['label'];

/** A straight line between two places. */
export function segment(
  from: readonly [number, number],
  to: readonly [number, number],
  line: { readonly color: string; readonly width: number; readonly type?: 'solid' | 'dashed' },
  label: NonNullable<LineLabel> = { show: false },
): MarkLineItem {
  return [{ coord: [...from], lineStyle: { type: 'solid', ...line }, label }, { coord: [...to] }];
}

/** Settings of mark lines that answer to no pointer and carry no arrow heads. */
export const quietLines = { silent: true, symbol: 'none', animation: false } as const;

/** A line at a value, with its words at one end. */
export function valueLine(
  theme: ChartTheme,
  place: { xAxis: number } | { yAxis: number },
  label: { text: string; position: 'start' | 'end'; align?: 'left' | 'center' | 'right'; color?: string },
): MarkLineItem {
  return {
    ...place,
    lineStyle: { color: label.color ?? theme.colour.ink, width: 1.5, type: 'solid' },
    label: {
      show: label.text !== '',
      position: label.position,
      distance: 5,
      formatter: plain(label.text),
      color: theme.colour.ink,
      fontSize: theme.label,
      ...(label.align === undefined ? {} : { align: label.align }),
    },
  };
}

/** The band of the middle half of the peers: along the x axis, or between two corners. */
export function bandBetween(
  theme: ChartTheme,
  low: number | readonly [number, number],
  high: number | readonly [number, number],
): MarkAreaItem {
  const at = (place: number | readonly [number, number]): { xAxis: number } | { coord: number[] } =>
    typeof place === 'number' ? { xAxis: place } : { coord: [...place] };
  return [{ ...at(low), itemStyle: { color: theme.colour.band } }, at(high)];
}

/** A text at a place of the coordinate system, drawn as it is. */
export interface PlacedText {
  readonly at: readonly [x: number | string, y: number | string];
  readonly text: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly color?: string;
  readonly strong?: boolean;
  readonly size?: number;
  readonly lineHeight?: number;
  /** A fill behind the words, where they stand on a pattern. */
  readonly background?: string;
  readonly shift?: readonly [dx: number, dy: number];
}

/** A series that draws texts only: labels of points without a size. */
export function textSeries(theme: ChartTheme, id: string, texts: readonly PlacedText[]): ScatterSeriesOption {
  return {
    type: 'scatter',
    id,
    silent: true,
    symbolSize: 0,
    itemStyle: { opacity: 1 },
    z: 6,
    clip: false,
    tooltip: { show: false },
    data: texts.map((text) => textItem(theme, text)),
  };
}

function textItem(theme: ChartTheme, text: PlacedText): ScatterItem {
  const align = text.align ?? 'left';
  const [dx, dy] = text.shift ?? [0, 0];
  return {
    value: [...text.at],
    label: {
      show: true,
      position: [dx, dy],
      align,
      verticalAlign: 'middle',
      formatter: plain(text.text),
      color: text.color ?? theme.colour.ink,
      fontSize: text.size ?? theme.label,
      lineHeight: text.lineHeight ?? 18,
      fontWeight: text.strong === true ? fontWeights.strong : fontWeights.normal,
      ...(text.background === undefined ? {} : { backgroundColor: text.background, padding: [0, 2] }),
    },
  };
}

/** How a label centred at `x` must be aligned to stay between two edges. */
export function alignWithin(
  x: number,
  width: number,
  edges: { left: number; right: number },
): 'left' | 'center' | 'right' {
  if (x - width / 2 < edges.left) return 'left';
  return x + width / 2 > edges.right ? 'right' : 'center';
}

/** `mediāna 12,40 €`, or that of similar municipalities. */
export function medianLabel(value: string, language: Language): string {
  return language === 'lv' ? `mediāna ${value}` : `median ${value}`;
}
