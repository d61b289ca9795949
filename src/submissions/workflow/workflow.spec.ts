import { describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '../../http/actor.js';
import type { PeriodState } from '../periods/reporting-period.js';
import {
  MODULE_STATES,
  permissionsOf,
  permittedActions,
  reminderMoment,
  timelinessOf,
  wholeState,
  type ModuleFacts,
  type Permission,
  type SubmissionFacts,
} from './workflow.js';

const actor = (role: Role, more: Partial<Actor> = {}): Actor => ({
  userId: role,
  email: '',
  name: role,
  role,
  municipality: role.startsWith('lps') || role === 'reader' ? null : '0001000',
  modules: ['SU', 'SP', 'SD'],
  via: 'session',
  ...more,
});
const formModule = (more: Partial<ModuleFacts> = {}): ModuleFacts => ({
  module: 'SD',
  state: 'draft',
  openCells: null,
  submittedAt: null,
  authors: new Set(),
  exceptionUntil: null,
  ...more,
});
const facts = (one: ModuleFacts, more: Partial<SubmissionFacts['period']> = {}): SubmissionFacts => ({
  municipality: '0001000',
  stage: 'collection',
  period: {
    state: 'open',
    endsOn: '2025-12-31',
    opensOn: '2026-01-02',
    deadlines: { SD: '2026-03-29', SU: '2026-10-25' },
    isPractice: false,
    ...more,
  },
  modules: [one],
});
const may = (who: Actor, one: ModuleFacts, when = '2026-02-01T10:00:00Z', period = {}): Permission[] =>
  permissionsOf(who, facts(one, period), one, new Date(when));

describe('permittedActions', () => {
  it.each<[Role, Record<(typeof MODULE_STATES)[number], Permission[]>]>([
    ['data_owner', { draft: ['edit'], submitted: [], approved: [], in_review: [], returned: ['edit'], accepted: [] }],
    [
      'coordinator',
      {
        draft: ['edit', 'submit'],
        submitted: ['reopen'],
        approved: [],
        in_review: [],
        returned: ['edit', 'submit'],
        accepted: [],
      },
    ],
    [
      'approver',
      {
        draft: [],
        submitted: ['approve', 'reopen'],
        approved: ['reopen'],
        in_review: [],
        returned: [],
        accepted: [],
      },
    ],
    [
      'lps_reviewer',
      {
        draft: [],
        submitted: [],
        approved: ['review', 'return'],
        in_review: ['return', 'accept'],
        returned: [],
        accepted: ['reopen'],
      },
    ],
    ['lps_analyst', { draft: [], submitted: [], approved: [], in_review: [], returned: [], accepted: [] }],
    ['reader', { draft: [], submitted: [], approved: [], in_review: [], returned: [], accepted: [] }],
  ])('of a %s in every state', (role, expected) => {
    const found = Object.fromEntries(MODULE_STATES.map((state) => [state, may(actor(role), formModule({ state }))]));
    expect(found).toEqual(expected);
  });

  it('keep everybody out of another municipality', () => {
    for (const role of ['data_owner', 'coordinator', 'approver'] as const)
      for (const state of MODULE_STATES)
        expect(may(actor(role, { municipality: '0002000' }), formModule({ state }))).toEqual([]);
  });

  it('let nobody approve what they entered or submitted, deputies neither', () => {
    const submitted = formModule({ state: 'submitted', authors: new Set(['approver', 'deputy']) });
    const deputy = actor('coordinator', { userId: 'deputy', alsoActsAs: ['approver'] });
    expect(may(actor('approver'), submitted)).toEqual(['reopen']);
    expect(may(deputy, submitted)).not.toContain('approve');
    expect(may({ ...deputy, userId: 'another' }, submitted)).toContain('approve');
  });

  it('hold a data owner to their modules', () => {
    expect(may(actor('data_owner', { modules: ['SU'] }), formModule())).toEqual([]);
    const both = facts(formModule());
    const answer = permittedActions(actor('data_owner'), both, new Date('2026-02-01T10:00:00Z'));
    expect(answer).toEqual({ SD: ['edit'] });
  });

  it('open on the opening day in Riga and not a moment before', () => {
    expect(may(actor('coordinator'), formModule(), '2026-01-01T21:59:59.999Z')).toEqual([]);
    expect(may(actor('coordinator'), formModule(), '2026-01-01T22:00:00Z')).toEqual(['edit', 'submit']);
  });

  it('end with the correction window, on 30 September in Riga', () => {
    const accepted = formModule({ state: 'accepted' });
    const period = { state: 'correction' as PeriodState };
    expect(may(actor('lps_reviewer'), accepted, '2026-09-30T20:59:59.999Z', period)).toEqual(['reopen']);
    expect(may(actor('lps_reviewer'), accepted, '2026-09-30T21:00:00Z', period)).toEqual([]);
    const returned = formModule({ state: 'returned' });
    expect(may(actor('coordinator'), returned, '2026-09-30T20:59:59.999Z', period)).toEqual(['edit', 'submit']);
    expect(may(actor('coordinator'), returned, '2026-09-30T21:00:00Z', period)).toEqual([]);
  });

  it('stop entries in a locked period but for what was returned', () => {
    expect(may(actor('coordinator'), formModule(), '2026-04-10T10:00:00Z', { state: 'locked' })).toEqual([]);
    const returned = formModule({ state: 'returned' });
    expect(may(actor('coordinator'), returned, '2026-04-10T10:00:00Z', { state: 'locked' })).toContain('edit');
    for (const state of MODULE_STATES)
      expect(may(actor('coordinator'), formModule({ state }), '2026-04-10T10:00:00Z', { state: 'closed' })).toEqual([]);
  });
});

describe('timelinessOf', () => {
  const state = (one: ModuleFacts, now: string) => timelinessOf(facts(one), one, new Date(now));

  it('knows both sides of a deadline on the days that clocks change', () => {
    expect(state(formModule(), '2026-03-29T20:59:59.999Z')).toEqual({
      deadline: '2026-03-29',
      state: 'due',
      daysLate: 0,
    });
    expect(state(formModule(), '2026-03-29T21:00:00Z')).toMatchObject({ state: 'overdue', daysLate: 1 });
    const autumn = (at: string) =>
      state(formModule({ module: 'SU', submittedAt: new Date(at) }), '2026-12-01T00:00:00Z');
    expect(autumn('2026-10-25T21:59:59.999Z')).toMatchObject({ state: 'on_time', daysLate: 0 });
    expect(autumn('2026-10-25T22:00:00Z')).toMatchObject({ state: 'late', daysLate: 1 });
  });

  it('takes an exception into account, never to an earlier day', () => {
    expect(state(formModule({ exceptionUntil: '2026-04-05' }), '2026-04-05T20:59:59Z').state).toBe('due');
    expect(state(formModule({ exceptionUntil: '2026-04-05' }), '2026-04-05T21:00:00Z').state).toBe('overdue');
    expect(state(formModule({ exceptionUntil: '2026-01-05' }), '2026-03-01T00:00:00Z').deadline).toBe('2026-03-29');
  });
});

describe('wholeState', () => {
  it('is that of the least advanced module, then of publication', () => {
    expect(wholeState('collection', ['accepted', 'draft', 'approved'])).toBe('draft');
    expect(wholeState('collection', ['accepted', 'returned', 'draft'])).toBe('returned');
    expect(wholeState('collection', ['accepted', 'accepted', 'accepted'])).toBe('accepted');
    expect(wholeState('final', ['accepted', 'accepted', 'accepted'])).toBe('final');
    expect(wholeState('final', ['accepted', 'returned', 'accepted'])).toBe('returned');
  });
});

describe('reminderMoment', () => {
  it('is seven days before, on, and seven days after', () => {
    const days = ['2026-03-23', '2026-03-24', '2026-03-31', '2026-04-01', '2026-04-07'];
    expect(days.map((day) => reminderMoment('2026-03-31', day))).toEqual([null, 'before', 'on', null, 'after']);
  });
});
