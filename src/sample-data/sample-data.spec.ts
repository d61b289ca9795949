// Real: the reference files and the catalogue of the product with its own rules. Nothing is mocked.
import fs from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { compileCatalogues } from '../indicators/compiled/compile-catalogues.js';
import type { CellRule } from '../indicators/compiled/cell-rule.js';
import type { CompiledCatalogues } from '../indicators/compiled/compiled-catalogues.js';
import type { MissingReason, OperandSource } from '../indicators/expressions/operands.js';
import { readCatalogue } from '../indicators/document/read-catalogue.js';
import { Municipalities } from '../municipalities/municipalities.js';
import { parseReferenceFiles, readReferenceFiles } from '../municipalities/reference/reference-files.js';
import { SAMPLE_YEARS, sampleRows } from './sample-data.js';
import { sampleFile } from './sample-file.js';
import type { SampleRow } from './sample-row.js';

let municipalities: Municipalities;
let rows: readonly SampleRow[];
let byPlace: ReadonlyMap<string, SampleRow>;
let catalogues: CompiledCatalogues;

beforeAll(async () => {
  municipalities = new Municipalities(parseReferenceFiles(await readReferenceFiles('reference')));
  rows = sampleRows(municipalities);
  byPlace = new Map(rows.map((row) => [`${row.atvk} ${row.period} ${row.indicator}`, row]));
  const { catalogue } = readCatalogue(await fs.readFile('catalogue/catalogue.yaml', 'utf8'));
  if (catalogue === null) throw new Error('The catalogue of the product cannot be read.');
  const { compiled } = compileCatalogues([catalogue]);
  if (compiled === null) throw new Error('The catalogue of the product cannot be compiled.');
  catalogues = compiled;
});

const rowAt = (atvk: string, year: number, cell: string): SampleRow | undefined =>
  byPlace.get(`${atvk} ${year} ${cell}`);
const valueAt = (atvk: string, year: number, cell: string): number => rowAt(atvk, year, cell)?.value ?? Number.NaN;

function operands(atvk: string, year: number): OperandSource {
  return {
    value: (cell, companion, previous) => {
      const row = rowAt(atvk, previous ? year - 1 : year, companion === null ? cell : `${cell}|${companion}`);
      return row === undefined ? 'not_provided' : (row.value ?? (row.status as MissingReason));
    },
    hasEvidence: (cell) => rowAt(atvk, year, cell)?.evidence !== undefined,
    hasComment: (cell) => rowAt(atvk, year, cell)?.comment !== undefined,
    nationalTotal: (cell) => {
      const cells = rows.filter(({ indicator, period }) => indicator === cell && period === String(year));
      return cells.reduce((sum, { value }) => sum + (value ?? 0), 0);
    },
  };
}

/** Every rule on every municipality and year. */
function checked(): { holds: number; violations: { rule: CellRule; atvk: string; year: number }[] } {
  const violations: { rule: CellRule; atvk: string; year: number }[] = [];
  let holds = 0;
  for (const year of SAMPLE_YEARS)
    for (const { atvk } of municipalities.validOn(`${year}-12-31`)) {
      const source = catalogues.derive(operands(atvk, year));
      for (const rule of catalogues.rules) {
        const outcome = rule.evaluate(source);
        if (outcome === 'holds') holds++;
        if (outcome === 'violated') violations.push({ rule, atvk, year });
      }
    }
  return { holds, violations };
}

describe('sample data', () => {
  it('break no hard rule and few soft ones, most of those where a comment can stand with a comment', () => {
    const { holds, violations } = checked();
    expect(holds).toBeGreaterThan(100_000);
    const said = violations.map(({ rule, atvk, year }) => `${rule.code} ${rule.cell.code} ${atvk} ${year}`);
    expect(said.filter((_, i) => violations[i]?.rule.kind === 'hard')).toEqual([]);
    expect(violations.length).toBeLessThan(250);
    const collected = violations.filter(({ rule }) => rule.cell.kind === 'collected');
    const commented = collected.filter(
      ({ rule, atvk, year }) => rowAt(atvk, year, rule.cell.code)?.comment !== undefined,
    );
    expect(commented.length / collected.length).toBeGreaterThan(0.5);
  }, 60_000);

  it('cover every collected cell in every year, and nothing else', () => {
    const collected = catalogues.cells.filter(({ kind }) => kind === 'collected').map(({ code }) => code);
    for (const year of SAMPLE_YEARS)
      for (const { atvk } of municipalities.validOn(`${year}-12-31`))
        expect([atvk, year, collected.filter((cell) => rowAt(atvk, year, cell) === undefined)]).toEqual([
          atvk,
          year,
          [],
        ]);
    const companions = catalogues.indicators.flatMap((indicator) =>
      indicator.cells.flatMap(({ code }) => indicator.companions.map((companion) => `${code}|${companion.code}`)),
    );
    const known = new Set([...collected, ...companions]);
    expect(rows.filter(({ indicator }) => !known.has(indicator)).map(({ indicator }) => indicator)).toEqual([]);
    expect(byPlace.size).toBe(rows.length);
  });

  it('are the same for the same seed and others for another', () => {
    expect(sampleFile(sampleRows(municipalities)).equals(sampleFile(rows))).toBe(true);
    expect(sampleFile(sampleRows(municipalities, 2)).equals(sampleFile(rows))).toBe(false);
  });

  it('hold 43 municipalities to 2024 and 42 in 2025, with the new Madona in place of two', () => {
    const units = (year: number) =>
      new Set(rows.filter(({ period }) => period === String(year)).map(({ atvk }) => atvk));
    expect([units(2023).size, units(2024).size, units(2025).size]).toEqual([43, 43, 42]);
    expect([units(2025).has('0038001'), units(2025).has('0038000'), units(2025).has('0055000')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(units(2026).size).toBe(0);
  });

  it('hold missing values of every kind, and numbers only where the status has one', () => {
    const statuses = new Set(rows.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([
      'confidential',
      'not_applicable',
      'not_collected',
      'not_provided',
      'reported',
    ]);
    for (const { value, status } of rows)
      expect(value !== null).toBe(status === 'reported' || status === 'confidential');
    expect(rows.every(({ value }) => value === null || (Number.isFinite(value) && value >= 0))).toBe(true);
  });

  it('take population from the facts and say what is carried on', () => {
    // 1 January 2023: 679 115, 1 January 2024: 674 510; mean 676 812.5.
    expect(rowAt('0001000', 2023, 'CX-POP')).toMatchObject({ value: 676_813, quality: 'normal' });
    expect(rowAt('0001000', 2024, 'CX-POP|fpr')).toMatchObject({ value: 674_510, quality: 'normal' });
    expect(rowAt('0001000', 2024, 'CX-POP')?.quality).toBe('estimated');
    expect(rowAt('0038001', 2025, 'CX-POP')?.quality).toBe('estimated');
    expect(rowAt('0001000', 2025, 'SU-O-REG')?.quality).toBe('provisional');
  });

  it('tell a story: half of the 217 social enterprises in Rīga, none in Gulbene, Valmiera, Ogre and Cēsis active', () => {
    const all = municipalities.validOn('2023-12-31').map(({ atvk }) => valueAt(atvk, 2023, 'SU-O-REG'));
    const sum = all.reduce((total, one) => total + one, 0);
    expect(sum).toBe(217);
    expect(valueAt('0001000', 2023, 'SU-O-REG') / sum).toBeCloseTo(0.5, 1);
    expect(SAMPLE_YEARS.map((year) => valueAt('0029000', year, 'SU-O-REG'))).toEqual([0, 0, 0]);
    expect(all.filter((count) => count === 0)).toHaveLength(4);
    const median = all.sort((a, b) => a - b)[21];
    for (const atvk of ['0054000', '0040000', '0026000'])
      expect(valueAt(atvk, 2025, 'SU-O-REG')).toBeGreaterThan(3 * (median ?? 0));
  });

  it('let what municipalities pay one another come in where it is paid to', () => {
    for (const service of ['LTC', 'CRISIS', 'DAC', 'SHELT']) {
      const sum = (code: string) =>
        rows
          .filter(({ indicator, period }) => indicator === `${code}.${service}` && period === '2023')
          .reduce((total, { value }) => total + (value ?? 0), 0);
      expect(sum('SP-IM-PAID')).toBeGreaterThan(0);
      expect(sum('SP-IM-RECV')).toBeCloseTo(sum('SP-IM-PAID'), 4);
    }
  });
});

describe('sampleFile', () => {
  it('writes a blank for a missing number and the quality of a reported one', () => {
    const row = { atvk: '0026000', indicator: 'SU-O-REG', period: '2025' } as const;
    const text = sampleFile([
      { ...row, value: 9, status: 'reported', quality: 'provisional' },
      { ...row, value: 0, status: 'reported', quality: 'normal' },
      { ...row, value: null, status: 'not_collected', quality: 'provisional' },
      { ...row, value: 12.5, status: 'confidential', quality: 'normal' },
    ]).toString('utf8');
    expect(text).toBe(
      'atvk,indicator,period,value,status\n' +
        '0026000,SU-O-REG,2025,9,provisional\n' +
        '0026000,SU-O-REG,2025,0,\n' +
        '0026000,SU-O-REG,2025,,not_collected\n' +
        '0026000,SU-O-REG,2025,12.5,confidential\n',
    );
  });
});
