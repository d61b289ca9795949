/** Trend: the own line beside the peer median and the band of the middle half of the peers; breaks are marked. */
import type { LineSeriesOption, ScatterSeriesOption } from 'echarts';
import type { BenchmarkSeries } from '../src/core/benchmark.js';
import { assemble } from './assemble.js';
import type { Chart, ChartRequest } from './chart.js';
import { frame } from './frame.js';
import { gridAt, gridLines, medianLabel, quietLines, textSeries, tip, type PlacedText } from './marks.js';
import { formatPeriodShort } from './number-format.js';
import { niceScale, tickLabels, type Scale } from './scale.js';
import { widest, wrap } from './text.js';
import { spread } from './spread.js';
import { chartTheme, ownColour, type ChartTheme } from './theme.js';
import { colours, fontWeights, missingSigns } from './tokens.js';
import {
  breakWord,
  periodAt,
  present,
  trendDescription,
  trendFinding,
  trendHeadline,
  trendTable,
  type OwnSeries,
} from './trend-words.js';
import { quantity, shortValue } from './units.js';
import { missingReason, reasonLabel, say, spanOf, subtitleOf } from './words.js';

/** Lines that are drawn: the own one, or, without it, every one of a handful. */
const MOST_LINES = 5;
const PLOT_HEIGHT = { wide: 320, narrow: 240 } as const;

/**
 * One indicator over time. Missing years are gaps with the sign of their reason at the foot, never zeros and never
 * bridged. Without an own municipality the median and the band are drawn, and the lines of up to five municipalities.
 */
export function trend(series: BenchmarkSeries, request: ChartRequest): Chart {
  const theme = chartTheme(request);
  const { language } = request;
  const own = series.municipalities.find((candidate) => candidate.municipality.atvk === request.municipality);
  const title = trendHeadline(series, own, language);
  const subtitle = subtitleOf(series.indicator, spanOf(series.periods, language), series.peerGroup, language);
  const around = frame(theme, series.provenance, { title, subtitle, notes: notes(theme, series) });
  const plotHeight = theme.narrow ? PLOT_HEIGHT.narrow : PLOT_HEIGHT.wide;
  const top = around.top + (series.breaks.length > 0 ? 22 : 8);
  const picture = draw(theme, series, own, { top, height: plotHeight });
  const words = {
    title,
    subtitle,
    finding: trendFinding(series, own, language),
    description: trendDescription(series, own, language),
    table: trendTable(series, language),
  };
  return assemble(theme, series.provenance, words, { around, option: picture, end: top + plotHeight + 30 });
}

/** What the drawing alone does not say: the band, and the signs of what is missing. */
function notes(theme: ChartTheme, series: BenchmarkSeries): string[] {
  const banded = series.statistics.some(({ q1, q3 }) => q1 !== null && q3 !== null);
  return banded
    ? [say(theme.language, 'Pelēkā josla: vidējā puse pašvaldību.', 'Grey band: the middle half of municipalities.')]
    : [];
}

function draw(
  theme: ChartTheme,
  series: BenchmarkSeries,
  own: OwnSeries | undefined,
  place: { readonly top: number; readonly height: number },
): Pick<Chart['option'], 'grid' | 'xAxis' | 'yAxis' | 'series'> {
  const lines =
    own === undefined
      ? series.municipalities.slice(0, series.municipalities.length > MOST_LINES ? 0 : MOST_LINES)
      : [own];
  const scale = niceScale([
    ...lines.flatMap((line) => present(line.values).map(({ value }) => value)),
    ...series.statistics.flatMap(({ q1, median, q3 }) => [q1, median, q3].filter((value) => value !== null)),
  ]);
  const labels = endLabels(theme, series, lines, { scale, height: place.height });
  const left = theme.padding + widest(tickLabels(scale, theme.language), theme.label) + 10;
  const right =
    theme.padding +
    widest(
      labels.flatMap((label) => label.text.split('\n')),
      theme.label,
    ) +
    10;
  return {
    grid: gridAt({ left, right, ...place }),
    xAxis: periodAxis(theme, series),
    yAxis: { type: 'value', min: scale.min, max: scale.max, show: false },
    series: [
      ...band(theme, series),
      medianSeries(theme, series, scale),
      ...lines.map((line) => ownSeries(theme, series, line, own)),
      ...missingYears(theme, series, own, scale),
      textSeries(theme, 'labels', labels),
    ],
  };
}

function periodAxis(theme: ChartTheme, series: BenchmarkSeries): NonNullable<Chart['option']['xAxis']> {
  const years = series.periods.map(formatPeriodShort);
  const room = (theme.width - (theme.narrow ? 140 : 220)) / Math.max(years.length, 1);
  const every = Math.max(1, Math.ceil((widest(years, theme.label) + 8) / room));
  return {
    type: 'category',
    boundaryGap: true,
    // Counted from the last period backwards, so that the newest is always named.
    data: years.map((year, index) => ((years.length - 1 - index) % every === 0 ? year : '')),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { interval: 0, hideOverlap: false, fontSize: theme.label, color: theme.colour.softInk, margin: 10 },
  };
}

/** Two stacked areas: one up to the lower quartile that is not seen, one of the height of the band. */
function band(theme: ChartTheme, series: BenchmarkSeries): LineSeriesOption[] {
  const shared = {
    type: 'line',
    stack: 'band',
    silent: true,
    symbol: 'none',
    lineStyle: { opacity: 0 },
    z: 0,
  } as const;
  const low = series.statistics.map(({ q1, q3 }) => (q1 === null || q3 === null ? '-' : q1));
  const height = series.statistics.map(({ q1, q3 }) => (q1 === null || q3 === null ? '-' : q3 - q1));
  return [
    { ...shared, id: 'q1', stackStrategy: 'all', data: low },
    { ...shared, id: 'band', stackStrategy: 'all', data: height, areaStyle: { color: theme.colour.band, opacity: 1 } },
  ];
}

function medianSeries(theme: ChartTheme, series: BenchmarkSeries, scale: Scale): LineSeriesOption {
  const label = {
    show: true,
    position: 'end',
    distance: 4,
    fontSize: theme.label,
    color: theme.colour.softInk,
  } as const;
  const breaks = series.periods.flatMap((period, index) =>
    series.breaks.includes(period.code)
      ? [
          {
            xAxis: index,
            lineStyle: { color: theme.colour.softInk, width: 1, type: 'dashed' as const },
            label: {
              ...label,
              align: index * 2 > series.periods.length ? ('right' as const) : ('left' as const),
              formatter: breakWord(theme.language),
            },
          },
        ]
      : [],
  );
  return {
    type: 'line',
    id: 'median',
    z: 3,
    symbol: 'circle',
    symbolSize: 4,
    lineStyle: { color: theme.colour.ink, width: 1.5, type: theme.patterns ? 'dashed' : 'solid' },
    itemStyle: { color: theme.colour.ink },
    data: series.statistics.map(({ median }, index) => ({
      value: median ?? '-',
      ...tip(periodAt(series, index, theme.language), medianText(theme, series, median)),
    })),
    markLine: { ...quietLines, z: 1, data: [...gridLines(theme, scale, 'y'), ...breaks] },
  };
}

function medianText(theme: ChartTheme, series: BenchmarkSeries, median: number | null): string {
  return median === null ? '' : medianLabel(quantity(median, series.indicator, theme.language), theme.language);
}

function ownSeries(
  theme: ChartTheme,
  series: BenchmarkSeries,
  line: OwnSeries,
  own: OwnSeries | undefined,
): LineSeriesOption {
  const color = line === own ? ownColour(theme, series.indicator) : theme.colour.peerEdge;
  return {
    type: 'line',
    id: `municipality-${line.municipality.atvk}`,
    name: line.municipality.name,
    z: 4,
    connectNulls: false,
    symbol: 'circle',
    symbolSize: line === own ? 7 : 5,
    lineStyle: { color, width: line === own ? 3 : 2 },
    itemStyle: { color, borderColor: colours.paper, borderWidth: 1 },
    data: line.values.map((value, index) => ({
      value: value ?? '-',
      ...tip(
        `${line.municipality.name}, ${periodAt(series, index, theme.language)}`,
        value === null ? '' : quantity(value, series.indicator, theme.language),
      ),
    })),
  };
}

/** Signs at the foot of years in which the own municipality has no number. */
function missingYears(
  theme: ChartTheme,
  series: BenchmarkSeries,
  own: OwnSeries | undefined,
  scale: Scale,
): ScatterSeriesOption[] {
  if (own === undefined) return [];
  const gaps = own.values.flatMap((value, index) =>
    value === null ? [{ index, status: own.statuses[index] ?? 'not_provided' }] : [],
  );
  if (gaps.length === 0) return [];
  return [
    {
      type: 'scatter',
      id: 'missing',
      symbol: 'roundRect',
      symbolSize: [22, 20],
      z: 5,
      itemStyle: {
        color: colours.paper,
        borderColor: theme.colour.hatch,
        borderWidth: 1,
        borderType: 'dashed',
        opacity: 1,
      },
      data: gaps.map(({ index, status }) => ({
        value: [index, scale.min],
        symbolOffset: [0, -12],
        label: {
          show: true,
          formatter: missingSigns[missingReason(status)],
          color: theme.colour.ink,
          fontSize: theme.label,
          fontWeight: fontWeights.strong,
        },
        ...tip(periodAt(series, index, theme.language), reasonLabel(missingReason(status), theme.language)),
      })),
    },
  ];
}

/** Names and values at the ends of the lines, pushed apart where they would touch. */
function endLabels(
  theme: ChartTheme,
  series: BenchmarkSeries,
  lines: readonly OwnSeries[],
  place: { readonly scale: Scale; readonly height: number },
): PlacedText[] {
  const end = series.periods.length - 1;
  const alone = lines.length === 1;
  const color = alone ? ownColour(theme, series.indicator) : theme.colour.softInk;
  // On a phone the headline already names the one line there is.
  const named = lines.map((line) => ({
    name: alone && theme.narrow ? '' : line.municipality.name,
    values: line.values,
    color,
    strong: alone,
  }));
  const median = { name: say(theme.language, 'mediāna', 'median'), color: theme.colour.ink, strong: false };
  const ends = [...named, { ...median, values: series.statistics.map((statistics) => statistics.median) }].flatMap(
    (line) => {
      const final = present(line.values).at(-1);
      return final === undefined
        ? []
        : [{ ...line, value: final.value, lines: endLines(theme, series, line.name, final) }];
    },
  );
  const pixel = (value: number): number =>
    ((place.scale.max - value) / (place.scale.max - place.scale.min)) * place.height;
  const centres = spread(ends.map(({ value, lines: text }) => ({ wanted: pixel(value), height: text.length * 18 })));
  return ends.map(({ value, lines: text, color: ink, strong }, index) => ({
    at: [end, value],
    text: text.join('\n'),
    color: ink,
    strong,
    shift: [theme.narrow ? 8 : 12, (centres[index] ?? 0) - pixel(value)],
  }));
}

function endLines(
  theme: ChartTheme,
  series: BenchmarkSeries,
  name: string,
  final: { index: number; value: number },
): string[] {
  const period = series.periods[final.index];
  const early =
    period === undefined || final.index === series.periods.length - 1 ? '' : ` (${formatPeriodShort(period)})`;
  const value = `${shortValue(final.value, series.indicator, theme.language)}${early}`;
  if (!theme.narrow) return [`${name} ${value}`.trim()];
  return [...wrap(name, theme.label, Math.max(60, widest(name.split(' '), theme.label))), value];
}
