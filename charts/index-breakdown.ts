/** Index breakdown: each dimension and part with the points it brought of those it could, and what moved them. */
import type { BarSeriesOption, ScatterSeriesOption } from 'echarts';
import type { IndexBreakdown, IndexComponent } from '../src/core/chart-data.js';
import { assemble } from './assemble.js';
import type { Chart, ChartRequest } from './chart.js';
import { frame } from './frame.js';
import { componentLines, indexNotes, indexWords, type IndexLine } from './index-words.js';
import { gridAt, hiddenAxis, textSeries, tip, type PlacedText } from './marks.js';
import { formatDifference, formatNumber } from './number-format.js';
import { widest, wrap } from './text.js';
import { chartTheme, missingDecal, ownDecal, type ChartTheme } from './theme.js';
import { colours, indexBands } from './tokens.js';
import { missingReason, reasonLabel, say } from './words.js';

/** Rows of equal height; on a phone the name stands above its bar. */
interface Plan {
  readonly lines: readonly IndexLine[];
  readonly names: readonly (readonly string[])[];
  readonly pitch: number;
  /** How far the plot is moved down, so that the names above the bars have room, in px. */
  readonly sink: number;
  readonly left: number;
  readonly right: number;
  /** Points at the right end of the axis. */
  readonly most: number;
}

const LINE = 18;
const INDENT = 14;

/**
 * The index taken apart. The outline of a bar is what a part could bring (its weight in points of 100), the fill what
 * it brought, the tick the median of the peers, the number at the end the change on the previous period. A part
 * without a score is hatched and says why.
 */
export function indexBreakdown(data: IndexBreakdown, request: ChartRequest): Chart {
  const theme = chartTheme(request);
  const words = indexWords(data, request.language);
  const around = frame(theme, data.provenance, { ...words, notes: indexNotes(data, request.language) });
  const plan = planOf(theme, data);
  const height = Math.max(plan.lines.length, 1) * plan.pitch;
  const option = {
    grid: gridAt({ left: plan.left, right: plan.right, top: around.top + plan.sink, height }),
    xAxis: hiddenAxis({ min: 0, max: plan.most }),
    yAxis: {
      type: 'category' as const,
      inverse: true,
      show: false,
      data: plan.lines.map(({ component }) => component.code),
    },
    series: [...bars(theme, plan), medians(theme, plan), textSeries(theme, 'words', texts(theme, plan))],
  };
  return assemble(theme, data.provenance, words, {
    around,
    option,
    end: around.top + plan.sink + height - (theme.narrow ? 8 : -4),
  });
}

function planOf(theme: ChartTheme, data: IndexBreakdown): Plan {
  const lines = componentLines(data);
  const nameWidth = theme.narrow ? theme.width - 2 * theme.padding : 290;
  const names = lines.map(({ component, dimension }) =>
    wrap(component.name[theme.language], theme.label, nameWidth - (dimension ? 0 : INDENT)),
  );
  const tallest = Math.max(1, ...names.map((name) => name.length)) * LINE;
  const right = theme.padding + (theme.narrow ? 120 : 160);
  const left = theme.narrow
    ? theme.padding
    : theme.padding + Math.min(nameWidth, widest(names.flat(), theme.label) + INDENT) + 10;
  const most = Math.max(1, ...lines.map(({ component }) => component.weight * 100));
  if (!theme.narrow) return { lines, names, pitch: tallest + 8, sink: 0, left, right, most };
  return { lines, names, pitch: tallest + 30, sink: tallest / 2, left, right, most };
}

function bars(theme: ChartTheme, plan: Plan): BarSeriesOption[] {
  const shared = { type: 'bar', barWidth: 13, barGap: '-100%' } as const;
  return [
    {
      ...shared,
      id: 'possible',
      z: 2,
      data: plan.lines.map(({ component }) => ({
        name: component.name[theme.language],
        value: component.weight * 100,
        itemStyle: {
          color: colours.paper,
          borderColor: theme.colour.peerEdge,
          borderWidth: 1,
          ...(component.contribution === null ? { decal: missingDecal(theme) } : {}),
        },
        ...tip(component.name[theme.language], pointsText(theme, component), changeText(theme, component)),
      })),
    },
    {
      ...shared,
      id: 'brought',
      z: 3,
      data: plan.lines.map(({ component, dimension }) => ({
        name: component.name[theme.language],
        value: component.contribution ?? '-',
        itemStyle: {
          color: dimension ? theme.colour.accent : indexBands[1],
          borderColor: dimension ? theme.colour.accent : theme.colour.peerEdge,
          borderWidth: 1,
          ...(dimension ? ownDecal(theme) : {}),
        },
        ...tip(component.name[theme.language], pointsText(theme, component), changeText(theme, component)),
      })),
    },
  ];
}

function medians(theme: ChartTheme, plan: Plan): ScatterSeriesOption {
  return {
    type: 'scatter',
    id: 'medians',
    silent: true,
    symbol: 'rect',
    symbolSize: [2.5, 21],
    z: 5,
    itemStyle: { color: theme.colour.ink, opacity: 1 },
    data: plan.lines.flatMap(({ peerMedian }, index) => (peerMedian === null ? [] : [[peerMedian, index]])),
  };
}

/** `14,2 no 20`, or why there are no points. */
function pointsText(theme: ChartTheme, component: IndexComponent): string {
  const { language } = theme;
  if (component.contribution === null) return reasonLabel(missingReason(component.status), language);
  const possible = component.weight * 100;
  const decimals = Math.abs(possible - Math.round(possible)) < 0.05 ? 0 : 1;
  return `${formatNumber(component.contribution, language, 1)} ${say(language, 'no', 'of')} ${formatNumber(possible, language, decimals)}`;
}

function changeText(theme: ChartTheme, component: IndexComponent): string {
  return component.change === null || component.contribution === null
    ? ''
    : formatDifference(component.change, theme.language, 1);
}

/** Names on the left or above, points and change on the right. */
function texts(theme: ChartTheme, plan: Plan): PlacedText[] {
  return plan.lines.flatMap(({ component, dimension }, index): PlacedText[] => {
    const name = plan.names[index] ?? [];
    const ink = dimension ? theme.colour.ink : theme.colour.softInk;
    const points = pointsText(theme, component);
    const change = changeText(theme, component);
    const above = theme.narrow ? -(8 + (name.length * LINE) / 2) : 0;
    const indent = dimension ? 0 : INDENT;
    const edge = plan.right - theme.padding;
    return [
      {
        at: [0, index],
        text: name.join('\n'),
        shift: [theme.padding - plan.left + (theme.narrow ? 0 : indent), above],
        strong: dimension,
        color: ink,
      },
      {
        at: [plan.most, index],
        text: points,
        align: 'right',
        shift: [edge - (component.contribution === null ? 0 : 52), 0],
        strong: dimension,
        color: ink,
      },
      ...(change === ''
        ? []
        : [
            {
              at: [plan.most, index] as const,
              text: change,
              align: 'right' as const,
              shift: [edge, 0] as const,
              strong: dimension,
              color: ink,
            },
          ]),
    ];
  });
}
