// Real: Postgres with its roles and row-level security, the shipped catalogue, Nest on Fastify with the service's own
// pipe, filter and query guard. The signed-in user is put on the request by the test; policies of routes are not run.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/http/actor.js';
import { AuditTrail } from '../../src/identity/audit/audit-trail.js';
import { openCollection, PERIOD, soundEntries, type Collection } from '../factories/collection.js';

let house: Collection;
let clerk: Actor;
let second: Actor;
let coordinator: Actor;
let approver: Actor;
let reviewer: Actor;
let stranger: Actor;
let id: string;
let editable: Set<string>;
const values = () => `/submissions/${id}/values`;
const act = (actor: Actor, action: string, body: object = {}, of = id) =>
  house.call(actor, 'POST', `/submissions/${of}/actions/${action}`, body);
const put = (actor: Actor, cell: string, body: object) =>
  house.call(actor, 'PUT', `${values()}/${encodeURIComponent(cell)}`, body);
const query = <T>(sql: string, parameters: unknown[] = []) =>
  house.suite.database.transaction((tx) => tx.query<T>(sql, parameters), { wide: true });

beforeAll(async () => {
  house = await openCollection();
  const own = '0026000';
  clerk = await house.user('data_owner', own);
  second = await house.user('data_owner', own);
  coordinator = await house.user('coordinator', own);
  approver = await house.user('approver', own);
  reviewer = await house.user('lps_reviewer', null);
  stranger = await house.user('coordinator', '0054000');
  const { body } = await house.call(clerk, 'GET', `/submissions?period=${PERIOD}`);
  id = body.items[0].id;
  const form = await house.call(clerk, 'GET', values());
  editable = new Set(
    form.body.items.filter((item: { editable: boolean }) => item.editable).map((item: { cell: string }) => item.cell),
  );
}, 60_000);
afterAll(() => house.close());

describe('who sees what', () => {
  it('a municipality its own submission, LPS all of them, a reader none', async () => {
    const total = async (actor: Actor) => (await house.call(actor, 'GET', `/submissions?period=${PERIOD}`)).body.total;
    expect([await total(clerk), await total(reviewer), await total(await house.user('reader', null))]).toEqual([
      1, 42, 0,
    ]);
    expect((await house.call(stranger, 'GET', `/submissions/${id}`)).status).toBe(404);
    expect((await house.call(stranger, 'GET', values())).body.code).toBe('submission_not_found');
    expect((await house.call(clerk, 'GET', '/submissions/not-an-id')).status).toBe(404);
    const { body } = await house.call(stranger, 'PATCH', values(), { values: [{ cell: 'SU-L-EVENTS', value: 1 }] });
    expect(body.code).toBe('submission_not_found');
  });

  it('row-level security holds without a word from the service', async () => {
    const { database } = house.suite;
    const count = async (scope: object) => {
      const sql = 'select count(*)::int as n from submission';
      const [row] = await database.transaction((tx) => tx.query<{ n: number }>(sql), scope);
      return row?.n;
    };
    expect([await count({}), await count({ municipality: '0026000' }), await count({ wide: true })]).toEqual([
      0, 1, 42,
    ]);
    const foreign = database.transaction(
      (tx) => tx.query(`update submission_module set state = 'accepted' where submission_id = $1 returning 1`, [id]),
      { municipality: '0054000' },
    );
    expect(await foreign).toEqual([]);
    const planted = database.transaction(
      (tx) =>
        tx.query(`insert into thread (submission_id, municipality, opened_by) values ($1, '0026000', $2)`, [
          id,
          stranger.userId,
        ]),
      { municipality: '0054000' },
    );
    await expect(planted).rejects.toThrow(/row-level security/);
    await expect(query('delete from submitted_value_history')).rejects.toThrow(/permission denied/);
    await expect(query('update approval set as_deputy = true')).rejects.toThrow(/permission denied/);
  });
});

describe('values', () => {
  it('are saved with what was understood, the findings concerned and what may follow', async () => {
    const saved = await put(clerk, 'SU-L-EVENTS', { value: '1\u00a0200' });
    expect(saved.status).toBe(200);
    expect(saved.body.cell).toMatchObject({ value: 1200, understood: '1200', version: 1, status: 'reported' });
    expect(saved.body.permittedActions.SU).toEqual(['edit']);
    const missing = { code: 'value_missing', cell: 'SU-L-EVENTS|n', severity: 'error' };
    expect(saved.body.findings).toContainEqual(expect.objectContaining(missing));
    const completed = await put(clerk, 'SU-L-EVENTS|n', { value: 5 });
    expect(completed.body.checkedCells).toContain('SU-L-EVENTS');
    expect(completed.body.findings).not.toContainEqual(expect.objectContaining(missing));
    const refused = await put(clerk, 'SU-L-EVENTS', { value: '0x10', version: 1 });
    expect([refused.status, refused.body.errors[0]]).toEqual([
      422,
      expect.objectContaining({ path: 'value', code: 'not_a_number' }),
    ]);
    expect((await put(clerk, 'SU-L-EVENTS', { value: 1, colour: 'red', version: 1 })).status).toBe(400);
    expect((await put(clerk, 'SU-NONE', { value: 1 })).body.code).toBe('cell_not_found');
    expect((await put(reviewer, 'SU-L-EVENTS', { value: 1, version: 1 })).status).toBe(403);
  });

  it('never overwrite what somebody else has entered meanwhile: both values are shown', async () => {
    const first = await put(clerk, 'SU-L-EXCH', { value: 4, version: 0 });
    const clash = await put(second, 'SU-L-EXCH', { value: 9, version: 0 });
    expect([clash.status, clash.body.current.value, clash.body.yours.value]).toEqual([409, 4, 9]);
    expect((await put(second, 'SU-L-EXCH', { value: 9 })).status).toBe(409);
    expect((await put(second, 'SU-L-EXCH', { value: 4 })).status).toBe(200);
    const tagged = await house.putIf(second, 1, `${values()}/SU-L-EXCH`, { value: 9 });
    expect([tagged.status, tagged.body.cell.version]).toEqual([200, Number(first.body.cell.version) + 1]);
  });

  it('lose nothing when two clerks fill one form at once', async () => {
    const cells = ['SU-L-INFRA', 'SU-L-CONSULT', 'SU-L-INFOMAT', 'SU-L-SHADOW', 'SU-L-MENTOR', 'SU-L-MARKETING'];
    const ledger = new Map<string, number>();
    const fill = async (who: Actor, offset: number) => {
      for (let round = 0; round < 8; round++)
        for (const cell of cells) {
          const value = offset + round;
          for (;;) {
            const now = await house.call(who, 'GET', `${values()}/${cell}`);
            const saved = await put(who, cell, { value, version: now.body.cell.version });
            if (saved.status === 409) continue;
            expect(saved.status).toBe(200);
            ledger.set(`${cell} ${saved.body.cell.version}`, value);
            break;
          }
        }
    };
    await Promise.all([fill(clerk, 100), fill(second, 200)]);
    const history = await query<{ cell: string; version: number; value: number }>(
      'select cell, version, value from submitted_value_history where submission_id = $1 and cell = any($2)',
      [id, cells],
    );
    expect(history).toHaveLength(ledger.size);
    for (const { cell, version, value } of history) expect(ledger.get(`${cell} ${version}`)).toBe(value);
    const newest = await query<{ cell: string; version: number; value: number }>(
      'select cell, version, value from submitted_value where submission_id = $1 and cell = any($2)',
      [id, cells],
    );
    for (const { cell, version, value } of newest) {
      expect(version).toBe(16);
      expect(ledger.get(`${cell} ${version}`)).toBe(value);
    }
  }, 60_000);

  it('go in together or not at all', async () => {
    const wrong = await house.call(clerk, 'PATCH', values(), {
      values: [
        { cell: 'SD-CASES', value: 600 },
        { cell: 'SD-HRS-TOTAL', value: 'daudz' },
      ],
    });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, 'values.1.value']);
    const cell = await house.call(clerk, 'GET', `${values()}/SD-CASES`);
    expect(cell.body.cell).toMatchObject({ status: 'not_provided', symbol: '..', version: 0 });
  });

  it('say “not applicable” by themselves where the service does not exist, and take it back', async () => {
    const none = await put(clerk, 'SP-MODE.RESP', { value: 0 });
    const changed = none.body.changed.map((one: { cell: string; status: string }) => [one.cell, one.status]);
    expect(changed).toContainEqual(['SP-COST-PAY.RESP', 'not_applicable']);
    expect(changed.length).toBeGreaterThan(14);
    expect((await put(clerk, 'SP-MODE.RESP', { value: 1, version: 1 })).body.changed).toContainEqual(
      expect.objectContaining({ cell: 'SP-COST-PAY.RESP', status: 'not_provided', origin: 'system' }),
    );
    await put(clerk, 'SU-M-GRANT-EUR', { value: 500 });
    await put(clerk, 'SU-M-OFFER.GRANT', { value: false });
    const kept = await house.call(clerk, 'GET', `${values()}/SU-M-GRANT-EUR`);
    expect(kept.body.cell.value).toBe(500);
    expect(kept.body.findings.map((finding: { code: string }) => finding.code)).toContain('SU-M-GRANT-EUR.H5');
  });

  it('have a history, and the last change can be undone in draft', async () => {
    await put(clerk, 'SU-L-IDEALAB', { value: 3 });
    await put(clerk, 'SU-L-IDEALAB', { value: 30, version: 1 });
    const undone = await house.call(clerk, 'POST', `${values()}/SU-L-IDEALAB/undo`, {});
    expect(undone.body.cell).toMatchObject({ value: 3, version: 3, origin: 'undo' });
    const { body } = await house.call(clerk, 'GET', `/submissions/${id}/history?cell=SU-L-IDEALAB`);
    expect(body.items.map((one: { value: number }) => one.value)).toEqual([3, 30, 3]);
    expect(body.items[0].recordedBy).toBe('data_owner');
  });
});

describe('from draft to acceptance', () => {
  it('blocks until everything is in order, and says where it is not', async () => {
    const refused = await act(coordinator, 'submit', { module: 'SD' });
    expect([refused.status, refused.body.code]).toEqual([422, 'findings_block']);
    expect(refused.body.errors).toContainEqual(expect.objectContaining({ path: 'SD-CASES', code: 'value_missing' }));
    expect((await act(clerk, 'submit', { module: 'SD' })).status).toBe(403);
    expect((await act(stranger, 'submit', {})).status).toBe(404);
  });

  it('takes the whole sound form at once', async () => {
    const form = await house.call(clerk, 'GET', values());
    const versions = new Map(form.body.items.map((one: { cell: string; version: number }) => [one.cell, one.version]));
    const entries = soundEntries(editable).map((entry) => ({ ...entry, version: versions.get(entry.cell) }));
    const saved = await house.call(clerk, 'PATCH', values(), { values: entries });
    expect(saved.status).toBe(200);
    const { body } = await house.call(clerk, 'GET', `/submissions/${id}/findings`);
    expect(body.items).toEqual([]);
    const list = await house.call(clerk, 'GET', `/submissions?period=${PERIOD}`);
    for (const module of list.body.items[0].modules)
      expect([module.module, module.completeness.share]).toEqual([module.module, 1]);
  });

  it('lets nobody approve their own entry, and binds the approval to what was seen', async () => {
    expect((await act(coordinator, 'submit')).body.state).toBe('submitted');
    const deputyClerk: Actor = { ...clerk, alsoActsAs: ['approver'] };
    const own = await act(deputyClerk, 'approve');
    expect([own.status, own.body.code]).toEqual([403, 'forbidden']);
    expect((await put(clerk, 'SU-L-EVENTS', { value: 7, version: 2 })).body.code).toBe('module_not_open');
    const stale = await act(approver, 'approve', { module: 'SU', contentHash: 'a'.repeat(64) });
    expect([stale.status, stale.body.code]).toEqual([409, 'content_changed']);
    const { body } = await house.call(approver, 'GET', `/submissions/${id}`);
    for (const { module, contentHash, permittedActions } of body.modules) {
      expect(permittedActions).toEqual(['approve', 'reopen']);
      const approved = await act(approver, 'approve', { module, contentHash });
      expect(approved.status).toBe(200);
    }
    const after = await house.call(approver, 'GET', `/submissions/${id}`);
    for (const module of after.body.modules) expect(module.approvedHash).toBe(module.contentHash);
  });

  it('returns with a reason, and the changed module needs a new approval', async () => {
    expect((await act(reviewer, 'accept', { module: 'SD' })).status).toBe(409);
    expect((await act(reviewer, 'review')).body.state).toBe('in_review');
    expect((await act(reviewer, 'return', { module: 'SD' })).body.code).toBe('reason_needed');
    const reason = 'Lūdzu, pārbaudiet slodžu skaitu pret štatu sarakstu.';
    const returned = await act(reviewer, 'return', { module: 'SD', reason, cells: ['SD-CASES'] });
    expect(returned.body.state).toBe('returned');
    expect(returned.body.modules[2]).toMatchObject({ state: 'returned', returnReason: reason, approvedHash: null });
    expect(returned.body.modules[2].answerUntil).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await put(clerk, 'SD-HRS-TOTAL', { value: 1, version: 1 })).body.code).toBe('module_not_open');
    expect((await put(clerk, 'SD-CASES', { value: 610, version: 1 })).status).toBe(200);
    expect((await act(coordinator, 'submit', { module: 'SD' })).status).toBe(200);
    expect((await act(reviewer, 'review', { module: 'SD' })).status).toBe(409);
    expect((await act(approver, 'approve', { module: 'SD' })).status).toBe(200);
    await act(reviewer, 'review', { module: 'SD' });
  });

  it('makes accepted values observations, dirty columns and a job, in one transaction', async () => {
    const accepted = await act(reviewer, 'accept');
    expect([accepted.status, accepted.body.state]).toEqual([200, 'accepted']);
    const [revision] = await query<{ value: number; submission: string; quality: number }>(
      `select r.value, r.submission_id as submission, r.quality from observation_revision r
         join indicator_cell c on c.id = r.cell_id where c.code = 'SD-CASES' order by r.id desc limit 1`,
    );
    expect(revision).toEqual({ value: 610, submission: id, quality: 0 });
    const [counts] = await query<{ dirty: number; revisions: number; jobs: number }>(
      `select (select count(*)::int from dirty_column) as dirty, (select count(*)::int from observation_revision) as revisions,
              (select count(*)::int from outbox_job where queue = 'scoring' and name = 'accepted') as jobs`,
    );
    expect(counts?.dirty).toBe(counts?.revisions);
    expect(counts?.revisions).toBeGreaterThan(250);
    expect(counts?.jobs).toBe(3);
    expect(await house.get(AuditTrail).verify()).toMatchObject({ ok: true });
    const actions = await query<{ action: string }>('select distinct action from audit_entry order by action');
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['submission.accept', 'submission.approve', 'submission.return', 'value.changed']),
    );
  });

  it('is opened again from the top only, with a reason', async () => {
    expect((await act(coordinator, 'reopen', { module: 'SU' })).status).toBe(409);
    expect((await act(reviewer, 'reopen', { module: 'SU' })).body.code).toBe('reason_needed');
    const reason = 'Pašvaldība iesniedza precizētu līgumu.';
    const reopened = await act(reviewer, 'reopen', { module: 'SU', reason, cells: ['SU-L-EVENTS'] });
    expect(reopened.body.modules[0]).toMatchObject({ state: 'returned', openCells: ['SU-L-EVENTS'] });
    const before = await house.call(clerk, 'GET', `${values()}/SU-L-EVENTS`);
    await put(clerk, 'SU-L-EVENTS', { value: 5, version: before.body.cell.version });
    for (const [who, action] of [
      [coordinator, 'submit'],
      [approver, 'approve'],
      [reviewer, 'review'],
      [reviewer, 'accept'],
    ] as const)
      expect([action, (await act(who, action, { module: 'SU' })).status]).toEqual([action, 200]);
    const rows = await query<{ value: number }>(
      `select r.value from observation_revision r join indicator_cell c on c.id = r.cell_id
        where c.code = 'SU-L-EVENTS' order by r.id`,
    );
    expect(rows.map(({ value }) => value)).toEqual([4, 5]);
  });
});
