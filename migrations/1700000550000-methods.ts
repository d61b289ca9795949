import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Versions of the scoring method: drafts that LPS tries out, and adopted ones, which never change. valid_from: the
 * first period scored under the version; null: from the beginning.
 */
export class Methods1700000550000 implements MigrationInterface {
  name = 'Methods1700000550000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [TABLE, IS_FINAL, FIRST]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table scoring_method');
    await runner.query('drop function keep_adopted_method()');
  }
}

const TABLE = `
  create table scoring_method (
    id uuid primary key default gen_random_uuid(),
    version text not null unique,
    state text not null default 'draft' check (state in ('draft', 'adopted')),
    options jsonb not null,
    valid_from integer references reporting_period,
    reason text not null,
    author_id uuid,
    author_name text not null,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    adopted_at timestamptz,
    adopted_by uuid,
    adopted_by_name text,
    row_version integer not null default 1,
    check ((state = 'adopted') = (adopted_at is not null))
  );
  create index ix_scoring_method_adopted on scoring_method (adopted_at desc) where state = 'adopted'`;

const IS_FINAL = `
  create function keep_adopted_method() returns trigger language plpgsql as $$
  begin
    if old.state = 'adopted' then
      raise exception 'method % is adopted and cannot change', old.version using errcode = 'integrity_constraint_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$;
  create trigger keep_adopted_method before update or delete on scoring_method
    for each row execute function keep_adopted_method()`;

/** Every option at its default. */
const FIRST = `
  insert into scoring_method (version, state, options, reason, author_name, adopted_at, adopted_by_name) values ('1.0.0', 'adopted',
    '{"ties": "min", "percentile": "strict", "quantileType": 7, "quantileGroups": 4, "standardDeviation": "sample",
      "zeroMad": "null", "similarBand": 0.05}',
    'Pirmā versija: visas izvēles pēc noklusējuma. First version: every option at its default.', 'LPS', now(), 'LPS')`;
