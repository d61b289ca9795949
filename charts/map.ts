/** Map: every municipality in the colour of its band, as equal tiles or, where borders are given, in its shape. */
import type { EChartsOption, MapSeriesOption } from 'echarts';
import type { Benchmark, BenchmarkRow } from '../src/core/benchmark.js';
import { assemble } from './assemble.js';
import { bandName, bandOf, bandsOf } from './bands.js';
import { benchmarkWords, missingWords, ordered } from './benchmark-words.js';
import { bordersFor, type Borders } from './borders.js';
import type { BoundaryCollection, Chart, ChartRequest, ChartTable } from './chart.js';
import { frame } from './frame.js';
import { chartKey, type ChartKey } from './key.js';
import { bandEntries, markStyle, markTip, type Subject } from './map-marks.js';
import { tileSeries, tileSide, tileValues } from './map-tiles.js';
import { gridAt } from './marks.js';
import { plain, widest } from './text.js';
import { chartTheme, inkOn, type ChartTheme } from './theme.js';
import { TILE_COLUMNS, TILE_ROWS, tileLayout } from './tile-layout.js';
import { colours, fontWeights } from './tokens.js';
import { shortValue } from './units.js';
import { say } from './words.js';

const GAP = 14;

/**
 * A benchmark on the map. Bands are quarters of the peers: by rank where the indicator has a direction, by value
 * where it has none or is a cost (then in violet, which judges nothing). The own municipality has a thick border.
 *
 * @param boundaries borders as GeoJSON, with the ATVK code of each municipality in `properties.atvk` or as `id`;
 * without them the tile map is drawn, which needs nothing but the option
 */
export function map(benchmark: Benchmark, request: ChartRequest, boundaries?: BoundaryCollection): Chart {
  const theme = chartTheme(request);
  const { language } = request;
  const subject = { benchmark, own: request.municipality };
  const borders = boundaries === undefined ? null : bordersFor(boundaries, benchmark.rows);
  const texts = benchmarkWords(benchmark, request);
  const notes = mapNotes(theme, subject, borders);
  const around = frame(theme, benchmark.provenance, { ...texts, notes });
  const room = theme.width - 2 * theme.padding;
  const height = borders === null ? tileSide(theme) * TILE_ROWS : room / borders.aspect;
  const picture =
    borders === null
      ? tiles(theme, subject, around.top, height)
      : shapes(theme, subject, borders, { top: around.top, height });
  const keyPlace = { top: around.top + height + GAP, grids: borders === null ? 1 : 0 };
  const key = chartKey(theme, bandEntries(theme, benchmark, bandsOf(benchmark, language)), keyPlace);
  const words = {
    ...texts,
    table: mapTable(benchmark, texts.table, language),
    ...(borders === null ? {} : { maps: [{ name: borders.name, geoJson: borders.geoJson }] }),
  };
  return assemble(theme, benchmark.provenance, words, {
    around,
    option: withKey(picture, key),
    end: keyPlace.top + key.height,
  });
}

interface Picture {
  readonly grid: NonNullable<EChartsOption['grid']>[];
  readonly xAxis: NonNullable<EChartsOption['xAxis']>[];
  readonly yAxis: NonNullable<EChartsOption['yAxis']>[];
  readonly series: NonNullable<EChartsOption['series']>[];
}

function withKey(picture: Picture, key: ChartKey): EChartsOption {
  const series = [...picture.series, ...key.series].flat();
  const heat = series.flatMap((entry, index) => (entry.type === 'heatmap' ? [index] : []));
  return {
    grid: [...picture.grid, ...key.grids].flat(),
    xAxis: [...picture.xAxis, ...key.xAxes].flat(),
    yAxis: [...picture.yAxis, ...key.yAxes].flat(),
    visualMap: { show: false, min: 0, max: 1, seriesIndex: heat },
    series,
  };
}

/** What is missing, what cannot be drawn, and how the figures on the tiles are to be read. */
function mapNotes(theme: ChartTheme, subject: Subject, borders: Borders | null): string[] {
  const { rows } = subject.benchmark;
  const drawn = borders === null ? tileLayout(rows.map((row) => row.municipality.atvk)) : borders.codes;
  const absent = rows.filter((row) => !drawn.has(row.municipality.atvk)).map((row) => row.municipality.name);
  const note = borders === null && !theme.narrow ? tileValues(theme, subject).note : '';
  return [
    ...(note === '' ? [] : [note]),
    ...missingWords(rows, theme.language),
    ...(absent.length === 0 ? [] : [`${say(theme.language, 'Kartē nav', 'Not on the map')}: ${absent.join(', ')}`]),
  ];
}

function tiles(theme: ChartTheme, subject: Subject, top: number, height: number): Picture {
  const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));
  return {
    grid: [gridAt({ left: theme.padding, right: theme.padding, top, height })],
    xAxis: [{ type: 'category', show: false, data: numbers(TILE_COLUMNS) }],
    yAxis: [{ type: 'category', show: false, inverse: true, data: numbers(TILE_ROWS) }],
    series: [tileSeries(theme, subject, tileValues(theme, subject))],
  };
}

function shapes(
  theme: ChartTheme,
  subject: Subject,
  borders: Borders,
  place: { readonly top: number; readonly height: number },
): Picture {
  const room = theme.width - 2 * theme.padding;
  const series: MapSeriesOption = {
    type: 'map',
    id: 'shapes',
    map: borders.name,
    nameProperty: 'name',
    aspectScale: borders.stretch,
    left: theme.padding,
    top: place.top,
    width: room,
    height: place.height,
    selectedMode: false,
    itemStyle: { areaColor: colours.paper, borderColor: theme.colour.line, borderWidth: 1 },
    label: { show: false },
    data: shapeItems(theme, subject, borders),
  };
  return { grid: [], xAxis: [], yAxis: [], series: [series] };
}

function shapeItems(theme: ChartTheme, subject: Subject, borders: Borders): NonNullable<MapSeriesOption['data']> {
  return subject.benchmark.rows
    .filter((row) => borders.codes.has(row.municipality.atvk))
    .toSorted((a, b) => Number(a.municipality.atvk === subject.own) - Number(b.municipality.atvk === subject.own))
    .map((row) => {
      const { color, borderColor, borderWidth, ...pattern } = markStyle(theme, row, subject);
      const own = row.municipality.atvk === subject.own;
      const edge = own
        ? { borderColor, borderWidth: borderWidth - 1 }
        : { borderColor: theme.colour.peerEdge, borderWidth: 0.75 };
      return {
        name: row.municipality.atvk,
        value: row.value ?? '-',
        itemStyle: { areaColor: color, ...edge, ...pattern },
        label: { show: false },
        ...(own ? ownLabel(theme, subject, row, borders) : {}),
        ...markTip(theme, row, subject),
      };
    });
}

/** The own name and value on its shape, where the shape is wide enough to hold them. */
function ownLabel(
  theme: ChartTheme,
  subject: Subject,
  row: BenchmarkRow,
  borders: Borders,
): Pick<MapSeriesOption, 'label'> {
  const { color, decal } = markStyle(theme, row, subject);
  const value = row.value === null ? [] : [shortValue(row.value, subject.benchmark.indicator, theme.language)];
  const lines = [row.municipality.name, ...value];
  const room = borders.share(row.municipality.atvk) * (theme.width - 2 * theme.padding);
  const label = {
    show: widest(lines, theme.label) < room * 0.8,
    formatter: plain(lines.join('\n')),
    color: inkOn(color),
    fontSize: theme.label,
    lineHeight: 17,
    fontWeight: fontWeights.strong,
    ...(decal === undefined ? {} : { backgroundColor: color, padding: [0, 2] }),
  };
  return { label };
}

/** The table of the benchmark with the band of each municipality. */
function mapTable(benchmark: Benchmark, table: ChartTable, language: ChartRequest['language']): ChartTable {
  const rows = ordered(benchmark.rows);
  const bands = rows.map((row) => {
    const step = bandOf(benchmark, row);
    return step === null ? null : bandName(benchmark, step, language);
  });
  return {
    columns: [...table.columns, { key: 'band', label: say(language, 'Josla', 'Band'), numeric: false }],
    rows: table.rows.map((row, index) => ({ ...row, band: bands[index] ?? null })),
  };
}
