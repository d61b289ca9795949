import { describe, expect, it } from '@jest/globals';
import { careBenchmark, rankedBenchmark, row } from '../test/factories/benchmarks.js';
import type { Chart } from './chart.js';
import { distribution } from './distribution.js';
import { colours } from './tokens.js';

type Any = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- options are looked into from outside here

const series = (chart: Chart, id: string): Any => (chart.option.series as Any[]).find((entry) => entry.id === id);
const texts = (chart: Chart): string[] => series(chart, 'names').data.map((item: Any) => item.label.formatter);

describe('distribution', () => {
  const chart = distribution(careBenchmark(), { language: 'lv', municipality: '0029000' });

  it('has one dot a municipality at its value, the own one emphasised', () => {
    const dots = series(chart, 'municipalities').data;
    expect(dots.map((dot: Any) => [dot.name, dot.value[0]])).toEqual([
      ['Alūksnes novads', 10],
      ['Gulbenes novads', 12.4],
      ['Ķekavas novads', 13.6],
      ['Rīga', 20],
    ]);
    expect(dots.filter((dot: Any) => dot.itemStyle.color === colours.accent)).toHaveLength(1);
  });

  it('names own, median, smallest and largest', () => {
    expect(texts(chart)).toEqual([
      'mediāna 13,00\u00a0€',
      'Gulbenes novads 12,40\u00a0€',
      'mazākā: Alūksnes novads 10,00\u00a0€',
      'lielākā: Rīga 20,00\u00a0€',
    ]);
  });

  it('stacks equal values so that no dot hides another', () => {
    const equal = Array.from({ length: 5 }, (_, index) => row(`000${index}000`, `N${index}`));
    const dots = series(distribution(careBenchmark({ rows: equal }), { language: 'lv' }), 'municipalities').data;
    expect(new Set(dots.map((dot: Any) => dot.value[1])).size).toBe(5);
    const many = distribution(rankedBenchmark(43), { language: 'lv', width: 'narrow' });
    expect(new Set(series(many, 'municipalities').data.map((dot: Any) => dot.value.join('/'))).size).toBe(43);
  });

  it('names below what is missing, with the reason', () => {
    const notes = (chart.option.title as Any[]).map(({ text }) => text).join('\n');
    expect(notes).toContain('… netiek uzskaitīts: Līvānu novads');
    expect(notes).toContain(': konfidenciāls: Olaines novads');
    expect(chart.table.rows).toHaveLength(8);
  });

  it('stands without values', () => {
    expect(distribution(careBenchmark({ rows: [] }), { language: 'en' }).title).toBe(
      'Cost of an hour of home care: no data',
    );
  });
});
