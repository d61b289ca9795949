// Real: Postgres. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enqueue, completeJob } from '../../src/database/outbox.js';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';

describe('database', () => {
  let suite: TestDatabase;
  beforeAll(async () => {
    suite = await createTestDatabase();
  });
  afterAll(() => suite.close());

  it('connects as the application role and cannot climb back to the owner', async () => {
    const [row] = await suite.database.query<{ current_user: string }>('select current_user');
    expect(row?.current_user).toBe('macities_app');
    await suite.database.query('reset role');
    const [again] = await suite.database.query<{ current_user: string }>('select current_user');
    expect(again?.current_user).toBe('macities_app');
    await expect(suite.database.query('create table x (a int)')).rejects.toThrow(/permission denied/);
  });

  it('keeps the scope within the transaction', async () => {
    const setting = `select current_setting('app.municipality', true) as municipality`;
    const inside = await suite.database.transaction((tx) => tx.query(setting), { municipality: '0026000' });
    expect(inside).toEqual([{ municipality: '0026000' }]);
    for (let i = 0; i < 20; i++)
      expect((await suite.database.query<{ municipality: string }>(setting))[0]?.municipality ?? '').toBe('');
  });

  it('writes a job with its cause or not at all', async () => {
    const failing = suite.database.transaction(async (tx) => {
      await enqueue(tx, { queue: 'scoring', name: 'run', payload: {} });
      throw new Error('the cause failed');
    });
    await expect(failing).rejects.toThrow('the cause failed');
    expect(await suite.database.query('select id from outbox_job')).toHaveLength(0);
    const id = await suite.database.transaction((tx) => enqueue(tx, { queue: 'scoring', name: 'run', payload: {} }));
    expect(await suite.database.transaction((tx) => completeJob(tx, id))).toBe(true);
    expect(await suite.database.transaction((tx) => completeJob(tx, id))).toBe(false);
  });
});
