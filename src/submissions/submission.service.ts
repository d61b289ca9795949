import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../database/database.js';
import { scopeOf, type Actor, type FormModule } from '../http/actor.js';
import { territoryDate } from '../municipalities/municipalities.js';
import { identityOf } from './actions/acceptance.js';
import { CollectionFacts } from './collection-facts.js';
import { checkAll, isMissing } from './findings/check.js';
import type { Finding } from './findings/finding.js';
import { noPeriod } from './periods/period.service.js';
import type { PeriodRecord } from './periods/reporting-period.js';
import { SubmissionReader, type LoadedSubmission } from './submission-reader.js';
import { SubmissionRepository, type SubmissionRecord } from './submission.repository.js';
import { noSubmission } from './submission-problems.js';
import { hashOf } from './values/submission-content.js';
import { wholeState, type SubmissionState } from './workflow/workflow.js';

/** How much of a module is filled in. */
export interface Completeness {
  readonly filled: number;
  readonly required: number;
}

export type ModuleFigures = ReadonlyMap<FormModule, Completeness>;

/** A submission as a list shows it. */
export interface ListedSubmission {
  readonly submission: SubmissionRecord;
  readonly state: SubmissionState;
  readonly completeness: ModuleFigures;
  readonly openThreads: number;
}

/** One submission opened. */
export interface OpenedSubmission extends LoadedSubmission {
  readonly state: SubmissionState;
  readonly completeness: ModuleFigures;
  /** Hexadecimal hash of what stands in each module now; what an approver hands back. */
  readonly contentHashes: ReadonlyMap<FormModule, string>;
  readonly findings: readonly Finding[];
  readonly openThreads: number;
  readonly now: Date;
}

export interface SubmissionFilter {
  readonly period?: string | undefined;
  readonly state?: SubmissionState | undefined;
  readonly municipality?: string | undefined;
}

/** Submissions as readers ask for them. */
@Injectable()
export class SubmissionService {
  constructor(
    private readonly database: Database,
    private readonly facts: CollectionFacts,
    private readonly submissions: SubmissionRepository,
    private readonly reader: SubmissionReader,
  ) {}

  /**
   * The submissions of a period that the actor may see: the open period where none is named.
   *
   * @throws Problem 404 for a period that does not exist
   */
  async list(
    actor: Actor,
    filter: SubmissionFilter,
  ): Promise<{ readonly items: ListedSubmission[]; readonly now: Date }> {
    const period = await this.period(filter.period);
    if (period === undefined) return { items: [], now: new Date() };
    await this.prepare(period);
    const required = requiredKeys(await this.facts.form());
    return this.database.transaction(async (transaction) => {
      const now = await this.submissions.now(transaction);
      const all = await this.submissions.ofPeriod(transaction, period.id);
      const figures = await this.figures(transaction, period.id, required);
      const items = all.map((submission): ListedSubmission => {
        const own = figures.get(submission.id);
        return {
          submission,
          state: stateOf(submission),
          completeness: own?.completeness ?? new Map(),
          openThreads: own?.threads ?? 0,
        };
      });
      const { state, municipality } = filter;
      const chosen = items.filter(
        (item) =>
          (state === undefined || item.state === state) &&
          (municipality === undefined || item.submission.municipality === municipality),
      );
      return { items: chosen, now };
    }, scopeOf(actor));
  }

  /** One submission with its content, findings and hashes. @throws Problem 404 */
  async open(actor: Actor, id: string): Promise<OpenedSubmission> {
    return this.database.transaction(async (transaction) => {
      const submission = await this.submissions.byId(transaction, id);
      if (submission === undefined) throw noSubmission();
      const loaded = await this.reader.load(transaction, submission);
      const now = await this.submissions.now(transaction);
      const threads = await transaction.query<{ count: number }>(
        'select count(*)::int as count from thread where submission_id = $1 and resolved_at is null',
        [id],
      );
      return { ...loaded, ...opened(loaded), openThreads: threads[0]?.count ?? 0, now };
    }, scopeOf(actor));
  }

  /** Makes the drafts of all municipalities of a period that takes entries; does nothing where they exist. */
  async prepare(period: PeriodRecord): Promise<void> {
    if (period.state === 'planned' || period.state === 'closed') return;
    const units = (await this.facts.directory.validOn(territoryDate(period.endsOn))).map(({ atvk, id }) => ({
      atvk,
      id,
    }));
    await this.database.transaction(
      async (transaction) => {
        const [row] = await transaction.query<{ count: number }>(
          'select count(*)::int as count from submission where period_id = $1',
          [period.id],
        );
        if ((row?.count ?? 0) < units.length) await this.submissions.add(transaction, period.id, units);
      },
      { wide: true },
    );
  }

  /** The named period, or the open one. @throws Problem 404 */
  async period(code: string | undefined): Promise<PeriodRecord | undefined> {
    if (code === undefined) return this.facts.periods.open();
    const period = await this.facts.periods.byCode(code);
    if (period === undefined) throw noPeriod(code);
    return period;
  }

  private async figures(
    transaction: Transaction,
    periodId: number,
    required: ReadonlyMap<FormModule, readonly string[]>,
  ): Promise<Map<string, { readonly completeness: ModuleFigures; readonly threads: number }>> {
    const keys = [...required.values()].flat();
    const rows = await transaction.query<{ id: string; module: FormModule | null; filled: number; threads: number }>(
      `select s.id, v.module, count(v.cell)::int as filled,
              (select count(*)::int from thread t where t.submission_id = s.id and t.resolved_at is null) as threads
         from submission s
         left join submitted_value v on v.submission_id = s.id and v.status <> 'not_provided' and v.cell = any($2)
        where s.period_id = $1 group by s.id, v.module`,
      [periodId, keys],
    );
    const found = new Map<string, { completeness: Map<FormModule, Completeness>; threads: number }>();
    for (const { id, module, filled, threads } of rows) {
      const entry = found.get(id) ?? { completeness: emptyFigures(required), threads };
      if (module !== null) entry.completeness.set(module, { filled, required: required.get(module)?.length ?? 0 });
      found.set(id, entry);
    }
    return found;
  }
}

function emptyFigures(required: ReadonlyMap<FormModule, readonly string[]>): Map<FormModule, Completeness> {
  return new Map([...required].map(([module, keys]) => [module, { filled: 0, required: keys.length }]));
}

/** Cells that every municipality fills in, by module. */
export function requiredKeys(form: LoadedSubmission['content']['form']): ReadonlyMap<FormModule, readonly string[]> {
  const keys = new Map<FormModule, string[]>();
  for (const { key, module, required, companion } of form.cells)
    if (required === 'always' && companion === null) keys.set(module, [...(keys.get(module) ?? []), key]);
  return keys;
}

export function stateOf({ stage, modules }: Pick<SubmissionRecord, 'stage' | 'modules'>): SubmissionState {
  return wholeState(
    stage,
    modules.map(({ state }) => state),
  );
}

function opened(loaded: LoadedSubmission): Omit<OpenedSubmission, keyof LoadedSubmission | 'openThreads' | 'now'> {
  const { submission, content, yardstick } = loaded;
  const identity = identityOf(loaded);
  const completeness = new Map<FormModule, Completeness>();
  for (const [module, keys] of requiredKeys(content.form)) {
    const missing = keys.filter((key) => {
      const cell = content.form.byKey.get(key);
      return cell !== undefined && isMissing(content, cell);
    });
    completeness.set(module, { filled: keys.length - missing.length, required: keys.length });
  }
  const contentHashes = new Map(
    submission.modules.map(({ module }) => [module, hashOf(content.canonical(module, identity)).toString('hex')]),
  );
  return { state: stateOf(submission), completeness, contentHashes, findings: checkAll(content, yardstick) };
}
