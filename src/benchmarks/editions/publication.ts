import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { scopeOf, type Actor } from '../../http/actor.js';
import { conflict, notFound, unprocessable } from '../../http/problem.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { SAMPLE_SOURCE } from '../../sample-data/sample-data.js';
import type { RunRecord } from '../../scoring/runs/run-repository.js';
import type { PeriodRecord, PeriodState } from '../../submissions/periods/reporting-period.js';
import { markPublished } from '../../submissions/publication-stage.js';
import { ChangeList } from './change-list.js';
import { EditionRepository, type EditionKind, type EditionRecord } from './edition.repository.js';
import { PublishedRuns } from './published-runs.js';

/** What is to be published. */
export interface PublicationRequest {
  /** Id of a finished run. */
  readonly run: string;
  readonly kind: EditionKind;
  /** Codes; where absent those of the run, or all it knows, without periods that are still being filled in. */
  readonly periods?: readonly string[] | undefined;
  readonly note?: string | undefined;
}

/** Periods in these states are not published unless they are named. */
const NOT_YET: ReadonlySet<PeriodState> = new Set<PeriodState>(['planned', 'practice', 'open']);

/** What a publication leaves behind besides the edition: the list of changes and the entry in the audit trail. */
@Injectable()
export class PublicationRecord {
  constructor(
    private readonly editions: EditionRepository,
    private readonly changes: ChangeList,
    private readonly audit: AuditTrail,
  ) {}

  async write(transaction: Transaction, { edition, run, before, actor }: PublicationInHand): Promise<void> {
    const changes = await this.changes.since(transaction, { run, periodIds: edition.periodIds }, before);
    await this.editions.add(transaction, edition);
    await this.editions.addChanges(transaction, edition.id, changes);
    await markPublished(transaction, edition.periodIds, edition.kind);
    await this.audit.record(transaction, {
      actor,
      action: 'edition.published',
      subject: `edition:${edition.id}`,
      municipality: null,
      after: {
        run: run.id,
        kind: edition.kind,
        periods: edition.periodIds,
        changes: changes.length,
        resultHash: run.resultHash?.toString('hex'),
      },
    });
  }
}

/** Publishes: an edition is a pointer to a run, with the list of what differs from the editions before. */
@Injectable()
export class Publication {
  constructor(
    private readonly database: Database,
    private readonly editions: EditionRepository,
    private readonly runs: PublishedRuns,
    private readonly record: PublicationRecord,
  ) {}

  /**
   * @returns the new edition
   * @throws Problem 404 for the run, 409 where it has not finished, 422 for periods that cannot be published
   */
  async publish(request: PublicationRequest, actor: Actor): Promise<EditionRecord> {
    const run = await this.finishedRun(request.run);
    const periods = await this.periodsOf(run, request.periods);
    return this.database.transaction(async (transaction) => {
      await this.editions.lock(transaction);
      const before = await this.editions.all(transaction);
      const edition = {
        id: nameOf(periods, request.kind, before),
        position: (before[0]?.position ?? 0) + 1,
        runId: run.id,
        kind: request.kind,
        periodIds: periods.map(({ id }) => id),
        publishedBy: actor.via === 'system' ? null : actor.userId,
        publishedByName: actor.name,
        note: request.note ?? null,
        sample: await this.editions.usesSource(
          transaction,
          SAMPLE_SOURCE,
          periods.map(({ id }) => id),
        ),
      };
      await this.record.write(transaction, { edition, run, before, actor });
      const [published] = (await this.editions.all(transaction)).filter(({ id }) => id === edition.id);
      if (published === undefined) throw new Error('The edition was not stored.');
      return published;
    }, scopeOf(actor));
  }

  private async finishedRun(id: string): Promise<RunRecord> {
    const run = await this.runs.find(id);
    if (run === undefined)
      throw notFound({ lv: `Aprēķina “${id}” nav.`, en: `There is no scoring run “${id}”.` }, 'scoring_run_not_found');
    if (run.state === 'done') return run;
    throw conflict(
      'run_not_finished',
      { lv: 'Publicēt var tikai pabeigtu aprēķinu.', en: 'Only a finished run can be published.' },
      { state: run.state },
    );
  }

  private async periodsOf(run: RunRecord, named: readonly string[] | undefined): Promise<PeriodRecord[]> {
    const [all, scored] = await Promise.all([this.runs.periods(), this.runs.scoredPeriods(run)]);
    const possible = all.filter(({ id, isPractice }) => scored.has(id) && !isPractice);
    const wanted = named ?? run.periods;
    const unknown = (named ?? []).filter((code) => possible.every((period) => period.code !== code));
    if (unknown.length > 0) throw cannotPublish(unknown);
    const chosen = possible
      .filter(({ code }) => wanted === null || wanted.includes(code))
      .filter(({ state }) => named !== undefined || !NOT_YET.has(state));
    if (chosen.length === 0) throw cannotPublish(run.periods ?? []);
    return chosen.sort((a, b) => (a.endsOn < b.endsOn ? -1 : 1));
  }
}

interface PublicationInHand {
  readonly edition: Parameters<EditionRepository['add']>[1];
  readonly run: RunRecord;
  /** The editions so far, newest first. */
  readonly before: readonly EditionRecord[];
  readonly actor: Actor;
}

/** `2025-provisional-1`: the newest period, the kind, and how many there have been of both. */
function nameOf(periods: readonly PeriodRecord[], kind: EditionKind, before: readonly EditionRecord[]): string {
  const stem = `${periods.at(-1)?.code ?? ''}-${kind}`;
  const taken = new Set(before.map(({ id }) => id));
  let number = 1;
  while (taken.has(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}

function cannotPublish(periods: readonly string[]): ReturnType<typeof unprocessable> {
  const list = periods.join(', ');
  return unprocessable('nothing_to_publish', {
    lv: `Šajā aprēķinā nav publicējamu periodu${list === '' ? '' : ` (${list})`}: tie vēl tiek pildīti, ir izmēģinājuma periodi vai tiem nav datu.`,
    en: `The run has no periods to be published${list === '' ? '' : ` (${list})`}: they are being filled in, are for practice, or have no data.`,
  });
}
