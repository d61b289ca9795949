import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The indicators of each version, for whoever asks in SQL; every field of the file is in `document`. */
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
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table indicator');
  }
}
