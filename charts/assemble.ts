/** The last step of every chart: picture, words and table put together. */
import type { EChartsOption } from 'echarts';
import type { Provenance } from '../src/core/benchmark.js';
import type { Chart } from './chart.js';
import type { Frame } from './frame.js';
import { baseOption, type ChartTheme } from './theme.js';
import { sourceLine, statusLine } from './words.js';

type Words = Pick<Chart, 'title' | 'subtitle' | 'finding' | 'description' | 'table' | 'maps'>;

interface Picture {
  readonly around: Frame;
  /** Grids, axes and series. */
  readonly option: EChartsOption;
  /** Where the part between subtitle and notes ends, in px from the top of the image. */
  readonly end: number;
}

/** A chart of its words and its picture; the height is what both take. */
export function assemble(theme: ChartTheme, provenance: Provenance, words: Words, picture: Picture): Chart {
  return {
    ...words,
    option: { ...baseOption(theme, words.description), title: picture.around.titles, ...picture.option },
    source: sourceLine(provenance, theme.language),
    status: statusLine(provenance, theme.language),
    width: theme.width,
    height: Math.ceil(picture.end + picture.around.bottom),
  };
}
