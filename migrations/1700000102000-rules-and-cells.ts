import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rules of each version; and the cells, which outlive versions: their ids stand in observations and scores, their
 * Kolada ids in other people's programs.
 */
export class RulesAndCells1700000102000 implements MigrationInterface {
  name = 'RulesAndCells1700000102000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table indicator_rule (
        catalogue_version_id integer not null,
        indicator_code text not null,
        id text not null,
        position integer not null,
        kind text not null check (kind in ('hard', 'soft')),
        expression text not null,
        message_lv text not null,
        message_en text not null,
        primary key (catalogue_version_id, indicator_code, id),
        foreign key (catalogue_version_id, indicator_code) references indicator
      )`);
    await runner.query(`
      create table indicator_cell (
        id integer generated always as identity primary key check (id <= 99999),
        code text not null unique,
        catalogue_id text not null references catalogue,
        indicator_code text not null,
        dimension text,
        dimension_value text,
        role text not null check (role in ('indicator', 'component', 'companion')),
        kolada_id text unique generated always as
          (case role when 'indicator' then 'U' || lpad(id::text, 5, '0') end) stored,
        first_seen_at timestamptz not null default now(),
        retired_at timestamptz
      )`);
    await runner.query('create index ix_indicator_cell_indicator on indicator_cell (indicator_code)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table indicator_cell');
    await runner.query('drop table indicator_rule');
  }
}
