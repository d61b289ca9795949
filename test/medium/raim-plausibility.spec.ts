// Real: Postgres, the whole import, ten thousand published values with real errors in them. The column that names the
// errors is read by this suite only, to count what the findings catch.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportService } from '../../src/observations/importing/import.service.js';
import type { ImportFinding } from '../../src/observations/importing/finding.js';
import type { ImportRecord } from '../../src/observations/importing/import-record.js';
import { observationHouse, type ObservationHouse } from '../factories/observations.js';

const FILE = path.resolve(process.cwd(), '../shared/data/raim_indicators_long.csv');
const present = fs.existsSync(FILE);
const when = present ? describe : describe.skip;

interface Published {
  readonly key: string;
  readonly flag: string;
}

function published(text: string): Published[] {
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line) => {
    const [atvk = '', , , indicator = '', year = '', , , flag = ''] = line.split(',');
    return { key: `${indicator} ${atvk} ${year}`, flag };
  });
}

when(`published indicators of municipalities${present ? '' : ' (skipped: ../shared/data is not there)'}`, () => {
  let house: ObservationHouse;
  let record: ImportRecord;
  let findings: ImportFinding[];
  let milliseconds: number;
  const text = present ? fs.readFileSync(FILE, 'utf8') : '';

  beforeAll(async () => {
    house = await observationHouse(fs.readFileSync('test/fixtures/raim-catalogue.yaml', 'utf8'));
    const began = performance.now();
    record = await house.importText(text, { source: 'RAIM' });
    milliseconds = performance.now() - began;
    findings = (await house.app.get(ImportService).findings(record.id, { limit: 10_000, offset: 0 })).items;
  });
  afterAll(() => house.close());

  it('come in whole, in all years and for all 43 municipalities', async () => {
    expect(record.counts).toEqual({ rows: 10_427, added: 10_427, changed: 0, unchanged: 0, refused: 0 });
    expect(record.state).toBe('done');
    expect(milliseconds).toBeLessThan(10_000);
    const [row] = await house.suite.database.query(
      `select count(distinct municipality_id)::int as municipalities, count(distinct period_id)::int as periods,
              count(distinct cell_id)::int as cells from observation_revision`,
    );
    expect(row).toEqual({ municipalities: 43, periods: 14, cells: 23 });
  });

  it('are the values of the file, and stay unchanged when they come again', async () => {
    const rows = await house.suite.database.query<{ key: string; value: number; source: string }>(
      `select c.code || ' ' || m.atvk || ' ' || p.code as key, r.value, s.text as source from observation_revision r
         join indicator_cell c on c.id = r.cell_id join municipality m on m.id = r.municipality_id
         join reporting_period p on p.id = r.period_id join observation_source s on s.id = r.source_id`,
    );
    const [, ...lines] = text.trim().split('\n');
    const expected = new Map(
      lines.map((line) => {
        const [atvk = '', , , indicator = '', year = '', value = '', , , source = ''] = line.split(',');
        return [`${indicator} ${atvk} ${year}`, [Number(value), source]];
      }),
    );
    expect(new Map(rows.map(({ key, value, source }) => [key, [value, source]]))).toEqual(expected);
    const again = await house.importText(text, { source: 'RAIM' });
    expect(again.counts).toEqual({ rows: 10_427, added: 0, changed: 0, unchanged: 10_427, refused: 0 });
  });

  it('name the columns that were not used', () => {
    const ignored = findings.filter(({ code }) => code === 'column_ignored');
    expect(ignored).toMatchObject([{ row: 1, severity: 'information' }]);
    for (const column of ['name_lv', 'planning_region', 'quality_flag', 'confidence'])
      expect(ignored[0]?.message.en).toContain(`“${column}”`);
  });

  it('show their errors: nearly all zeros that mean missing, all jumps, all doubled years, and few other values', () => {
    const values = findings.filter(({ row, severity }) => row !== null && row > 1 && severity !== 'error');
    const flagged = new Set(
      values.map(({ indicator, municipality, period }) => `${indicator ?? ''} ${municipality ?? ''} ${period ?? ''}`),
    );
    const all = published(text);
    const caught = (flag: string) => all.filter((value) => value.flag === flag && flagged.has(value.key)).length;
    const others = all.filter(({ key, flag }) => flag === '' && flagged.has(key)).length;
    const doubled = findings.filter(({ code }) => code === 'country_wide_change');
    const doubledColumns = new Set(doubled.map(({ indicator, period }) => `${indicator ?? ''} ${period ?? ''}`));
    const doubledValues = all.filter(({ key, flag }) => {
      const [indicator, , period] = key.split(' ');
      return flag === 'double_count_suspected' && doubledColumns.has(`${indicator ?? ''} ${period ?? ''}`);
    });
    process.stdout.write(
      `RAIM: ${caught('zero_means_missing')} of 160 zeros, ${caught('jump_suspect')} of 9 jumps, ${doubledValues.length} of 159 doubled values (by ${doubled.length} findings on years), ${others} of 10,099 other values flagged; imported in ${Math.round(milliseconds)} ms\n`,
    );
    expect(caught('zero_means_missing')).toBeGreaterThanOrEqual(155);
    expect(caught('jump_suspect')).toBe(9);
    expect(doubledValues).toHaveLength(159);
    expect(others).toBeLessThan(0.03 * 10_427);
  });

  it('get findings that say what is odd, compared with what, and what to do, in both languages', () => {
    const odd = findings.filter(({ severity, row }) => severity === 'warning' && row !== null);
    expect(odd.length).toBeGreaterThan(160);
    for (const { message } of odd) {
      expect(message.lv).toMatch(/\?|Labojiet|paskaidrojiet/);
      expect(message.en).toMatch(/\?|Correct|explain/);
      expect(message.lv).not.toMatch(/NaN|undefined|\bnull\b/);
    }
  });
});
