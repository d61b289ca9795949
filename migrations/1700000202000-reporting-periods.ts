import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The spans of time that values belong to, and how far their collection has come. */
export class ReportingPeriods1700000202000 implements MigrationInterface {
  name = 'ReportingPeriods1700000202000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reporting_period (
        id integer generated always as identity primary key,
        code text not null unique check (code ~ '^[0-9A-Za-z][0-9A-Za-z-]{0,31}$'),
        starts_on date not null,
        ends_on date not null,
        title_lv text not null,
        title_en text not null,
        state text not null check (state in ('planned', 'practice', 'open', 'locked', 'correction', 'closed')),
        is_practice boolean not null default false,
        opens_on date,
        deadlines jsonb not null default '{}' check (jsonb_typeof(deadlines) = 'object'),
        version integer not null default 1,
        changed_at timestamptz not null default now(),
        check (ends_on >= starts_on),
        check (is_practice or state <> 'practice')
      )`);
    await runner.query('create index ix_reporting_period_ends_on on reporting_period (ends_on, code)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table reporting_period');
  }
}
