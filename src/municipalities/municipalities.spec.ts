// Real: the reference files of the product. Nothing is mocked.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Municipalities, territoryDate } from './municipalities.js';
import { foldName } from './names.js';
import { fixedGroups, membersOn, type FixedGroup } from './peer-groups/fixed-groups.js';
import { parseReferenceFiles, readReferenceFiles, type ReferenceFiles } from './reference/reference-files.js';

let files: ReferenceFiles;
let municipalities: Municipalities;
let groups: readonly FixedGroup[];
beforeAll(async () => {
  files = await readReferenceFiles('reference');
  municipalities = new Municipalities(parseReferenceFiles(files));
  groups = fixedGroups(municipalities);
});
const idOf = (atvk: string): number => municipalities.byAtvk(atvk)?.id ?? -1;

describe('reference files', () => {
  it('put the 43 municipalities of 2021 first, then Madona of 2025, then the 119 before the reform', () => {
    const order = municipalities.unitOrder();
    expect(order).toHaveLength(163);
    expect(order.map(({ id }) => id)).toEqual(order.map((_, place) => place));
    expect(order[0]?.atvk).toBe('0001000');
    expect(order[42]?.atvk).toBe('0056000');
    expect(order[43]?.atvk).toBe('0038001');
    expect(order.slice(44).every(({ validTo }) => validTo === '2021-06-30')).toBe(true);
  });

  it('leave no former municipality without a successor, and the shares of each add up to 1', () => {
    for (const { id, name } of municipalities.unitOrder().slice(44)) {
      const successors = municipalities.successorsOf(id);
      const share = successors.reduce((sum, link) => sum + link.populationShare, 0);
      const area = successors.reduce((sum, link) => sum + link.areaShare, 0);
      expect([name.lv, share, area]).toEqual([name.lv, expect.closeTo(1, 9), expect.closeTo(1, 9)]);
    }
    expect(municipalities.lineage().filter(({ relation }) => relation === 'split')).toHaveLength(4);
  });

  it('hold the population of the country on 1 January 2020: 1 907 675', () => {
    const sum = municipalities
      .unitOrder()
      .slice(44)
      .reduce((total, { id }) => total + (municipalities.populationOf(id, 'usual_residents')[0]?.population ?? 0), 0);
    expect(sum).toBe(1_907_675);
  });

  it('refuse a place that is not its own, a code that stands twice, and an unknown predecessor', () => {
    const changed = (file: 'municipalities.csv' | 'lineage.csv', from: string, to: string) => () =>
      parseReferenceFiles({ ...files, texts: { ...files.texts, [file]: files.texts[file].replace(from, to) } });
    expect(changed('municipalities.csv', '\n1,0002000', '\n7,0002000')).toThrow(/row 3: id 7 is not its place 1/);
    expect(changed('municipalities.csv', '\n1,0002000', '\n1,0001000')).toThrow(/stands twice/);
    expect(changed('lineage.csv', '0050000,', '0050001,')).toThrow(/row 3: unknown ATVK code 0050001/);
  });
});

describe('Municipalities', () => {
  it('knows who exists on a day', () => {
    expect(municipalities.validOn('2021-06-30')).toHaveLength(119);
    expect(municipalities.validOn('2021-07-01')).toHaveLength(43);
    expect(municipalities.validOn('2025-06-30')).toHaveLength(43);
    const now = municipalities.validOn('2025-07-01');
    expect(now).toHaveLength(42);
    expect(now.filter(({ name }) => /Madon|Varak/.test(name.lv)).map(({ atvk }) => atvk)).toEqual(['0038001']);
  });

  it('sorts by the Latvian alphabet', () => {
    const names = municipalities.validOn('2026-01-01').map(({ name }) => name.lv);
    expect(names.slice(0, 4)).toEqual(['Aizkraukles novads', 'Alūksnes novads', 'Augšdaugavas novads', 'Ādažu novads']);
    expect(names.indexOf('Cēsu novads')).toBeLessThan(names.indexOf('Daugavpils'));
    expect(names.indexOf('Kuldīgas novads')).toBeLessThan(names.indexOf('Ķekavas novads'));
    expect(names.indexOf('Ķekavas novads')).toBeLessThan(names.indexOf('Liepāja'));
  });

  it('finds names however they are written', () => {
    const found = (name: string, on?: string) => municipalities.byName(name, on)?.atvk;
    for (const name of ['Cēsu novads', 'CESU NOVADS', 'Ce\u0304su  novads', 'Cēsu nov.', 'Cēsu novada pašvaldība'])
      expect([name, found(name)]).toEqual([name, '0026000']);
    expect(found('Rīgas valstspilsētas pašvaldība')).toBe('0001000');
    expect(found('Riga')).toBe('0001000');
    expect(found('Jelgava')).toBe('0003000');
    expect(found('Jelgavas novads')).toBe('0030000');
    expect(found('Madonas novads')).toBe('0038001');
    expect(found('Madonas novads', '2024-12-31')).toBe('0038000');
    expect(found('Madonas novads', '2015-12-31')).toBe('0038000');
    expect(found('Ozolnieku novads', '2023-12-31')).toBe('0546701');
    expect(found('Nekurienes novads')).toBeUndefined();
    expect(foldName('  Ķekavas\u00a0NOV. ')).toBe('kekavas nov');
  });

  it('adds the population of whole predecessors where a municipality is younger than the figures', () => {
    const madona = municipalities.populationOn(idOf('0038001'), '2024-12-31');
    expect(madona).toMatchObject({ population: 29_071 + 3_007, referenceDate: '2024-01-01', estimated: false });
    expect(municipalities.populationOf(idOf('0038001'))).toHaveLength(14);
    expect(municipalities.populationOn(idOf('0001000'), '2019-12-31')?.population).toBe(696_997);
  });
});

describe('fixed peer groups', () => {
  const size = (code: string, date: string) => {
    const group = groups.find((candidate) => candidate.code === code);
    return group === undefined ? -1 : membersOn(group, date).length;
  };

  it('have everybody once in each kind of group, on every day of the present territory', () => {
    for (const date of ['2021-07-01', '2023-12-31', '2025-06-30', '2025-07-01', '2026-11-23']) {
      const everybody = membersOn(groups[0] as FixedGroup, date);
      expect(everybody).toHaveLength(municipalities.validOn(date).length);
      for (const kind of ['kind', 'region', 'population_band']) {
        const members = groups.filter((group) => group.kind === kind).flatMap((group) => [...membersOn(group, date)]);
        expect(members.sort((a, b) => a - b)).toEqual([...everybody]);
      }
    }
  });

  it('know the 7 state cities, 36 counties and from July 2025 on 35', () => {
    expect([size('state-cities', '2024-12-31'), size('counties', '2024-12-31')]).toEqual([7, 36]);
    expect([size('state-cities', '2025-12-31'), size('counties', '2025-12-31')]).toEqual([7, 35]);
    expect([size('region-vidzeme', '2024-12-31'), size('region-vidzeme', '2025-12-31')]).toEqual([11, 10]);
  });

  it('put Varakļāni out and the new Madona in on 1 July 2025', () => {
    const all = groups[0] as FixedGroup;
    const of = (date: string) =>
      ['0038000', '0055000', '0038001'].map((atvk) => membersOn(all, date).includes(idOf(atvk)));
    expect(of('2025-06-30')).toEqual([true, true, false]);
    expect(of('2025-07-01')).toEqual([false, false, true]);
  });

  it('revise the bands on their day only', () => {
    const over = groups.find(({ code }) => code === 'band-under-10k') as FixedGroup;
    const dates = new Set(over.memberships.flatMap(({ validFrom, validTo }) => [validFrom, validTo]));
    expect([...dates].every((date) => ['2021-07-01', '2025-06-30', '2025-07-01', null].includes(date))).toBe(true);
    expect(membersOn(over, '2024-12-31').includes(idOf('0055000'))).toBe(true);
  });

  it('keep figures from before the reform on the municipalities of 2021', () => {
    expect(territoryDate('2015-12-31')).toBe('2021-07-01');
    expect(territoryDate('2024-12-31')).toBe('2024-12-31');
  });
});
