/** Funnel: rates against their denominators, with the limits within which chance alone explains a difference. */
import type { LineSeriesOption, ScatterSeriesOption } from 'echarts';
import type { FunnelData, FunnelLimits } from '../src/core/chart-data.js';
import { assemble } from './assemble.js';
import type { Chart, ChartRequest } from './chart.js';
import { frame } from './frame.js';
import { funnelLabel, funnelNotes, funnelWords, levelName, type FunnelPoint } from './funnel-words.js';
import { gridLines, quietLines, segment, textSeries, tip, type PlacedText } from './marks.js';
import { formatNumber } from './number-format.js';
import { axisNames, axisRoom, axisTexts, pixel, planeAxes, pointNames, type Plane } from './plane.js';
import { niceScale, tickLabels } from './scale.js';
import { spread } from './spread.js';
import { widest } from './text.js';
import { chartTheme, ownColour, type ChartTheme } from './theme.js';
import { axisName, quantity, shortValue } from './units.js';
import { say } from './words.js';

const HEIGHT = { wide: 400, narrow: 300 } as const;
/** Room on the right for the names of the limits. */
const END_ROOM = { wide: 130, narrow: 62 } as const;
const LINE = 18;

/**
 * A rate of every municipality over its denominator. Inside the limits a difference from the pooled rate is no
 * finding; beyond 95 % it is worth a question, beyond 99,8 % hardly chance. Points beyond point up or down, and those
 * beyond 99,8 % carry their names.
 */
export function funnel(data: FunnelData, request: ChartRequest): Chart {
  const theme = chartTheme(request);
  const { language, municipality: own } = request;
  const words = funnelWords(data, request);
  const around = frame(theme, data.provenance, { ...words, notes: funnelNotes(data, language) });
  const points = data.points.flatMap(({ municipality, value, denominator, label }): FunnelPoint[] =>
    value === null || denominator === null ? [] : [{ municipality, value, denominator, label }],
  );
  const axes = axisNames(theme, data.denominator[language], axisName(data.indicator, language));
  const room = axisRoom(axes);
  const plane = planeOf(theme, data, points, around.top + room.above);
  const spots = points.map(({ denominator, value }) => ({ x: denominator, y: value }));
  const names = pointNames(theme, plane, wantedNames(theme, data, points, own), { points: spots, texts: [] });
  const texts = [...axisTexts(theme, plane, axes), ...endNames(theme, data, plane), ...names];
  const limits = data.limits.flatMap((level) => limitLines(theme, level, plane));
  const series = [...limits, dots(theme, data, points, { plane, own }), textSeries(theme, 'names', texts)];
  const option = { ...planeAxes(plane), series };
  return assemble(theme, data.provenance, words, { around, option, end: plane.top + plane.height + room.below });
}

function planeOf(theme: ChartTheme, data: FunnelData, points: readonly FunnelPoint[], top: number): Plane {
  const limits = data.limits.flatMap(({ points: line }) => line);
  const values = [...points.map(({ value }) => value), data.target];
  const reach = Math.max(...values);
  // Limits of the smallest denominators run far off: the picture ends a little above the largest value.
  const edges = limits.flatMap(({ lower, upper }) => [lower, Math.min(upper, reach * 1.3)]);
  const y = niceScale([...values, ...edges], { count: theme.narrow ? 4 : 6 });
  const sizes = [0, ...points.map(({ denominator }) => denominator)];
  const x = niceScale(sizes, { count: theme.narrow ? 2 : 5, fromZero: true });
  const left = theme.padding + widest(tickLabels(y, theme.language), theme.label) + 10;
  const right = theme.padding + (theme.narrow ? END_ROOM.narrow : END_ROOM.wide);
  const height = theme.narrow ? HEIGHT.narrow : HEIGHT.wide;
  return { left, right, top, width: theme.width - left - right, height, x, y };
}

function limitLines(theme: ChartTheme, limits: FunnelLimits, plane: Plane): LineSeriesOption[] {
  const strict = limits.level >= 0.99;
  const drawn = limits.points.filter(({ denominator }) => denominator <= plane.x.max);
  return (['lower', 'upper'] as const).map((side) => ({
    type: 'line',
    id: `limit-${limits.level}-${side}`,
    silent: true,
    symbol: 'none',
    clip: true,
    z: 2,
    lineStyle: {
      color: strict ? theme.colour.ink : theme.colour.softInk,
      width: 1.25,
      type: strict ? 'solid' : 'dashed',
    },
    tooltip: { show: false },
    data: drawn.map((point) => [point.denominator, point[side]]),
  }));
}

interface Place {
  readonly plane: Plane;
  readonly own: string | undefined;
}

function dots(
  theme: ChartTheme,
  data: FunnelData,
  points: readonly FunnelPoint[],
  { plane, own }: Place,
): ScatterSeriesOption {
  const last = (point: FunnelPoint): number => Number(point.municipality.atvk === own);
  const target = segment([plane.x.min, data.target], [plane.x.max, data.target], {
    color: theme.colour.ink,
    width: 1.5,
  });
  return {
    type: 'scatter',
    id: 'municipalities',
    z: 4,
    data: points.toSorted((a, b) => last(a) - last(b)).map((point) => dot(theme, data, point, last(point) === 1)),
    markLine: {
      ...quietLines,
      z: 1,
      data: [...gridLines(theme, plane.x, 'x'), ...gridLines(theme, plane.y, 'y'), target],
    },
  };
}

function isFar(point: FunnelPoint): boolean {
  return point.label === 'above_998' || point.label === 'below_998';
}

/** What is beyond the limits points up or down and is darker; nothing here is coloured good or bad. */
function dot(theme: ChartTheme, data: FunnelData, point: FunnelPoint, own: boolean): object {
  const { language, colour } = theme;
  const beyond = point.label !== null && point.label !== 'as_expected';
  const fill = isFar(point) ? colour.ink : beyond ? colour.peerEdge : colour.peer;
  const size = theme.narrow ? 9 : 11;
  return {
    name: point.municipality.name,
    value: [point.denominator, point.value],
    symbol: beyond ? 'triangle' : 'circle',
    symbolRotate: point.label === 'below_95' || point.label === 'below_998' ? 180 : 0,
    symbolSize: own ? size + 5 : size,
    itemStyle: {
      color: own ? ownColour(theme, data.indicator) : fill,
      borderColor: own ? colour.ink : colour.peerEdge,
      borderWidth: 1,
      opacity: 1,
    },
    ...tip(
      point.municipality.name,
      quantity(point.value, data.indicator, language),
      `${data.denominator[language]}: ${formatNumber(point.denominator, language, 0)}`,
      point.label === null ? '' : funnelLabel(point.label, language),
    ),
  };
}

/** The names of the lines at their right ends: the pooled rate, and each limit above and below it. */
function endNames(theme: ChartTheme, data: FunnelData, plane: Plane): PlacedText[] {
  const lines = [{ value: data.target, text: targetName(theme, data), strong: true }];
  for (const { level, points } of data.limits) {
    const end = points.filter(({ denominator }) => denominator <= plane.x.max).at(-1);
    if (end === undefined) continue;
    const text = `${levelName(level, theme.language)}${theme.narrow ? '' : say(theme.language, ' robeža', ' limit')}`;
    for (const value of [end.lower, end.upper]) {
      if (value > plane.y.min && value < plane.y.max) lines.push({ value, text, strong: false });
    }
  }
  const wishes = lines.map(({ value }) => ({ wanted: pixel(plane, 0, value).y, height: LINE }));
  const centres = spread(wishes);
  return lines.map(({ value, text, strong }, index) => ({
    at: [plane.x.max, value],
    text,
    strong,
    color: strong ? theme.colour.ink : theme.colour.softInk,
    shift: [6, (centres[index] ?? 0) - (wishes[index]?.wanted ?? 0)],
  }));
}

function targetName(theme: ChartTheme, data: FunnelData): string {
  const value = shortValue(data.target, data.indicator, theme.language);
  return theme.narrow ? value : `${say(theme.language, 'kopā', 'overall')} ${value}`;
}

/** The own name first, then those beyond the outer limits, the farthest first. */
function wantedNames(
  theme: ChartTheme,
  data: FunnelData,
  points: readonly FunnelPoint[],
  own: string | undefined,
): Parameters<typeof pointNames>[2] {
  const away = (point: FunnelPoint): number => Math.abs(point.value - data.target);
  const mine = points.filter(({ municipality }) => municipality.atvk === own);
  const far = points.filter((point) => isFar(point) && !mine.includes(point)).toSorted((a, b) => away(b) - away(a));
  return [...mine, ...far].map((point) => ({
    x: point.denominator,
    y: point.value,
    text: point.municipality.name,
    color: mine.includes(point) ? ownColour(theme, data.indicator) : theme.colour.softInk,
    strong: mine.includes(point),
  }));
}
