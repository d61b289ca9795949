// Real: Postgres, the services of the collection with the shipped catalogue. Two people act at the same moment.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/http/actor.js';
import { Problem } from '../../src/http/problem.js';
import { ActionService } from '../../src/submissions/actions/action.service.js';
import { SubmissionService } from '../../src/submissions/submission.service.js';
import { ValueService } from '../../src/submissions/values/value.service.js';
import { openCollection, PERIOD, soundEntries, type Collection } from '../factories/collection.js';

const RACES = 1000;
let house: Collection;
let coordinator: Actor;
let approver: Actor;
let id: string;

beforeAll(async () => {
  house = await openCollection();
  coordinator = await house.user('coordinator', '0026000');
  approver = await house.user('approver', '0026000');
  const { body } = await house.call(coordinator, 'GET', `/submissions?period=${PERIOD}`);
  id = body.items[0].id;
  const form = await house.call(coordinator, 'GET', `/submissions/${id}/values`);
  const editable = new Set<string>(
    form.body.items.filter((one: { editable: boolean }) => one.editable).map((one: { cell: string }) => one.cell),
  );
  await house.call(coordinator, 'PATCH', `/submissions/${id}/values`, { values: soundEntries(editable) });
}, 60_000);
afterAll(() => house.close());

/** What came of an attempt: done, or refused with a code. Anything else fails the test. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Problem) return error.details.code;
    throw error;
  }
}

describe(`${RACES} races of edit against approval`, () => {
  it('never leave an approval of another content', async () => {
    const [actions, values] = [house.get(ActionService), house.get(ValueService)];
    const seen = new Map<string, number>();
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
    for (let race = 0; race < RACES; race++) {
      await outcome(actions.act(coordinator, id, 'submit', { module: 'SD' }));
      const edit = async () => {
        if (race % 2 === 1) await new Promise((resolve) => setTimeout(resolve, race % 7));
        const reopened = await outcome(actions.act(coordinator, id, 'reopen', { module: 'SD' }));
        const cell = await house.get(SubmissionService).open(coordinator, id);
        const change = { cell: 'SD-CASES', value: 600 + (race % 20), version: cell.content.versionOf('SD-CASES') };
        return `${reopened}/${await outcome(values.change(coordinator, id, [change]))}`;
      };
      const [approved, edited] = await Promise.all([
        outcome(actions.act(approver, id, 'approve', { module: 'SD' })),
        edit(),
      ]);
      count(`approve ${approved}`);
      count(`edit ${edited}`);
      const [row] = await house.suite.database.transaction(
        (tx) =>
          tx.query<{ state: string; approved: string | null; cases: number; content: string | null }>(
            `select m.state, encode(m.approved_hash, 'hex') as approved, v.value as cases,
                    (select content from approval a where a.submission_id = m.submission_id and a.module = m.module
                      and a.content_hash = m.approved_hash order by approved_at desc limit 1) as content
               from submission_module m join submitted_value v on v.submission_id = m.submission_id and v.cell = 'SD-CASES'
              where m.submission_id = $1 and m.module = 'SD'`,
            [id],
          ),
        { wide: true },
      );
      expect(row?.approved === null).toBe(row?.state !== 'approved');
      if (row?.state === 'approved') {
        expect(
          createHash('sha256')
            .update(row.content ?? '')
            .digest('hex'),
        ).toBe(row.approved);
        const cells = (JSON.parse(row.content ?? '{}') as { cells: { cell: string; value: number }[] }).cells;
        expect(cells.find(({ cell }) => cell === 'SD-CASES')?.value).toBe(row.cases);
        await actions.act(approver, id, 'reopen', { module: 'SD' });
      }
    }
    // Both sides win now and then: the races are races.
    expect(seen.get('approve done')).toBeGreaterThan(10);
    expect(seen.get('edit done/done')).toBeGreaterThan(10);
  }, 300_000);
});
