/**
 * A chart as the service sends it, made ready for a page: headline, subtitle, source and status are taken out of the
 * picture, because the page says them as text, and the room they took is taken away.
 */
import type { EChartsOption, TitleComponentOption } from 'echarts';
import type { Chart } from '../../../../charts/chart.ts';

export type DrawnChart = Chart;

export interface Picture {
  readonly option: EChartsOption;
  readonly width: number;
  readonly height: number;
  /** Px above the picture that stay empty. */
  readonly above: number;
  /** Px below it. */
  readonly below: number;
}

const lines = (text: string): number => text.split('\n').length;
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function edge(title: TitleComponentOption): number {
  const lineHeight = title.textStyle?.lineHeight ?? 18;
  const place = Number(title.top ?? title.bottom ?? 0);
  return place + lines(title.text ?? '') * lineHeight;
}

/** The picture without the words that the page writes itself; notes on how to read it stay, but not in brief. */
export function pictureOf(chart: Chart, isBrief: boolean): Picture {
  const said = new Set([chart.source, chart.status].map(plain));
  const titles = [chart.option.title ?? []].flat();
  const head = titles.filter(({ top }) => top !== undefined);
  const foot = titles.filter(({ text, bottom }) => bottom !== undefined && (isBrief || said.has(plain(text ?? ''))));
  const kept = titles.filter((title) => !head.includes(title) && !foot.includes(title));
  return {
    option: { ...chart.option, title: kept },
    width: chart.width,
    height: chart.height,
    above: Math.max(0, ...head.map(edge)),
    below: Math.max(0, ...foot.map(edge)),
  };
}
