/** Turns SVG into PNG with fonts of our own, so that the picture is the same on every machine. */
import { Resvg } from '@resvg/resvg-js';

export interface PngRequest {
  /** Image pixels for each px of the chart: 2 is sharp on paper and on dense screens. */
  readonly scale: number;
  /** TrueType files that hold all letters; system fonts are never used. */
  readonly fontFiles: readonly string[];
}

/**
 * The SVG as PNG on white, `scale` times its size. Takes 50–300 ms and holds the thread: outside of tests call it
 * through {@link ChartRenderer}.
 *
 * @throws Error when the SVG is not well-formed
 */
export function renderPng(svg: string, request: PngRequest): Buffer {
  const image = new Resvg(svg, {
    background: '#FFFFFF',
    fitTo: { mode: 'zoom', value: request.scale },
    font: {
      loadSystemFonts: false,
      fontFiles: [...request.fontFiles],
      defaultFontFamily: 'Source Sans 3',
      sansSerifFamily: 'Source Sans 3',
    },
  });
  return image.render().asPng();
}
