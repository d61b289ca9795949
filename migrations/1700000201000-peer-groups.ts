import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fixed peer groups and who belonged to them when; nearest neighbours are computed, not kept. */
export class PeerGroups1700000201000 implements MigrationInterface {
  name = 'PeerGroups1700000201000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table peer_group (
        id integer primary key check (id > 0),
        code text not null unique,
        kind text not null check (kind in ('all', 'kind', 'region', 'population_band')),
        name_lv text not null,
        name_en text not null,
        position integer not null
      )`);
    await runner.query(`
      create table peer_group_membership (
        peer_group_id integer not null references peer_group,
        municipality_id integer not null references municipality,
        valid_from date not null,
        valid_to date,
        primary key (peer_group_id, municipality_id, valid_from),
        check (valid_to is null or valid_to >= valid_from)
      )`);
    await runner.query('create index ix_peer_group_membership_municipality on peer_group_membership (municipality_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table peer_group_membership, peer_group');
  }
}
