/** The tile map: names and values on equal tiles. */
import type { HeatmapSeriesOption, ScatterSeriesOption } from 'echarts';
import type { BenchmarkRow } from '../src/core/benchmark.js';
import { markStyle, markTip, OWN_COLOUR, type Subject } from './map-marks.js';
import { textSeries } from './marks.js';
import { formatNumber } from './number-format.js';
import { widest } from './text.js';
import { inkOn, type ChartTheme } from './theme.js';
import { TILE_COLUMNS, tileLayout, type Tile } from './tile-layout.js';
import { fontSizes, missingSigns } from './tokens.js';
import { shortValue } from './units.js';
import { missingReason, say } from './words.js';

/** How values are written so that they fit on a tile, and the words that say so where they are divided. */
export interface TileValues {
  readonly text: (value: number) => string;
  readonly note: string;
}

/** Side of a tile in px. */
export function tileSide(theme: ChartTheme): number {
  return (theme.width - 2 * theme.padding) / TILE_COLUMNS;
}

/** Values as they are if the widest fits on a tile, else without their unit, else in thousands or millions. */
export function tileValues(theme: ChartTheme, { benchmark }: Subject): TileValues {
  const { language } = theme;
  const { indicator } = benchmark;
  const values = benchmark.rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const room = tileSide(theme) - 6;
  const fits = (text: (value: number) => string): boolean => widest(values.map(text), theme.label) <= room;
  const whole = (value: number): string => shortValue(value, indicator, language);
  if (fits(whole)) return { text: whole, note: '' };
  const divided = (by: number, decimals: number) => (value: number) => formatNumber(value / by, language, decimals);
  const bare = divided(1, indicator.decimals);
  if (fits(bare)) return { text: bare, note: '' };
  const rounded = divided(1, 0);
  if (fits(rounded))
    return { text: rounded, note: say(language, 'Skaitļi uz kartes ir noapaļoti.', 'Figures on the map are rounded.') };
  const thousands = divided(1e3, 0);
  if (fits(thousands))
    return {
      text: thousands,
      note: say(language, 'Skaitļi uz kartes: tūkstošos.', 'Figures on the map: in thousands.'),
    };
  return {
    text: divided(1e6, 1),
    note: say(language, 'Skaitļi uz kartes: miljonos.', 'Figures on the map: in millions.'),
  };
}

/** The tiles as cells of a grid, the own one drawn last, so that its border lies above its neighbours. */
export function tileSeries(
  theme: ChartTheme,
  subject: Subject,
  values: TileValues,
): (HeatmapSeriesOption | ScatterSeriesOption)[] {
  const layout = tileLayout(subject.benchmark.rows.map((row) => row.municipality.atvk));
  const placed = subject.benchmark.rows
    .flatMap((row) => {
      const tile = layout.get(row.municipality.atvk);
      return tile === undefined ? [] : [{ row, tile }];
    })
    .toSorted(
      (a, b) => Number(a.row.municipality.atvk === subject.own) - Number(b.row.municipality.atvk === subject.own),
    );
  const ownMissing = placed.some(({ row }) => row.municipality.atvk === subject.own && row.value === null);
  const order = ownMissing ? (['tiles', 'missing'] as const) : (['missing', 'tiles'] as const);
  const cells = order.map((id) => cellSeries(theme, subject, placed, id));
  const names = placed.map((place) => tileName(theme, subject, place));
  if (theme.narrow) return [...cells, textSeries(theme, 'names', names)];
  return [
    ...cells,
    textSeries(theme, 'names', names),
    textSeries(
      theme,
      'values',
      placed.map((place) => tileValue(theme, subject, place, values)),
    ),
  ];
}

interface Placed {
  readonly row: BenchmarkRow;
  readonly tile: Tile;
}

/**
 * The tiles with a number, or those without: ECharts draws no cell that has no number, so that hatched tiles stand in
 * a series of their own, whose measure says nothing about a value.
 */
function cellSeries(
  theme: ChartTheme,
  subject: Subject,
  placed: readonly Placed[],
  id: 'tiles' | 'missing',
): HeatmapSeriesOption {
  return {
    type: 'heatmap',
    id,
    data: placed
      .filter(({ row }) => (row.value === null) === (id === 'missing'))
      .map(({ row, tile }) => ({
        name: row.municipality.name,
        value: [tile.column, tile.row, row.value ?? 0],
        ...OWN_COLOUR,
        itemStyle: { ...markStyle(theme, row, subject), borderRadius: 6 },
        ...markTip(theme, row, subject),
      })),
  };
}

/** A fill behind the words of tiles that carry a pattern. */
function behind(theme: ChartTheme, subject: Subject, row: BenchmarkRow): { background?: string } {
  const { color, decal } = markStyle(theme, row, subject);
  return decal === undefined ? {} : { background: color };
}

type Text = Parameters<typeof textSeries>[2][number];

function inkOf(theme: ChartTheme, subject: Subject, row: BenchmarkRow): string {
  return inkOn(markStyle(theme, row, subject).color);
}

function tileName(theme: ChartTheme, subject: Subject, { row, tile }: Placed): Text {
  return {
    at: [tile.column, tile.row],
    text: theme.narrow ? tile.letters : tile.name,
    align: 'center',
    size: fontSizes.tile,
    lineHeight: 13,
    color: inkOf(theme, subject, row),
    strong: row.municipality.atvk === subject.own,
    ...behind(theme, subject, row),
    shift: theme.narrow ? [0, 0] : [0, -11],
  };
}

function tileValue(theme: ChartTheme, subject: Subject, { row, tile }: Placed, values: TileValues): Text {
  return {
    at: [tile.column, tile.row],
    text: row.value === null ? missingSigns[missingReason(row.status, row.flags)] : values.text(row.value),
    align: 'center',
    color: inkOf(theme, subject, row),
    strong: true,
    ...behind(theme, subject, row),
    shift: [0, 14],
  };
}
