import { describe, expect, it } from '@jest/globals';
import { careBenchmark, costPerHead, row, statistics } from '../test/factories/benchmarks.js';
import { bandOf } from './bands.js';
import type { BoundaryCollection, Chart } from './chart.js';
import { map } from './map.js';
import { costBands, indexBands } from './tokens.js';

type Any = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- options are looked into from outside here

const series = (chart: Chart, id: string): Any => (chart.option.series as Any[]).find((entry) => entry.id === id);
const cell = (chart: Chart, id: string, name: string): Any =>
  series(chart, id).data.find((item: Any) => item.name === name);
const notes = (chart: Chart): string => (chart.option.title as Any[]).map(({ text }) => text).join('\n');

const square = (atvk: string, x: number): BoundaryCollection['features'][number] => ({
  type: 'Feature',
  id: atvk,
  properties: { atvk },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, 56],
        [x + 1, 56],
        [x + 1, 57],
        [x, 57],
        [x, 56],
      ],
    ],
  },
});
const borders = (...codes: string[]): BoundaryCollection => ({
  type: 'FeatureCollection',
  features: codes.map((code, index) => square(code, 21 + index)),
});

describe('tile map', () => {
  const gulbene = { language: 'lv', municipality: '0029000' } as const;
  const chart = map(careBenchmark(), gulbene);

  it('colours by quarter, best darkest', () => {
    expect(cell(chart, 'tiles', 'Alūksnes novads').itemStyle.color).toBe(indexBands[3]);
    expect(cell(chart, 'tiles', 'Gulbenes novads').itemStyle.color).toBe(indexBands[2]);
    expect(cell(chart, 'tiles', 'Ķekavas novads').itemStyle.color).toBe(indexBands[1]);
    expect(cell(chart, 'tiles', 'Rīga').itemStyle.color).toBe(indexBands[0]);
  });

  it('gives the own tile the widest border and draws it last', () => {
    const widths = series(chart, 'tiles').data.map((item: Any) => [item.name, item.itemStyle.borderWidth]);
    expect(widths.at(-1)).toEqual(['Gulbenes novads', 4]);
    expect(widths.slice(0, -1).every(([, width]: [string, number]) => width === 2)).toBe(true);
    expect((chart.option.series as Any[]).map(({ id }) => id).slice(0, 2)).toEqual(['missing', 'tiles']);
    const own = map(careBenchmark(), { language: 'lv', municipality: '0024000' });
    expect((own.option.series as Any[]).map(({ id }) => id).slice(0, 2)).toEqual(['tiles', 'missing']);
  });

  it('hatches what is missing, with its sign, and names it below', () => {
    expect(series(chart, 'missing').data).toHaveLength(4);
    for (const item of series(chart, 'missing').data) expect(item.itemStyle.decal.dashArrayY).toBeDefined();
    const signs = series(chart, 'values').data.map((item: Any) => item.label.formatter);
    for (const sign of ['×', '…', '..', ':']) expect(signs).toContain(sign);
    expect(notes(chart)).toContain('× nav piemērojams: Madonas novads');
  });

  it('names the bands with what they span', () => {
    const keys = (chart.option.yAxis as Any[]).slice(1).flatMap(({ data }) => data);
    expect(keys).toEqual([
      'labākā ceturtdaļa: 10,00\u00a0€',
      'otrā ceturtdaļa: 12,40\u00a0€',
      'trešā ceturtdaļa: 13,60\u00a0€',
      'vājākā ceturtdaļa: 20,00\u00a0€',
      'nav skaitļa',
    ]);
  });

  it('writes letters on a phone and names on a page', () => {
    const names = (drawn: Chart): string[] => series(drawn, 'names').data.map((item: Any) => item.label.formatter);
    expect(names(chart)).toContain('Gulbene');
    expect(names(map(careBenchmark(), { ...gulbene, width: 'narrow' }))).toContain('Gul');
    expect(series(map(careBenchmark(), { ...gulbene, width: 'narrow' }), 'values')).toBeUndefined();
  });

  it('shortens figures that do not fit on a tile and says so', () => {
    const rich = careBenchmark({
      indicator: { ...costPerHead, decimals: 2 },
      rows: [row('0001000', 'Rīga', { value: 123456789 })],
    });
    const values = series(map(rich, gulbene), 'values').data.map((item: Any) => item.label.formatter);
    expect(values).toEqual(['123\u00a0457']);
    expect(notes(map(rich, gulbene))).toContain('tūkstošos');
  });

  it('puts patterns beside colours in high contrast and print, and not otherwise', () => {
    const decal = (request: Parameters<typeof map>[1]): unknown =>
      cell(map(careBenchmark(), request), 'tiles', 'Rīga').itemStyle.decal;
    expect(decal(gulbene)).toBeUndefined();
    expect(decal({ ...gulbene, contrast: 'high' })).toBeDefined();
    expect(decal({ ...gulbene, theme: 'print' })).toBeDefined();
  });

  it('says which municipality has no tile', () => {
    const old = careBenchmark({ rows: [row('0010000', 'Sena pašvaldība')] });
    expect(notes(map(old, gulbene))).toContain('Kartē nav: Sena pašvaldība');
  });
});

describe('bands', () => {
  it('lie between the quartiles where nothing is judged, in violet for costs', () => {
    const rows = [8, 12.5, 14, 99].map((value, index) =>
      row(`000${index + 1}000`, `N${index}`, { value, rank: null, quantileGroup: null, comparison: 'higher' }),
    );
    const cost = careBenchmark({ indicator: costPerHead, rows });
    expect(rows.map((entry) => bandOf(cost, entry))).toEqual([0, 1, 2, 3]);
    expect(cell(map(cost, { language: 'lv' }), 'tiles', 'N3').itemStyle.color).toBe(costBands[3]);
    expect(JSON.stringify(map(cost, { language: 'lv' }))).not.toMatch(/labāk|vājāk/);
  });

  it('do not exist without quartiles or groups', () => {
    const cost = careBenchmark({ indicator: costPerHead, statistics: statistics({ q1: null }) });
    expect(bandOf(cost, row('0001000', 'Rīga'))).toBeNull();
    expect(bandOf(careBenchmark(), row('0001000', 'Rīga', { quantileGroup: null }))).toBeNull();
  });
});

describe('map with borders', () => {
  const chart = map(
    careBenchmark(),
    { language: 'lv', municipality: '0029000' },
    borders('0029000', '0001000', '0038000', '0099000'),
  );

  it('brings its map along, named by the codes of the rows', () => {
    const [registered] = chart.maps ?? [];
    expect(registered?.geoJson.features.map(({ properties }) => properties?.['name'])).toEqual([
      '0029000',
      '0001000',
      '0038001',
      '0099000',
    ]);
    expect(series(chart, 'shapes').map).toBe(registered?.name);
  });

  it('draws rows with a shape, the own one last with a thick border, and names the others below', () => {
    const shapes = series(chart, 'shapes').data;
    expect(shapes.map(({ name }: Any) => name)).toEqual(['0001000', '0038001', '0029000']);
    expect(shapes.at(-1).itemStyle.borderWidth).toBe(3);
    expect(notes(chart)).toContain('Kartē nav: Alūksnes novads, Līvānu novads');
  });

  it('stretches degrees as they lie on the ground, and metres not at all', () => {
    expect(series(chart, 'shapes').aspectScale).toBeCloseTo(Math.cos((56.5 * Math.PI) / 180), 6);
    const metres = {
      ...square('0029000', 0),
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [300000, 200000],
            [400000, 200000],
            [400000, 250000],
            [300000, 200000],
          ],
        ],
      },
    };
    const flat = map(careBenchmark(), { language: 'lv' }, { type: 'FeatureCollection', features: [metres] });
    expect(series(flat, 'shapes').aspectScale).toBe(1);
  });

  it('falls back to tiles where no feature has a code', () => {
    const nameless = { ...square('x', 21), id: undefined, properties: null };
    const tiles = map(careBenchmark(), { language: 'lv' }, { type: 'FeatureCollection', features: [nameless] });
    expect(tiles.maps).toBeUndefined();
    expect(series(tiles, 'tiles')).toBeDefined();
  });
});
