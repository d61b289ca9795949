import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The yearly collection: submissions with their modules, values and approvals. Every table carries the municipality
 * (ATVK) whose row it is, so that one row-level policy serves all; history and approvals are append-only.
 */
export class Submissions1700000700000 implements MigrationInterface {
  name = 'Submissions1700000700000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [SUBMISSIONS, VALUES, APPROVALS, TALK, AROUND]) await runner.query(statement);
    await runner.query(`
      create function submissions_are_append_only() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
      end $$`);
    for (const table of APPEND_ONLY)
      await runner.query(`
        create trigger append_only before update or delete or truncate on ${table}
          for each statement execute function submissions_are_append_only()`);
    for (const table of TABLES) await secure(runner, table);
    await revoke(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${[...TABLES].reverse().join(', ')}`);
    await runner.query('drop function submissions_are_append_only()');
  }
}

const TABLES = [
  'submission',
  'submission_module',
  'submitted_value',
  'submitted_value_history',
  'approval',
  'correction',
  'thread',
  'message',
  'deadline_exception',
  'reminder',
  'receipt',
] as const;

const APPEND_ONLY = ['submitted_value_history', 'approval', 'message', 'reminder', 'receipt'] as const;

/** FORCE: the owner of the table is held to the policy too. A setting that was never made reads as null: no row. */
async function secure(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(`
    create policy own_municipality on ${table}
      using (municipality = nullif(current_setting('app.municipality', true), '')
             or current_setting('app.wide', true) = 'on')
      with check (municipality = nullif(current_setting('app.municipality', true), '')
             or current_setting('app.wide', true) = 'on')`);
}

async function revoke(runner: QueryRunner): Promise<void> {
  await runner.query(`
    do $$
    declare role text;
    begin
      foreach role in array array['macities_app', 'macities_worker'] loop
        if exists (select from pg_roles where rolname = role) then
          execute format('revoke update, delete on ${APPEND_ONLY.join(', ')} from %I', role);
          execute format('revoke delete on submission, submission_module, submitted_value, thread from %I', role);
        end if;
      end loop;
    end $$`);
}

const SUBMISSIONS = `
  create table submission (
    id uuid primary key default gen_random_uuid(),
    municipality text not null,
    municipality_id integer not null,
    period_id integer not null references reporting_period (id),
    stage text not null default 'collection'
      check (stage in ('collection', 'provisional', 'final', 'revised', 'closed')),
    created_at timestamptz not null default now(),
    constraint uq_submission_municipality_period unique (municipality, period_id),
    constraint uq_submission_owner unique (id, municipality)
  );
  create index ix_submission_period on submission (period_id, municipality);
  create table submission_module (
    submission_id uuid not null,
    municipality text not null,
    module text not null check (module in ('SU', 'SP', 'SD')),
    state text not null default 'draft'
      check (state in ('draft', 'submitted', 'approved', 'in_review', 'returned', 'accepted')),
    version integer not null default 1,
    open_cells text[],
    submitted_at timestamptz,
    submitted_by uuid,
    approved_at timestamptz,
    approved_by uuid,
    approved_hash bytea,
    accepted_at timestamptz,
    accepted_by uuid,
    returned_at timestamptz,
    return_reason text,
    answer_until date,
    errors integer not null default 0,
    warnings integer not null default 0,
    changed_at timestamptz not null default now(),
    primary key (submission_id, module),
    foreign key (submission_id, municipality) references submission (id, municipality)
  );
  create index ix_submission_module_state on submission_module (state, submission_id)`;

/** `cell` is a flat key: CODE, CODE.DIM, CODE|companion. A companion that is a list stands in `content`. */
const VALUES = `
  create table submitted_value (
    submission_id uuid not null,
    municipality text not null,
    cell text not null,
    module text not null check (module in ('SU', 'SP', 'SD')),
    value double precision,
    content text,
    status text not null
      check (status in ('reported', 'not_applicable', 'not_collected', 'not_provided', 'confidential')),
    comment text,
    evidence text,
    origin text not null check (origin in ('typed', 'offer', 'file', 'system', 'undo')),
    version integer not null default 1,
    changed_at timestamptz not null default now(),
    changed_by uuid,
    primary key (submission_id, cell),
    foreign key (submission_id, municipality) references submission (id, municipality),
    check ((status in ('reported', 'confidential')) = (value is not null or content is not null))
  );
  create table submitted_value_history (
    id bigint generated always as identity primary key,
    submission_id uuid not null,
    municipality text not null,
    cell text not null,
    module text not null,
    version integer not null,
    value double precision,
    content text,
    status text not null,
    comment text,
    evidence text,
    origin text not null,
    reason text,
    recorded_at timestamptz not null default now(),
    recorded_by uuid,
    constraint uq_submitted_value_history unique (submission_id, cell, version),
    foreign key (submission_id, municipality) references submission (id, municipality)
  );
  create index ix_submitted_value_history_author on submitted_value_history (submission_id, module, recorded_by)`;

const APPROVALS = `
  create table approval (
    id uuid primary key default gen_random_uuid(),
    submission_id uuid not null,
    municipality text not null,
    module text not null check (module in ('SU', 'SP', 'SD')),
    content_hash bytea not null check (octet_length(content_hash) = 32),
    content text not null,
    as_deputy boolean not null,
    approved_at timestamptz not null default now(),
    approved_by uuid not null,
    foreign key (submission_id, municipality) references submission (id, municipality)
  );
  create index ix_approval_submission on approval (submission_id, module, approved_at);
  create table receipt (
    id uuid primary key default gen_random_uuid(),
    approval_id uuid not null references approval (id) constraint uq_receipt_approval unique,
    submission_id uuid not null,
    municipality text not null,
    number text not null,
    issued_at timestamptz not null default now(),
    foreign key (submission_id, municipality) references submission (id, municipality)
  );
  create index ix_receipt_submission on receipt (submission_id, issued_at);
  create table correction (
    id uuid primary key default gen_random_uuid(),
    submission_id uuid not null,
    municipality text not null,
    module text not null check (module in ('SU', 'SP', 'SD')),
    cell text not null,
    category text not null
      check (category in ('typing_error', 'definition_misread', 'late_document', 'audit', 'territory_change')),
    reason text not null,
    old_value double precision,
    old_status text not null,
    new_value double precision,
    new_status text,
    opened_at timestamptz not null default now(),
    opened_by uuid not null,
    recorded_at timestamptz,
    recorded_by uuid,
    foreign key (submission_id, municipality) references submission (id, municipality)
  );
  create index ix_correction_submission on correction (submission_id, opened_at)`;

const TALK = `
  create table thread (
    id uuid primary key default gen_random_uuid(),
    submission_id uuid not null,
    municipality text not null,
    cell text,
    opened_at timestamptz not null default now(),
    opened_by uuid not null,
    resolved_at timestamptz,
    resolved_by uuid,
    constraint uq_thread_owner unique (id, municipality),
    foreign key (submission_id, municipality) references submission (id, municipality)
  );
  create index ix_thread_submission on thread (submission_id, opened_at);
  create table message (
    id uuid primary key default gen_random_uuid(),
    thread_id uuid not null,
    municipality text not null,
    body text not null,
    written_at timestamptz not null default now(),
    written_by uuid not null,
    foreign key (thread_id, municipality) references thread (id, municipality)
  );
  create index ix_message_thread on message (thread_id, written_at)`;

const AROUND = `
  create table deadline_exception (
    id uuid primary key default gen_random_uuid(),
    municipality text not null,
    period_id integer not null references reporting_period (id),
    module text not null check (module in ('SU', 'SP', 'SD')),
    until date not null,
    reason text not null,
    granted_at timestamptz not null default now(),
    granted_by uuid not null
  );
  create index ix_deadline_exception on deadline_exception (municipality, period_id, module, granted_at desc);
  create table reminder (
    id uuid primary key default gen_random_uuid(),
    municipality text not null,
    period_id integer not null references reporting_period (id),
    user_id uuid not null,
    deadline date not null,
    moment text not null check (moment in ('before', 'on', 'after')),
    gaps integer not null,
    sent_at timestamptz not null default now(),
    constraint uq_reminder unique (user_id, period_id, deadline, moment)
  );
  create index ix_reminder_period on reminder (period_id, municipality)`;
