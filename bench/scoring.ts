/**
 * A full recompute against the least that storing its result can take, and against one statement of SQL that computes
 * the same in the database. All three on the same data, in the same database, in turn.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { BinaryRows, copyIn, copyOut } from '../src/database/binary-copy.js';
import { dataSourceOptions } from '../src/database/data-source.js';
import { Database } from '../src/database/database.js';
import { startEmbedded } from '../src/database/embedded/embedded-postgres.js';
import { migrateDatabase } from '../src/database/migrate.js';
import { CatalogueDirectory, CompiledCatalogues } from '../src/indicators/compiled/compiled-catalogues.js';
import { readCatalogue } from '../src/indicators/document/read-catalogue.js';
import { COPY_SCORES } from '../src/scoring/kernel/score-batch.js';
import { ScorePool } from '../src/scoring/kernel/score-pool.js';
import { SetHash } from '../src/scoring/kernel/set-hash.js';
import { SCORING_METHOD } from '../src/scoring/method.js';
import { PeriodLine } from '../src/scoring/model/period-line.js';
import { ScoringModel } from '../src/scoring/model/scoring-model.js';
import { WORKER_FILE } from '../src/scoring/place.js';
import type { BatchSetting } from '../src/scoring/runs/batch-builder.js';
import { Recompute } from '../src/scoring/runs/recompute.js';
import { randomStream } from '../src/core/random.js';
import { digits, median, type Goal } from './goal.js';

/** How much there is of everything. */
interface Size {
  readonly units: number;
  readonly indicators: number;
  readonly periods: number;
}

const SIZES: readonly Size[] = [
  { units: 43, indicators: 80, periods: 10 },
  { units: 311, indicators: 2000, periods: 5 },
  { units: 95_000, indicators: 40, periods: 1 },
];
const MOST_TIMES_FLOOR = 3;
const LEAST_TIMES_SQL = 30;
/** Repetitions of the recompute and the floor, in turn, after some that only warm up; and of the statement of SQL. */
const REPETITIONS = 11;
const WARM_UP = 6;
const SQL_REPETITIONS = 3;
/** Share of the values that are missing. */
const MISSING = 0.03;
const PART = 1 << 21;

/** The goals of a full recompute at three sizes, in a database cluster of their own. */
export async function run(): Promise<Goal[]> {
  const directory = mkdtempSync(path.join(tmpdir(), 'macities-bench-'));
  chmodSync(directory, 0o755);
  const server = await startEmbedded(directory, { as: 'tool', database: TEMPLATE });
  try {
    await migrateDatabase(server.url);
    const goals: Goal[] = [];
    for (const size of SIZES)
      goals.push(...goalsOf(size, await inScratchDatabase(server.url, (url) => measure(url, size))));
    return goals;
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const TEMPLATE = 'bench';

interface Measured {
  readonly product: number;
  readonly floor: number;
  readonly sql: number;
}

function goalsOf({ units, indicators, periods }: Size, { product, floor, sql }: Measured): Goal[] {
  const name = `${units} × ${indicators} × ${periods}`;
  const milliseconds = `recompute ${digits(product)} ms`;
  return [
    {
      id: `scoring.${units}x${indicators}x${periods}.floor`,
      goal: `full recompute of ${name} ≤ ${MOST_TIMES_FLOOR} × the columnar COPY floor`,
      measured: `${digits(product / floor)} × (${milliseconds}, floor ${digits(floor)} ms)`,
      ok: product / floor <= MOST_TIMES_FLOOR,
    },
    {
      id: `scoring.${units}x${indicators}x${periods}.sql`,
      goal: `full recompute of ${name} ≥ ${LEAST_TIMES_SQL} × as fast as SQL window functions`,
      measured: `${digits(sql / product)} × (${milliseconds}, SQL ${digits(sql)} ms)`,
      ok: sql / product >= LEAST_TIMES_SQL,
    },
  ];
}

/** Makes a copy of the migrated database, uses it and drops it. */
async function inScratchDatabase<T>(serverUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const place = (database: string): string => Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href;
  const keeper = new pg.Client({ connectionString: place('postgres') });
  await keeper.connect();
  try {
    await keeper.query(`create database bench_scoring template ${TEMPLATE}`);
    return await work(place('bench_scoring'));
  } finally {
    await keeper.query('drop database if exists bench_scoring with (force)');
    await keeper.end();
  }
}

async function measure(url: string, size: Size): Promise<Measured> {
  const source = await new DataSource(dataSourceOptions({ url, poolSize: 3 })).initialize();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const pool = new ScorePool(WORKER_FILE);
  try {
    const bench = new ScoringBench(new Database(source), client, pool, size);
    await bench.fill();
    const { product, floor } = await bench.columnar();
    return { product, floor, sql: await bench.sql() };
  } finally {
    await pool.close();
    await client.end();
    await source.destroy();
  }
}

/** Milliseconds that the work takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** One size in one database. */
class ScoringBench {
  private readonly setting: BatchSetting;

  constructor(
    private readonly database: Database,
    private readonly client: pg.Client,
    private readonly pool: ScorePool,
    private readonly size: Size,
  ) {
    const { units, indicators, periods } = size;
    const codes = Array.from({ length: indicators }, (_, i) => `I${i}`);
    const model = new ScoringModel(catalogueOf(codes), new Map(codes.map((code, i) => [code, i + 1])));
    const line = new PeriodLine(
      Array.from({ length: periods }, (_, i) => ({
        id: i + 1,
        code: String(2001 + i),
        startsOn: `${2001 + i}-01-01`,
        endsOn: `${2001 + i}-12-31`,
      })),
    );
    const groups = new Map(line.periods.map(({ id }) => [id, [{ code: 'all', members: null }]]));
    this.setting = { runSequence: 1, units, model, line, groups, method: SCORING_METHOD };
  }

  /** The same seeded values as columns and as rows. */
  async fill(): Promise<void> {
    const { units, indicators, periods } = this.size;
    const random = randomStream(units);
    const columns = new BinaryRows();
    const current = new BinaryRows();
    const rows = new BinaryRows();
    await this.client.query(
      `create unlogged table observation_row (indicator integer, period integer, unit integer, value double precision)`,
    );
    const hash = new Uint8Array(32);
    let id = 0;
    for (let cell = 1; cell <= indicators; cell++)
      for (let period = 1; period <= periods; period++) {
        id++;
        const values = Float64Array.from({ length: units }, () =>
          random.uniform() < MISSING ? NaN : Math.round(random.uniform() * 1e7) / 100,
        );
        const statuses = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 4 : 1));
        columns.row(8).int8(id).int4(cell).int4(period).int4(units);
        columns.bytea(new Uint8Array(values.buffer)).bytea(statuses).bytea(hash).int8(id);
        current.row(3).int4(cell).int4(period).int8(id);
        values.forEach((value, unit) => rows.row(4).int4(cell).int4(period).int4(unit).finite(value));
        if (rows.length > 8 * PART) await this.flush(columns, rows);
      }
    await this.flush(columns, rows);
    await this.copy('copy observation_column_current from stdin (format binary)', [current.view()]);
    await this.client.query('truncate scoring_pending');
    for (const table of ['observation_row', 'observation_column', 'observation_column_current'])
      await this.client.query(`vacuum analyze ${table}`);
    await this.client.query('checkpoint');
  }

  private async flush(columns: BinaryRows, rows: BinaryRows): Promise<void> {
    await this.copy(
      `copy observation_column (id, cell_id, period_id, units, "values", statuses, input_hash, newest_revision) from stdin (format binary)`,
      [columns.view()],
    );
    await this.copy('copy observation_row from stdin (format binary)', [rows.view()]);
    columns.clear();
    rows.clear();
  }

  private copy(sql: string, parts: readonly Uint8Array[]): Promise<number> {
    return copyIn(this.client as unknown as pg.PoolClient, sql, parts);
  }

  /** The recompute and its floor in turn, so that both meet the same weather. */
  async columnar(): Promise<Omit<Measured, 'sql'>> {
    const product: number[] = [];
    const floor: number[] = [];
    await this.recompute();
    const parts = await this.resultRows();
    await this.client.query('create table score_floor (like score_column including all)');
    for (let repetition = 0; repetition < WARM_UP + REPETITIONS; repetition++) {
      await this.client.query('truncate score_column, score_floor');
      product.push(await timed(() => this.recompute()));
      floor.push(await timed(() => this.copyFloor(parts)));
    }
    return { product: median(product.slice(WARM_UP)), floor: median(floor.slice(WARM_UP)) };
  }

  /** What the service does in a full run on an empty store: load, score, store, commit. */
  private async recompute(): Promise<void> {
    const { indicators, periods } = this.size;
    await this.database.transaction(async (transaction) => {
      const recompute = new Recompute(transaction, this.setting, this.pool, new SetHash());
      const { stored } = await recompute.run({ changed: null, anew: new Set(), previous: 0 });
      if (stored !== indicators * periods) throw new Error(`${stored} rows were stored.`);
    });
  }

  /** The very bytes of the result, as they were sent. */
  private async resultRows(): Promise<Uint8Array[]> {
    const columns = /\(([^)]*)\)/.exec(COPY_SCORES)?.[1] ?? '';
    let rows = new BinaryRows(PART);
    const parts: Uint8Array[] = [];
    await copyOut(
      this.client as unknown as pg.PoolClient,
      `copy (select ${columns} from score_column) to stdout (format binary)`,
      (row) => {
        rows.row(FIELDS);
        for (let field = 0; field < FIELDS; field++) {
          const bytes = row.bytea();
          if (bytes === null) rows.null();
          else rows.bytea(bytes);
        }
        if (rows.length < PART) return;
        parts.push(rows.view());
        rows = new BinaryRows(PART);
      },
    );
    return [...parts, rows.view()];
  }

  private async copyFloor(parts: readonly Uint8Array[]): Promise<void> {
    await this.database.transaction(async ({ client }) => {
      await copyIn(client, COPY_SCORES.replace('score_column', 'score_floor'), parts);
    });
  }

  /** One statement with window functions, into a table of one row a score. */
  async sql(): Promise<number> {
    await this.client.query(SCORE_ROW);
    await this.client.query(`set work_mem = '512MB'`);
    const times: number[] = [];
    for (let repetition = 0; repetition < SQL_REPETITIONS; repetition++) {
      await this.client.query('truncate score_row');
      times.push(await timed(() => this.client.query(WINDOWS)));
    }
    return median(times);
  }
}

const FIELDS = 18;

const SCORE_ROW = `
  create table score_row (
    indicator integer not null,
    period integer not null,
    unit integer not null,
    value double precision not null,
    rank integer not null,
    n integer not null,
    percentile double precision not null,
    quartile integer not null,
    z double precision,
    min double precision,
    q1 double precision,
    median double precision,
    q3 double precision,
    max double precision,
    mean double precision,
    sd double precision,
    primary key (indicator, period, unit)
  )`;

const WINDOWS = `
  insert into score_row
  select indicator, period, unit, value, rank() over best, n, percent_rank() over worst, ntile(4) over best,
    (value - mean) / nullif(sd, 0), min, quartiles[1], quartiles[2], quartiles[3], max, mean, sd
  from observation_row
  join (
    select indicator, period, count(value)::integer as n, min(value) as min, max(value) as max, avg(value) as mean,
      stddev_samp(value) as sd, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by value) as quartiles
    from observation_row group by indicator, period
  ) as statistics using (indicator, period)
  where value is not null
  window best as (partition by indicator, period order by value desc),
    worst as (partition by indicator, period order by value)`;

/** A catalogue of plain indicators, larger values better. */
function catalogueOf(codes: readonly string[]): CompiledCatalogues {
  const { catalogue, findings } = readCatalogue({
    catalogue: { id: 'BENCH', version: '1' },
    indicators: codes.map((code) => ({
      code,
      name_lv: code,
      name_en: code,
      kind: 'collected',
      value_type: 'decimal',
      unit_lv: 'skaits',
      unit_en: 'count',
      direction: 'higher_better',
    })),
  });
  if (catalogue === null) throw new Error(findings[0]?.message.en ?? 'The catalogue of the bench cannot be read.');
  return new CompiledCatalogues({ directory: new CatalogueDirectory([catalogue]), rules: [], formulas: [] });
}
