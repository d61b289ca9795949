import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to writes that came with an `Idempotency-Key`, kept for two days. */
export class Idempotency1700000303000 implements MigrationInterface {
  name = 'Idempotency1700000303000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_key (
        actor_id uuid not null,
        route text not null,
        key text not null,
        fingerprint bytea not null,
        owner uuid not null,
        leased_until timestamptz not null,
        effect_at timestamptz,
        status smallint,
        headers jsonb,
        body bytea,
        created_at timestamptz not null default now(),
        completed_at timestamptz,
        primary key (actor_id, route, key)
      )`);
    await runner.query(`create index ix_idempotency_key_created on idempotency_key (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idempotency_key');
  }
}
