/** Rank interval: each place with how far it moves when weights and methods change; best places on the left. */
import type { ScatterSeriesOption, YAXisComponentOption } from 'echarts';
import type { RankIntervals } from '../src/core/chart-data.js';
import type { Language } from '../src/core/vocabulary.js';
import { assemble } from './assemble.js';
import type { Chart, ChartRequest, ChartTable } from './chart.js';
import { frame } from './frame.js';
import { gridAt, hiddenAxis, quietLines, segment, tip, type MarkLineItem } from './marks.js';
import { formatNumber, formatPeriod, formatShare } from './number-format.js';
import { NAME_ROOM, plain, shorten, widest } from './text.js';
import { chartTheme, type ChartTheme } from './theme.js';
import { colours, fontWeights } from './tokens.js';
import { shortValue } from './units.js';
import {
  capitalised,
  missingReason,
  municipalities,
  placeOf,
  rankPhrase,
  reasonLabel,
  reasonWord,
  say,
  sentence,
  statusWord,
  subtitleOf,
} from './words.js';

type Row = RankIntervals['rows'][number];

const PITCH = { wide: 18, narrow: 36 } as const;

/**
 * Every municipality's place (dot) and the places it takes in the given share of scenarios (bar), in the order of
 * places. Overlapping bars say that an order between two municipalities is not certain.
 */
export function rankInterval(data: RankIntervals, request: ChartRequest): Chart {
  const theme = chartTheme(request);
  const { language } = request;
  const title = headline(data, request.municipality, language);
  const subtitle = subtitleOf(data.indicator, formatPeriod(data.period, language), data.peerGroup, language);
  const notes = [readingNote(data, language)];
  const around = frame(theme, data.provenance, { title, subtitle, notes });
  const rows = ordered(data.rows);
  const pitch = theme.narrow ? PITCH.narrow : PITCH.wide;
  const height = Math.max(rows.length, 1) * pitch;
  const names = widest(
    rows.map(({ municipality }) => shorten(municipality.name, theme.label, NAME_ROOM)),
    theme.label,
  );
  const left = theme.narrow ? theme.padding + 6 : theme.padding + names + 16;
  const right = theme.narrow
    ? theme.padding + 6
    : theme.padding +
      widest(
        rows.map((row) => placeText(theme, row)),
        theme.label,
      ) +
      16;
  const top = around.top + 20;
  const finding = sentence(`${title}; ${scenarioWords(data, language)}`);
  const words = {
    title,
    subtitle,
    finding,
    description: describe(data, finding, subtitle, language),
    table: tableOf(data, rows, language),
  };
  const option = {
    grid: gridAt({ left, right, top, height }),
    xAxis: hiddenAxis({ min: 0.5, max: Math.max(data.of, 1) + 0.5 }),
    yAxis: axes(theme, rows, { own: request.municipality, left, right }),
    series: [dots(theme, data, rows, request.municipality)],
  };
  return assemble(theme, data.provenance, words, { around, option, end: top + height });
}

function ordered(rows: readonly Row[]): Row[] {
  const placed = rows.filter(({ rank }) => rank !== null);
  return [...placed.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0)), ...rows.filter(({ rank }) => rank === null)];
}

function rankText(rank: number, language: Language): string {
  return formatNumber(rank, language, Number.isInteger(rank) ? 0 : 1);
}

/** `7. (4.–12.)`, or why there is no place. */
function placeText(theme: ChartTheme, row: Row): string {
  const { language } = theme;
  if (row.rank === null) return reasonLabel(missingReason(row.status, row.flags), language);
  const dot = language === 'lv' ? '.' : '';
  const place = `${rankText(row.rank, language)}${dot}`;
  return row.interval === null
    ? place
    : `${place} (${row.interval.map((end) => `${rankText(end, language)}${dot}`).join('–')})`;
}

interface Side {
  readonly own: string | undefined;
  readonly left: number;
  readonly right: number;
}

function axes(theme: ChartTheme, rows: readonly Row[], side: Side): YAXisComponentOption[] {
  const column = (text: (row: Row) => string, align: 'left' | 'right'): YAXisComponentOption => ({
    type: 'category',
    inverse: true,
    position: align,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: {
      interval: 0,
      fontSize: theme.label,
      inside: theme.narrow,
      margin: theme.narrow ? -6 : (align === 'left' ? side.left : side.right) - theme.padding,
    },
    data: rows.map((row) => {
      const own = row.municipality.atvk === side.own;
      const color = own ? theme.colour.accent : row.rank === null ? theme.colour.softInk : theme.colour.ink;
      const textStyle = {
        align,
        verticalAlign: theme.narrow ? ('bottom' as const) : ('middle' as const),
        padding: theme.narrow ? [0, 0, 9, 0] : 0,
        color,
        fontSize: theme.label,
        fontWeight: own ? fontWeights.strong : fontWeights.normal,
      };
      return { value: text(row), textStyle };
    }),
  });
  return [
    column(({ municipality }) => shorten(municipality.name, theme.label, NAME_ROOM), 'left'),
    column((row) => placeText(theme, row), 'right'),
  ];
}

function dots(
  theme: ChartTheme,
  data: RankIntervals,
  rows: readonly Row[],
  own: string | undefined,
): ScatterSeriesOption {
  const bars = rows.flatMap((row, index) => bar(theme, data, { row, index, own: row.municipality.atvk === own }));
  return {
    type: 'scatter',
    id: 'places',
    symbol: 'circle',
    z: 4,
    data: rows.flatMap((row, index) =>
      row.rank === null ? [] : [dot(theme, data, { row, index, own: row.municipality.atvk === own }, row.rank)],
    ),
    markLine: { ...quietLines, z: 2, data: [...ticks(theme, data), ...bars] },
  };
}

function dot(theme: ChartTheme, data: RankIntervals, { row, index, own }: Placed, rank: number): object {
  const color = own ? theme.colour.accent : theme.colour.peerEdge;
  return {
    name: row.municipality.name,
    value: [rank, index],
    symbolSize: own ? 13 : 9,
    itemStyle: { color, borderColor: colours.paper, borderWidth: 1, opacity: 1 },
    ...tip(
      row.municipality.name,
      row.value === null ? '' : shortValue(row.value, data.indicator, theme.language),
      rankPhrase(rank, data.of, data.peerGroup, theme.language),
      placeText(theme, row),
    ),
  };
}

interface Placed {
  readonly row: Row;
  readonly index: number;
  readonly own: boolean;
}

/** The places of the interval as a bar; a dashed line where there is no place. */
function bar(theme: ChartTheme, data: RankIntervals, { row, index, own }: Placed): MarkLineItem[] {
  if (row.rank === null)
    return [
      segment([1, index], [Math.max(data.of, 1), index], { color: theme.colour.hatch, width: 1.5, type: 'dashed' }),
    ];
  if (row.interval === null) return [];
  const [best, worst] = row.interval;
  const peer = theme.colour.peer === colours.paper ? colours.peer : theme.colour.peer;
  return [
    segment([best - 0.3, index], [worst + 0.3, index], { color: own ? theme.colour.accent : peer, width: own ? 7 : 5 }),
  ];
}

/** Lines at the first place and at every tenth, named at the top. */
function ticks(theme: ChartTheme, data: RankIntervals): MarkLineItem[] {
  const tens = Array.from({ length: Math.floor(data.of / 10) }, (_, index) => (index + 1) * 10);
  return [1, ...tens].map((place) => ({
    xAxis: place,
    lineStyle: { color: theme.colour.line, width: 1, type: 'solid' },
    label: {
      show: true,
      position: 'start',
      distance: 5,
      formatter: plain(place === 1 ? firstPlace(theme) : theme.language === 'lv' ? `${place}.` : `${place}`),
      align: place === 1 ? 'left' : 'center',
      color: theme.colour.softInk,
      fontSize: theme.label,
    },
  }));
}

function firstPlace(theme: ChartTheme): string {
  if (theme.narrow) return theme.language === 'lv' ? '1.' : '1';
  return say(theme.language, '1. vieta', '1st place');
}

function readingNote(data: RankIntervals, language: Language): string {
  const share = formatShare(data.level, language);
  return say(
    language,
    `Punkts: vieta; josla: vietas, kas iznāk ${share} gadījumu, mainot svarus un aprēķina paņēmienus. Kur joslas pārklājas, secība nav droša.`,
    `Dot: the place; bar: the places in ${share} of the cases when weights and methods are changed. Where bars overlap, the order is not certain.`,
  );
}

function scenarioWords(data: RankIntervals, language: Language): string {
  return say(
    language,
    `pārbaudīti ${formatNumber(data.scenarios, language, 0)} aprēķina varianti`,
    `tested in ${formatNumber(data.scenarios, language, 0)} variants of the calculation`,
  );
}

function headline(data: RankIntervals, own: string | undefined, language: Language): string {
  const row = data.rows.find(({ municipality }) => municipality.atvk === own);
  if (row === undefined) {
    const sure = data.rows.filter(({ interval }) => interval !== null && interval[0] === interval[1]).length;
    return say(
      language,
      `${data.indicator.name.lv}: vieta nemainās – ${sure} no ${data.of}`,
      `${data.indicator.name.en}: the place never moves for ${sure} of ${municipalities(data.of, 'en')}`,
    );
  }
  const { name } = row.municipality;
  if (row.rank === null) return `${name}: ${reasonWord(missingReason(row.status, row.flags), language)}`;
  const place = `${name}: ${rankPhrase(row.rank, data.of, data.peerGroup, language)}`;
  if (row.interval === null) return place;
  const [best, worst] = row.interval.map((end) => rankText(end, language));
  return say(
    language,
    `${place}; mainot svarus un paņēmienus – no ${best ?? ''}. līdz ${worst ?? ''}. vietai`,
    `${place}; between places ${best ?? ''} and ${worst ?? ''} when weights and methods change`,
  );
}

function describe(data: RankIntervals, finding: string, subtitle: string, language: Language): string {
  const rows = ordered(data.rows).map((row) => {
    const label =
      row.rank === null
        ? reasonWord(missingReason(row.status, row.flags), language)
        : placeOf(row.rank, data.of, language);
    const reach = row.interval === null ? '' : ` (${row.interval.map((end) => rankText(end, language)).join('–')})`;
    return `${row.municipality.name} ${label}${reach}`;
  });
  return [finding, subtitle, readingNote(data, language), rows.join('; ')].map(sentence).join(' ');
}

function tableOf(data: RankIntervals, rows: readonly Row[], language: Language): ChartTable {
  return {
    columns: [
      { key: 'rank', label: say(language, 'Vieta', 'Rank'), numeric: true },
      { key: 'municipality', label: say(language, 'Pašvaldība', 'Municipality'), numeric: false },
      {
        key: 'value',
        label: capitalised(data.indicator.name[language]),
        numeric: true,
        decimals: data.indicator.decimals,
      },
      { key: 'best', label: say(language, 'Labākā vieta', 'Best place'), numeric: true },
      { key: 'worst', label: say(language, 'Zemākā vieta', 'Lowest place'), numeric: true },
      { key: 'status', label: say(language, 'Statuss', 'Status'), numeric: false },
    ],
    rows: rows.map((row) => ({
      atvk: row.municipality.atvk,
      rank: row.rank,
      municipality: row.municipality.name,
      value: row.value,
      best: row.interval?.[0] ?? null,
      worst: row.interval?.[1] ?? null,
      status: statusWord(row.value, row.status, row.flags, language),
    })),
  };
}
