/** Ranking: one bar a municipality, best place first, the own one emphasised, missing ones below with their reason. */
import type { BarSeriesOption, ScatterSeriesOption, YAXisComponentOption } from 'echarts';
import type { Benchmark, BenchmarkRow } from '../src/core/benchmark.js';
import { benchmarkWords, ordered } from './benchmark-words.js';
import { assemble } from './assemble.js';
import type { Chart, ChartRequest } from './chart.js';
import { frame } from './frame.js';
import {
  alignWithin,
  bandBetween,
  gridAt,
  hiddenAxis,
  medianLabel,
  quietLines,
  tip,
  valueLine,
  type MarkLineItem,
} from './marks.js';
import { NBSP } from './number-format.js';
import { NAME_ROOM, plain, shorten, textWidth, widest } from './text.js';
import { chartTheme, missingStyle, ownColour, ownDecal, type ChartTheme } from './theme.js';
import { colours, fontWeights } from './tokens.js';
import { quantity, shortValue } from './units.js';
import { comparisonLabel, missingReason, rankPhrase, reasonLabel, say } from './words.js';

/** Where things stand: rows of `pitch` px, names from `nameLeft`, bars from `left` to `right` edges of the image. */
interface Layout {
  readonly pitch: number;
  readonly bar: number;
  readonly rankRight: number;
  readonly nameLeft: number;
  readonly left: number;
  readonly right: number;
  readonly domain: { readonly min: number; readonly max: number };
}

/**
 * Every municipality of a benchmark as a horizontal bar from zero, in the order of ranks (an indicator without
 * direction: by value, largest first); municipalities without a number follow, hatched, with the reason.
 *
 * On a phone the name and the value stand above a thin bar. A value that is missing is no bar of length zero.
 */
export function ranking(benchmark: Benchmark, request: ChartRequest): Chart {
  const theme = chartTheme(request);
  const rows = ordered(benchmark.rows);
  const words = benchmarkWords(benchmark, request);
  const around = frame(theme, benchmark.provenance, words);
  const subject = { benchmark, own: request.municipality };
  const layout = layoutOf(theme, rows, subject);
  const plotHeight = Math.max(rows.length, 1) * layout.pitch;
  const top = around.top + 20;
  const option = {
    grid: gridAt({ left: layout.left, right: layout.right, top, height: plotHeight }),
    xAxis: [hiddenAxis(layout.domain), hiddenAxis({ min: 0, max: 1 })],
    yAxis: axes(theme, layout, rows, subject),
    series: [
      bars(theme, layout, rows, subject),
      missingBars(theme, layout, rows),
      ...medianTicks(theme, rows, benchmark),
    ],
  };
  return assemble(theme, benchmark.provenance, words, { around, option, end: top + plotHeight + bandNote(benchmark) });
}

function bandNote(benchmark: Benchmark): number {
  return benchmark.statistics.q1 === null || benchmark.statistics.q3 === null ? 0 : 22;
}

interface Subject {
  readonly benchmark: Benchmark;
  readonly own: string | undefined;
}

function valueText(theme: ChartTheme, row: BenchmarkRow, { benchmark, own }: Subject): string {
  if (row.value === null) return '';
  const value = shortValue(row.value, benchmark.indicator, theme.language);
  if (row.municipality.atvk !== own || row.comparison === 'not_compared') return value;
  return `${comparisonLabel(row.comparison, theme.language)} ${NBSP}${value}`;
}

function layoutOf(theme: ChartTheme, rows: readonly BenchmarkRow[], subject: Subject): Layout {
  const values = rows.flatMap((row) => (row.value === null ? [] : [row.value]));
  const low = Math.min(0, ...values);
  const high = low === 0 ? Math.max(0, ...values) || 1 : Math.max(0, ...values);
  if (theme.narrow) {
    const edge = theme.padding;
    return {
      pitch: 36,
      bar: 8,
      rankRight: edge,
      nameLeft: edge,
      left: edge,
      right: edge,
      domain: { min: low, max: high },
    };
  }
  const rankRight = theme.padding + widest(rows.map(rankText), theme.label);
  const nameLeft = rankRight + 8;
  const names = rows.map((row) => shorten(row.municipality.name, theme.label, NAME_ROOM));
  const left = nameLeft + widest(names, theme.label) + 8;
  const texts = rows
    .filter((row) => row.municipality.atvk !== subject.own)
    .map((row) => valueText(theme, row, subject));
  const right = theme.padding + widest(texts, theme.label) + 10;
  const ownRow = rows.find((row) => row.municipality.atvk === subject.own);
  const ownText = ownRow === undefined ? '' : valueText(theme, ownRow, subject);
  const intrusion = Math.max(0, textWidth(ownText, theme.label) + 10 + theme.padding - right);
  const room = theme.width - left - right;
  const needed = low + (((ownRow?.value ?? low) - low) * room) / (room - intrusion);
  return { pitch: 18, bar: 12, rankRight, nameLeft, left, right, domain: { min: low, max: Math.max(high, needed) } };
}

function rankText(row: BenchmarkRow): string {
  return row.rank === null ? '' : `${String(row.rank).replace('.', ',')}.`;
}

/** Three columns of words: rank, name and value; on a phone name and value stand above their bar. */
function axes(
  theme: ChartTheme,
  layout: Layout,
  rows: readonly BenchmarkRow[],
  subject: Subject,
): YAXisComponentOption[] {
  const column = (text: (row: BenchmarkRow) => string, place: Column): YAXisComponentOption => ({
    type: 'category',
    inverse: true,
    position: place.position,
    axisTick: { show: false },
    splitLine: { show: false },
    axisLine: { show: place.baseline, onZero: true, lineStyle: { color: theme.colour.peerEdge } },
    axisLabel: { interval: 0, fontSize: theme.label, inside: theme.narrow, margin: theme.narrow ? 0 : place.margin },
    data: rows.map((row) => ({ value: text(row), textStyle: columnStyle(theme, row, subject, place.align) })),
  });
  const named = (row: BenchmarkRow): string =>
    shorten(`${theme.narrow ? rankText(row) : ''} ${row.municipality.name}`.trim(), theme.label, NAME_ROOM);
  const valued = (row: BenchmarkRow): string =>
    row.value === null && theme.narrow ? reason(theme, row) : valueText(theme, row, subject);
  const names = column(named, {
    position: 'left',
    align: 'left',
    margin: layout.left - layout.nameLeft,
    baseline: !theme.narrow,
  });
  const margin = layout.right - theme.padding;
  const values = column(valued, { position: 'right', align: 'right', margin, baseline: false });
  if (theme.narrow) return [names, values];
  const place = { position: 'left', align: 'right', margin: layout.left - layout.rankRight, baseline: false } as const;
  return [names, values, column(rankText, place)];
}

interface Column {
  readonly position: 'left' | 'right';
  readonly align: 'left' | 'right';
  readonly margin: number;
  /** Whether this axis draws the line at zero. */
  readonly baseline: boolean;
}

/** The style of one label; ECharts reads its place from here too, not from the axis, once a label has a style. */
function columnStyle(theme: ChartTheme, row: BenchmarkRow, subject: Subject, align: 'left' | 'right'): TextStyle {
  const own = row.municipality.atvk === subject.own;
  return {
    align,
    verticalAlign: theme.narrow ? 'bottom' : 'middle',
    padding: theme.narrow ? [0, 0, 7, 0] : 0,
    color: own ? ownColour(theme, subject.benchmark.indicator) : theme.colour.ink,
    fontSize: theme.label,
    fontWeight: own ? fontWeights.strong : fontWeights.normal,
  };
}

interface TextStyle {
  align: 'left' | 'right';
  verticalAlign: 'bottom' | 'middle';
  padding: number | number[];
  color: string;
  fontSize: number;
  fontWeight: number;
}

function reason(theme: ChartTheme, row: BenchmarkRow): string {
  return reasonLabel(missingReason(row.status, row.flags), theme.language);
}

function bars(theme: ChartTheme, layout: Layout, rows: readonly BenchmarkRow[], subject: Subject): BarSeriesOption {
  const { median, q1, q3 } = subject.benchmark.statistics;
  const band =
    q1 === null || q3 === null ? {} : { markArea: { silent: true, z: 0, data: [bandArea(theme, layout, q1, q3)] } };
  const line =
    median === null
      ? {}
      : { markLine: { ...quietLines, z: 4, data: [medianLine(theme, layout, subject.benchmark, median)] } };
  return {
    type: 'bar',
    id: 'values',
    barWidth: layout.bar,
    barGap: '-100%',
    z: 3,
    data: rows.map((row) => barItem(theme, row, subject)),
    ...band,
    ...line,
  };
}

function barItem(theme: ChartTheme, row: BenchmarkRow, subject: Subject): NonNullable<BarSeriesOption['data']>[number] {
  const own = row.municipality.atvk === subject.own;
  const color = own ? ownColour(theme, subject.benchmark.indicator) : theme.colour.peer;
  const { indicator, peerGroup } = subject.benchmark;
  const { language } = theme;
  const lines = [
    row.value === null ? reason(theme, row) : quantity(row.value, indicator, language),
    row.rank === null ? '' : rankPhrase(row.rank, row.of, peerGroup, language),
    row.value === null || row.comparison === 'not_compared' ? '' : comparisonLabel(row.comparison, language),
  ];
  return {
    name: row.municipality.name,
    value: row.value ?? '-',
    itemStyle: {
      color,
      borderColor: own ? color : theme.colour.peerEdge,
      borderWidth: 1,
      ...(own ? ownDecal(theme) : {}),
    },
    ...tip(row.municipality.name, ...lines),
  };
}

/** Hatched stubs for what is missing, on a measure of their own: they say nothing about a value. */
function missingBars(theme: ChartTheme, layout: Layout, rows: readonly BenchmarkRow[]): BarSeriesOption {
  return {
    type: 'bar',
    id: 'missing',
    xAxisIndex: 1,
    barWidth: layout.bar,
    z: 5,
    data: rows.map((row) =>
      row.value === null
        ? {
            name: row.municipality.name,
            value: 0.12,
            itemStyle: missingStyle(theme),
            ...tip(row.municipality.name, reason(theme, row)),
            label: {
              show: !theme.narrow,
              position: 'right',
              distance: 5,
              formatter: plain(reason(theme, row)),
              color: theme.colour.softInk,
              fontSize: theme.label,
              backgroundColor: colours.paper,
              padding: [1, 4],
            },
          }
        : '-',
    ),
  };
}

function pixelOf(theme: ChartTheme, layout: Layout, value: number): number {
  const { min, max } = layout.domain;
  return layout.left + ((value - min) / (max - min)) * (theme.width - layout.left - layout.right);
}

/** On a phone names stand above the bars, so that the median is a tick on each bar instead of a line through names. */
function medianTicks(theme: ChartTheme, rows: readonly BenchmarkRow[], benchmark: Benchmark): ScatterSeriesOption[] {
  const { median } = benchmark.statistics;
  if (!theme.narrow || median === null) return [];
  const data = rows.flatMap((row, index) => (row.value === null ? [] : [[median, index]]));
  const itemStyle = { color: theme.colour.ink, opacity: 1 };
  return [
    {
      type: 'scatter',
      id: 'median',
      silent: true,
      symbol: 'rect',
      symbolSize: [2, 14],
      symbolOffset: [0, 2],
      z: 4,
      itemStyle,
      data,
    },
  ];
}

function medianLine(theme: ChartTheme, layout: Layout, benchmark: Benchmark, median: number): MarkLineItem {
  const text = medianLabel(shortValue(median, benchmark.indicator, theme.language), theme.language);
  const edges = { left: theme.padding, right: theme.width - theme.padding };
  const align = alignWithin(pixelOf(theme, layout, median), textWidth(text, theme.label), edges);
  const color = theme.narrow ? 'transparent' : theme.colour.ink;
  return valueLine(theme, { xAxis: median }, { text, position: 'start', align, color });
}

function bandArea(theme: ChartTheme, layout: Layout, q1: number, q3: number): ReturnType<typeof bandBetween> {
  const text = say(theme.language, 'vidējā puse pašvaldību', 'middle half of municipalities');
  const centre = (pixelOf(theme, layout, q1) + pixelOf(theme, layout, q3)) / 2;
  const edges = { left: theme.padding, right: theme.width - theme.padding };
  const align = alignWithin(centre, textWidth(text, theme.label), edges);
  const [start, end] = bandBetween(theme, q1, q3);
  const label = {
    show: true,
    position: 'bottom',
    align,
    formatter: text,
    color: theme.colour.softInk,
    fontSize: theme.label,
  } as const;
  return [{ ...start, label }, end];
}
