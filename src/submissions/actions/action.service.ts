import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { holdsRole, scopeOf, type Actor } from '../../http/actor.js';
import { conflict, forbidden, Problem, titleOf, unprocessable } from '../../http/problem.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { checkAll } from '../findings/check.js';
import { blocking } from '../findings/finding.js';
import { cleanText, hasSubstance } from '../form/substance.js';
import { SubmissionReader, type LoadedSubmission } from '../submission-reader.js';
import { type ModuleChange, type ModuleRecord, type SubmissionRecord } from '../submission.repository.js';
import { actionRefused, noCell, noSubmission, ownEntry } from '../submission-problems.js';
import { hashOf } from '../values/submission-content.js';
import { addWorkingDays, dayInRiga } from '../workflow/riga-time.js';
import { MODULES, permissionsOf, reopenedState, type Action } from '../workflow/workflow.js';
import { identityOf } from './acceptance.js';
import type { ActionRequest } from './action-request.js';
import { ActionEffects } from './action-effects.js';

/** Working days that a municipality has to answer what LPS returns. */
export const ANSWER_DAYS = 5;

interface Step {
  readonly transaction: Transaction;
  readonly loaded: LoadedSubmission;
  readonly module: ModuleRecord;
  readonly actor: Actor;
  readonly request: ActionRequest;
  readonly now: Date;
}

/** Moves submissions through their states. */
@Injectable()
export class ActionService {
  constructor(
    private readonly database: Database,
    private readonly reader: SubmissionReader,
    private readonly effects: ActionEffects,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Carries out an action on one module, or on all that it fits; all or none. Effects, audit and jobs are one
   * transaction, under the lock that changes of values take too.
   *
   * @throws Problem 404; 403 for another's task or one's own work; 409 where it does not fit the state, or another
   *   content than the one seen would be approved; 422 with the findings that block a submission
   */
  async act(actor: Actor, id: string, action: Action, request: ActionRequest): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const wanted = request.module === undefined ? MODULES : [request.module];
      const submission = await this.effects.submissions.heldById(transaction, id, wanted);
      if (submission === undefined) throw noSubmission();
      const now = await this.effects.submissions.now(transaction);
      const modules = fitting(actor, submission, { action, request, now });
      for (const module of modules) {
        const fresh = (await this.effects.submissions.byId(transaction, id)) ?? submission;
        const loaded = await this.reader.load(transaction, fresh);
        const step: Step = { transaction, loaded, module, actor, request, now };
        const change = await this.prepare(action, step);
        await this.effects.submissions.changeModule(transaction, id, module.module, change);
        await this.record(action, step, change);
      }
    }, scopeOf(actor));
  }

  private async prepare(action: Action, step: Step): Promise<ModuleChange> {
    switch (action) {
      case 'submit':
        return submit(step);
      case 'approve':
        return this.approve(step);
      case 'review':
        return { state: 'in_review' };
      case 'return':
        return sendBack(step);
      case 'accept':
        await this.effects.acceptance.accept(step.transaction, step.loaded, step.module, step.actor);
        return { state: 'accepted', acceptedBy: step.actor.userId, openCells: null };
      case 'reopen':
        return this.reopen(step);
    }
  }

  /** The approval binds to the hash of what stands there now, under the lock. */
  private async approve({ transaction, loaded, module, actor, request }: Step): Promise<ModuleChange> {
    const content = loaded.content.canonical(module.module, identityOf(loaded));
    const hash = hashOf(content);
    const seen = request.contentHash?.toLowerCase();
    if (seen !== undefined && seen !== hash.toString('hex')) throw contentChanged(hash, seen);
    const asDeputy = actor.role !== 'approver';
    await this.effects.approvals.add(transaction, loaded.submission, {
      module: module.module,
      hash,
      content,
      asDeputy,
      approvedBy: actor.userId,
    });
    return { state: 'approved', approvedBy: actor.userId, approvedHash: hash };
  }

  /** Voids the approval; of what was accepted LPS opens the cells it names. */
  private async reopen({ transaction, loaded, module, actor, request }: Step): Promise<ModuleChange> {
    const state = reopenedState(module.state);
    if (state === 'draft') return { state, approvedBy: null, approvedHash: null };
    const reason = reasonOf(request);
    const cells = cellsOf(loaded, module, request);
    const { submission, content } = loaded;
    if (submission.stage !== 'collection' && (cells === null || request.category === undefined))
      throw unprocessable('cells_and_category_needed', {
        lv: 'Publicētus datus labo pa laukiem: norādiet laukus un labojuma veidu.',
        en: 'Published data are corrected cell by cell: name the cells and the kind of correction.',
      });
    if (cells !== null && request.category !== undefined) {
      const opened = cells.map((cell) => ({ module: module.module, cell, before: content.values.get(cell) }));
      const why = { category: request.category, reason, openedBy: actor.userId };
      await this.effects.approvals.openCorrections(transaction, submission, opened, why);
    }
    const change = { approvedBy: null, approvedHash: null, returnReason: reason };
    return { state, openCells: cells, ...change };
  }

  private async record(action: Action, { transaction, loaded, module, actor, request }: Step, change: ModuleChange) {
    const { submission } = loaded;
    const reason = cleanText(request.reason);
    await this.audit.record(transaction, {
      actor,
      action: `submission.${action}`,
      subject: `submission:${submission.id}`,
      municipality: submission.municipality,
      before: { module: module.module, state: module.state },
      after: {
        module: module.module,
        state: change.state,
        contentHash: change.approvedHash?.toString('hex'),
        cells: change.openCells ?? undefined,
        category: request.category,
      },
      ...(reason === null ? {} : { reason }),
    });
  }
}

interface Wanted {
  readonly action: Action;
  readonly request: ActionRequest;
  readonly now: Date;
}

/** The modules that the action is for, or the refusal of the first that should have been. */
function fitting(actor: Actor, submission: SubmissionRecord, { action, request, now }: Wanted): ModuleRecord[] {
  const named = submission.modules.filter(({ module }) => request.module === undefined || module === request.module);
  const fits = named.filter((module) => permissionsOf(actor, submission, module, now).includes(action));
  if (fits.length > 0) return fits;
  if (!isTaskOf(actor, submission, action)) throw forbidden();
  const own = named.find(
    ({ state, authors }) => action === 'approve' && state === 'submitted' && authors.has(actor.userId),
  );
  if (own !== undefined) throw ownEntry(own.module);
  const [first] = named;
  if (first === undefined) throw noSubmission();
  throw actionRefused(first.module, first.state, permissionsOf(actor, submission, first, now));
}

/** Whether the action is ever this actor's to take on this submission. */
function isTaskOf(actor: Actor, submission: SubmissionRecord, action: Action): boolean {
  const own = actor.municipality === submission.municipality;
  const reviews = actor.role === 'lps_reviewer' || actor.role === 'lps_administrator';
  switch (action) {
    case 'submit':
      return own && actor.role === 'coordinator';
    case 'approve':
      return own && holdsRole(actor, 'approver');
    case 'review':
    case 'return':
    case 'accept':
      return reviews;
    case 'reopen':
      return reviews || (own && (actor.role === 'coordinator' || holdsRole(actor, 'approver')));
  }
}

function submit({ loaded, module, actor }: Step): ModuleChange {
  const findings = checkAll(loaded.content, loaded.yardstick, module.module);
  const stops = blocking(findings, module.module);
  if (stops.length > 0)
    throw new Problem({
      status: 422,
      code: 'findings_block',
      title: titleOf(422),
      detail: {
        lv: `Sadaļu ${module.module} vēl nevar iesniegt: jālabo vai jāpaskaidro ${stops.length} vietas.`,
        en: `Module ${module.module} cannot be submitted yet: ${stops.length} places need a correction or an explanation.`,
      },
      errors: stops.map(({ cell, code, message }) => ({ path: cell, code, message })),
    });
  const warnings = findings.filter((one) => one.module === module.module && one.severity === 'warning').length;
  return {
    state: 'submitted',
    submittedBy: actor.userId,
    approvedBy: null,
    approvedHash: null,
    errors: 0,
    warnings,
  };
}

function sendBack({ loaded, module, request, now }: Step): ModuleChange {
  return {
    state: 'returned',
    approvedBy: null,
    approvedHash: null,
    returnReason: reasonOf(request),
    openCells: cellsOf(loaded, module, request),
    answerUntil: addWorkingDays(dayInRiga(now), ANSWER_DAYS),
  };
}

function reasonOf({ reason }: ActionRequest): string {
  const text = cleanText(reason);
  if (text !== null && hasSubstance(text)) return text;
  const message = {
    lv: 'Norādiet iemeslu (vismaz 15 zīmes), lai pašvaldība zinātu, kas jādara.',
    en: 'State the reason (at least 15 characters), so that the municipality knows what to do.',
  };
  throw unprocessable('reason_needed', message, [{ path: 'reason', code: 'reason_needed', message }]);
}

/** The main cells named in the request, with whatever stands beside them; null for the whole module. */
function cellsOf(loaded: LoadedSubmission, module: ModuleRecord, { cells }: ActionRequest): string[] | null {
  if (cells === undefined || cells.length === 0) return null;
  const mains = cells.map((key) => {
    const cell = loaded.content.form.byKey.get(key);
    if (cell?.module !== module.module || cell.kind !== 'collected') throw noCell(key);
    return cell.main;
  });
  return [...new Set(mains)];
}

function contentChanged(hash: Buffer, seen: string): Problem {
  return conflict(
    'content_changed',
    {
      lv: 'Saturs pa to laiku ir mainījies. Apskatiet to vēlreiz un tad apstipriniet.',
      en: 'The content has changed meanwhile. Look at it again before you approve it.',
    },
    { current: hash.toString('hex'), yours: seen },
  );
}
