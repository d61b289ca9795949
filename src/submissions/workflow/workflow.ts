/**
 * The states of a submission and who may move it on. Pure: facts in, answers out; the present is the database's, given
 * as an argument.
 */
import { holdsRole, type Actor, type FormModule } from '../../http/actor.js';
import type { PeriodRecord } from '../periods/reporting-period.js';
import { addDays, dayInRiga, daysBetween, endOfDay, startOfDay } from './riga-time.js';

export const MODULES: readonly FormModule[] = ['SU', 'SP', 'SD'];
export const MODULE_STATES = ['draft', 'submitted', 'approved', 'in_review', 'returned', 'accepted'] as const;
export type ModuleState = (typeof MODULE_STATES)[number];

/** How far publication has come for the whole submission. */
export const STAGES = ['collection', 'provisional', 'final', 'revised', 'closed'] as const;
export type Stage = (typeof STAGES)[number];

/** State of the whole: the least advanced module while collection goes on, then the stage of publication. */
export const SUBMISSION_STATES = [...MODULE_STATES, 'provisional', 'final', 'revised', 'closed'] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

export const ACTIONS = ['submit', 'approve', 'review', 'return', 'accept', 'reopen'] as const;
export type Action = (typeof ACTIONS)[number];
export type Permission = 'edit' | Action;

/** What the workflow needs to know of a module. */
export interface ModuleFacts {
  readonly module: FormModule;
  readonly state: ModuleState;
  /** Cells that may be changed while the module is returned; all where null. */
  readonly openCells: readonly string[] | null;
  readonly submittedAt: Date | null;
  /** Everybody who entered or changed a value of the module, or submitted it. */
  readonly authors: ReadonlySet<string>;
  /** Last day granted to this municipality by an exception, if any. */
  readonly exceptionUntil: string | null;
}

export interface SubmissionFacts {
  readonly municipality: string;
  readonly stage: Stage;
  readonly period: Pick<PeriodRecord, 'state' | 'endsOn' | 'opensOn' | 'deadlines' | 'isPractice'>;
  readonly modules: readonly ModuleFacts[];
}

/** Where a reopened module goes: back to its authors, or, from LPS, to be answered. */
export function reopenedState(state: ModuleState): ModuleState {
  return state === 'accepted' ? 'returned' : 'draft';
}

/** 30 September of the year after the period: until then a published value may be corrected. */
export function correctionsEnd(endsOn: string): string {
  return `${Number(endsOn.slice(0, 4)) + 1}-09-30`;
}

/** The state of the whole. */
export function wholeState(stage: Stage, states: readonly ModuleState[]): SubmissionState {
  if (states.includes('returned')) return 'returned';
  const order: readonly ModuleState[] = ['draft', 'submitted', 'approved', 'in_review', 'accepted'];
  const least = order.find((state) => states.includes(state)) ?? 'draft';
  return least === 'accepted' && stage !== 'collection' ? stage : least;
}

/** The last day of a module for this municipality: the period's, or a later one by exception. */
export function deadlineOf(facts: SubmissionFacts, module: ModuleFacts): string | null {
  const usual = facts.period.deadlines[module.module] ?? null;
  const granted = module.exceptionUntil;
  if (granted === null || usual === null) return granted ?? usual;
  return granted > usual ? granted : usual;
}

export interface Timeliness {
  /** Last day, ISO date; null where the period has none. */
  readonly deadline: string | null;
  /** `due`: not submitted, still in time; `overdue`: not submitted, too late; `on_time`, `late`: submitted. */
  readonly state: 'due' | 'overdue' | 'on_time' | 'late' | 'none';
  /** Days after the deadline, 0 in time. */
  readonly daysLate: number;
}

/** Whether a module came, or can still come, in time. A day ends at midnight in Riga. */
export function timelinessOf(facts: SubmissionFacts, module: ModuleFacts, now: Date): Timeliness {
  const deadline = deadlineOf(facts, module);
  if (deadline === null) return { deadline, state: 'none', daysLate: 0 };
  const at = module.submittedAt ?? now;
  const late = at.getTime() >= endOfDay(deadline).getTime();
  const daysLate = late ? daysBetween(deadline, dayInRiga(at)) : 0;
  const states = module.submittedAt === null ? (['due', 'overdue'] as const) : (['on_time', 'late'] as const);
  return { deadline, state: states[late ? 1 : 0], daysLate };
}

/** Whether the form is open at all: from the opening day on, in a period that takes entries. */
export function isOpen(facts: SubmissionFacts, module: ModuleFacts, now: Date): boolean {
  const { state, opensOn, endsOn } = facts.period;
  const opened = opensOn === null || now.getTime() >= startOfDay(opensOn).getTime();
  if (state === 'practice' || state === 'open') return opened && facts.stage !== 'closed';
  const answering = module.state === 'returned' && (state === 'locked' || state === 'correction');
  return answering && facts.stage !== 'closed' && now.getTime() < endOfDay(correctionsEnd(endsOn)).getTime();
}

/** Whether LPS may still open an accepted module again. */
function isCorrectable(facts: SubmissionFacts, now: Date): boolean {
  const { state, endsOn } = facts.period;
  if (facts.stage === 'closed' || state === 'closed' || state === 'planned') return false;
  return now.getTime() < endOfDay(correctionsEnd(endsOn)).getTime();
}

const isReviewer = (actor: Actor): boolean => actor.role === 'lps_reviewer' || actor.role === 'lps_administrator';

/** Whether filling in the module is the actor's task, open or not. */
export function mayFill(actor: Actor, facts: Pick<SubmissionFacts, 'municipality'>, module: FormModule): boolean {
  if (actor.municipality !== facts.municipality) return false;
  return actor.role === 'coordinator' || (actor.role === 'data_owner' && actor.modules.includes(module));
}

/** Whether the actor may approve what others entered: an approver or deputy of the municipality, never an author. */
function mayApprove(actor: Actor, facts: SubmissionFacts, module: ModuleFacts): boolean {
  return actor.municipality === facts.municipality && holdsRole(actor, 'approver') && !module.authors.has(actor.userId);
}

function mayReopen(actor: Actor, facts: SubmissionFacts, module: ModuleFacts, now: Date): boolean {
  const own = actor.municipality === facts.municipality;
  switch (module.state) {
    case 'submitted':
      return own && (actor.role === 'coordinator' || holdsRole(actor, 'approver')) && isOpen(facts, module, now);
    case 'approved':
      return own && holdsRole(actor, 'approver') && isOpen(facts, module, now);
    case 'accepted':
      return isReviewer(actor) && isCorrectable(facts, now);
    case 'draft':
    case 'in_review':
    case 'returned':
      return false;
  }
}

/** What the actor may do with one module now. */
export function permissionsOf(actor: Actor, facts: SubmissionFacts, module: ModuleFacts, now: Date): Permission[] {
  const { state } = module;
  const filling = (state === 'draft' || state === 'returned') && isOpen(facts, module, now);
  const running = facts.period.state !== 'closed' && facts.period.state !== 'planned' && facts.stage !== 'closed';
  const allowed: Record<Permission, boolean> = {
    edit: filling && mayFill(actor, facts, module.module),
    submit: filling && actor.role === 'coordinator' && actor.municipality === facts.municipality,
    approve: running && state === 'submitted' && mayApprove(actor, facts, module),
    review: running && state === 'approved' && isReviewer(actor),
    return: running && (state === 'approved' || state === 'in_review') && isReviewer(actor),
    accept: running && state === 'in_review' && isReviewer(actor),
    reopen: mayReopen(actor, facts, module, now),
  };
  return (Object.keys(allowed) as Permission[]).filter((permission) => allowed[permission]);
}

/** What the actor may do with each module now. */
export function permittedActions(
  actor: Actor,
  facts: SubmissionFacts,
  now: Date,
): Partial<Record<FormModule, Permission[]>> {
  return Object.fromEntries(facts.modules.map((module) => [module.module, permissionsOf(actor, facts, module, now)]));
}

/** The moment of a reminder on a day, if it is one: seven days before, on, or seven days after a deadline. */
export function reminderMoment(deadline: string, today: string): 'before' | 'on' | 'after' | null {
  if (today === addDays(deadline, -7)) return 'before';
  if (today === deadline) return 'on';
  return today === addDays(deadline, 7) ? 'after' : null;
}
