import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Indicators and rules of each version, for whoever asks in SQL; and the cells, which outlive versions: their ids stand
 * in observations and scores, their Kolada ids in other people's programs.
 */
export class Indicators1700000101000 implements MigrationInterface {
  name = 'Indicators1700000101000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table indicator (
        catalogue_version_id integer not null references catalogue_version,
        code text not null,
        position integer not null,
        kind text not null check (kind in ('collected', 'derived')),
        name_lv text not null,
        name_en text not null,
        definition_lv text not null,
        definition_en text not null,
        unit_lv text not null,
        unit_en text not null,
        family text,
        group_code text,
        value_type text not null,
        direction text not null check (direction in ('higher_is_better', 'lower_is_better', 'neutral')),
        normaliser text,
        decimals smallint not null,
        is_cost boolean not null,
        dimension text,
        dimension_values text[] not null,
        formula text,
        disclosure text,
        refs text[] not null,
        owner_role text,
        note text,
        source text,
        document json not null,
        primary key (catalogue_version_id, code)
      )`);
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
        role text not null check (role in ('indicator', 'component')),
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
    await runner.query('drop table indicator');
  }
}
