/**
 * From columns to stored rows: the part of a run that costs time, without a database or a clock, so that it runs in
 * whatever thread there is. Plain data in, plain data out.
 */
import { hash } from 'node:crypto';
import { BulkScorer, WIDE_FROM, type BestSign } from '../../core/bulk-scorer.js';
import { BinaryRows } from '../../database/binary-copy.js';
import type { ScoringMethod } from '../method.js';

/** A peer group of one period: places of its members in the unit order, ascending; null where all units are members. */
export interface BatchGroup {
  readonly code: string;
  readonly members: Int32Array | null;
}

/** The columns of a batch, one entry each in every array: they travel to a worker without an object a column. */
export interface BatchColumns {
  readonly cellIds: Int32Array;
  readonly periodIds: Int32Array;
  /** Where the values are kept: id of an observation column, or that of a derived one with a minus. */
  readonly sources: Float64Array;
  /** 1 higher is better, −1 lower is better, 0 neutral. */
  readonly directions: Int8Array;
  /** Which of the batch's group sets the column is scored within. */
  readonly groupSets: Uint16Array;
  /**
   * `cell period` by their codes, one line a column: what the hash of a row begins with, so that it is the same in
   * every database.
   */
  readonly labels: string;
}

/** Columns to be scored together. */
export interface ScoreBatch {
  readonly runSequence: number;
  readonly units: number;
  readonly columns: BatchColumns;
  /** The values of the columns, one column after another, `units` each; NaN where there is none. */
  readonly values: Float64Array;
  readonly groupSets: readonly (readonly BatchGroup[])[];
  readonly method: ScoringMethod;
}

/** Rows of score_column in the binary form of COPY: for each column in turn, one row for each group of its set. */
export interface ScoredBatch {
  readonly rows: Uint8Array;
  /** Where each row begins in `rows`, and the end of the last. */
  readonly offsets: Uint32Array;
  /** 32 bytes a row: SHA-256 of n, statistics, places, label and group. */
  readonly hashes: Uint8Array;
}

/** The COPY that takes the rows. */
export const COPY_SCORES = `copy score_column (period_id, peer_group, cell_id, run_sequence, observation_column_id,
  derived_column_id, n, min, q1, median, q3, max, mean, sd, mad, mean_ad, places, hash) from stdin (format binary)`;
const FIELDS = 18;
/** Length of a hash. */
export const HASH_BYTES = 32;

/** Scores every column within every group of its set. The same batch always gives the same bytes. */
export function scoreBatch(batch: ScoreBatch): ScoredBatch {
  const { columns, groupSets, units, values } = batch;
  const count = columns.groupSets.reduce((sum, set) => sum + (groupSets[set]?.length ?? 0), 0);
  const rows = new BinaryRows(count * rowBytes(units));
  const offsets = new Uint32Array(count + 1);
  const hashes = new Uint8Array(count * HASH_BYTES);
  const scorer = scorerFor(units, batch.method);
  scorer.take(values);
  let row = 0;
  for (const [i, label] of columns.labels.split('\n').entries()) {
    const best = (columns.directions[i] ?? 0) as BestSign;
    for (const group of groupSets[columns.groupSets[i] ?? 0] ?? []) {
      scorer.score(i, group.members, best);
      offsets[row] = rows.length;
      writeKey(rows, batch, i, group.code);
      const start = rows.length;
      writeFigures(rows, scorer, best);
      const digest = rowHash(rows, start, `\0${label}\0${group.code}`);
      rows.bytea(digest);
      hashes.set(digest, row * HASH_BYTES);
      row++;
    }
  }
  offsets[row] = rows.length;
  return { rows: rows.view(), offsets, hashes };
}

let kept: { readonly key: string; readonly scorer: BulkScorer } | undefined;

/** The scorer used last, if it fits: batches of a run are alike. */
function scorerFor(units: number, { quantileType, standardDeviation }: ScoringMethod): BulkScorer {
  const key = `${units} ${quantileType} ${standardDeviation}`;
  if (kept?.key !== key) kept = { key, scorer: new BulkScorer(units, { quantileType, standardDeviation }) };
  return kept.scorer;
}

function writeKey(rows: BinaryRows, { columns, runSequence }: ScoreBatch, i: number, group: string): void {
  rows
    .row(FIELDS)
    .int4(columns.periodIds[i] ?? 0)
    .text(group)
    .int4(columns.cellIds[i] ?? 0)
    .int4(runSequence);
  const source = columns.sources[i] ?? 0;
  if (source >= 0) rows.int8(source).null();
  else rows.null().int8(-source);
}

function writeFigures(rows: BinaryRows, { statistics, placeBytes }: BulkScorer, best: BestSign): void {
  const { n, min, q1, median, q3, max, mean, sd, mad, meanAd } = statistics;
  rows.int4(n).finite(min).finite(q1).finite(median).finite(q3).finite(max);
  rows.finite(mean).finite(sd).finite(mad).finite(meanAd);
  rows.bytea(best === 0 ? NO_PLACES : placeBytes);
}

/**
 * What has to be equal for two rows to say the same, whatever database they are in: what was written from `start` on,
 * followed by the label. The label is written behind it for the moment, so that nothing has to be copied.
 */
function rowHash(rows: BinaryRows, start: number, label: string): Uint8Array {
  const end = rows.length;
  rows.text(label);
  const digest = hash('sha256', rows.since(start), 'buffer');
  rows.rewind(end);
  return digest;
}

const NO_PLACES = new Uint8Array(0);

function rowBytes(units: number): number {
  return 340 + units * (units < WIDE_FROM ? 2 : 4);
}

/**
 * Places over the unit order from their bytes: two a unit, low byte first, four from 65,536 units on; 0 for units without
 * a place, and for all where nothing was stored.
 */
export function decodePlaces(bytes: Uint8Array, units: number): Int32Array {
  const places = new Int32Array(units);
  const width = units < WIDE_FROM ? 2 : 4;
  for (let unit = 0; unit < units && (unit + 1) * width <= bytes.length; unit++) {
    const at = unit * width;
    const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    places[unit] = width === 2 ? low : low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  }
  return places;
}
