import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Municipalities with their dated versions. `id` is the place in the unit order of value columns: append-only, so that
 * a column made earlier is a prefix of today's order.
 */
export class Municipalities1700000200000 implements MigrationInterface {
  name = 'Municipalities1700000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table municipality (
        id integer primary key check (id >= 0),
        atvk text not null unique check (atvk ~ '^[0-9]{7}$'),
        name_lv text not null,
        name_lv_official text not null,
        name_en text not null,
        kind text not null check (kind in ('state_city', 'county', 'republican_city')),
        planning_region text check (planning_region in ('kurzeme', 'latgale', 'riga', 'vidzeme', 'zemgale')),
        nuts3 text not null,
        iso_code text not null,
        admin_centre text,
        area_km2 double precision not null check (area_km2 > 0),
        valid_from date,
        valid_to date,
        note text not null default '',
        source text not null,
        check (valid_to is null or valid_from is null or valid_to >= valid_from)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table municipality');
  }
}
