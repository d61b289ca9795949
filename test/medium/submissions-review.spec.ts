// Real: Postgres with row-level security, the shipped catalogue, HTTP. The signed-in user is the test's.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/http/actor.js';
import { markPublished } from '../../src/submissions/publication-stage.js';
import { PeriodService } from '../../src/submissions/periods/period.service.js';
import { openCollection, PERIOD, soundEntries, type Collection } from '../factories/collection.js';

let house: Collection;
let coordinator: Actor;
let approver: Actor;
let reviewer: Actor;
let neighbour: Actor;
let id: string;
let neighbourId: string;
const act = (actor: Actor, action: string, body: object = {}) =>
  house.call(actor, 'POST', `/submissions/${id}/actions/${action}`, body);
const change = async (cell: string, value: number) => {
  const { body } = await house.call(coordinator, 'GET', `/submissions/${id}/values/${cell}`);
  const saved = await house.call(coordinator, 'PUT', `/submissions/${id}/values/${cell}`, {
    value,
    version: body.cell.version,
  });
  expect([cell, saved.status]).toEqual([cell, 200]);
};
const throughToAcceptance = async (module: string) => {
  for (const [who, action] of [
    [coordinator, 'submit'],
    [approver, 'approve'],
    [reviewer, 'review'],
    [reviewer, 'accept'],
  ] as const) {
    const answer = await act(who, action, { module });
    expect([module, action, answer.status, answer.body.code]).toEqual([module, action, 200, undefined]);
  }
};

beforeAll(async () => {
  house = await openCollection();
  coordinator = await house.user('coordinator', '0026000');
  approver = await house.user('approver', '0026000');
  reviewer = await house.user('lps_reviewer', null);
  neighbour = await house.user('coordinator', '0054000');
  id = (await house.call(coordinator, 'GET', `/submissions?period=${PERIOD}`)).body.items[0].id;
  neighbourId = (await house.call(neighbour, 'GET', `/submissions?period=${PERIOD}`)).body.items[0].id;
  const form = await house.call(coordinator, 'GET', `/submissions/${id}/values`);
  const editable = new Set<string>(
    form.body.items.filter((one: { editable: boolean }) => one.editable).map((one: { cell: string }) => one.cell),
  );
  await house.call(coordinator, 'PATCH', `/submissions/${id}/values`, { values: soundEntries(editable) });
}, 60_000);
afterAll(() => house.close());

describe('threads', () => {
  it('are a conversation on a value between LPS and one municipality', async () => {
    const url = `/submissions/${id}/threads`;
    const opened = await house.call(reviewer, 'POST', url, { cell: 'SD-CASES', body: 'Vai skaitītas visas lietas?' });
    expect(opened.status).toBe(201);
    const [thread] = opened.body.items;
    await house.call(coordinator, 'POST', `${url}/${thread.id}/messages`, { body: 'Jā, arī slēgtās.' });
    const { body } = await house.call(coordinator, 'GET', url);
    expect(body.items[0].messages.map((one: { body: string }) => one.body)).toEqual([
      'Vai skaitītas visas lietas?',
      'Jā, arī slēgtās.',
    ]);
    const list = await house.call(reviewer, 'GET', `/submissions?period=${PERIOD}&municipality=0026000`);
    expect(list.body.items[0].openThreads).toBe(1);
    expect((await house.call(reviewer, 'POST', `${url}/${thread.id}/resolve`)).body.items[0].resolvedAt).not.toBeNull();
    expect((await house.call(neighbour, 'GET', url)).status).toBe(404);
    expect((await house.call(neighbour, 'POST', `${url}/${thread.id}/messages`, { body: 'Labdien!' })).status).toBe(
      404,
    );
    const foreign = `/submissions/${neighbourId}/threads/${thread.id}/messages`;
    expect((await house.call(neighbour, 'POST', foreign, { body: 'Labdien!' })).body.code).toBe('thread_not_found');
    expect((await house.call(reviewer, 'POST', url, { body: ' \u200b ' })).body.code).toBe('message_empty');
  });
});

describe('the queue and the board', () => {
  it('filter by state, and show completeness and timeliness of everybody to the signed-in', async () => {
    await act(coordinator, 'submit');
    await act(approver, 'approve');
    const queue = await house.call(reviewer, 'GET', `/submissions?period=${PERIOD}&state=approved`);
    expect(queue.body.items.map((one: { municipality: { atvk: string } }) => one.municipality.atvk)).toEqual([
      '0026000',
    ]);
    expect(queue.body.items[0].permittedActions.SU).toEqual(['review', 'return']);
    const board = await house.call(neighbour, 'GET', `/submissions/board?period=${PERIOD}`);
    expect(board.body.total).toBe(42);
    const own = board.body.items.find((one: { municipality: { atvk: string } }) => one.municipality.atvk === '0026000');
    expect(own.modules[0]).toMatchObject({
      module: 'SU',
      completeness: { share: 1 },
      timeliness: { state: 'on_time' },
    });
    expect(Object.keys(own)).toEqual(['municipality', 'state', 'modules']);
  });

  it('mirrors what is paid in what is received, within 5 %', async () => {
    const { body } = await house.call(reviewer, 'GET', `/submissions/mirror?period=${PERIOD}`);
    const care = body.items.find((one: { service: string }) => one.service === 'CARE');
    expect(care).toEqual({ service: 'CARE', paid: 396, received: 1200, percent: 67, holds: false, reporting: 1 });
    const put = (cell: string, value: number) =>
      house.call(neighbour, 'PUT', `/submissions/${neighbourId}/values/${cell}`, { value });
    await put('SP-IM-PAID.CARE', 744.01);
    const near = await house.call(reviewer, 'GET', `/submissions/mirror?period=${PERIOD}`);
    const after = near.body.items.find((one: { service: string }) => one.service === 'CARE');
    expect(after).toMatchObject({ reporting: 2, holds: true });
    expect(after.percent).toBeCloseTo(4.999, 2);
  });
});

describe('exceptions from a deadline', () => {
  it('are dated, reasoned and for one municipality', async () => {
    const url = `/periods/${PERIOD}/exceptions`;
    const until = `${Number(PERIOD) + 2}-01-31`;
    const wanted = { municipality: '0054000', module: 'SD', until };
    expect((await house.call(reviewer, 'POST', url, { ...wanted, reason: 'ok' })).body.code).toBe('reason_needed');
    const reason = 'Plūdos bojāts sociālā dienesta arhīvs.';
    expect((await house.call(reviewer, 'POST', url, { ...wanted, reason })).status).toBe(201);
    const theirs = await house.call(neighbour, 'GET', `/submissions/${neighbourId}`);
    expect(theirs.body.modules[2].timeliness.deadline).toBe(until);
    expect(theirs.body.modules[0].timeliness.deadline).toBe(`${Number(PERIOD) + 1}-03-31`);
    expect((await house.call(coordinator, 'GET', url)).body.total).toBe(0);
    expect((await house.call(neighbour, 'GET', url)).body.items[0]).toMatchObject({ ...wanted, reason });
  });
});

describe('corrections after publication', () => {
  it('are revisions with category and reason, shown to everybody', async () => {
    await act(reviewer, 'review');
    expect((await act(reviewer, 'accept')).body.state).toBe('accepted');
    const period = await house.get(PeriodService).byCode(PERIOD);
    await house.suite.database.transaction((tx) => markPublished(tx, [period?.id ?? 0], 'final'), { wide: true });
    expect((await house.call(reviewer, 'GET', `/submissions/${id}`)).body.state).toBe('final');
    const reason = 'Pārrakstīšanās kļūda pasākumu skaitā.';
    const bare = await act(reviewer, 'reopen', { module: 'SU', reason });
    expect(bare.body.code).toBe('cells_and_category_needed');
    const cells = ['SU-L-EVENTS'];
    const reopened = await act(reviewer, 'reopen', { module: 'SU', reason, cells, category: 'typing_error' });
    expect(reopened.body.modules[0].openCells).toEqual(cells);
    await change('SU-L-EVENTS', 6);
    const since = await house.call(reviewer, 'GET', `/submissions/${id}/differences`);
    expect(since.body.items).toEqual([
      expect.objectContaining({ cell: 'SU-L-EVENTS', before: { value: 4, status: 'reported' }, percent: 50 }),
    ]);
    expect((await house.call(null, 'GET', `/submissions/corrections?period=${PERIOD}`)).body.total).toBe(0);
    await throughToAcceptance('SU');
    expect((await house.call(reviewer, 'GET', `/submissions/${id}`)).body.state).toBe('revised');
    const log = await house.call(null, 'GET', `/submissions/corrections?period=${PERIOD}&lang=en`);
    expect(log.body.items).toEqual([
      {
        municipality: { atvk: '0026000', name: 'Cēsis Municipality' },
        cell: 'SU-L-EVENTS',
        category: 'typing_error',
        reason,
        before: { value: 4, status: 'reported' },
        after: { value: 6, status: 'reported' },
        recordedAt: expect.any(String),
      },
    ]);
    const revisions = await house.suite.database.query(
      `select r.value, r.quality, r.reason from observation_revision r join indicator_cell c on c.id = r.cell_id
        where c.code = 'SU-L-EVENTS' order by r.id`,
    );
    expect(revisions).toEqual([
      { value: 4, quality: 0, reason: null },
      { value: 6, quality: 3, reason },
    ]);
  });
});
