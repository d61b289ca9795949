// Recomputes every number of the worked examples in docs from the sample data, with arithmetic of its own where it is
// short, and with the core's where that is what the document describes. Real: reference files, sample data, catalogue.
import fs from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { pooledRate, referenceCost } from '../../src/benchmarks/analysis/reference-cost.js';
import { compare } from '../../src/core/comparison.js';
import { scoreColumn } from '../../src/core/score-column.js';
import { unitScore } from '../../src/core/unit-score.js';
import { Municipalities } from '../../src/municipalities/municipalities.js';
import { parseReferenceFiles, readReferenceFiles } from '../../src/municipalities/reference/reference-files.js';
import { sampleRows } from '../../src/sample-data/sample-data.js';
import { SCORING_METHOD } from '../../src/scoring/method.js';

type Line = Readonly<Record<string, string>>;

/** Tables of a markdown text, each a list of rows by heading. */
function tablesOf(text: string): Line[][] {
  const cells = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const blocks = text.split(/\n(?!\|)/).map((block) => block.split('\n').filter((line) => line.startsWith('|')));
  return blocks
    .filter((block) => block.length > 2)
    .map(([head = '', , ...rows]) => {
      const headings = cells(head);
      return rows.map((row) => Object.fromEntries(cells(row).map((cell, i) => [headings[i] ?? '', cell])));
    });
}

function tableWith(text: string, heading: string): Line[] {
  const found = tablesOf(text).find(([first]) => first !== undefined && heading in first);
  if (found === undefined) throw new Error(`There is no table with the heading “${heading}”.`);
  return found;
}

/** A printed number stands for the computed one rounded to as many decimals. */
function expectPrinted(printed: string | undefined, computed: number | null): void {
  const decimals = printed?.split('.')[1]?.length ?? 0;
  const shown = (computed ?? NaN).toFixed(decimals);
  expect(printed).toBe(/^-0(\.0*)?$/.test(shown) ? shown.slice(1) : shown);
}

const VIDZEME = [
  '0021000',
  '0026000',
  '0029000',
  '0035000',
  '0040000',
  '0047000',
  '0049000',
  '0053000',
  '0054000',
  '0038001',
];
const OPTIONS = { ...SCORING_METHOD, direction: 'lower_is_better' } as const;
let statistician: string;
let plain: string;
let valueOf: (atvk: string, period: string, cell: string) => number;

beforeAll(async () => {
  statistician = await fs.readFile('docs/methodology.md', 'utf8');
  plain = await fs.readFile('docs/methodology-plain.md', 'utf8');
  const rows = sampleRows(new Municipalities(parseReferenceFiles(await readReferenceFiles('reference'))));
  const byPlace = new Map(rows.map((row) => [`${row.atvk} ${row.period} ${row.indicator}`, row.value ?? NaN]));
  valueOf = (atvk, period, cell) => byPlace.get(`${atvk} ${period} ${cell}`) ?? NaN;
});

const costOf = (atvk: string): number =>
  ['PAY', 'GOODS', 'INDIR', 'DEPR'].reduce((sum, kind) => sum + valueOf(atvk, '2025', `SP-COST-${kind}.CARE`), 0);
const hoursOf = (atvk: string): number => valueOf(atvk, '2025', 'SP-VOL-OWN.CARE');
const scored = () => {
  const values = Float64Array.from(VIDZEME, (atvk) => costOf(atvk) / hoursOf(atvk));
  return scoreColumn({ values }, OPTIONS);
};

describe('the example of home care', () => {
  it('has the costs, hours, ranks and scores that the sample data give', () => {
    const column = scored();
    const table = tableWith(statistician, 'EUR an hour');
    expect(table).toHaveLength(7);
    for (const line of table) {
      const atvk = line['ATVK'] ?? '';
      expectPrinted(line['Full cost, EUR'], costOf(atvk));
      expectPrinted(line['Hours'], hoursOf(atvk));
      expectPrinted(line['EUR an hour'], costOf(atvk) / hoursOf(atvk));
      const score = unitScore(column, VIDZEME.indexOf(atvk), OPTIONS);
      expectPrinted(line['Rank'], score.rank);
      expectPrinted(line['Percentile'], score.percentile);
      expectPrinted(line['Quarter'], score.quantileGroup);
      expectPrinted(line['z'], score.z);
      expectPrinted(line['Robust z'], score.robustZ);
      const band = { direction: OPTIONS.direction, isCost: true, band: SCORING_METHOD.similarBand };
      expect(line['Comparison']).toBe(compare(score.value, column.statistics.median, band));
    }
  });

  it('has ranks, percentiles and z that its own printed values give, without the core', () => {
    const table = tableWith(statistician, 'EUR an hour');
    const values = table.map((line) => Number(line['Full cost, EUR']) / Number(line['Hours']));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    table.forEach((line, i) => {
      const own = values[i] ?? NaN;
      const cheaper = values.filter((value) => value < own).length;
      const dearer = values.filter((value) => value > own).length;
      expectPrinted(line['Rank'], cheaper + 1);
      expectPrinted(line['Percentile'], dearer / (values.length - 1));
      expectPrinted(line['z'], (mean - own) / sd);
    });
  });

  it('has the statistics of the group', () => {
    const [line] = tableWith(statistician, 'q1');
    const { n, min, q1, median, q3, max, mean, sd } = scored().statistics;
    const statistics = { n, min, q1, median, q3, max, mean, sd };
    for (const [name, value] of Object.entries(statistics)) expectPrinted(line?.[name], value);
  });

  it('has the reference costs', () => {
    const { median } = scored().statistics;
    for (const line of tableWith(statistician, 'Reference cost, EUR')) {
      const atvk = line['ATVK'] ?? '';
      const { reference, difference } = referenceCost(costOf(atvk), hoursOf(atvk), median);
      expectPrinted(line['Reference cost, EUR'], reference);
      expectPrinted(line['Difference, EUR'], difference);
      expect(reference).toBeCloseTo((median ?? NaN) * hoursOf(atvk), 6);
    }
  });

  it.each(['Jautājums', 'Question'])('is told in plain words with the same numbers (%s)', (heading) => {
    const answers = tableWith(plain, heading).map((line) => line['Atbilde'] ?? line['Answer']);
    const column = scored();
    const gulbene = '0029000';
    const score = unitScore(column, VIDZEME.indexOf(gulbene), OPTIONS);
    const { n, median } = column.statistics;
    const { reference, difference } = referenceCost(costOf(gulbene), hoursOf(gulbene), median);
    const { value, rank, quantileGroup } = score;
    const computed = [costOf(gulbene), hoursOf(gulbene), value, n, rank, quantileGroup, median, reference, difference];
    expect(answers).toHaveLength(computed.length);
    computed.forEach((number, i) => {
      expectPrinted(answers[i], number);
    });
  });

  it('tells in plain words what an hour costs in Cēsis', () => {
    const price = (costOf('0026000') / hoursOf('0026000')).toFixed(2);
    expect(plain).toContain(`kur stunda maksā ${price} EUR`);
    expect(plain).toContain(`where an hour costs EUR ${price}`);
  });
});

describe('the example of few cases', () => {
  it('has the rates and intervals of one year and of three', () => {
    const table = tableWith(statistician, 'Pooled rate');
    expect(table).toHaveLength(3);
    for (const line of table) {
      const atvk = line['ATVK'] ?? '';
      const counts = ['2025', '2024', '2023'].map((period) => ({
        numerator: valueOf(atvk, period, 'SU-O-REG'),
        denominator: valueOf(atvk, period, 'CX-POP'),
      }));
      const single = pooledRate(counts.slice(0, 1), 10_000, 'rate');
      const pooled = pooledRate(counts, 10_000, 'rate');
      expectPrinted(line['Cases 2025'], counts[0]?.numerator ?? null);
      expectPrinted(line['Rate 2025'], single?.value ?? null);
      expectPrinted(line['Lower'], single?.lower ?? null);
      expectPrinted(line['Upper'], single?.upper ?? null);
      expectPrinted(
        line['Cases 2023–2025'],
        counts.reduce((sum, { numerator }) => sum + numerator, 0),
      );
      expectPrinted(line['Pooled rate'], pooled?.value ?? null);
      expectPrinted(line['Pooled lower'], pooled?.lower ?? null);
      expectPrinted(line['Pooled upper'], pooled?.upper ?? null);
    }
  });
});
