import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Runs and what they found. A run stores only what changed: the row of the greatest sequence not above a run's own is
 * the run's, so that a thousand untouched columns cost a new run nothing, and an old run stays readable for ever.
 */
export class Scoring1700000500000 implements MigrationInterface {
  name = 'Scoring1700000500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [RUN, RUN_IS_FINAL, GROUP, DERIVED, SCORE, PENDING, APPEND_ONLY])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger if exists scoring_pending_insert on observation_column_current');
    await runner.query('drop trigger if exists scoring_pending_update on observation_column_current');
    await runner.query('drop function note_pending_scores()');
    await runner.query('drop table scoring_pending, score_column, derived_column, score_group, scoring_run');
    await runner.query('drop sequence scoring_pending_token');
    await runner.query('drop function keep_finished_run()');
  }
}

const RUN = `
  create table scoring_run (
    id uuid primary key default gen_random_uuid(),
    sequence integer unique,
    state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
    periods text[],
    full_recompute boolean not null default false,
    requested_by uuid,
    requested_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    method_version text not null,
    method jsonb not null,
    catalogues jsonb not null default '{}',
    software_version text not null,
    input_hash bytea,
    result_hash bytea,
    progress_done integer not null default 0,
    progress_total integer not null default 0,
    columns_recomputed integer,
    columns_reused integer,
    failure text,
    check ((state = 'done') = (sequence is not null)),
    check (state <> 'done' or (input_hash is not null and result_hash is not null and finished_at is not null))
  );
  create index ix_scoring_run_requested_at on scoring_run (requested_at desc, id)`;

const RUN_IS_FINAL = `
  create function keep_finished_run() returns trigger language plpgsql as $$
  begin
    if old.state in ('done', 'failed') then
      raise exception 'scoring run % is finished and cannot change', old.id using errcode = 'integrity_constraint_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$;
  create trigger keep_finished_run before update or delete on scoring_run
    for each row execute function keep_finished_run()`;

/** Members of a peer group in a period: one bit a unit, unit 0 the lowest bit of the first byte. */
const GROUP = `
  create table score_group (
    period_id integer not null,
    code text not null,
    run_sequence integer not null,
    name_lv text not null,
    name_en text not null,
    position integer not null,
    members bytea not null,
    primary key (period_id, code, run_sequence)
  )`;

/** Values that a formula or a composite made: like observation_column, with the columns they were made from. */
const DERIVED = `
  create table derived_column (
    id bigint generated always as identity primary key,
    cell_id integer not null,
    period_id integer not null,
    run_sequence integer not null,
    units integer not null,
    "values" bytea not null,
    statuses bytea not null,
    content_hash bytea not null,
    inputs jsonb not null default '[]',
    unique (period_id, cell_id, run_sequence)
  );
  alter table derived_column alter column "values" set storage external`;

/**
 * One row an indicator, period and peer group. places: rank of each unit under the rule "ties share the best place",
 * two bytes a unit, low byte first (four from 65,536 units on), 0 for none; empty for an indicator without direction.
 */
const SCORE = `
  create table score_column (
    period_id integer not null,
    peer_group text not null,
    cell_id integer not null,
    run_sequence integer not null,
    observation_column_id bigint,
    derived_column_id bigint,
    n integer not null,
    min double precision,
    q1 double precision,
    median double precision,
    q3 double precision,
    max double precision,
    mean double precision,
    sd double precision,
    mad double precision,
    mean_ad double precision,
    places bytea not null,
    hash bytea not null,
    primary key (period_id, peer_group, cell_id, run_sequence),
    check (num_nonnulls(observation_column_id, derived_column_id) = 1)
  );
  alter table score_column alter column places set storage external`;

/** Columns that changed since a run last saw them; kept by triggers, so that nobody can forget to tell. */
const PENDING = `
  create sequence scoring_pending_token;
  create table scoring_pending (
    cell_id integer not null,
    period_id integer not null,
    token bigint not null default nextval('scoring_pending_token'),
    primary key (cell_id, period_id)
  );
  create function note_pending_scores() returns trigger language plpgsql as $$
  begin
    insert into scoring_pending (cell_id, period_id)
      select cell_id, period_id from changed order by cell_id, period_id
      on conflict (cell_id, period_id) do update set token = nextval('scoring_pending_token');
    return null;
  end $$;
  create trigger scoring_pending_insert after insert on observation_column_current
    referencing new table as changed for each statement execute function note_pending_scores();
  create trigger scoring_pending_update after update on observation_column_current
    referencing new table as changed for each statement execute function note_pending_scores()`;

const APPEND_ONLY = `
  do $$
  declare role text;
  begin
    foreach role in array array['macities_app', 'macities_worker'] loop
      if exists (select from pg_roles where rolname = role) then
        execute format('revoke update, delete on score_column, derived_column, score_group from %I', role);
        execute format('revoke delete on scoring_run from %I', role);
      end if;
    end loop;
  end $$`;
