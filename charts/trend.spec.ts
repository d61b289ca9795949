import { describe, expect, it } from '@jest/globals';
import { careSeries, everyone, statistics } from '../test/factories/benchmarks.js';
import type { Chart } from './chart.js';
import { trend } from './trend.js';
import { colours } from './tokens.js';

type Any = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- options are looked into from outside here

const series = (chart: Chart, id: string): Any => (chart.option.series as Any[]).find((entry) => entry.id === id);

describe('trend', () => {
  const gulbene = { language: 'lv', municipality: '0029000' } as const;
  const chart = trend(careSeries(), gulbene);

  it('says from where to where, in both languages', () => {
    expect(chart.title).toBe('Gulbenes novads: 2020. gadā 9,00\u00a0€, 2025. gadā 12,40\u00a0€ stundā; pasliktinās');
    expect(chart.finding).toBe(`${chart.title}; mediāna 16,00\u00a0€.`);
    expect(chart.subtitle).toContain('2020.–2025. gads');
    const english = trend(careSeries(), { ...gulbene, language: 'en' });
    expect(english.title).toBe('Gulbenes novads: €9.00 per hour in 2020, €12.40 in 2025; worsening');
  });

  it('keeps gaps as gaps and signs them', () => {
    const own = series(chart, 'municipality-0029000');
    expect(own.data.map((item: Any) => item.value)).toEqual([9, 10, '-', 12, 12.2, 12.4]);
    expect(own.connectNulls).toBe(false);
    const gap = series(chart, 'missing').data;
    expect(gap).toHaveLength(1);
    expect(gap[0].value[0]).toBe(2);
    expect(gap[0].label.formatter).toBe('…');
  });

  it('draws median, band and break beside the own line, and no other', () => {
    expect(series(chart, 'median').data.map((item: Any) => item.value)).toEqual([11, 12, 13, 14, 15, 16]);
    expect(series(chart, 'q1').data).toEqual([10, 11, 12, 13, 14, 15]);
    expect(series(chart, 'band').data).toEqual([3, 3, 3, 3, 3, 3]);
    const breaks = series(chart, 'median').markLine.data.filter((item: Any) => item.lineStyle.type === 'dashed');
    expect(breaks).toHaveLength(1);
    expect(breaks[0]).toMatchObject({ xAxis: 1, label: { formatter: 'laikrindas pārtraukums' } });
    expect(series(chart, 'municipality-0001000')).toBeUndefined();
    expect(series(chart, 'municipality-0029000').lineStyle.color).toBe(colours.accent);
  });

  it('names lines at their ends; on a phone the headline has named the own one', () => {
    const texts = (drawn: Chart): string[] => series(drawn, 'labels').data.map((item: Any) => item.label.formatter);
    expect(texts(chart)).toEqual(['Gulbenes novads 12,40\u00a0€', 'mediāna 16,00\u00a0€']);
    expect(texts(trend(careSeries(), { ...gulbene, width: 'narrow' }))).toEqual([
      '12,40\u00a0€',
      'mediāna\n16,00\u00a0€',
    ]);
  });

  it('tells the year of a last value that is older than the axis', () => {
    const [first] = careSeries().municipalities;
    if (first === undefined) throw new Error('There is a first line.');
    const ended = trend(careSeries({ municipalities: [{ ...first, values: [9, 10, null, 12, null, null] }] }), gulbene);
    expect(series(ended, 'labels').data[0].label.formatter).toBe('Gulbenes novads 12,00\u00a0€ (2023)');
    expect(ended.title).toContain('2023. gadā 12,00\u00a0€ stundā');
  });

  it('shows the group where no municipality is chosen', () => {
    const group = trend(careSeries(), { language: 'lv' });
    expect(group.title).toBe('Mediāna, visas pašvaldības: 2020. gadā 11,00\u00a0€, 2025. gadā 16,00\u00a0€ stundā');
    expect(series(group, 'municipality-0001000')).toBeDefined();
    const many = careSeries({
      municipalities: Array.from({ length: 6 }, () => careSeries().municipalities[0]).filter(
        (line) => line !== undefined,
      ),
    });
    expect(
      (trend(many, { language: 'lv' }).option.series as Any[]).filter(({ id }) => id.startsWith('municipality')),
    ).toHaveLength(0);
  });

  it('lists every year of every municipality in its table', () => {
    expect(chart.table.rows).toHaveLength(12);
    expect(chart.table.rows[2]).toMatchObject({
      period: '2022',
      value: null,
      median: 13,
      status: '… netiek uzskaitīts',
      break: '',
    });
    expect(chart.table.rows[1]).toMatchObject({ period: '2021', break: 'laikrindas pārtraukums' });
  });

  it('stands without any value and with one only', () => {
    const none = statistics({ q1: null, median: null, q3: null });
    const empty = careSeries({
      statistics: Array.from({ length: 6 }, () => none),
      municipalities: [],
      peerGroup: everyone,
    });
    expect(trend(empty, gulbene).title).toBe('Mediāna, visas pašvaldības: datu nav');
    const [first] = careSeries().municipalities;
    if (first === undefined) throw new Error('There is a first line.');
    const once = careSeries({ municipalities: [{ ...first, values: [null, null, null, null, null, 12.4] }] });
    expect(trend(once, gulbene).title).toBe('Gulbenes novads: 2025. gadā 12,40\u00a0€ stundā');
  });
});
