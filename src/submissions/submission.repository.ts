import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/database.js';
import type { FormModule } from '../http/actor.js';
import type { PeriodRecord } from './periods/reporting-period.js';
import type { ModuleFacts, ModuleState, Stage, SubmissionFacts } from './workflow/workflow.js';

/** One module of a submission with everything the workflow and the pages need. */
export interface ModuleRecord extends ModuleFacts {
  /** Goes up with every change of a value or of the state. */
  readonly version: number;
  readonly submittedBy: string | null;
  readonly approvedAt: Date | null;
  readonly approvedBy: string | null;
  /** Hexadecimal; null while nothing is approved. */
  readonly approvedHash: string | null;
  readonly acceptedAt: Date | null;
  readonly returnedAt: Date | null;
  readonly returnReason: string | null;
  readonly answerUntil: string | null;
  /** As they were when the module was submitted. */
  readonly errors: number;
  readonly warnings: number;
  readonly changedAt: Date;
}

export interface SubmissionRecord extends SubmissionFacts {
  readonly id: string;
  readonly municipalityId: number;
  readonly period: PeriodRecord;
  readonly stage: Stage;
  readonly modules: readonly ModuleRecord[];
}

interface SubmissionRow {
  readonly id: string;
  readonly municipality: string;
  readonly municipalityId: number;
  readonly stage: Stage;
  readonly period: PeriodRecord;
}

type ModuleRow = Omit<ModuleRecord, 'authors'> & { readonly submissionId: string; readonly authors: string[] };

const PERIOD = `jsonb_build_object('id', p.id, 'code', p.code, 'startsOn', p.starts_on, 'endsOn', p.ends_on,
  'title', jsonb_build_object('lv', p.title_lv, 'en', p.title_en), 'state', p.state, 'isPractice', p.is_practice,
  'opensOn', p.opens_on, 'deadlines', p.deadlines, 'version', p.version)`;

const SUBMISSION = `select s.id, s.municipality, s.municipality_id as "municipalityId",
    case p.state when 'closed' then 'closed' else s.stage end as stage, ${PERIOD} as period
  from submission s join reporting_period p on p.id = s.period_id`;

const MODULE = `select m.submission_id as "submissionId", m.module, m.state, m.version, m.open_cells as "openCells",
    m.submitted_at as "submittedAt", m.submitted_by as "submittedBy", m.approved_at as "approvedAt",
    m.approved_by as "approvedBy", encode(m.approved_hash, 'hex') as "approvedHash", m.accepted_at as "acceptedAt",
    m.returned_at as "returnedAt", m.return_reason as "returnReason", m.answer_until::text as "answerUntil", m.errors,
    m.warnings, m.changed_at as "changedAt",
    array(select distinct h.recorded_by::text from submitted_value_history h
           where h.submission_id = m.submission_id and h.module = m.module and h.recorded_by is not null
          union select m.submitted_by::text where m.submitted_by is not null) as authors,
    (select e.until::text from deadline_exception e
      where e.municipality = m.municipality and e.module = m.module
        and e.period_id = (select period_id from submission where id = m.submission_id)
      order by e.granted_at desc limit 1) as "exceptionUntil"
  from submission_module m`;

const IN_ORDER = `order by array_position(array['SU', 'SP', 'SD'], m.module)`;

function withModules(rows: readonly SubmissionRow[], modules: readonly ModuleRow[]): SubmissionRecord[] {
  return rows.map((row) => ({
    ...row,
    modules: modules
      .filter(({ submissionId }) => submissionId === row.id)
      .map(({ authors, ...module }) => ({ ...module, authors: new Set(authors) })),
  }));
}

/** What a change of state writes. */
export interface ModuleChange {
  readonly state: ModuleState;
  readonly openCells?: readonly string[] | null;
  readonly submittedBy?: string | null;
  readonly approvedBy?: string | null;
  readonly approvedHash?: Buffer | null;
  readonly acceptedBy?: string | null;
  readonly returnReason?: string | null;
  readonly answerUntil?: string | null;
  readonly errors?: number;
  readonly warnings?: number;
}

/** Questions about submissions. Row-level security decides which there are. */
@Injectable()
export class SubmissionRepository {
  /** The database's clock; it stands still within a transaction. */
  async now(transaction: Transaction): Promise<Date> {
    const [row] = await transaction.query<{ now: Date }>('select now() as now');
    if (row === undefined) throw new Error('The database has no clock.');
    return row.now;
  }

  async byId(transaction: Transaction, id: string): Promise<SubmissionRecord | undefined> {
    const rows = await transaction.query<SubmissionRow>(`${SUBMISSION} where s.id = $1`, [id]);
    return (await this.complete(transaction, rows))[0];
  }

  /** The submission with some of its modules held against changes by others until the transaction ends. */
  async heldById(
    transaction: Transaction,
    id: string,
    modules: readonly FormModule[],
  ): Promise<SubmissionRecord | undefined> {
    await transaction.query(
      `select from submission_module m where m.submission_id = $1 and m.module = any($2) ${IN_ORDER} for update`,
      [id, modules],
    );
    return this.byId(transaction, id);
  }

  async ofPeriod(transaction: Transaction, periodId: number): Promise<SubmissionRecord[]> {
    const rows = await transaction.query<SubmissionRow>(
      `${SUBMISSION} where s.period_id = $1 order by s.municipality`,
      [periodId],
    );
    return this.complete(transaction, rows);
  }

  /** The submission of the same municipality in another period. */
  async sibling(
    transaction: Transaction,
    municipality: string,
    periodId: number,
  ): Promise<SubmissionRecord | undefined> {
    const rows = await transaction.query<SubmissionRow>(
      `${SUBMISSION} where s.municipality = $1 and s.period_id = $2`,
      [municipality, periodId],
    );
    return (await this.complete(transaction, rows))[0];
  }

  /** Makes the submissions of a period that are not there yet, all in draft; gives their number. */
  async add(
    transaction: Transaction,
    periodId: number,
    municipalities: readonly { readonly atvk: string; readonly id: number }[],
  ): Promise<number> {
    const rows = await transaction.query<{ id: string }>(
      `with made as (
         insert into submission (municipality, municipality_id, period_id)
           select atvk, id, $1 from unnest($2::text[], $3::int[]) as unit (atvk, id)
           on conflict (municipality, period_id) do nothing
           returning id, municipality
       ), modules as (
         insert into submission_module (submission_id, municipality, module)
           select id, municipality, module from made cross join unnest(array['SU', 'SP', 'SD']) as module
       ) select id from made`,
      [periodId, municipalities.map(({ atvk }) => atvk), municipalities.map(({ id }) => id)],
    );
    return rows.length;
  }

  /** Moves a module on; what the change does not name stays. */
  async changeModule(
    transaction: Transaction,
    submissionId: string,
    module: FormModule,
    change: ModuleChange,
  ): Promise<void> {
    const { state } = change;
    const sets = [
      `state = $3, version = version + 1, changed_at = now()`,
      state === 'submitted' ? 'submitted_at = now()' : '',
      state === 'approved' ? 'approved_at = now()' : '',
      state === 'accepted' ? 'accepted_at = now()' : '',
      state === 'returned' ? 'returned_at = now()' : '',
    ];
    const values: unknown[] = [submissionId, module, state];
    for (const [column, value] of columnsOf(change)) sets.push(`${column} = $${values.push(value)}`);
    await transaction.query(
      `update submission_module set ${sets.filter((set) => set !== '').join(', ')}
        where submission_id = $1 and module = $2`,
      values,
    );
  }

  /** Raises the version of the modules whose values changed. */
  async touch(transaction: Transaction, submissionId: string, modules: readonly FormModule[]): Promise<void> {
    await transaction.query(
      `update submission_module set version = version + 1, changed_at = now()
        where submission_id = $1 and module = any($2)`,
      [submissionId, modules],
    );
  }

  async setStage(transaction: Transaction, submissionId: string, stage: Stage): Promise<void> {
    await transaction.query('update submission set stage = $2 where id = $1', [submissionId, stage]);
  }

  private async complete(transaction: Transaction, rows: readonly SubmissionRow[]): Promise<SubmissionRecord[]> {
    if (rows.length === 0) return [];
    const modules = await transaction.query<ModuleRow>(`${MODULE} where m.submission_id = any($1) ${IN_ORDER}`, [
      rows.map(({ id }) => id),
    ]);
    return withModules(rows, modules);
  }
}

const COLUMNS: Readonly<Record<Exclude<keyof ModuleChange, 'state'>, string>> = {
  openCells: 'open_cells',
  submittedBy: 'submitted_by',
  approvedBy: 'approved_by',
  approvedHash: 'approved_hash',
  acceptedBy: 'accepted_by',
  returnReason: 'return_reason',
  answerUntil: 'answer_until',
  errors: 'errors',
  warnings: 'warnings',
};

function columnsOf(change: ModuleChange): [string, unknown][] {
  return (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).flatMap((name): [string, unknown][] =>
    change[name] === undefined ? [] : [[COLUMNS[name], change[name]]],
  );
}
