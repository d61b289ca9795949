/** A plane of two number axes, as scatter and funnel draw it: places in px, names of the axes, names of points. */
import type { EChartsOption } from 'echarts';
import { boxOf, covered, placeNames, type Box } from './label-places.js';
import { gridAt, hiddenAxis, type PlacedText } from './marks.js';
import type { Scale } from './scale.js';
import { wrap } from './text.js';
import type { ChartTheme } from './theme.js';

/** The plot in px of the image, and its scales. */
export interface Plane {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
}

export interface AxisNames {
  readonly x: readonly string[];
  readonly y: readonly string[];
}

const LINE = 18;

/** The names of both axes, broken into lines, with an arrow the way their values grow. */
export function axisNames(theme: ChartTheme, x: string, y: string): AxisNames {
  const room = theme.width - 2 * theme.padding;
  return { x: wrap(`${x} →`, theme.label, room), y: wrap(`↑ ${y}`, theme.label, room) };
}

/** Room above the plot for the name of the y axis, and below it for ticks and the name of the x axis, in px. */
export function axisRoom(names: AxisNames): { above: number; below: number } {
  return { above: names.y.length * LINE + 10, below: 30 + names.x.length * LINE };
}

/** The y axis is named above its top, the x axis below its right end. */
export function axisTexts(theme: ChartTheme, plane: Plane, names: AxisNames): PlacedText[] {
  const color = theme.colour.softInk;
  const above = -10 - (names.y.length * LINE) / 2;
  const below = 26 + (names.x.length * LINE) / 2;
  return [
    { at: [plane.x.min, plane.y.max], text: names.y.join('\n'), shift: [theme.padding - plane.left, above], color },
    {
      at: [plane.x.max, plane.y.min],
      text: names.x.join('\n'),
      shift: [plane.right - theme.padding, below],
      align: 'right',
      color,
    },
  ];
}

/** Grid and axes of a plane. */
export function planeAxes(plane: Plane): Pick<EChartsOption, 'grid' | 'xAxis' | 'yAxis'> {
  return {
    grid: gridAt({ left: plane.left, right: plane.right, top: plane.top, height: plane.height }),
    xAxis: hiddenAxis(plane.x),
    yAxis: hiddenAxis(plane.y),
  };
}

/** A place in px from the top left of the plot. */
export function pixel(plane: Plane, x: number, y: number): { x: number; y: number } {
  return {
    x: ((x - plane.x.min) / (plane.x.max - plane.x.min)) * plane.width,
    y: ((plane.y.max - y) / (plane.y.max - plane.y.min)) * plane.height,
  };
}

/** A point that wants its name. */
export interface NamedPoint {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly color: string;
  readonly strong: boolean;
}

/** The names of points, the first ones first, wherever there is room beside the other points and texts. */
export function pointNames(
  theme: ChartTheme,
  plane: Plane,
  wanted: readonly NamedPoint[],
  others: { readonly points: readonly { x: number; y: number }[]; readonly texts: readonly PlacedText[] },
): PlacedText[] {
  const places = placeNames(
    wanted.map(({ x, y, text }) => ({ ...pixel(plane, x, y), text })),
    others.points.map(({ x, y }) => pixel(plane, x, y)),
    {
      width: plane.width,
      height: plane.height,
      fontSize: theme.label,
      taken: others.texts.map((text) => textBox(theme, plane, text)),
    },
  );
  return wanted.flatMap(({ x, y, text, color, strong }, index) => {
    const place = places[index];
    return place === null || place === undefined ? [] : [{ at: [x, y], text, ...place, color, strong }];
  });
}

function textBox(theme: ChartTheme, plane: Plane, { at, text, align = 'left', shift = [0, 0] }: PlacedText): Box {
  const { x, y } = pixel(plane, Number(at[0]), Number(at[1]));
  return boxOf({ x, y, text }, { align, shift }, theme.label);
}

/** Of several places for a text the one that covers the fewest points; the first among equals. */
export function clearest(
  theme: ChartTheme,
  plane: Plane,
  choices: readonly PlacedText[],
  points: readonly { x: number; y: number }[],
): PlacedText[] {
  const pixels = points.map(({ x, y }) => pixel(plane, x, y));
  const inside = (box: Box): boolean => box.left >= 0 && box.right <= plane.width;
  const scored = choices.map((choice) => ({ choice, box: textBox(theme, plane, choice) }));
  const fitting = scored.filter(({ box }) => inside(box));
  const best = (fitting.length > 0 ? fitting : scored).toSorted(
    (a, b) => covered(a.box, pixels) - covered(b.box, pixels),
  )[0];
  return best === undefined ? [] : [best.choice];
}
