import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scores row by row, for whoever asks in SQL: computed from the columns, stored nowhere. */
export class ScoreView1700000501000 implements MigrationInterface {
  name = 'ScoreView1700000501000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [FLOAT8_AT, PLACE_AT, VIEW]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view score');
    await runner.query('drop function place_at(bytea, integer, integer)');
    await runner.query('drop function float8_at(bytea, integer)');
  }
}

/**
 * The number at a place of a column of 64-bit floats, low byte first; NULL for NaN, infinity and beyond the end.
 * Exact down to 2.3e-308; what is smaller counts as 0.
 */
const FLOAT8_AT = `
  create function float8_at(bytes bytea, place integer) returns double precision
  language plpgsql immutable strict parallel safe as $$
  declare
    at integer := place * 8;
    exponent integer;
    fraction double precision;
  begin
    if at + 8 > octet_length(bytes) then return null; end if;
    exponent := ((get_byte(bytes, at + 7) & 127) << 4) | (get_byte(bytes, at + 6) >> 4);
    if exponent = 2047 then return null; end if;
    fraction := (get_byte(bytes, at + 6) & 15) * 281474976710656::float8
      + get_byte(bytes, at + 5) * 1099511627776::float8 + get_byte(bytes, at + 4) * 4294967296::float8
      + get_byte(bytes, at + 3) * 16777216::float8 + get_byte(bytes, at + 2) * 65536::float8
      + get_byte(bytes, at + 1) * 256::float8 + get_byte(bytes, at);
    return case when get_byte(bytes, at + 7) > 127 then -1 else 1 end
      * case when exponent = 0 then 0
             else (1 + fraction / 4503599627370496::float8) * power(2::float8, exponent - 1023) end;
  end $$`;

/** The place at a position of score_column.places; 0 for none. */
const PLACE_AT = `
  create function place_at(places bytea, units integer, place integer) returns integer
  language sql immutable strict parallel safe as $$
    select case
      when octet_length(places) = 0 or place >= units then 0
      when octet_length(places) = 2 * units then get_byte(places, 2 * place) | (get_byte(places, 2 * place + 1) << 8)
      else get_byte(places, 4 * place) | (get_byte(places, 4 * place + 1) << 8)
        | (get_byte(places, 4 * place + 2) << 16) | (get_byte(places, 4 * place + 3) << 24)
    end
  $$`;

const VIEW = `
  create view score as
  with member as (
    select run.id as run_id, run.sequence as run_sequence, s.period_id, s.peer_group, s.cell_id, unit.id as municipality_id,
      float8_at(source."values", unit.id) as value,
      get_byte(source.statuses, unit.id) & 15 as status,
      nullif(place_at(s.places, source.units, unit.id), 0) as rank,
      s.n, s.min, s.q1, s.median, s.q3, s.max, s.mean, s.sd, s.mad
    from scoring_run run
    cross join lateral (
      select distinct on (period_id, peer_group, cell_id) * from score_column
      where run_sequence <= run.sequence
      order by period_id, peer_group, cell_id, run_sequence desc
    ) s
    cross join lateral (
      select units, "values", statuses from observation_column where id = s.observation_column_id
      union all
      select units, "values", statuses from derived_column where id = s.derived_column_id
    ) source
    cross join lateral (
      select members from score_group g
      where g.period_id = s.period_id and g.code = s.peer_group and g.run_sequence <= run.sequence
      order by g.run_sequence desc limit 1
    ) peers
    cross join lateral generate_series(0, source.units - 1) as unit (id)
    where run.state = 'done' and unit.id < 8 * octet_length(peers.members) and get_bit(peers.members, unit.id) = 1
  ), tied as (
    select *, case when rank is not null
      then count(*) over (partition by run_id, period_id, peer_group, cell_id, rank) end as tied_count
    from member
  )
  select tied.run_id, tied.run_sequence, c.code as indicator, p.code as period, tied.peer_group, m.atvk as municipality,
    tied.value, tied.status, tied.rank, tied.n as "of", tied.tied_count,
    case when tied.rank is not null and tied.n > 1
      then (tied.n - tied.rank - tied.tied_count + 1)::float8 / (tied.n - 1) end as percentile,
    case when tied.rank is not null and tied.n >= 4 and tied.tied_count < tied.n
      then greatest(1, floor(5 - ceil((tied.n + 1 - tied.rank) / (tied.n / 4.0::float8))))::integer end as quantile_group,
    tied.min, tied.q1, tied.median, tied.q3, tied.max, tied.mean, tied.sd, tied.mad
  from tied
  join indicator_cell c on c.id = tied.cell_id
  join reporting_period p on p.id = tied.period_id
  join municipality m on m.id = tied.municipality_id`;
