import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit trail: an append-only chain. The service's roles may only insert what happened; number and hash are set by
 * the owner's trigger at the very end of the transaction, one transaction after the other (row lock of the chain's
 * head), so that neither a race nor a compromised service can put an entry anywhere but at the end.
 *
 * hash = SHA-256(previous hash, sequence LF recorded_at in UTC with microseconds LF content); the first previous hash
 * is 32 zero bytes. `content` is the canonical JSON that src/identity/audit/canonical-json.ts describes.
 */
export class AuditTrail1700000302000 implements MigrationInterface {
  name = 'AuditTrail1700000302000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner);
    await createSealing(runner);
    await createRefusals(runner);
    await runner.query(`
      do $$
      declare of_service text;
      begin
        foreach of_service in array array['macities_app', 'macities_worker'] loop
          if exists (select from pg_roles where rolname = of_service) then
            execute format('revoke all on audit_entry, audit_head from %I', of_service);
            execute format('grant select on audit_entry, audit_head to %I', of_service);
            execute format('grant insert (actor_id, action, subject, municipality, content) on audit_entry to %I', of_service);
          end if;
        end loop;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audit_entry');
    await runner.query('drop table audit_head');
    await runner.query('drop function audit_seal(), audit_refuse()');
  }
}

async function createTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table audit_entry (
      id uuid primary key default gen_random_uuid(),
      sequence bigint constraint uq_audit_entry_sequence unique,
      recorded_at timestamptz not null default clock_timestamp(),
      actor_id uuid,
      action text not null,
      subject text not null,
      municipality text,
      content text not null,
      previous_hash bytea,
      hash bytea
    ) with (fillfactor = 60)`);
  await runner.query(`create index ix_audit_entry_subject on audit_entry (subject, sequence)`);
  await runner.query(`create index ix_audit_entry_actor on audit_entry (actor_id, sequence)`);
  await runner.query(`create index ix_audit_entry_action on audit_entry (action, sequence)`);
  await runner.query(`
    create table audit_head (
      only_row boolean primary key default true check (only_row),
      sequence bigint not null,
      hash bytea not null
    )`);
  await runner.query(`insert into audit_head (sequence, hash) values (0, decode(repeat('00', 32), 'hex'))`);
}

/** The schema is named in full because a SECURITY DEFINER function must not follow the caller's search path. */
async function createSealing(runner: QueryRunner): Promise<void> {
  const [row] = (await runner.query('select current_schema() as schema')) as { schema: string }[];
  const schema = `"${(row?.schema ?? 'public').replaceAll('"', '""')}"`;
  await runner.query(`
    create function audit_seal() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare
      head ${schema}.audit_head%rowtype;
      sealed bytea;
    begin
      if new.hash is not null then return null; end if;
      select * into head from ${schema}.audit_head for update;
      sealed := sha256(head.hash || convert_to(
        (head.sequence + 1)::text || E'\\n' ||
        to_char(new.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\\n' || new.content, 'UTF8'));
      update ${schema}.audit_entry
        set sequence = head.sequence + 1, previous_hash = head.hash, hash = sealed where id = new.id;
      update ${schema}.audit_head set sequence = head.sequence + 1, hash = sealed;
      return null;
    end $$`);
  await runner.query('revoke all on function audit_seal() from public');
  await runner.query(`
    create constraint trigger tr_audit_entry_seal after insert on audit_entry
      deferrable initially deferred for each row execute function audit_seal()`);
}

/** Even the owner changes nothing that is sealed without taking the trigger away first. */
async function createRefusals(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function audit_refuse() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and tg_level = 'ROW' then
        if old.hash is null and new.id = old.id and new.content = old.content and new.recorded_at = old.recorded_at then
          return new;
        end if;
      end if;
      raise exception 'the audit trail is append-only' using errcode = 'insufficient_privilege';
    end $$`);
  await runner.query(`
    create trigger tr_audit_entry_rows before update or delete on audit_entry
      for each row execute function audit_refuse()`);
  await runner.query(`
    create trigger tr_audit_entry_truncate before truncate on audit_entry
      for each statement execute function audit_refuse()`);
}
