// Real: Postgres with the service's role, revisions and columns. Cells and periods are numbers of the test's own.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CatalogueService } from '../../src/indicators/catalogue.service.js';
import { ObservationColumns } from '../../src/observations/columns/observation-columns.js';
import { ObservationExport } from '../../src/observations/export/observation-export.js';
import { ObservationRevisions, type NewRevision } from '../../src/observations/revisions/observation-revisions.js';
import { observationHouse, type ObservationHouse } from '../factories/observations.js';

const CATALOGUE = `catalogue: {id: TEST, version: 1}
indicators:
- {code: COST, name_lv: Izmaksas, value_type: money, unit: EUR}
`;

let house: ObservationHouse;
let revisions: ObservationRevisions;
let columns: ObservationColumns;
let units: number;
beforeAll(async () => {
  house = await observationHouse(CATALOGUE);
  revisions = house.app.get(ObservationRevisions);
  columns = house.app.get(ObservationColumns);
  const [row] = await house.suite.database.query<{ units: number }>('select count(*)::int as units from municipality');
  units = row?.units ?? 0;
});
afterAll(() => house.close());

const revision = (cellId: number, periodId: number, municipalityId: number, value: number | null): NewRevision => ({
  cellId,
  periodId,
  municipalityId,
  value,
  status: value === null ? 'not_collected' : 'reported',
});
const append = (...all: NewRevision[]) =>
  house.suite.database.transaction((tx) => revisions.appendAll(tx, all, { recordedBy: null, reason: 'test' }));
const refresh = () => house.suite.database.transaction((tx) => columns.refreshDirty(tx));
const read = (filter = {}) => house.suite.database.transaction((tx) => columns.current(tx, filter));

describe('revisions', () => {
  it('are append-only for the service and for the owner', async () => {
    await append(revision(900, 1, 0, 1));
    for (const statement of ['update observation_revision set value = 2', 'delete from observation_revision'])
      await expect(house.suite.database.query(statement)).rejects.toThrow(/permission denied|append-only/);
    for (const statement of ['update observation_column set units = 0', 'delete from observation_column'])
      await expect(house.suite.database.query(statement)).rejects.toThrow(/permission denied|append-only/);
  });

  it('tell the history of a value with its sources, newest first', async () => {
    await house.suite.database.transaction(async (tx) => {
      const ids = await revisions.sourceIds(tx, ['LM 2023', 'LM 2024', 'LM 2023']);
      expect([...ids.keys()].sort()).toEqual(['LM 2023', 'LM 2024']);
      for (const [source, value] of [['LM 2023', 5] as const, ['LM 2024', 6] as const])
        await revisions.appendAll(
          tx,
          [{ ...revision(901, 1, 3, value), quality: 'revised', sourceId: ids.get(source) ?? 0 }],
          {
            recordedBy: null,
            reason: 'typing error',
          },
        );
    });
    const history = await revisions.revisionsOf({ cellId: 901, periodId: 1, municipalityId: 3 });
    expect(history.map(({ value, source, quality, reason }) => [value, source, quality, reason])).toEqual([
      [6, 'LM 2024', 'revised', 'typing error'],
      [5, 'LM 2023', 'revised', 'typing error'],
    ]);
  });
});

describe('columns', () => {
  it('hold the newest value of every unit, and a hash of all of them', async () => {
    await append(revision(910, 1, 0, 1.5), revision(910, 1, 2, -2), revision(910, 1, 3, null));
    await append(revision(910, 1, 0, 1.25));
    expect(await refresh()).toBeGreaterThan(0);
    const [column] = await read({ cellIds: [910] });
    expect(column?.values).toHaveLength(units);
    expect(Array.from(column?.values.slice(0, 5) ?? [])).toEqual([1.25, NaN, -2, NaN, NaN]);
    expect(Array.from(column?.statuses.slice(0, 5) ?? [])).toEqual([1, 0, 1, 3, 0]);
    const values = Buffer.from(column?.values.buffer ?? new ArrayBuffer(0));
    const hash = createHash('sha256')
      .update(values)
      .update(column?.statuses ?? '')
      .digest();
    expect(column?.hash).toEqual(hash);
  });

  it('keep their id while nothing changes, and get a new one when something does', async () => {
    await append(revision(911, 1, 0, 1));
    expect(await refresh()).toBe(1);
    expect(await refresh()).toBe(0);
    const [before] = await read({ cellIds: [911] });
    await append(revision(911, 1, 0, 1));
    expect(await columns.dirtyCount()).toBe(1);
    expect(await refresh()).toBe(0);
    expect((await read({ cellIds: [911] }))[0]?.columnId).toBe(before?.columnId);
    await append(revision(911, 1, 0, 2));
    expect(await refresh()).toBe(1);
    const [after] = await read({ cellIds: [911] });
    expect(after?.columnId).not.toBe(before?.columnId);
    const [stored] = await house.suite.database.query(
      'select count(*)::int as count from observation_column where cell_id = 911',
    );
    expect(stored).toEqual({ count: 2 });
  });

  it('name the source of each value as of the column, not of later ones', async () => {
    await house.suite.database.transaction(async (tx) => {
      const ids = await revisions.sourceIds(tx, ['A', 'B']);
      await revisions.appendAll(
        tx,
        [{ ...revision(912, 1, 4, 1), sourceId: ids.get('A') ?? 0 }, revision(912, 1, 5, 1)],
        { recordedBy: null },
      );
      await columns.refreshDirty(tx);
      await revisions.appendAll(tx, [{ ...revision(912, 1, 4, 2), sourceId: ids.get('B') ?? 0 }], { recordedBy: null });
    });
    const [column] = await read({ cellIds: [912] });
    expect(await columns.sourcesFor(column?.columnId ?? 0)).toEqual(new Map([[4, 'A']]));
  });

  it('are found by cell and period', async () => {
    await append(revision(913, 1, 0, 1), revision(913, 2, 0, 1), revision(914, 2, 0, 1));
    await refresh();
    const keys = async (filter: object) => (await read(filter)).map(({ cellId, periodId }) => `${cellId}.${periodId}`);
    expect(await keys({ cellIds: [913, 914], periodIds: [2] })).toEqual(['913.2', '914.2']);
    expect(await keys({ cellIds: [] })).toEqual([]);
  });

  it('never lose a value that is written while they are rebuilt', async () => {
    await append(revision(920, 1, 0, 0));
    await refresh();
    const writers = Array.from({ length: 12 }, (_, unit) => append(revision(920, 1, unit, unit + 1)));
    await Promise.all([...writers, refresh(), refresh(), refresh()]);
    await refresh();
    const [column] = await read({ cellIds: [920] });
    expect(Array.from(column?.values.slice(0, 12) ?? [])).toEqual(Array.from({ length: 12 }, (_, unit) => unit + 1));
  });

  it('equal what a plain reading of the revisions says, whatever was written in whatever order', async () => {
    let cell = 1000;
    const change = fc.record({
      unit: fc.integer({ min: 0, max: 6 }),
      value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        cell++;
        const expected = new Float64Array(units).fill(NaN);
        for (const { unit, value } of changes) {
          await append(revision(cell, 1, unit, value));
          expected[unit] = value === null ? NaN : value === 0 ? 0 : value;
        }
        await refresh();
        expect((await read({ cellIds: [cell] }))[0]?.values).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});

describe('export', () => {
  it('writes what an import reads back without a change', async () => {
    const lines = [
      'atvk,indicator,period,value,status,source',
      '0001000,COST,2020,1234.5,E,"LM ""2020"""',
      '0002000,COST,2020,,NA,=cmd',
      '0003000,COST,2021,-7,,x',
    ];
    await house.importText(lines.join('\n'));
    const pieces: string[] = [];
    const rows = await house.app.get(ObservationExport).writeCsv((piece) => {
      pieces.push(piece);
      return Promise.resolve();
    });
    const text = pieces.join('');
    expect(rows).toBe(3);
    expect(
      text
        .split('\r\n')
        .slice(0, 4)
        .map((line) => line.split(',').slice(0, 7).join()),
    ).toEqual([
      'atvk,municipality,indicator,period,value,status,source',
      '0001000,Rīga,COST,2020,1234.5,estimated,"LM ""2020"""',
      `0002000,Daugavpils,COST,2020,,not_applicable,'=cmd`,
      '0003000,Jelgava,COST,2021,-7,reported,x',
    ]);
    const again = await house.importText(text);
    expect(again.counts).toEqual({ rows: 3, added: 0, changed: 0, unchanged: 3, refused: 0 });
    expect(await house.app.get(CatalogueService).cell('COST')).toBeDefined();
  });
});
