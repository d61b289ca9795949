/**
 * The import of a large file against the least that storing its rows can take (a binary COPY of the same rows into an
 * equal table), and one changed value up to its new score against the round trip of `SELECT 1`. In turn, in one database.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { withRooms, type Rooms } from '../src/cli/context.js';
import { AppConfig } from '../src/config/app-config.js';
import { randomStream } from '../src/core/random.js';
import { copyIn } from '../src/database/binary-copy.js';
import { Database } from '../src/database/database.js';
import { startEmbedded } from '../src/database/embedded/embedded-postgres.js';
import { SYSTEM_ACTOR } from '../src/http/actor.js';
import { CatalogueService } from '../src/indicators/catalogue.service.js';
import { MunicipalityDirectory } from '../src/municipalities/municipality-directory.js';
import { ImportService } from '../src/observations/importing/import.service.js';
import { ObservationRevisions } from '../src/observations/revisions/observation-revisions.js';
import { revisionRows, type RevisionBatch } from '../src/observations/revisions/revision-rows.js';
import { ScoringService } from '../src/scoring/scoring.service.js';
import { PeriodService } from '../src/submissions/periods/period.service.js';
import { digits, median, type Goal } from './goal.js';

const INDICATORS = 442;
const FIRST_YEAR = 2022;
const MONTHS = 54;
const ROUNDS = 3;
const CHANGES = 15;
/** A session at rest for ten seconds has told all. */
const STATISTICS_REST_MS = 11_000;
const MOST_TIMES_COPY = 1.25;
const MOST_TIMES_COPY_UPSERT = 3.5;
const MOST_TIMES_ROUND_TRIP = 6;

/** The goals of imports and of one changed value, in a database cluster of their own. */
export async function run(): Promise<Goal[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'macities-bench-'));
  chmodSync(dataDir, 0o755);
  const server = await startEmbedded(dataDir, { as: 'tool', database: 'macities' });
  const owner = new pg.Client({ connectionString: server.url });
  try {
    await owner.connect();
    const config = new AppConfig({ databaseUrl: server.url, logLevel: 'error', rootDir: process.cwd() });
    return await withRooms(config, (get) => new ImportBench(get, owner).goals());
  } finally {
    await owner.end();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const months = Array.from({ length: MONTHS }, (_, month) => {
  const number = String((month % 12) + 1).padStart(2, '0');
  return `${FIRST_YEAR + Math.floor(month / 12)}-${number}`;
});
const indicators = Array.from({ length: INDICATORS }, (_, place) => `B${String(place + 1).padStart(4, '0')}`);

const COPY_FLOOR = `copy bench_floor (cell_id, municipality_id, period_id, status, quality, import_id, submission_id,
  recorded_by, reason, value, source_id) from stdin (format binary)`;
const ORIGIN = { importId: '00000000-0000-4000-8000-000000000001', recordedBy: null };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

class ImportBench {
  private readonly database: Database;
  private known: Promise<Places> | undefined;

  constructor(
    private readonly get: Rooms,
    private readonly owner: pg.Client,
  ) {
    this.database = get(Database);
  }

  async goals(): Promise<Goal[]> {
    const units = await this.furnish();
    const [first, second] = [
      values(units.length),
      values(units.length).map((value) => Math.round(value * 1010) / 1000),
    ];
    const times = { copy: [] as number[], added: [] as number[], changed: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      await this.clear();
      times.copy.push(await this.copy(first, units));
      await this.clear();
      times.added.push(await this.importAll(first, units));
      times.changed.push(await this.importAll(second, units));
    }
    const copy = median(times.copy);
    const rows = first.length.toLocaleString('en');
    const goal = (id: string, what: string, most: number, time: number): Goal => ({
      id: `observations.${id}`,
      goal: `${what} of ${rows} rows ≤ ${most} × a binary COPY of them`,
      measured: `${digits(time / copy)} × (${digits(time)} ms, COPY ${digits(copy)} ms)`,
      ok: time / copy <= most,
    });
    return [
      goal('import', 'import', MOST_TIMES_COPY, median(times.added)),
      goal('upsert', 'import with every value changed', MOST_TIMES_COPY_UPSERT, median(times.changed)),
      await this.oneChange(units),
    ];
  }

  /** A catalogue of simple amounts, closed months, and today's municipalities. */
  private async furnish(): Promise<{ id: number; atvk: string }[]> {
    const catalogue = {
      catalogue: { id: 'BENCH', version: '1', title_lv: 'Mērījums', title_en: 'Measurement' },
      indicators: indicators.map((code) => ({
        code,
        name_lv: code,
        name_en: code,
        value_type: 'decimal',
        unit_lv: 'Skaits',
        unit_en: 'number',
        direction: 'higher_is_better',
        decimals: 3,
      })),
    };
    await this.get(CatalogueService).importCatalogue(catalogue, { dryRun: false, actor: SYSTEM_ACTOR });
    await this.database.transaction((tx) => this.get(PeriodService).ensureClosed(tx, months));
    await this.owner.query('create table bench_floor (like observation_revision including all)');
    return (await this.get(MunicipalityDirectory).validOn('2026-06-30')).map(({ id, atvk }) => ({ id, atvk }));
  }

  private async clear(): Promise<void> {
    await this.owner.query('set session_replication_role = replica'); // revisions are append-only to everybody else
    await this.owner.query(
      'truncate bench_floor, observation_revision, observation_column, observation_column_current, dirty_column, scoring_pending',
    );
    await this.owner.query('set session_replication_role = origin');
    await this.owner.query('checkpoint');
  }

  /** The floor: rows made beforehand, one COPY, one commit. */
  private async copy(numbers: Float64Array, units: readonly { id: number }[]): Promise<number> {
    const parts = [...revisionRows(batchOf(numbers, units, await this.places()), ORIGIN)];
    const client = this.owner as unknown as pg.PoolClient;
    return timed(() => copyIn(client, COPY_FLOOR, parts));
  }

  private async importAll(numbers: Float64Array, units: readonly { atvk: string }[]): Promise<number> {
    const file = fileOf(numbers, units);
    const order = { file, fileName: 'bench.csv', source: 'bench', dryRun: false, actor: SYSTEM_ACTOR };
    let stored = 0;
    const time = await timed(async () => {
      const { counts } = await this.get(ImportService).run(order);
      stored = counts.added + counts.changed;
    });
    if (stored !== numbers.length) throw new Error(`The import took ${stored} of ${numbers.length} rows.`);
    return time;
  }

  /** Time that the server's sessions are at work from a changed value to its new score. */
  private async oneChange(units: readonly { id: number }[]): Promise<Goal> {
    const scoring = this.get(ScoringService);
    await scoring.run((await scoring.request({ full: true }, SYSTEM_ACTOR)).id);
    const trips: number[] = [];
    const runs: string[] = [];
    for (let change = 0; change < CHANGES; change++) {
      runs.push((await scoring.request({}, SYSTEM_ACTOR)).id);
      trips.push(await timed(() => this.database.query('select 1')));
    }
    const before = await this.timeAtWork();
    for (const [change, id] of runs.entries()) {
      await this.changeOne(units[change % units.length]?.id ?? 0, change);
      const { state, columnsRecomputed } = await scoring.run(id);
      if (state !== 'done' || columnsRecomputed !== 1) throw new Error('One column was to be scored.');
    }
    const [time, trip] = [((await this.timeAtWork()) - before) / CHANGES, median(trips)];
    return {
      id: 'observations.one-change',
      goal: `one changed value to its new score ≤ ${MOST_TIMES_ROUND_TRIP} × the round trip of SELECT 1, in database work`,
      measured: `${digits(time / trip)} × (${digits(time)} ms, SELECT 1 ${digits(trip)} ms)`,
      ok: time / trip <= MOST_TIMES_ROUND_TRIP,
    };
  }

  /** Milliseconds in which sessions were active; the server tells of a session at the latest when it has rested. */
  private async timeAtWork(): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, STATISTICS_REST_MS));
    const { rows } = await this.owner.query<{ active: number }>(
      'select active_time as active from pg_stat_database where datname = current_database()',
    );
    return rows[0]?.active ?? NaN;
  }

  private async changeOne(municipalityId: number, change: number): Promise<void> {
    const { cells, periods } = await this.places();
    const place = { cellId: cells[0] ?? 0, periodId: periods[0] ?? 0, municipalityId };
    const revision = { ...place, value: 1000 + change, status: 'reported' } as const;
    await this.database.transaction((tx) =>
      this.get(ObservationRevisions).appendAll(tx, [revision], { recordedBy: null }),
    );
  }

  /** Ids of the cells and periods, in the order of their codes here. */
  private async places(): Promise<Places> {
    this.known ??= (async () => {
      const idsOf = async (table: string, codes: readonly string[]) => {
        const sql = `select id from ${table} join unnest($1::text[]) with ordinality as wanted (code, place) using (code) order by place`;
        return (await this.owner.query<{ id: number }>(sql, [codes])).rows.map(({ id }) => id);
      };
      return {
        cells: await idsOf('indicator_cell', indicators),
        periods: await idsOf('reporting_period', months),
      };
    })();
    return this.known;
  }
}

interface Places {
  readonly cells: readonly number[];
  readonly periods: readonly number[];
}

/** One value each, by indicator, then month, then unit: close to each other over time, as figures are. */
function values(units: number): Float64Array {
  const random = randomStream(20_260_101);
  const numbers = new Float64Array(INDICATORS * MONTHS * units);
  for (let indicator = 0; indicator < INDICATORS; indicator++)
    for (let unit = 0; unit < units; unit++) {
      const level = 100 + 900 * random.uniform();
      for (let month = 0; month < MONTHS; month++)
        numbers[(indicator * MONTHS + month) * units + unit] =
          Math.round(level * (0.95 + 0.1 * random.uniform()) * 1000) / 1000;
    }
  return numbers;
}

function fileOf(numbers: Float64Array, units: readonly { atvk: string }[]): Buffer {
  const lines: string[] = ['atvk,indicator,period,value\n'];
  let at = 0;
  for (const indicator of indicators)
    for (const month of months)
      for (const { atvk } of units) lines.push(`${atvk},${indicator},${month},${numbers[at++] ?? 0}\n`);
  return Buffer.from(lines.join(''));
}

function batchOf(numbers: Float64Array, units: readonly { id: number }[], { cells, periods }: Places): RevisionBatch {
  const { length } = numbers;
  const place = (i: number) => Math.floor(i / units.length);
  return {
    length,
    cells: Int32Array.from(numbers, (_, i) => cells[Math.floor(place(i) / MONTHS)] ?? 0),
    municipalities: Int32Array.from(numbers, (_, i) => units[i % units.length]?.id ?? 0),
    periods: Int32Array.from(numbers, (_, i) => periods[place(i) % MONTHS] ?? 0),
    values: numbers,
    statuses: new Uint8Array(length).fill(1),
    sources: new Int32Array(length).fill(1),
  };
}
