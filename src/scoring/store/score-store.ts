/** Rows of score_column on their way in, and what they replace. */
import type { PoolClient } from 'pg';
import { copyIn, copyOut } from '../../database/binary-copy.js';
import type { SetHash } from '../kernel/set-hash.js';
import { COPY_SCORES, HASH_BYTES, type ScoreBatch, type ScoredBatch } from '../kernel/score-batch.js';
import type { Pair } from '../model/scoring-model.js';

/** What a stored row says, as far as a new one has to differ from it. */
interface KnownRow {
  /** As in `BatchColumns.sources`. */
  readonly source: number;
  readonly hash: Uint8Array;
}

/** The newest rows of some columns, by period, cell and group. */
export class KnownScores {
  private readonly rows = new Map<string, KnownRow>();

  get size(): number {
    return this.rows.size;
  }

  set(periodId: number, cellId: number, group: string, row: KnownRow): void {
    this.rows.set(`${periodId} ${cellId} ${group}`, row);
  }

  get(periodId: number, cellId: number, group: string): KnownRow | undefined {
    return this.rows.get(`${periodId} ${cellId} ${group}`);
  }
}

/**
 * Loads what is known of columns.
 *
 * @param pairs which; all where absent
 */
export async function loadKnownScores(client: PoolClient, pairs: readonly Pair[] | null): Promise<KnownScores> {
  const known = new KnownScores();
  if (pairs?.length === 0) return known;
  const list = pairs?.map(({ cellId, periodId }) => `(${Math.trunc(cellId)},${Math.trunc(periodId)})`).join(',');
  const wanted = list === undefined ? '' : `join (values ${list}) as wanted (c, p) on (c, p) = (cell_id, period_id)`;
  await copyOut(
    client,
    `copy (select distinct on (period_id, peer_group, cell_id) period_id, cell_id,
         coalesce(observation_column_id, -derived_column_id), hash, peer_group
       from score_column ${wanted} order by period_id, peer_group, cell_id, run_sequence desc)
     to stdout (format binary)`,
    (row) => {
      const [periodId, cellId, source] = [row.int4() ?? 0, row.int4() ?? 0, row.int8() ?? 0];
      const hash = Uint8Array.from(row.bytea() ?? []);
      known.set(periodId, cellId, row.text() ?? '', { source, hash });
    },
  );
  return known;
}

/** A batch and the scores made of it. */
export interface Scored {
  readonly batch: Omit<ScoreBatch, 'values'>;
  readonly scored: ScoredBatch;
}

/** What storing found. */
export interface StoredScores {
  /** Rows computed, and how many of them said something new. */
  readonly rows: number;
  readonly stored: number;
  /** Columns (cell × period) that had no scores before. */
  readonly newColumns: number;
}

/** What is known beforehand, and who wants to hear of it. */
export interface StoreSetting {
  readonly known: KnownScores;
  /** Hash of all scores; brought up to date. */
  readonly result: SetHash;
  /** Called with the number of rows so far. */
  readonly onBatch?: (rows: number) => void;
}

/** Stores the rows that say something new, as the batches arrive, and brings the hash of the state up to date. */
export async function storeScores(
  client: PoolClient,
  batches: readonly Promise<Scored>[],
  setting: StoreSetting,
): Promise<StoredScores> {
  const sieve = new Sieve(setting);
  const parts = async function* (): AsyncGenerator<Uint8Array> {
    for (const promise of batches) {
      yield* sieve.newRows(await promise);
      setting.onBatch?.(sieve.rows);
    }
  };
  const stored = await copyIn(client, COPY_SCORES, parts());
  return { rows: sieve.rows, stored, newColumns: sieve.newColumns };
}

/** Lets pass what is new. */
class Sieve {
  rows = 0;
  newColumns = 0;

  constructor(private readonly setting: StoreSetting) {}

  *newRows({ batch, scored }: Scored): Generator<Uint8Array> {
    const { rows, offsets } = scored;
    const count = offsets.length - 1;
    this.rows += count;
    if (this.setting.known.size === 0) {
      this.newColumns += batch.columns.cellIds.length;
      for (let row = 0; row < count; row++) this.setting.result.add(scored.hashes, row * HASH_BYTES);
      yield rows;
      return;
    }
    const isNew = this.compare(batch, scored);
    for (let start = 0; start < count; start++) {
      if (isNew[start] === 0) continue;
      let end = start;
      while (isNew[end] === 1) end++;
      yield rows.subarray(offsets[start], offsets[end]);
      start = end;
    }
  }

  /** 1 for each row that says something new. */
  private compare({ columns, groupSets }: Scored['batch'], { hashes, offsets }: ScoredBatch): Uint8Array {
    const { known, result } = this.setting;
    const isNew = new Uint8Array(offsets.length);
    let row = 0;
    for (const [i, cellId] of columns.cellIds.entries()) {
      const groups = groupSets[columns.groupSets[i] ?? 0] ?? [];
      let seen = 0;
      for (const { code } of groups) {
        const before = known.get(columns.periodIds[i] ?? 0, cellId, code);
        const hash = hashes.subarray(row * HASH_BYTES, (row + 1) * HASH_BYTES);
        if (before !== undefined) seen++;
        if (before?.source !== columns.sources[i] || Buffer.compare(before?.hash ?? NONE, hash) !== 0) {
          if (before !== undefined) result.remove(before.hash);
          result.add(hash);
          isNew[row] = 1;
        }
        row++;
      }
      if (seen === 0) this.newColumns++;
    }
    return isNew;
  }
}

const NONE = new Uint8Array(0);
