import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Editions: what was published when. An edition points to a run and never changes; a correction makes a new one, with a
 * list of every value that differs from the edition before.
 */
export class Editions1700000600000 implements MigrationInterface {
  name = 'Editions1700000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table edition (
        id text primary key,
        position integer not null unique,
        run_id uuid not null references scoring_run,
        kind text not null check (kind in ('provisional', 'final', 'revised')),
        period_ids integer[] not null check (cardinality(period_ids) > 0),
        published_at timestamptz not null default now(),
        published_by uuid,
        published_by_name text not null,
        note text,
        sample boolean not null
      )`);
    await runner.query('create index ix_edition_run on edition (run_id)');
    await this.addChanges(runner);
  }

  private async addChanges(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table edition_change (
        edition_id text not null references edition,
        cell_id integer not null,
        period_id integer not null,
        municipality_id integer not null,
        previous_edition_id text not null references edition,
        old_value double precision,
        old_status smallint not null,
        new_value double precision,
        new_status smallint not null,
        reason text,
        source text,
        recorded_at timestamptz,
        primary key (edition_id, period_id, cell_id, municipality_id)
      )`);
    await runner.query('create index ix_edition_change_previous on edition_change (previous_edition_id)');
    await runner.query(`
      do $$
      declare role text;
      begin
        foreach role in array array['macities_app', 'macities_worker'] loop
          if exists (select from pg_roles where rolname = role) then
            execute format('revoke update, delete on edition, edition_change from %I', role);
          end if;
        end loop;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table edition_change');
    await runner.query('drop table edition');
  }
}
