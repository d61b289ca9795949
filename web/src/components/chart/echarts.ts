/** The part of ECharts that charts/ uses; a chunk of its own, loaded with the first chart. */
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
import type { DrawnChart } from './drawn-chart.ts';

echarts.use([BarChart, HeatmapChart, LineChart, MapChart, ScatterChart]);
echarts.use([AriaComponent, GeoComponent, GridComponent, MarkAreaComponent, MarkLineComponent]);
echarts.use([TitleComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);

/** Draws into an element at the chart's own size; the function returned takes it away again. */
export function draw(
  element: HTMLElement,
  chart: Pick<DrawnChart, 'option' | 'width' | 'height' | 'maps'>,
): () => void {
  for (const map of chart.maps ?? [])
    echarts.registerMap(map.name, map.geoJson as unknown as Parameters<typeof echarts.registerMap>[1]);
  const instance = echarts.init(element, null, { renderer: 'svg', width: chart.width, height: chart.height });
  instance.setOption(chart.option);
  return () => {
    instance.dispose();
  };
}
