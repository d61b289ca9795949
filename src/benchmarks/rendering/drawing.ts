/** One order to draw: what goes to the worker, and what comes back. */
import type { Drawable } from './render-svg.js';
import { renderPng } from './render-png.js';
import { renderSvg } from './render-svg.js';

/** Only what drawing needs, as plain data that can be sent to another thread. */
export interface Drawing {
  readonly chart: Drawable;
  readonly format: 'svg' | 'png';
  /** Image pixels for each px of the chart; 1 for SVG. */
  readonly scale: number;
  readonly fontFiles: readonly string[];
}

/** Draws in the thread that calls it. */
export function draw(drawing: Drawing): Uint8Array {
  const svg = renderSvg(drawing.chart);
  if (drawing.format === 'svg') return new TextEncoder().encode(svg);
  return renderPng(svg, { scale: drawing.scale, fontFiles: drawing.fontFiles });
}
