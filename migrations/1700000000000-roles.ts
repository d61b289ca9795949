import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Database roles without login. The service's connections take on `macities_app` (or `macities_worker`,
 * `macities_reader`) at their start; only migrations run as the owner. Roles belong to the whole server, so they are
 * made where missing and stay when the migration is undone. Where the login may not make roles, the service runs
 * without the second wall and says so at start.
 */
export class Roles1700000000000 implements MigrationInterface {
  name = 'Roles1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$
      declare wanted text;
      begin
        foreach wanted in array array['macities_app', 'macities_worker', 'macities_reader'] loop
          begin
            if not exists (select from pg_roles where rolname = wanted) then
              execute format('create role %I nologin nosuperuser nocreatedb nocreaterole nobypassrls', wanted);
            end if;
            execute format('grant %I to current_user', wanted);
          exception
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then raise warning 'role % cannot be made or taken on', wanted;
          end;
        end loop;
        if exists (select from pg_roles where rolname = 'macities_app') then
          execute format('grant usage on schema %I to macities_app, macities_worker, macities_reader', current_schema());
          alter default privileges grant select, insert, update, delete on tables to macities_app, macities_worker;
          alter default privileges grant usage, select on sequences to macities_app, macities_worker;
        end if;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$
      begin
        if exists (select from pg_roles where rolname = 'macities_app') then
          alter default privileges revoke all on tables from macities_app, macities_worker;
          alter default privileges revoke all on sequences from macities_app, macities_worker;
          execute format('revoke usage on schema %I from macities_app, macities_worker, macities_reader', current_schema());
        end if;
      end $$`);
  }
}
