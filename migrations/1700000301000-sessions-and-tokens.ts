import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions, tokens of programs, unfinished foreign sign-ins and failed attempts. Of every secret only a hash is kept. */
export class SessionsAndTokens1700000301000 implements MigrationInterface {
  name = 'SessionsAndTokens1700000301000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table session (
        id uuid primary key default gen_random_uuid(),
        token_hash bytea not null constraint uq_session_token unique,
        user_id uuid not null references app_user (id) on delete cascade,
        second_factor text not null
          check (second_factor in ('not_required', 'passed', 'enrolment_required', 'verification_required')),
        method text not null check (method in ('password', 'oidc')),
        address text not null,
        program text not null default '',
        created_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        expires_at timestamptz not null,
        ended_at timestamptz
      )`);
    await runner.query(`create index ix_session_user on session (user_id) where ended_at is null`);
    await runner.query(`create index ix_session_expiry on session (expires_at)`);
    await runner.query(`
      create table api_token (
        id uuid primary key default gen_random_uuid(),
        token_hash bytea not null constraint uq_api_token_token unique,
        user_id uuid not null references app_user (id) on delete cascade,
        name text not null,
        scope text not null check (scope in ('read', 'write')),
        created_at timestamptz not null default now(),
        created_by uuid,
        expires_at timestamptz not null,
        last_used_at timestamptz,
        revoked_at timestamptz
      )`);
    await runner.query(`create index ix_api_token_user on api_token (user_id, created_at)`);
    await createSignInTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['oidc_sign_in', 'login_throttle', 'api_token', 'session'])
      await runner.query(`drop table ${table}`);
  }
}

async function createSignInTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
      create table login_throttle (
        key text primary key,
        failures integer not null default 0,
        last_failure_at timestamptz,
        blocked_until timestamptz,
        last_success_at timestamptz,
        touched_at timestamptz not null default now()
      )`);
  await runner.query(`create index ix_login_throttle_touched on login_throttle (touched_at)`);
  await runner.query(`
      create table oidc_sign_in (
        state_hash bytea primary key,
        browser_hash bytea not null,
        nonce text not null,
        code_verifier text not null,
        return_to text not null,
        expires_at timestamptz not null
      )`);
}
