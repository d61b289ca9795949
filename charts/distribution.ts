/** Distribution: one dot a municipality along the values, stacked where they meet; own, extremes and median named. */
import type { ScatterSeriesOption } from 'echarts';
import type { Benchmark } from '../src/core/benchmark.js';
import { assemble } from './assemble.js';
import { benchmarkWords, hasValue, missingWords, type ValuedRow } from './benchmark-words.js';
import type { Chart, ChartRequest } from './chart.js';
import { frame } from './frame.js';
import {
  alignWithin,
  bandBetween,
  gridAt,
  gridLines,
  hiddenAxis,
  medianLabel,
  quietLines,
  segment,
  textSeries,
  tip,
  type MarkLineItem,
  type PlacedText,
} from './marks.js';
import { niceScale, type Scale } from './scale.js';
import { textWidth } from './text.js';
import { chartTheme, ownColour, type ChartTheme } from './theme.js';
import { quantity, shortValue } from './units.js';
import { comparisonLabel, rankPhrase, say } from './words.js';

/** A municipality's dot: `level` counts dots from the axis upwards. */
interface Dot {
  readonly row: ValuedRow;
  readonly level: number;
}

const DOT = { wide: 14, narrow: 11 } as const;
/** A line of words above the dots: the median's, and above it the own municipality's. */
const ROW = 22;

/**
 * How the values of a benchmark lie: a dot each, the own one emphasised and named, the smallest and largest named,
 * the median as a line, the middle half as a band. Municipalities without a number are named below with the reason.
 */
export function distribution(benchmark: Benchmark, request: ChartRequest): Chart {
  const theme = chartTheme(request);
  const own = request.municipality;
  const words = benchmarkWords(benchmark, request);
  const around = frame(theme, benchmark.provenance, { ...words, notes: notes(theme, benchmark) });
  const values = benchmark.rows.filter(hasValue);
  const scale = niceScale(
    values.map(({ value }) => value),
    { count: theme.narrow ? 3 : 6 },
  );
  const side = theme.padding + 14;
  const dots = stack(values, { scale, width: theme.width - 2 * side, dot: theme.narrow ? DOT.narrow : DOT.wide });
  const dotsTop = 12 + Math.max(3, ...dots.map(({ level }) => level + 1)) * (theme.narrow ? DOT.narrow : DOT.wide);
  const height = dotsTop + ROW;
  const place = { scale, own, side, dotsTop };
  const top = around.top + ROW;
  const option = {
    grid: gridAt({ left: side, right: side, top, height }),
    xAxis: hiddenAxis(scale),
    yAxis: hiddenAxis({ min: 0, max: height }),
    series: [
      dotSeries(theme, benchmark, dots, place),
      textSeries(theme, 'names', [
        ...headWords(theme, benchmark, dots, place),
        ...endWords(theme, benchmark, values, scale),
      ]),
    ],
  };
  const foot = 30 + (values.length === 0 ? 0 : theme.narrow ? 40 : 20);
  return assemble(theme, benchmark.provenance, words, { around, option, end: top + height + foot });
}

function notes(theme: ChartTheme, benchmark: Benchmark): string[] {
  const dots = say(theme.language, 'Katrs punkts: viena pašvaldība.', 'Each dot: one municipality.');
  const { q1, q3 } = benchmark.statistics;
  const band = say(
    theme.language,
    'Pelēkā josla: vidējā puse pašvaldību.',
    'Grey band: the middle half of municipalities.',
  );
  return [q1 === null || q3 === null ? dots : `${dots} ${band}`, ...missingWords(benchmark.rows, theme.language)];
}

/** Each dot on the lowest level on which it touches no other, from the smallest value to the largest. */
function stack(
  rows: readonly ValuedRow[],
  place: { readonly scale: Scale; readonly width: number; readonly dot: number },
): Dot[] {
  const perUnit = place.width / (place.scale.max - place.scale.min);
  const ends: number[] = [];
  return rows
    .toSorted((a, b) => a.value - b.value)
    .map((row) => {
      const x = row.value * perUnit;
      const free = ends.findIndex((end) => x - end >= place.dot);
      const level = free === -1 ? ends.length : free;
      ends[level] = x;
      return { row, level };
    });
}

interface Place {
  readonly scale: Scale;
  readonly own: string | undefined;
  /** Distance of the scale's ends from the edges of the image. */
  readonly side: number;
  /** How high lines and band reach, in px above the axis. */
  readonly dotsTop: number;
}

function dotSeries(theme: ChartTheme, benchmark: Benchmark, dots: readonly Dot[], place: Place): ScatterSeriesOption {
  const { q1, q3 } = benchmark.statistics;
  const size = theme.narrow ? DOT.narrow : DOT.wide;
  return {
    type: 'scatter',
    id: 'municipalities',
    symbol: 'circle',
    symbolSize: size - 2,
    z: 3,
    data: dots.map(({ row, level }) => {
      const own = row.municipality.atvk === place.own;
      const color = own ? ownColour(theme, benchmark.indicator) : theme.colour.peer;
      return {
        name: row.municipality.name,
        value: [row.value, 6 + (level + 0.5) * size],
        itemStyle: { color, borderColor: own ? theme.colour.ink : theme.colour.peerEdge, borderWidth: 1, opacity: 1 },
        ...(own ? { symbolSize: size + 2 } : {}),
        ...tip(row.municipality.name, ...dotWords(theme, benchmark, row)),
      };
    }),
    markLine: { ...quietLines, z: 1, data: lines(theme, benchmark, dots, place) },
    ...(q1 === null || q3 === null
      ? {}
      : { markArea: { silent: true, z: 0, data: [bandBetween(theme, [q1, 0], [q3, place.dotsTop])] } }),
  };
}

/** The grid, the median, and a thin line from the own dot up to its name. */
function lines(theme: ChartTheme, benchmark: Benchmark, dots: readonly Dot[], place: Place): MarkLineItem[] {
  const { median } = benchmark.statistics;
  const size = theme.narrow ? DOT.narrow : DOT.wide;
  const own = dots.find(({ row }) => row.municipality.atvk === place.own);
  const color = ownColour(theme, benchmark.indicator);
  return [
    ...gridLines(theme, place.scale, 'x', { to: place.dotsTop }),
    ...(median === null
      ? []
      : [segment([median, 0], [median, place.dotsTop], { color: theme.colour.ink, width: 1.5 })]),
    ...(own === undefined
      ? []
      : [
          segment([own.row.value, 6 + (own.level + 0.5) * size], [own.row.value, place.dotsTop + ROW], {
            color,
            width: 1,
          }),
        ]),
  ];
}

function dotWords(theme: ChartTheme, benchmark: Benchmark, row: ValuedRow): string[] {
  return [
    quantity(row.value, benchmark.indicator, theme.language),
    row.rank === null ? '' : rankPhrase(row.rank, row.of, benchmark.peerGroup, theme.language),
    row.comparison === 'not_compared' ? '' : comparisonLabel(row.comparison, theme.language),
  ];
}

function pixelOf(theme: ChartTheme, place: Place, value: number): number {
  const { min, max } = place.scale;
  return place.side + ((value - min) / (max - min)) * (theme.width - 2 * place.side);
}

/** The median's words beside its line, away from the own dot; the own name and value one line higher. */
function headWords(theme: ChartTheme, benchmark: Benchmark, dots: readonly Dot[], place: Place): PlacedText[] {
  const { median } = benchmark.statistics;
  const own = dots.find(({ row }) => row.municipality.atvk === place.own)?.row;
  const edges = { left: theme.padding, right: theme.width - theme.padding };
  const texts: PlacedText[] = [];
  if (median !== null) {
    const text = medianLabel(shortValue(median, benchmark.indicator, theme.language), theme.language);
    const x = pixelOf(theme, place, median);
    const width = textWidth(text, theme.label);
    const left = medianLeft(x, width, { ...edges, own: own === undefined ? null : pixelOf(theme, place, own.value) });
    texts.push({ at: [median, place.dotsTop + ROW / 2], text, align: 'left', shift: [left - x, 0] });
  }
  if (own !== undefined) {
    const text = `${own.municipality.name} ${shortValue(own.value, benchmark.indicator, theme.language)}`;
    const align = alignWithin(pixelOf(theme, place, own.value), textWidth(text, theme.label), edges);
    const color = ownColour(theme, benchmark.indicator);
    texts.push({ at: [own.value, place.dotsTop + ROW], text, align, color, strong: true, shift: [0, -10] });
  }
  return texts;
}

/** Where the median's words begin: over its line if nothing is in the way, else on its far side from the own line. */
function medianLeft(x: number, width: number, room: { left: number; right: number; own: number | null }): number {
  const within = (left: number): number => Math.min(Math.max(left, room.left), room.right - width);
  const centred = within(x - width / 2);
  if (room.own === null || room.own < centred - 4 || room.own > centred + width + 4) return centred;
  return within(room.own >= x ? Math.min(x, room.own - 4) - width : Math.max(x, room.own + 4));
}

/** The smallest and the largest by name, below the ends of the axis. */
function endWords(theme: ChartTheme, benchmark: Benchmark, rows: readonly ValuedRow[], scale: Scale): PlacedText[] {
  const sorted = rows.toSorted((a, b) => a.value - b.value);
  const low = sorted[0];
  const high = sorted.at(-1);
  if (low === undefined || high === undefined) return [];
  const text = (word: string, row: ValuedRow): string =>
    `${word}: ${row.municipality.name} ${shortValue(row.value, benchmark.indicator, theme.language)}`;
  const color = theme.colour.softInk;
  const inset = 14;
  return [
    { at: [scale.min, 0], text: text(say(theme.language, 'mazākā', 'smallest'), low), shift: [-inset, 36], color },
    {
      at: [scale.max, 0],
      text: text(say(theme.language, 'lielākā', 'largest'), high),
      align: 'right',
      shift: [inset, theme.narrow ? 54 : 36],
      color,
    },
  ];
}
