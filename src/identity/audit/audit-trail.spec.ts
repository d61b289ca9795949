// Real: Postgres with the service's roles. Nothing is mocked.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/factories/database.js';
import { SYSTEM_ACTOR } from '../../http/actor.js';
import { AuditTrail } from './audit-trail.js';

const entry = (n: number) => ({ actor: SYSTEM_ACTOR, action: 'test.done', subject: `test:${n}`, after: { n, x: 0.1 } });

describe('audit trail', () => {
  let suite: TestDatabase;
  let trail: AuditTrail;
  beforeEach(async () => {
    suite = await createTestDatabase();
    trail = new AuditTrail(suite.database);
  });
  afterEach(() => suite.close());

  const record = (n: number) => suite.database.transaction((tx) => trail.record(tx, entry(n)));
  const asOwner = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: suite.url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const unguarded = (statement: string) =>
    asOwner('alter table audit_entry disable trigger user', statement, 'alter table audit_entry enable trigger user');

  it('is whole when empty and after entries, also many in one transaction', async () => {
    expect(await trail.verify()).toMatchObject({ ok: true, entries: 0, head: { sequence: 0, hash: '00'.repeat(32) } });
    await record(1);
    await suite.database.transaction((tx) => trail.recordAll(tx, [entry(2), entry(3), entry(4)]));
    const verdict = await trail.verify();
    expect(verdict).toMatchObject({ ok: true, entries: 4 });
    expect(await trail.head()).toEqual(verdict.head);
    const subjects = await suite.database.query<{ subject: string }>(
      'select subject from audit_entry order by sequence',
    );
    expect(subjects.map((row) => row.subject)).toEqual(['test:1', 'test:2', 'test:3', 'test:4']);
  });

  it('says nothing of what was rolled back', async () => {
    const failing = suite.database.transaction(async (tx) => {
      await trail.record(tx, entry(1));
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    expect(await trail.verify()).toMatchObject({ ok: true, entries: 0 });
  });

  it('stays one chain under 200 transactions at once, of which some fail', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) =>
        suite.database.transaction(async (tx) => {
          await trail.record(tx, entry(n));
          if (n % 10 === 0) throw new Error('the change failed');
          await trail.record(tx, entry(n + 1000));
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(180);
    expect(await trail.verify()).toMatchObject({ ok: true, entries: 360 });
  });

  it('does not deadlock when two transactions record first and then want the same row', async () => {
    await suite.database.query(`insert into login_throttle (key) values ('row')`);
    const work = (n: number) =>
      suite.database.transaction(async (tx) => {
        await trail.record(tx, entry(n));
        await tx.query(`update login_throttle set failures = failures + 1 where key = 'row'`);
        await trail.record(tx, entry(n));
      });
    await Promise.all(Array.from({ length: 20 }, (_, n) => work(n)));
    expect(await trail.verify()).toMatchObject({ ok: true, entries: 40 });
  });

  it.each([
    `update audit_entry set content = '{}'`,
    `delete from audit_entry`,
    `truncate audit_entry`,
    `update audit_head set sequence = 0`,
    `delete from audit_head`,
    `insert into audit_head (only_row, sequence, hash) values (false, 0, '')`,
    `alter table audit_entry disable trigger user`,
    `drop table audit_entry`,
    `insert into audit_entry (action, subject, content, sequence) values ('a', 'b', '{}', 1)`,
    `insert into audit_entry (action, subject, content, hash) values ('a', 'b', '{}', '\\x00')`,
    `insert into audit_entry (action, subject, content, recorded_at) values ('a', 'b', '{}', now())`,
    `select audit_seal()`,
  ])('the service may not: %s', async (statement) => {
    await record(1);
    for (const role of ['macities_app', 'macities_worker']) {
      await expect(asOwner(`set role ${role}`, statement)).rejects.toThrow(
        /permission denied|must be owner|can only be called as triggers/,
      );
    }
    expect(await trail.verify()).toMatchObject({ ok: true, entries: 1 });
  });

  it('even the owner is refused while the triggers stand', async () => {
    await record(1);
    for (const statement of [
      `update audit_entry set content = '{}'`,
      'delete from audit_entry',
      'truncate audit_entry',
    ])
      await expect(asOwner(statement)).rejects.toThrow('append-only');
  });

  it.each([
    [
      'changed content',
      `update audit_entry set content = replace(content, '"n":2', '"n":9') where sequence = 2`,
      2,
      'changed_entry',
    ],
    [
      'moved in time',
      `update audit_entry set recorded_at = recorded_at - interval '1 day' where sequence = 2`,
      2,
      'changed_entry',
    ],
    [
      'another person in the column',
      `update audit_entry set actor_id = gen_random_uuid() where sequence = 2`,
      2,
      'changed_column',
    ],
    [
      'another subject in the column',
      `update audit_entry set subject = 'test:7' where sequence = 2`,
      2,
      'changed_column',
    ],
    ['taken out', `delete from audit_entry where sequence = 2`, 3, 'sequence_gap'],
    ['cut off', `delete from audit_entry where sequence = 3`, 2, 'head_differs'],
    ['put in', `insert into audit_entry (action, subject, content) values ('a', 'b', '{}')`, 3, 'head_differs'],
    ['relinked', `update audit_entry set previous_hash = hash where sequence = 2`, 2, 'broken_link'],
  ])('sees an entry that was %s', async (_, statement, sequence, kind) => {
    for (const n of [1, 2, 3]) await record(n);
    await unguarded(statement);
    expect(await trail.verify()).toMatchObject({ ok: false, fault: { sequence, kind } });
  });
});
