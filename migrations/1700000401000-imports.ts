import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports of observation files with what there was to say about them. The file is kept until the work is done. */
export class Imports1700000401000 implements MigrationInterface {
  name = 'Imports1700000401000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IMPORT);
    await runner.query(
      'create table import_file (import_id uuid primary key references import, content bytea not null)',
    );
    await runner.query(`
      create table import_finding (
        import_id uuid not null references import,
        position integer not null,
        "row" integer,
        code text not null,
        severity text not null check (severity in ('error', 'warning', 'information')),
        indicator text,
        municipality text,
        period text,
        message_lv text not null,
        message_en text not null,
        primary key (import_id, position)
      )`);
    await runner.query('create index ix_import_finding_code on import_finding (import_id, code, position)');
    await runner.query('create index ix_import_finding_severity on import_finding (import_id, severity, position)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table import_finding, import_file, import');
  }
}

const IMPORT = `
      create table import (
        id uuid primary key default gen_random_uuid(),
        number integer generated always as identity unique,
        kind text not null check (kind in ('observations')),
        dry_run boolean not null,
        state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'undone')),
        source text not null,
        file_name text not null,
        file_hash bytea not null,
        file_size integer not null,
        counts jsonb not null default '{"rows":0,"added":0,"changed":0,"unchanged":0,"refused":0}',
        findings jsonb not null default '{"error":0,"warning":0,"information":0}',
        stage text not null default 'waiting',
        progress real not null default 0,
        failure jsonb,
        requested_at timestamptz not null default now(),
        requested_by uuid,
        requested_by_name text not null default '',
        finished_at timestamptz,
        undone_at timestamptz,
        undone_by uuid
      )`;
