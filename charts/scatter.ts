/** Scatter: two indicators, a point a municipality; the own one and the outliers named, the medians as a cross. */
import type { ScatterSeriesOption } from 'echarts';
import type { ScatterData } from '../src/core/chart-data.js';
import { assemble } from './assemble.js';
import type { Chart, ChartRequest } from './chart.js';
import { frame } from './frame.js';
import { gridLines, quietLines, segment, textSeries, tip, type MarkLineItem, type PlacedText } from './marks.js';
import { axisNames, axisRoom, axisTexts, clearest, planeAxes, pointNames, type Plane } from './plane.js';
import { niceScale, tickLabels } from './scale.js';
import { absentWords, scatterWords, type ScatterPoint } from './scatter-words.js';
import { widest } from './text.js';
import { chartTheme, type ChartTheme } from './theme.js';
import { axisName, quantity, shortValue } from './units.js';
import { say } from './words.js';

const HEIGHT = { wide: 400, narrow: 280 } as const;

/**
 * Two indicators against each other. What lacks one of the two values is named below with its reason. The headline
 * says where the own municipality stands, or how closely the two go together; never that one causes the other.
 */
export function scatter(data: ScatterData, request: ChartRequest): Chart {
  const theme = chartTheme(request);
  const { language, municipality: own } = request;
  const words = scatterWords(data, request);
  const around = frame(theme, data.provenance, { ...words, notes: absentWords(data, language) });
  const points = data.points.flatMap(({ municipality, x, y, outlier }): ScatterPoint[] =>
    x.value === null || y.value === null ? [] : [{ municipality, x: x.value, y: y.value, outlier }],
  );
  const axes = axisNames(theme, axisName(data.x, language), axisName(data.y, language));
  const room = axisRoom(axes);
  const plane = planeOf(theme, points, around.top + room.above);
  const medians = medianNames(theme, data, plane, points);
  const names = pointNames(theme, plane, wantedNames(theme, points, own), { points, texts: medians });
  const texts = textSeries(theme, 'names', [...axisTexts(theme, plane, axes), ...medians, ...names]);
  const option = { ...planeAxes(plane), series: [dots(theme, data, points, { plane, own }), texts] };
  return assemble(theme, data.provenance, words, { around, option, end: plane.top + plane.height + room.below });
}

function planeOf(theme: ChartTheme, points: readonly ScatterPoint[], top: number): Plane {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const x = niceScale(xs, { count: theme.narrow ? 3 : 6 });
  const y = niceScale(ys, { count: theme.narrow ? 4 : 6 });
  const left = theme.padding + widest(tickLabels(y, theme.language), theme.label) + 10;
  const right = theme.padding + widest(tickLabels(x, theme.language).slice(-1), theme.label) / 2;
  const height = theme.narrow ? HEIGHT.narrow : HEIGHT.wide;
  return { left, right, top, width: theme.width - left - right, height, x, y };
}

interface Place {
  readonly plane: Plane;
  readonly own: string | undefined;
}

function dots(
  theme: ChartTheme,
  data: ScatterData,
  points: readonly ScatterPoint[],
  { plane, own }: Place,
): ScatterSeriesOption {
  const last = (point: ScatterPoint): number => Number(point.municipality.atvk === own);
  const lines = [
    ...gridLines(theme, plane.x, 'x'),
    ...gridLines(theme, plane.y, 'y'),
    ...medianCross(theme, data, plane),
  ];
  return {
    type: 'scatter',
    id: 'municipalities',
    z: 3,
    symbol: 'circle',
    symbolSize: theme.narrow ? 9 : 11,
    data: points.toSorted((a, b) => last(a) - last(b)).map((point) => dot(theme, data, point, last(point) === 1)),
    markLine: { ...quietLines, z: 1, data: lines },
  };
}

function dot(theme: ChartTheme, data: ScatterData, point: ScatterPoint, own: boolean): object {
  const { name } = point.municipality;
  const borderColor = own ? theme.colour.ink : theme.colour.peerEdge;
  return {
    name,
    value: [point.x, point.y],
    itemStyle: { color: own ? theme.colour.accent : theme.colour.peer, borderColor, borderWidth: 1, opacity: 1 },
    ...(own ? { symbolSize: theme.narrow ? 14 : 16 } : {}),
    ...tip(
      name,
      `${data.x.name[theme.language]}: ${quantity(point.x, data.x, theme.language)}`,
      `${data.y.name[theme.language]}: ${quantity(point.y, data.y, theme.language)}`,
    ),
  };
}

function medianCross(theme: ChartTheme, { xMedian, yMedian }: ScatterData, { x, y }: Plane): MarkLineItem[] {
  const line = { color: theme.colour.ink, width: 1.25, type: 'dashed' } as const;
  return [
    ...(xMedian === null ? [] : [segment([xMedian, y.min], [xMedian, y.max], line)]),
    ...(yMedian === null ? [] : [segment([x.min, yMedian], [x.max, yMedian], line)]),
  ];
}

/** What each line of the cross says, at that of its ends where it covers the fewest points. */
function medianNames(
  theme: ChartTheme,
  data: ScatterData,
  plane: Plane,
  points: readonly ScatterPoint[],
): PlacedText[] {
  const { xMedian, yMedian } = data;
  const { x, y } = plane;
  const words = (value: number, indicator: ScatterData['x']): string =>
    `${say(theme.language, 'mediāna', 'median')} ${shortValue(value, indicator, theme.language)}`;
  const vertical = (at: number): PlacedText[] =>
    (
      [
        [y.max, 10],
        [y.min, -10],
      ] as const
    ).flatMap(([end, dy]): PlacedText[] => [
      { at: [at, end], text: words(at, data.x), align: 'left', shift: [5, dy] },
      { at: [at, end], text: words(at, data.x), align: 'right', shift: [-5, dy] },
    ]);
  const level = (at: number): PlacedText[] =>
    [-11, 11].flatMap((dy): PlacedText[] => [
      { at: [x.max, at], text: words(at, data.y), align: 'right', shift: [-2, dy] },
      { at: [x.min, at], text: words(at, data.y), align: 'left', shift: [4, dy] },
    ]);
  return [
    ...(xMedian === null ? [] : clearest(theme, plane, vertical(xMedian), points)),
    ...(yMedian === null ? [] : clearest(theme, plane, level(yMedian), points)),
  ];
}

/** The own name first, then the outliers. */
function wantedNames(
  theme: ChartTheme,
  points: readonly ScatterPoint[],
  own: string | undefined,
): Parameters<typeof pointNames>[2] {
  const mine = points.filter(({ municipality }) => municipality.atvk === own);
  const outliers = points.filter((point) => point.outlier && !mine.includes(point));
  return [...mine, ...outliers].map((point) => ({
    x: point.x,
    y: point.y,
    text: point.municipality.name,
    color: mine.includes(point) ? theme.colour.accent : theme.colour.softInk,
    strong: mine.includes(point),
  }));
}
