import { describe, expect, it } from '@jest/globals';
import { rankedBenchmark } from '../test/factories/benchmarks.js';
import {
  allAtAGlance,
  careAndCost,
  careFunnel,
  figure,
  gulbeneIndex,
  indexPlaces,
} from '../test/factories/method-charts.js';
import type { Chart } from './chart.js';
import { funnel } from './funnel.js';
import { heatmap } from './heatmap.js';
import { indexBreakdown } from './index-breakdown.js';
import { rankInterval } from './rank-interval.js';
import { scatter } from './scatter.js';
import { colours, costBands, indexBands } from './tokens.js';

type Any = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- options are looked into from outside here

const series = (chart: Chart, id: string): Any => (chart.option.series as Any[]).find((entry) => entry.id === id);
const texts = (chart: Chart, id: string): string[] => series(chart, id).data.map((item: Any) => item.label.formatter);
const notes = (chart: Chart): string => (chart.option.title as Any[]).map(({ text }) => text).join('\n');
const gulbene = { language: 'lv', municipality: '0029000' } as const;

describe('scatter', () => {
  const chart = scatter(careAndCost(), gulbene);

  it('says where the own municipality stands and how the two go together', () => {
    expect(chart.title).toBe(
      'Gulbenes novads: aprūpes mājās stundas izmaksas 12,40\u00a0€ stundā, izdevumi sociālajiem pakalpojumiem 72,60\u00a0€ uz iedzīvotāju',
    );
    expect(chart.finding).toContain('kur lielāks viens, tur parasti lielāks arī otrs (ρ = 0,71).');
    expect(scatter(careAndCost({ correlation: -0.4 }), { language: 'lv' }).title).toBe(
      'Kur lielāks viens, tur nedaudz biežāk mazāks otrs (ρ = \u22120,40)',
    );
    expect(scatter(careAndCost({ correlation: 0.1 }), { language: 'en' }).title).toBe(
      'The two hardly go together (ρ = 0.10)',
    );
    expect(scatter(careAndCost({ correlation: null }), { language: 'en' }).finding).toBe(
      'Too few municipalities to see a link.',
    );
  });

  it('draws points with both values, the own one last, and names own and outliers', () => {
    expect(series(chart, 'municipalities').data.map(({ name }: Any) => name)).toEqual([
      'Rīga',
      'Alūksnes novads',
      'Gulbenes novads',
    ]);
    expect(series(chart, 'municipalities').data.at(-1).itemStyle.color).toBe(colours.accent);
    expect(texts(chart, 'names')).toEqual(
      expect.arrayContaining(['Gulbenes novads', 'Rīga', 'mediāna 12,40\u00a0€', 'mediāna 62,50\u00a0€']),
    );
    expect(texts(chart, 'names')).not.toContain('Alūksnes novads');
    expect(notes(chart)).toContain('.. nav iesniegts: Balvu novads');
  });

  it('crosses at the medians', () => {
    const cross = series(chart, 'municipalities').markLine.data.filter((item: Any) => Array.isArray(item));
    expect(cross.map(([start]: Any) => start.coord)).toEqual([
      expect.arrayContaining([12.4]),
      expect.arrayContaining([62.5]),
    ]);
  });

  it('keeps every municipality in its table', () => {
    expect(chart.table.rows).toHaveLength(4);
    expect(chart.table.rows[3]).toMatchObject({ x: null, y: 52.4, xStatus: '.. nav iesniegts', yStatus: 'vērtība' });
  });
});

describe('funnel', () => {
  const chart = funnel(careFunnel(), gulbene);

  it('says what chance explains', () => {
    expect(chart.title).toBe('Gulbenes novads: 6,4\u00a0%, nejaušības robežās');
    expect(funnel(careFunnel(), { language: 'en', municipality: '0001000' }).title).toBe(
      'Rīga: 14.0%, above the 99.8% limit',
    );
    expect(funnel(careFunnel(), { language: 'lv' }).title).toBe('Bezdarba līmenis: ārpus nejaušības robežām – 2 no 3');
    expect(funnel(careFunnel(), { language: 'lv', municipality: '0024000' }).title).toBe('Balvu novads: konfidenciāls');
  });

  it('points up above the limits and down below, and names what is far', () => {
    const marks = Object.fromEntries(
      series(chart, 'municipalities').data.map((item: Any) => [item.name, [item.symbol, item.symbolRotate]]),
    );
    expect(marks).toEqual({
      Rīga: ['triangle', 0],
      'Alūksnes novads': ['triangle', 180],
      'Gulbenes novads': ['circle', 0],
    });
    expect(texts(chart, 'names')).toEqual(expect.arrayContaining(['Rīga', 'Gulbenes novads', 'kopā 6,0\u00a0%']));
    expect(texts(chart, 'names').filter((text) => text === '95\u00a0% robeža')).toHaveLength(2);
    expect(texts(chart, 'names').filter((text) => text === '99,8\u00a0% robeža').length).toBeGreaterThan(0);
  });

  it('draws both limits of both levels and colours nothing good or bad', () => {
    const ids = (chart.option.series as Any[]).map(({ id }) => id).filter((id: string) => id.startsWith('limit'));
    expect(ids).toEqual(['limit-0.95-lower', 'limit-0.95-upper', 'limit-0.998-lower', 'limit-0.998-upper']);
    expect(JSON.stringify(chart.option)).not.toContain(colours.worse);
    expect(JSON.stringify(chart.option)).not.toContain(colours.better);
  });

  it('keeps what is confidential in the table, without a figure', () => {
    expect(chart.table.rows[3]).toMatchObject({
      municipality: 'Balvu novads',
      value: null,
      label: null,
      status: ': konfidenciāls',
    });
    expect(notes(chart)).toContain(': konfidenciāls: Balvu novads');
  });
});

describe('index breakdown', () => {
  const chart = indexBreakdown(gulbeneIndex(), gulbene);

  it('says points, quarter, places and what moved it', () => {
    expect(chart.title).toBe('Gulbenes novads: 58,3 no 100, otrā ceturtdaļa (5.–12. vieta no 42)');
    expect(chart.finding).toContain('visvairāk cēla: Daļa P1 (+2,5); visvairāk mazināja: Daļa P2 (\u22120,4).');
    expect(indexBreakdown(gulbeneIndex({ score: null }), gulbene).title).toContain('indeksu nevar aprēķināt');
    expect(notes(indexBreakdown(gulbeneIndex({ variant: 'readiness' }), gulbene))).toContain('nav sociālo uzņēmumu');
  });

  it('draws possible and reached points, and hatches what has no score', () => {
    expect(series(chart, 'possible').data.map(({ value }: Any) => Math.round(value))).toEqual([40, 30, 10, 60, 60]);
    expect(series(chart, 'brought').data.map(({ value }: Any) => value)).toEqual([30, 20, 10, '-', '-']);
    expect(series(chart, 'possible').data.map(({ itemStyle }: Any) => itemStyle.decal !== undefined)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(series(chart, 'medians').data).toEqual([
      [22, 0],
      [31, 3],
    ]);
    expect(texts(chart, 'words')).toEqual(expect.arrayContaining(['30,0 no 40', '+2,1', '… netiek uzskaitīts']));
  });

  it('lists dimensions and parts', () => {
    expect(chart.table.rows.map((row) => [row['code'], row['level'], row['contribution']])).toEqual([
      ['D1', 'dimensija', 30],
      ['P1', 'daļa', 20],
      ['P2', 'daļa', 10],
      ['D2', 'dimensija', null],
      ['P3', 'daļa', null],
    ]);
  });
});

describe('rank interval', () => {
  const chart = rankInterval(indexPlaces(), gulbene);

  it('says how far a place moves', () => {
    expect(chart.title).toBe(
      'Gulbenes novads: 2. no 3 pašvaldībām; mainot svarus un paņēmienus – no 1. līdz 3. vietai',
    );
    expect(chart.finding).toContain('pārbaudīti 216 aprēķina varianti.');
    expect(rankInterval(indexPlaces(), { language: 'en', municipality: '0029000' }).title).toContain(
      'between places 1 and 3',
    );
    expect(rankInterval(indexPlaces(), { language: 'lv', municipality: '0024000' }).title).toBe(
      'Balvu novads: nav iesniegts',
    );
  });

  it('puts places in order with their bars, and what has none below, dashed', () => {
    const axis = (chart.option.yAxis as Any[]).map(({ data }) => data.map(({ value }: Any) => value));
    expect(axis[0]).toEqual(['Alūksnes novads', 'Gulbenes novads', 'Rīga', 'Balvu novads']);
    expect(axis[1]).toEqual(['1. (1.–2.)', '2. (1.–3.)', '3. (2.–3.)', '.. nav iesniegts']);
    const bars = series(chart, 'places').markLine.data.filter((item: Any) => Array.isArray(item));
    expect(bars.map(([start]: Any) => start.lineStyle.type)).toEqual(['solid', 'solid', 'solid', 'dashed']);
    expect(series(chart, 'places').data.map(({ value }: Any) => value)).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
  });

  it('fits 43 into one screen', () => {
    const rows = rankedBenchmark(43).rows.map((row) => ({
      ...figure(row.value),
      municipality: row.municipality,
      rank: row.rank,
      interval: [1, 43] as const,
    }));
    expect(rankInterval(indexPlaces({ rows, of: 43 }), { language: 'lv' }).height).toBeLessThan(1020);
  });
});

describe('heat map', () => {
  const chart = heatmap(allAtAGlance(), gulbene);

  it('counts what is judged: neither costs nor gaps', () => {
    expect(chart.title).toBe('Gulbenes novads: labākajā ceturtdaļā – 1 no 2 rādītājiem, vājākajā – 1');
    expect(heatmap(allAtAGlance(), { language: 'en', municipality: '0029000' }).title).toBe(
      'Gulbenes novads: in the best quarter in 1 of 2 indicators, in the weakest in 1',
    );
    expect(heatmap(allAtAGlance(), { language: 'lv' }).title).toBe(
      'Visi rādītāji: 2 pašvaldības, trūkst 1 no 6 skaitļiem',
    );
  });

  it('colours quarters in the hue of their kind and writes the values', () => {
    const cells = series(chart, 'cells').data;
    expect(cells.map(({ itemStyle }: Any) => itemStyle.color)).toEqual([
      indexBands[3],
      costBands[2],
      indexBands[0],
      costBands[1],
      indexBands[2],
    ]);
    expect(cells[0].label.formatter).toBe('12,40\u00a0€');
    expect(series(chart, 'missing').data[0].label.formatter).toBe('..');
    expect(series(chart, 'missing').data[0].itemStyle.decal).toBeDefined();
  });

  it('numbers columns that are too narrow for their names and names them below', () => {
    const many = allAtAGlance();
    const columns = Array.from({ length: 20 }, (_, index) => ({
      ...many.columns[0],
      code: `C${index}`,
    })) as typeof many.columns;
    const rows = many.rows.map((row) => ({ ...row, cells: columns.map(() => ({ ...figure(1), quantileGroup: 1 })) }));
    const narrow = heatmap({ ...many, columns, rows }, { language: 'lv', width: 'narrow' });
    expect((narrow.option.xAxis as Any)[0].data).toEqual(columns.map((_, index) => String(index + 1)));
    expect(notes(narrow).replaceAll('\n', ' ')).toContain('20 – Aprūpes mājās stundas izmaksas, € stundā');
    expect(narrow.width).toBeGreaterThan(320); // the picture grows, and a page scrolls it
  });

  it('has two columns an indicator in its table', () => {
    expect(chart.table.columns).toHaveLength(7);
    expect(chart.table.rows[1]).toMatchObject({
      'SP-UC-CARE': null,
      'SP-UC-CARE|group': 'nav iesniegts',
      'SP-HEAD': 52.4,
      'SP-HEAD|group': 3,
    });
  });

  it('stands without rows or columns', () => {
    expect(heatmap(allAtAGlance({ rows: [], columns: [] }), { language: 'lv' }).table.rows).toEqual([]);
  });
});
