/** Draws a chart as SVG on the server: ECharts without a browser, then the few changes that documents need. */
import { BarChart, HeatmapChart, LineChart, MapChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  GeoComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../../../charts/chart.js';
import { textWidth } from '../../../charts/text.js';
import { documentSvg } from './document-svg.js';

echarts.use([BarChart, HeatmapChart, LineChart, MapChart, ScatterChart]);
echarts.use([AriaComponent, GeoComponent, GridComponent, MarkAreaComponent, MarkLineComponent]);
echarts.use([TitleComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);

// There is no canvas on the server; the charts' own measure is the one their lines were broken with.
echarts.setPlatformAPI({
  measureText: (text: string, font?: string) => ({ width: textWidth(text, fontSizeOf(font)) }),
});

function fontSizeOf(font: string | undefined): number {
  const [, size] = /(\d+(?:\.\d+)?)px/.exec(font ?? '') ?? [];
  return size === undefined ? 14 : Number(size);
}

/** What drawing needs of a chart. */
export type Drawable = Pick<Chart, 'title' | 'description' | 'option' | 'width' | 'height' | 'maps'>;

/**
 * A chart as an SVG document of its own width and height in px, with its title and text alternative inside, without
 * scripts, style sheets or links. The same chart always gives the same text.
 *
 * Drawing takes some 5–40 ms and holds the thread: outside of tests call it through {@link ChartRenderer}.
 */
export function renderSvg(chart: Drawable): string {
  for (const map of chart.maps ?? []) {
    echarts.registerMap(map.name, map.geoJson as unknown as Parameters<typeof echarts.registerMap>[1]);
  }
  const instance = echarts.init(null, null, { renderer: 'svg', ssr: true, width: chart.width, height: chart.height });
  try {
    instance.setOption({ ...chart.option, animation: false });
    return documentSvg(instance.renderToSVGString(), chart);
  } finally {
    instance.dispose();
  }
}
