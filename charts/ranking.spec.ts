import { describe, expect, it } from '@jest/globals';
import {
  careBenchmark,
  careHour,
  costPerHead,
  everyone,
  rankedBenchmark,
  row,
  statistics,
} from '../test/factories/benchmarks.js';
import type { Chart } from './chart.js';
import { ranking } from './ranking.js';
import { colours } from './tokens.js';

type Any = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- options are looked into from outside here

const series = (chart: Chart, id: string): Any => (chart.option.series as Any[]).find((entry) => entry.id === id);
const labels = (chart: Chart, axis: number): string[] =>
  (chart.option.yAxis as Any)[axis].data.map((item: Any) => item.value);

describe('ranking', () => {
  const gulbene = { language: 'lv', municipality: '0029000' } as const;
  const chart = ranking(careBenchmark(), gulbene);

  it('says the finding as the headline', () => {
    expect(chart.title).toBe('Gulbenes novads: 12,40\u00a0€ stundā, 2. no 4 līdzīgām pašvaldībām');
    expect(chart.finding).toBe(
      'Gulbenes novads: 12,40\u00a0€ stundā, 2. no 4 līdzīgām pašvaldībām; labāk par mediānu (13,00\u00a0€).',
    );
    expect(chart.subtitle).toBe('Aprūpes mājās stundas izmaksas, € stundā · 2025. gads · 7 līdzīgākās pašvaldības');
    const english = ranking(careBenchmark(), { ...gulbene, language: 'en' });
    expect(english.title).toBe('Gulbenes novads: €12.40 per hour, 2nd of 4 similar municipalities');
    expect(english.finding).toContain('better than the median (€13.00).');
  });

  it('sorts by rank and puts what is missing last', () => {
    expect(labels(chart, 0)).toEqual([
      'Alūksnes novads',
      'Gulbenes novads',
      'Ķekavas novads',
      'Rīga',
      'Līvānu novads',
      'Balvu novads',
      'Olaines novads',
      'Madonas novads',
    ]);
    expect(labels(chart, 2)).toEqual(['1.', '2.', '3.', '4.', '', '', '', '']);
    expect(series(chart, 'values').data.map((item: Any) => item.value)).toEqual([
      10,
      12.4,
      13.6,
      20,
      '-',
      '-',
      '-',
      '-',
    ]);
  });

  it('emphasises the own municipality alone, with sign and word', () => {
    const colour = series(chart, 'values').data.map((item: Any) => item.itemStyle.color);
    expect(colour.filter((fill: string) => fill === colours.accent)).toHaveLength(1);
    expect(colour[1]).toBe(colours.accent);
    expect(labels(chart, 1)[1]).toContain('▲ labāk');
    expect(labels(chart, 1)[1]).toContain('12,40\u00a0€');
    expect((chart.option.yAxis as Any)[0].data[1].textStyle.fontWeight).toBe(600);
  });

  it('hatches what is missing and says why, without a value', () => {
    const missing = series(chart, 'missing').data;
    expect(missing.slice(0, 4)).toEqual(['-', '-', '-', '-']);
    expect(missing.slice(4).map((item: Any) => item.label.formatter)).toEqual([
      '… netiek uzskaitīts',
      '.. nav iesniegts',
      ': konfidenciāls',
      '× nav piemērojams',
    ]);
    for (const item of missing.slice(4)) expect(item.itemStyle.decal.dashArrayY).toBeDefined();
    expect(series(chart, 'missing').xAxisIndex).toBe(1);
  });

  it('measures from zero and marks median and middle half', () => {
    expect((chart.option.xAxis as Any)[0]).toMatchObject({ min: 0 });
    const median = series(chart, 'values').markLine.data[0];
    expect(median.xAxis).toBe(13);
    expect(median.label.formatter).toBe('mediāna 13,00\u00a0€');
    const [start, end] = series(chart, 'values').markArea.data[0];
    expect([start.xAxis, end.xAxis]).toEqual([12, 15]);
    expect(start.itemStyle.color).toBe(colours.quartileBand);
  });

  it('leaves out median and band where the group is too small to state them', () => {
    const small = statistics({ q1: null, median: null, q3: null });
    const bare = series(ranking(careBenchmark({ statistics: small }), gulbene), 'values');
    expect(bare.markLine).toBeUndefined();
    expect(bare.markArea).toBeUndefined();
  });

  it('shows 43 municipalities in one screen, and stretches on a phone', () => {
    const wide = ranking(rankedBenchmark(43), { language: 'lv' });
    expect(wide.width).toBe(720);
    expect(wide.height).toBeLessThanOrEqual(960);
    expect(wide.title).toBe('Aprūpes mājās stundas izmaksas: no 10,00\u00a0€ līdz 52,00\u00a0€ stundā');
    const narrow = ranking(rankedBenchmark(43), { language: 'lv', width: 'narrow' });
    expect(narrow.width).toBe(320);
    expect(narrow.height).toBeGreaterThan(wide.height);
  });

  it('draws a cost in violet and never calls it good or bad', () => {
    const cost = careBenchmark({
      indicator: costPerHead,
      peerGroup: everyone,
      rows: [
        row('0029000', 'Gulbenes novads', { value: 72.6, rank: null, comparison: 'higher' }),
        row('0001000', 'Rīga', { value: 116.3, rank: null, comparison: 'higher' }),
      ],
    });
    const violet = ranking(cost, gulbene);
    expect(violet.title).toBe('Gulbenes novads: 72,60\u00a0€ uz iedzīvotāju, augstāk par mediānu');
    expect(labels(violet, 0)).toEqual(['Rīga', 'Gulbenes novads']);
    expect(series(violet, 'values').data[1].itemStyle.color).toBe(colours.cost);
    expect(JSON.stringify(violet)).not.toMatch(/labāk|sliktāk/);
  });

  it('says that the own figure is missing, and why', () => {
    const missing = ranking(careBenchmark(), { language: 'lv', municipality: '0036000' });
    expect(missing.title).toBe('Līvānu novads: Aprūpes mājās stundas izmaksas – netiek uzskaitīts');
    expect(missing.finding).toContain('mediāna 13,00\u00a0€.');
  });

  it('lists every row in the table, unrounded, with its status', () => {
    expect(chart.table.rows).toHaveLength(8);
    expect(chart.table.rows[1]).toEqual({
      atvk: '0029000',
      rank: 2,
      municipality: 'Gulbenes novads',
      value: 12.4,
      comparison: '▲ labāk',
      change: null,
      trend: 'bez skaidrām pārmaiņām',
      status: 'vērtība',
    });
    expect(chart.table.rows[5]).toMatchObject({
      municipality: 'Balvu novads',
      value: null,
      status: '.. nav iesniegts',
    });
    for (const { key } of chart.table.columns) for (const cells of chart.table.rows) expect(cells).toHaveProperty(key);
    expect(chart.table.columns.find(({ key }) => key === 'value')).toMatchObject({
      unit: '€ stundā',
      numeric: true,
      decimals: 2,
    });
  });

  it('describes the picture to who cannot see it', () => {
    expect(chart.description).toContain('Mazākā vērtība: Alūksnes novads 10,00\u00a0€; lielākā: Rīga 20,00\u00a0€.');
    expect(chart.description).toContain('Vidējā puse pašvaldību: no 12,00\u00a0€ līdz 15,00\u00a0€.');
    expect(chart.description).toContain('… netiek uzskaitīts: Līvānu novads.');
    expect((chart.option.aria as Any).label.description).toBe(chart.description);
  });

  it('stands without rows, with equal values, and below zero', () => {
    expect(ranking(careBenchmark({ rows: [] }), gulbene).title).toBe('Aprūpes mājās stundas izmaksas: datu nav');
    const equal = [row('0029000', 'Gulbenes novads'), row('0001000', 'Rīga')];
    expect(ranking(careBenchmark({ rows: equal }), { language: 'lv' }).title).toBe(
      'Aprūpes mājās stundas izmaksas: visur 12,40\u00a0€ stundā',
    );
    const below = ranking(careBenchmark({ rows: [row('0029000', 'Gulbenes novads', { value: -3 })] }), gulbene);
    const axis = (below.option.xAxis as Any)[0];
    expect(axis.min).toBe(-3);
    expect(axis.max).toBeGreaterThanOrEqual(0);
    expect(
      ranking(
        careBenchmark({ indicator: { ...careHour }, rows: [row('0029000', 'Gulbenes novads', { value: 0 })] }),
        gulbene,
      ).option,
    ).toBeDefined();
  });
});
