import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which municipality passed into which, their inhabitants, and which state of the reference files is loaded. */
export class MunicipalityLineage1700000200500 implements MigrationInterface {
  name = 'MunicipalityLineage1700000200500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table municipality_lineage (
        predecessor_id integer not null references municipality,
        successor_id integer not null references municipality,
        effective date not null,
        relation text not null check (relation in ('unchanged', 'merged_whole', 'split')),
        area_share double precision not null check (area_share > 0 and area_share <= 1),
        population_share double precision not null check (population_share > 0 and population_share <= 1),
        units text not null default '',
        note text not null default '',
        source text not null,
        primary key (predecessor_id, successor_id),
        check (predecessor_id <> successor_id)
      )`);
    await runner.query('create index ix_municipality_lineage_successor on municipality_lineage (successor_id)');
    await runner.query(`
      create table municipality_population (
        municipality_id integer not null references municipality,
        reference_date date not null,
        definition text not null check (definition in ('declared_residence', 'usual_residents')),
        population integer not null check (population >= 0),
        estimated boolean not null,
        source text not null,
        primary key (municipality_id, definition, reference_date)
      )`);
    await runner.query(`
      create table reference_version (
        name text primary key,
        hash text not null,
        loaded_at timestamptz not null default now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table reference_version, municipality_population, municipality_lineage');
  }
}
