import { describe, expect, it } from '@jest/globals';
import { breaksWithin, isAdditive, onBorders, ratioOnBorders, type TerritoryLink } from './territory.js';
import { observationStatusOf, statusByte, valueStatusOf } from './value-status.js';
import type { ObservationStatus, ValueStatus } from './vocabulary.js';

// A small country with the real shapes: 0 Krāslava, 1 Preiļi, 2 Rīga, 3 Madona (2021), 4 Varakļāni, 5 Madona (2025),
// and before 2021: 6 Krāslava, 7 Dagda, 8 Aglona (split between 0 and 1), 9 Preiļi, 10 Rīga, 11 Madona, 12 Ērgļi.
const reform = '2021-07-01';
const link = (
  predecessor: number,
  successor: number,
  relation: TerritoryLink['relation'],
  populationShare = 1,
): TerritoryLink => ({ predecessor, successor, relation, populationShare, effective: reform });
const lineage: TerritoryLink[] = [
  link(6, 0, 'merged_whole'),
  link(7, 0, 'merged_whole'),
  link(8, 0, 'split', 0.4917),
  link(8, 1, 'split', 0.5083),
  link(9, 1, 'merged_whole'),
  link(10, 2, 'unchanged'),
  link(11, 3, 'merged_whole'),
  link(12, 3, 'merged_whole'),
  { predecessor: 3, successor: 5, relation: 'merged_whole', populationShare: 1, effective: '2025-07-01' },
  { predecessor: 4, successor: 5, relation: 'merged_whole', populationShare: 1, effective: '2025-07-01' },
];
const today = [0, 1, 2, 5];
const year = (code: string) => ({ code, startsOn: `${code}-01-01`, endsOn: `${code}-12-31` });

type Cell = number | Exclude<ValueStatus, 'reported'>;
function column(cells: Record<number, Cell>, quality: ObservationStatus = 'normal') {
  const values = new Float64Array(13).fill(Number.NaN);
  const statuses = new Uint8Array(13);
  for (const [unit, cell] of Object.entries(cells)) {
    statuses[Number(unit)] = statusByte(typeof cell === 'number' ? 'reported' : cell, quality);
    if (typeof cell === 'number') values[Number(unit)] = cell;
  }
  return { values, statuses };
}
const show = (result: { values: Float64Array; statuses: Uint8Array }, unit: number) => [
  result.values[unit],
  result.statuses[unit] === 0 ? 'none' : valueStatusOf(result.statuses[unit] ?? 0),
  observationStatusOf(result.statuses[unit] ?? 0),
];

describe('onBorders', () => {
  const before = { lineage, period: year('2020'), additive: true };

  it('adds whole predecessors and gives the parts of a split one by population, estimated', () => {
    // Aglona 3 099 inhabitants: 0.4917 * 3 099 = 1 523.7783 and 0.5083 * 3 099 = 1 575.2217, together 3 099.
    const result = onBorders(column({ 6: 13_000, 7: 6_500, 8: 3_099, 9: 9_000, 10: 627_487 }), today, before);
    expect(result.values[0]).toBeCloseTo(21_023.7783, 9);
    expect(result.values[1]).toBeCloseTo(10_575.2217, 9);
    expect((result.values[0] ?? 0) + (result.values[1] ?? 0)).toBeCloseTo(31_599, 9);
    expect(show(result, 0).slice(1)).toEqual(['reported', 'estimated']);
    expect(show(result, 2)).toEqual([627_487, 'reported', 'normal']);
    expect(show(result, 5)).toEqual([Number.NaN, 'none', 'normal']);
  });

  it('adds through two generations: Madona of 2025 from Varakļāni and the two before 2021', () => {
    const result = onBorders(column({ 4: 2_990, 11: 20_000, 12: 2_500 }), today, before);
    expect(show(result, 5)).toEqual([25_490, 'reported', 'normal']);
  });

  it('prefers the own report, also one that is calculated back under the code of 2021', () => {
    const setting = { ...before, period: year('2024') };
    expect(show(onBorders(column({ 3: 10, 4: 2 }), today, setting), 5)).toEqual([12, 'reported', 'normal']);
    expect(show(onBorders(column({ 3: 10, 4: 2, 5: 13 }), today, setting), 5)).toEqual([13, 'reported', 'normal']);
    expect(show(onBorders(column({ 3: 10, 4: 2, 11: 99 }), today, setting), 5)).toEqual([12, 'reported', 'normal']);
  });

  it('lets not applicable count 0 and not provided, not collected and silence block', () => {
    const madona = (cells: Record<number, Cell>) => show(onBorders(column(cells), today, before), 5);
    expect(madona({ 3: 10, 4: 'not_applicable' })).toEqual([10, 'reported', 'normal']);
    expect(madona({ 3: 'not_applicable', 4: 'not_applicable' })).toEqual([Number.NaN, 'not_applicable', 'normal']);
    expect(madona({ 3: 10, 4: 'not_collected' })).toEqual([Number.NaN, 'not_collected', 'normal']);
    expect(madona({ 3: 'not_collected', 4: 'not_provided' })).toEqual([Number.NaN, 'not_provided', 'normal']);
    expect(madona({ 3: 10 })).toEqual([Number.NaN, 'not_provided', 'normal']);
    expect(madona({ 3: 10, 4: 'confidential' })).toEqual([Number.NaN, 'confidential', 'normal']);
    expect(madona({ 3: 0, 4: 0 })).toEqual([0, 'reported', 'normal']);
  });

  it('never adds ordinals: taken over from an unchanged municipality, else none with a break', () => {
    const result = onBorders(column({ 3: 1, 4: 1, 10: 3 }), today, { ...before, additive: false });
    expect(show(result, 2)).toEqual([3, 'reported', 'normal']);
    expect(show(result, 5)).toEqual([Number.NaN, 'not_collected', 'break']);
    expect(show(result, 0)[1]).toBe('none');
  });

  it('flags the year of the reform as a break for all, the year of a later merger for that municipality', () => {
    const of2021 = onBorders(column({ 2: 5, 8: 100, 9: 50 }), today, { ...before, period: year('2021') });
    expect(show(of2021, 2)).toEqual([5, 'reported', 'break']);
    expect(show(of2021, 1)[2]).toBe('estimated');
    const of2025 = onBorders(column({ 2: 5, 5: 7 }), today, { ...before, period: year('2025') });
    expect(show(of2025, 2)[2]).toBe('normal');
    expect(show(of2025, 5)[2]).toBe('break');
  });

  it('keeps the gravest observation status of the pieces and takes columns made for fewer units', () => {
    const provisional = onBorders(column({ 3: 1, 4: 1 }, 'provisional'), today, before);
    expect(show(provisional, 5)).toEqual([2, 'reported', 'provisional']);
    const short = { values: Float64Array.of(1, 2, 3, 4, 5), statuses: new Uint8Array(5).fill(statusByte('reported')) };
    expect(show(onBorders(short, today, before), 5)).toEqual([9, 'reported', 'normal']);
  });
});

describe('ratioOnBorders', () => {
  const setting = { lineage, period: year('2024'), additive: true };
  const ratio = (top: Record<number, Cell>, bottom: Record<number, Cell>, per?: number) =>
    show(ratioOnBorders(onBorders(column(top), today, setting), onBorders(column(bottom), today, setting), per), 5);

  it('recomputes from the parts instead of averaging', () => {
    // Madona 29 of 29 071, Varakļāni 6 of 3 007: 35 / 32 078 * 1000 = 1.0910904..., the mean would be 1.4964.
    const [value, status] = ratio({ 3: 29, 4: 6 }, { 3: 29_071, 4: 3_007 }, 1000);
    expect(value).toBeCloseTo(1.0910904669867199, 12);
    expect(status).toBe('reported');
  });

  it('says why there is none', () => {
    expect(ratio({ 3: 1, 4: 1 }, { 3: 0, 4: 0 })).toEqual([Number.NaN, 'not_applicable', 'normal']);
    expect(ratio({ 3: 'not_applicable', 4: 'not_applicable' }, { 3: 1, 4: 1 })[1]).toBe('not_applicable');
    expect(ratio({ 3: 1, 4: 'not_collected' }, { 3: 1, 4: 1 })[1]).toBe('not_collected');
    expect(ratio({ 3: 1, 4: 1 }, { 3: 1 })[1]).toBe('not_provided');
    expect(ratio({ 3: 1, 4: 1 }, {})[1]).toBe('not_provided');
    expect(ratio({ 3: 1, 4: 'confidential' }, { 3: 1, 4: 1 })).toEqual([Number.NaN, 'confidential', 'normal']);
  });
});

describe('breaksWithin', () => {
  it('counts a change inside the period, not one on its first day', () => {
    const half = { code: '2021-H2', startsOn: '2021-07-01', endsOn: '2021-12-31' };
    expect(breaksWithin(0, half, lineage)).toBe(false);
    expect(breaksWithin(2, year('2021'), lineage)).toBe(true);
    expect(breaksWithin(2, year('2025'), lineage)).toBe(false);
    expect(breaksWithin(5, year('2025'), lineage)).toBe(true);
    expect(breaksWithin(5, year('2024'), lineage)).toBe(false);
  });
});

describe('isAdditive', () => {
  it('is true of counts and sums, false of ordinals and yes/no', () => {
    expect(['integer', 'money', 'FTE', 'hours', 'ordinal', 'boolean'].map(isAdditive)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
