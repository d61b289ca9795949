import { describe, expect, it } from '@jest/globals';
import { careHour, gulbeneProfile, statistics } from '../test/factories/benchmarks.js';
import type { Chart } from './chart.js';
import { standing } from './profile-words.js';
import { profile } from './profile.js';
import { colours } from './tokens.js';

type Any = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- options are looked into from outside here

const series = (chart: Chart, id: string): Any => (chart.option.series as Any[]).find((entry) => entry.id === id);
const texts = (chart: Chart): string[] => series(chart, 'words').data.map((item: Any) => item.label.formatter);

const first = (): ReturnType<typeof gulbeneProfile>['rows'][number] => {
  const [row] = gulbeneProfile().rows;
  if (row === undefined) throw new Error('The profile has a first row.');
  return row;
};

describe('profile', () => {
  const chart = profile(gulbeneProfile(), { language: 'lv' });

  it('counts what is judged in its headline, and no cost', () => {
    expect(chart.title).toBe('Gulbenes novads: labāk par mediānu – 1 no 1 rādītāja, sliktāk – 0');
    expect(profile(gulbeneProfile(), { language: 'en' }).title).toBe(
      'Gulbenes novads: better than the median in 1 of 1 indicator, worse in 0',
    );
    const cost = { ...first(), indicator: { ...careHour, isCost: true } };
    expect(profile(gulbeneProfile({ rows: [cost] }), { language: 'lv' }).title).toBe(
      'Gulbenes novads: 1 rādītājs līdzās salīdzināmām pašvaldībām',
    );
  });

  it('has a dot for each value and a dashed line with the reason for what is missing', () => {
    const dots = series(chart, 'own').data;
    expect(dots.map(({ name }: Any) => name)).toEqual([
      'Aprūpes mājās stundas izmaksas',
      'Izdevumi sociālajiem pakalpojumiem',
    ]);
    expect(dots[0].itemStyle.color).toBe(colours.accent);
    expect(dots[1].itemStyle.color).toBe(colours.cost);
    const dashed = series(chart, 'own').markLine.data.filter(([start]: Any) => start.lineStyle.type === 'dashed');
    expect(dashed).toHaveLength(1);
    expect(texts(chart)).toContain('… netiek uzskaitīts');
  });

  it('says value, comparison and place, and what stands at the ends, weakest left', () => {
    expect(texts(chart)).toEqual(
      expect.arrayContaining(['12,40\u00a0€', '▲ labāk, 2. no 4', '20,00\u00a0€', '10,00\u00a0€']),
    );
    const ends = series(chart, 'words').data.filter((item: Any) =>
      ['20,00\u00a0€', '10,00\u00a0€'].includes(item.label.formatter),
    );
    expect(ends[0].label.formatter).toBe('20,00\u00a0€'); // lower is better: the dearest stands on the left
    expect(ends[0].value[0]).toBeLessThan(ends[1].value[0]);
  });

  it('names groups once, also where their rows lie apart', () => {
    const [a, b, c] = gulbeneProfile().rows;
    if (a === undefined || b === undefined || c === undefined) throw new Error('The profile has three rows.');
    const mixed = texts(profile(gulbeneProfile({ rows: [a, c, b] }), { language: 'lv' }));
    expect(mixed.filter((text) => text === 'Pakalpojumu izmaksas')).toHaveLength(1);
    expect(mixed.indexOf('Pakalpojumu izmaksas')).toBeLessThan(mixed.indexOf('Iznākumi'));
  });

  it('has a row in the table for each indicator, unrounded', () => {
    expect(chart.table.rows).toHaveLength(3);
    expect(chart.table.rows[0]).toMatchObject({ value: 12.4, median: 13, rank: 2, of: 4, status: 'vērtība' });
    expect(chart.table.rows[2]).toMatchObject({ value: null, rank: null, of: null, status: '… netiek uzskaitīts' });
  });

  it('stands without rows', () => {
    const empty = profile(gulbeneProfile({ rows: [] }), { language: 'lv', width: 'narrow' });
    expect(empty.title).toBe('Gulbenes novads: 0 rādītāju līdzās salīdzināmām pašvaldībām');
    expect(empty.height).toBeGreaterThan(0);
  });
});

describe('standing', () => {
  it('runs from the weakest to the best, whichever way is better', () => {
    const row = first();
    expect(standing(row, 20)).toBe(0);
    expect(standing(row, 10)).toBe(1);
    expect(standing({ ...row, indicator: { ...careHour, direction: 'higher_is_better' } }, 20)).toBe(1);
    expect(standing({ ...row, indicator: { ...careHour, direction: 'neutral' } }, 12.5)).toBe(0.25);
  });

  it('stays on the strip, and in its middle where all are equal or nothing is known', () => {
    const row = first();
    expect(standing(row, 99)).toBe(0);
    expect(standing({ ...row, statistics: statistics({ min: 5, max: 5 }) }, 5)).toBe(0.5);
    expect(standing({ ...row, statistics: statistics({ min: null }) }, 5)).toBe(0.5);
  });
});
