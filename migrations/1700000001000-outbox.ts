import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs are written with their cause, in the same transaction; the queue only carries them. */
export class Outbox1700000001000 implements MigrationInterface {
  name = 'Outbox1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox_job (
        id uuid primary key default gen_random_uuid(),
        queue text not null,
        name text not null,
        payload jsonb not null default '{}',
        created_at timestamptz not null default now(),
        not_before timestamptz,
        dispatched_at timestamptz,
        done_at timestamptz,
        failed_at timestamptz,
        failure text
      )`);
    await runner.query(
      `create index ix_outbox_job_open on outbox_job (created_at) where done_at is null and failed_at is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table outbox_job');
  }
}
