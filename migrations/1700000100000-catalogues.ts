import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Catalogues and their versions. `document` is `json`, not `jsonb`, since the order of its keys is the order in which
 * groups and scales are shown; `source` is the file as it was handed in.
 */
export class Catalogues1700000100000 implements MigrationInterface {
  name = 'Catalogues1700000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table catalogue (
        id text primary key,
        position integer generated always as identity,
        created_at timestamptz not null default now()
      )`);
    await runner.query(`
      create table catalogue_version (
        id integer generated always as identity primary key,
        catalogue_id text not null references catalogue,
        version text not null,
        hash text not null check (hash ~ '^[0-9a-f]{64}$'),
        document json not null,
        source text not null,
        active boolean not null default false,
        imported_at timestamptz not null default now(),
        imported_by uuid not null,
        imported_by_name text not null,
        unique (catalogue_id, version)
      )`);
    await runner.query(
      `create unique index ux_catalogue_version_active on catalogue_version (catalogue_id) where active`,
    );
    await runner.query(`
      create table catalogue_source_check (
        catalogue_id text not null references catalogue,
        source_id text not null,
        verified text not null check (verified in ('yes', 'partial', 'no')),
        note text,
        checked_at timestamptz not null default now(),
        checked_by uuid not null,
        primary key (catalogue_id, source_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table catalogue_source_check');
    await runner.query('drop table catalogue_version');
    await runner.query('drop table catalogue');
  }
}
