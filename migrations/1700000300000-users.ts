import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Users, their invitations and deputies. Nothing else is kept about a person. Addresses are stored in lower case;
 * users are deactivated, never deleted, because the audit trail names them.
 */
export class Users1700000300000 implements MigrationInterface {
  name = 'Users1700000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app_user (
        id uuid primary key default gen_random_uuid(),
        email text not null constraint uq_app_user_email unique check (email = lower(email)),
        name text not null,
        role text not null check (role in ('data_owner', 'coordinator', 'approver', 'lps_reviewer', 'lps_analyst',
          'lps_administrator', 'reader')),
        municipality text,
        modules text[] not null default '{}',
        password_hash text,
        password_changed_at timestamptz,
        totp_secret text,
        totp_pending_secret text,
        totp_last_step bigint,
        totp_enrolled_at timestamptz,
        oidc_subject text constraint uq_app_user_oidc_subject unique,
        is_sample boolean not null default false,
        is_first_administrator boolean not null default false,
        deactivated_at timestamptz,
        version integer not null default 1,
        created_at timestamptz not null default now(),
        created_by uuid,
        check ((role in ('data_owner', 'coordinator', 'approver')) = (municipality is not null))
      )`);
    await runner.query(`create index ix_app_user_municipality on app_user (municipality, role)`);
    await createCompanions(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table deputy');
    await runner.query('drop table invitation');
    await runner.query('drop table recovery_code');
    await runner.query('drop table app_user');
  }
}

async function createCompanions(runner: QueryRunner): Promise<void> {
  await runner.query(`
      create table recovery_code (
        user_id uuid not null references app_user (id) on delete cascade,
        code_hash bytea not null,
        used_at timestamptz,
        primary key (user_id, code_hash)
      )`);
  await runner.query(`
      create table invitation (
        id uuid primary key default gen_random_uuid(),
        user_id uuid not null references app_user (id) on delete cascade,
        token_hash bytea not null constraint uq_invitation_token unique,
        created_at timestamptz not null default now(),
        created_by uuid,
        expires_at timestamptz not null,
        ended_at timestamptz
      )`);
  await runner.query(`create index ix_invitation_user on invitation (user_id)`);
  await runner.query(`
      create table deputy (
        id uuid primary key default gen_random_uuid(),
        principal_id uuid not null references app_user (id),
        deputy_id uuid not null references app_user (id),
        order_reference text not null,
        starts_on date not null,
        ends_on date not null,
        created_at timestamptz not null default now(),
        created_by uuid not null,
        revoked_at timestamptz,
        check (principal_id <> deputy_id),
        check (ends_on >= starts_on)
      )`);
  await runner.query(`create index ix_deputy_deputy on deputy (deputy_id) where revoked_at is null`);
  await runner.query(`create index ix_deputy_principal on deputy (principal_id)`);
}
