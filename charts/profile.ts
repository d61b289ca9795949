/** Profile: one row an indicator, a strip from the worst to the best peer with the own dot and the median's tick. */
import type { ScatterSeriesOption } from 'echarts';
import type { MunicipalityProfile, ProfileRow } from '../src/core/benchmark.js';
import { assemble } from './assemble.js';
import type { Chart, ChartRequest } from './chart.js';
import { frame } from './frame.js';
import {
  gridAt,
  hiddenAxis,
  quietLines,
  segment,
  textSeries,
  tip,
  type MarkLineItem,
  type PlacedText,
} from './marks.js';
import { formatPeriod } from './number-format.js';
import {
  profileDescription,
  profileFinding,
  profileHeadline,
  profileTable,
  groupName,
  standing,
} from './profile-words.js';
import { wrap } from './text.js';
import { chartTheme, ownColour, type ChartTheme } from './theme.js';
import { colours } from './tokens.js';
import { indicatorWithUnit, quantity, shortValue } from './units.js';
import { comparisonLabel, missingReason, placeOf, rankPhrase, reasonLabel, say } from './words.js';

/** A row of the picture: its lines of text, and where its strip runs, in px below the top of the plot. */
interface Placed {
  readonly row: ProfileRow;
  readonly top: number;
  readonly height: number;
  readonly strip: number;
  readonly name: readonly string[];
}

interface Plan {
  readonly headings: readonly { readonly text: string; readonly top: number }[];
  readonly rows: readonly Placed[];
  readonly height: number;
  /** Left and right end of the strips, in px. */
  readonly from: number;
  readonly to: number;
}

const LINE = 18;
const HEADING = 30;

/**
 * Every indicator of a municipality beside its peers, in the order and groups given. The better end of a strip is
 * always on the right; an indicator without direction runs from its smallest to its largest value. Where something
 * is missing the line is dashed, without a dot, and the reason stands in the place of the value.
 *
 * On a phone the name stands above the strip and the value below it.
 */
export function profile(data: MunicipalityProfile, request: ChartRequest): Chart {
  const theme = chartTheme(request);
  const { language } = request;
  const title = profileHeadline(data, language);
  const subtitle = [formatPeriod(data.period, language), data.peerGroup.name[language]].join(' · ');
  const note = say(
    language,
    'Līnija: no vājākās līdz labākajai salīdzināmajai pašvaldībai; rādītājiem, kurus nevērtē, – no mazākās vērtības līdz lielākajai. Josla: vidējā puse pašvaldību. Svītriņa: mediāna.',
    'Line: from the weakest to the best peer; for indicators that are not judged, from the smallest to the largest value. Band: the middle half of municipalities. Tick: median.',
  );
  const around = frame(theme, data.provenance, { title, subtitle, notes: data.rows.length === 0 ? [] : [note] });
  const plan = planOf(theme, data);
  const words = {
    title,
    subtitle,
    finding: profileFinding(data, language),
    description: profileDescription(data, language),
    table: profileTable(data, language),
  };
  const option = {
    grid: gridAt({ left: 0, right: 0, top: around.top, height: plan.height }),
    xAxis: hiddenAxis({ min: 0, max: theme.width }),
    yAxis: { ...hiddenAxis({ min: 0, max: plan.height }), inverse: true },
    series: [...dots(theme, data, plan), textSeries(theme, 'words', texts(theme, plan))],
  };
  return assemble(theme, data.provenance, words, { around, option, end: around.top + plan.height });
}

function planOf(theme: ChartTheme, data: MunicipalityProfile): Plan {
  const nameWidth = theme.narrow ? theme.width - 2 * theme.padding : 232;
  const from = theme.narrow ? theme.padding + 8 : theme.padding + nameWidth + 20;
  const to = theme.narrow ? theme.width - theme.padding - 8 : theme.width - theme.padding - 176;
  const headings: { text: string; top: number }[] = [];
  const rows: Placed[] = [];
  let top = 0;
  let group = '';
  for (const row of grouped(data.rows)) {
    if (row.group !== group) {
      headings.push({ text: groupName(row.group, theme.language), top: top + HEADING / 2 });
      top += HEADING;
      group = row.group;
    }
    const name = wrap(indicatorWithUnit(row.indicator, theme.language), theme.label, nameWidth);
    const text = name.length * LINE;
    const wide = Math.max(text, 2 * LINE) + 14;
    const height = theme.narrow ? text + (row.value === null ? 44 : 74) : wide;
    rows.push({ row, top, height, strip: theme.narrow ? top + text + 20 : top + 6 + LINE / 2, name });
    top += height;
  }
  return { headings, rows, height: Math.max(top, 20), from, to };
}

/** The rows by group, the groups in the order of their first rows. */
function grouped(rows: readonly ProfileRow[]): ProfileRow[] {
  const groups = [...new Set(rows.map((row) => row.group))];
  return groups.flatMap((group) => rows.filter((row) => row.group === group));
}

/** The x of a value on its strip, or of the strip's middle where all peers are equal. */
function pixel(plan: Plan, row: ProfileRow, value: number): number {
  return plan.from + standing(row, value) * (plan.to - plan.from);
}

function dots(theme: ChartTheme, data: MunicipalityProfile, plan: Plan): ScatterSeriesOption[] {
  const valued = plan.rows.flatMap((placed) =>
    placed.row.value === null ? [] : [{ ...placed, value: placed.row.value }],
  );
  return [
    {
      type: 'scatter',
      id: 'own',
      symbol: 'circle',
      symbolSize: 15,
      z: 5,
      data: valued.map(({ row, strip, value }) => ({
        name: row.indicator.name[theme.language],
        value: [pixel(plan, row, value), strip],
        itemStyle: { color: dotColour(theme, row), borderColor: colours.paper, borderWidth: 2, opacity: 1 },
        ...tip(row.indicator.name[theme.language], ...rowWords(theme, data, row, value)),
      })),
      markLine: { ...quietLines, z: 2, data: plan.rows.flatMap((placed) => strips(theme, plan, placed)) },
    },
  ];
}

/** Teal as everywhere for the own municipality; violet for costs. What is better or worse is said in words and sign. */
function dotColour(theme: ChartTheme, row: ProfileRow): string {
  return ownColour(theme, row.indicator);
}

function rowWords(theme: ChartTheme, data: MunicipalityProfile, row: ProfileRow, value: number): string[] {
  const { language } = theme;
  return [
    quantity(value, row.indicator, language),
    row.rank === null ? '' : rankPhrase(row.rank, row.of, data.peerGroup, language),
    row.comparison === 'not_compared' ? '' : comparisonLabel(row.comparison, language),
  ];
}

/** A row's separating line, its strip, the band of the middle half on it, and the tick of the median. */
function strips(theme: ChartTheme, plan: Plan, placed: Placed): MarkLineItem[] {
  const { row, strip, top } = placed;
  const { min, max, q1, q3, median } = row.statistics;
  const rule = segment([theme.padding, top], [theme.width - theme.padding, top], {
    color: theme.colour.line,
    width: 1,
  });
  const ends = [
    [plan.from, strip],
    [plan.to, strip],
  ] as const;
  if (row.value === null) return [rule, segment(...ends, { color: theme.colour.hatch, width: 2, type: 'dashed' })];
  if (min === null || max === null) return [rule];
  const color = theme.colour.peer === colours.paper ? colours.peerEdge : theme.colour.peer;
  const line = segment(...ends, { color, width: 2 });
  const band =
    q1 === null || q3 === null
      ? []
      : [segment([pixel(plan, row, q1), strip], [pixel(plan, row, q3), strip], { color, width: 9 })];
  const x = median === null ? null : pixel(plan, row, median);
  const tick = x === null ? [] : [segment([x, strip - 10], [x, strip + 10], { color: theme.colour.ink, width: 2.5 })];
  return [rule, line, ...band, ...tick];
}

function texts(theme: ChartTheme, plan: Plan): PlacedText[] {
  const headings = plan.headings.map(({ text, top }): PlacedText => ({ at: [theme.padding, top], text, strong: true }));
  return [...headings, ...plan.rows.flatMap((placed) => [nameText(theme, placed), ...valueTexts(theme, plan, placed)])];
}

function nameText(theme: ChartTheme, { row, name, top }: Placed): PlacedText {
  return {
    at: [theme.padding, top + 6 + (name.length * LINE) / 2],
    text: name.join('\n'),
    strong: false,
    color: row.value === null ? theme.colour.softInk : theme.colour.ink,
  };
}

/** The own value with its comparison, and what stands at the ends of the strip. */
function valueTexts(theme: ChartTheme, plan: Plan, { row, strip }: Placed): PlacedText[] {
  const { language } = theme;
  const right = theme.width - theme.padding;
  if (row.value === null) {
    const text = reasonLabel(missingReason(row.status, row.flags), language);
    return [{ at: [right, theme.narrow ? strip + 16 : strip], text, align: 'right', color: theme.colour.softInk }];
  }
  const value = shortValue(row.value, row.indicator, language);
  const judged = row.comparison === 'not_compared' ? '' : comparisonLabel(row.comparison, language);
  const place = row.rank === null ? '' : placeOf(row.rank, row.of, language);
  const verdict = [judged, place].filter((part) => part !== '').join(', ');
  const strong = { align: 'right', strong: true, color: comparisonColour(theme, row) } as const;
  const ends = endTexts(theme, plan, row, strip + 22);
  if (theme.narrow) {
    return [
      ...ends,
      { at: [right, strip + 22 + LINE], ...strong, text: [value, verdict].filter((part) => part !== '').join('  ') },
    ];
  }
  return [
    ...ends,
    { at: [right, strip], ...strong, color: ownColour(theme, row.indicator), text: value },
    { at: [right, strip + LINE], ...strong, strong: false, text: verdict },
  ];
}

/** Better blue, worse orange, similar grey; costs and what is only higher or lower in ink. */
function comparisonColour(theme: ChartTheme, row: ProfileRow): string {
  if (row.indicator.isCost) return theme.colour.cost;
  switch (row.comparison) {
    case 'better':
      return colours.better;
    case 'worse':
      return colours.worse;
    case 'similar':
      return theme.colour.softInk;
    case 'higher':
    case 'lower':
    case 'not_compared':
      return theme.colour.ink;
  }
}

function endTexts(theme: ChartTheme, plan: Plan, row: ProfileRow, y: number): PlacedText[] {
  const { min, max } = row.statistics;
  if (min === null || max === null) return [];
  const turned = standing(row, max) < standing(row, min);
  const [low, high] = turned ? [max, min] : [min, max];
  const show = (value: number): string => shortValue(value, row.indicator, theme.language);
  const color = theme.colour.softInk;
  return [
    { at: [plan.from, y], text: show(low), color },
    { at: [plan.to, y], text: show(high), align: 'right', color },
  ];
}
