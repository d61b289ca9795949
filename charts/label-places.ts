/** Finds room for the names of points, so that no name covers another name or leaves the picture. */
import { textWidth } from './text.js';

/** A point that wants a name, in px from the top left of the plot. */
export interface Named {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface NamePlace {
  readonly align: 'left' | 'center' | 'right';
  /** From the point to the middle line of its name, in px. */
  readonly shift: readonly [dx: number, dy: number];
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const HALF_LINE = 9;
const AWAY = 10;

/** Right, left, above, below. */
const CHOICES: readonly NamePlace[] = [
  { align: 'left', shift: [AWAY, 0] },
  { align: 'right', shift: [-AWAY, 0] },
  { align: 'center', shift: [0, -AWAY - HALF_LINE + 2] },
  { align: 'center', shift: [0, AWAY + HALF_LINE - 2] },
];

/**
 * A place for each name, the first one first: to the right of its point, to the left, above or below, wherever it is
 * inside the plot and covers no name placed before (nor what is `taken`) and, if that can be had, no point either. Null where there is none.
 */
export function placeNames(
  named: readonly Named[],
  points: readonly { readonly x: number; readonly y: number }[],
  plot: { readonly width: number; readonly height: number; readonly fontSize: number; readonly taken?: readonly Box[] },
): (NamePlace | null)[] {
  const taken: Box[] = [...(plot.taken ?? [])];
  return named.map((point) => {
    const fitting = CHOICES.map((choice) => ({ choice, box: boxOf(point, choice, plot.fontSize) })).filter(
      ({ box }) => inside(box, plot) && !taken.some((other) => overlap(box, other)),
    );
    const best = fitting.toSorted((a, b) => covered(a.box, points) - covered(b.box, points))[0];
    if (best === undefined) return null;
    taken.push(best.box);
    return best.choice;
  });
}

/** The room that a text takes at a place. */
export function boxOf(point: Named, place: NamePlace, fontSize: number): Box {
  const width = textWidth(point.text, fontSize);
  const x = point.x + place.shift[0];
  const left = place.align === 'left' ? x : place.align === 'right' ? x - width : x - width / 2;
  const y = point.y + place.shift[1];
  return { left, right: left + width, top: y - HALF_LINE, bottom: y + HALF_LINE };
}

/** How many points lie under a box. */
export function covered(box: Box, points: readonly { readonly x: number; readonly y: number }[]): number {
  return points.filter(({ x, y }) => x > box.left - 5 && x < box.right + 5 && y > box.top - 3 && y < box.bottom + 3)
    .length;
}

function inside(box: Box, plot: { readonly width: number; readonly height: number }): boolean {
  return box.left >= 0 && box.right <= plot.width && box.top >= -HALF_LINE && box.bottom <= plot.height;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
