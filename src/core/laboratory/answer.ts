/** The answer of `POST /method-lab/scores`, whole or in pieces of JSON. */
import type { Interval } from '../advanced/intervals.js';
import { toNullable } from '../numbers.js';
import type { Flag } from '../vocabulary.js';
import { basisLines, type ScoredTable, type TableColumn } from './scored-table.js';
import type { BasisLine } from './basis.js';
import { flagsOf } from './flags.js';
import type { MethodOptions } from './request.js';
import { cellIntervals, sampleColumn, type FunnelAnswer } from './sampling.js';
import { compositeLines, type CompositeLine, type ScoredNode } from './score-composites.js';
import { trendLines, type TrendLine } from './trends.js';
import type { CompositeTree } from './tree.js';
import type { UncertaintyAnswer } from './uncertainty-run.js';
import type { LaboratoryWarning } from './warnings.js';

/** A line of `scores`: one unit, indicator and period. All of the treated series but `raw`, which is what was sent. */
export interface ScoreLine {
  readonly unit: string;
  readonly indicator: string;
  readonly period: string | null;
  readonly raw: number | null;
  readonly treated: number | null;
  /** The number filled in, or null. */
  readonly imputed: number | null;
  readonly normalised: number | null;
  readonly rank: number | null;
  readonly of: number;
  readonly tiedCount: number | null;
  readonly percentile: number | null;
  readonly quantileGroup: number | null;
  readonly z: number | null;
  readonly robustZ: number | null;
  readonly intervals: readonly Interval[];
  readonly funnel: FunnelAnswer | null;
  readonly shrunk: number | null;
  readonly rankInterval: readonly [number, number] | null;
  readonly expectedRank: number | null;
  readonly flags: readonly Flag[];
}

/** A line of `peers`: a neighbour of a unit. */
export interface PeerLine {
  readonly unit: string;
  readonly peer: string;
  readonly distance: number;
  readonly rebased: number;
  readonly position: number;
}

/** The whole answer. */
export interface LaboratoryAnswer {
  readonly methodVersion: string;
  readonly options: MethodOptions;
  readonly basis: readonly BasisLine[];
  readonly scores: readonly ScoreLine[];
  readonly composites: readonly CompositeLine[];
  readonly trends: readonly TrendLine[];
  readonly uncertainty: UncertaintyAnswer | null;
  readonly peers: readonly PeerLine[];
  readonly warnings: readonly LaboratoryWarning[];
}

/** Everything computed, still in columns: lines of the answer are made one by one when they are asked for. */
export interface LaboratoryColumns {
  readonly methodVersion: string;
  readonly table: ScoredTable;
  readonly tree: CompositeTree;
  readonly composites: readonly ScoredNode[];
  readonly uncertainty: UncertaintyAnswer | null;
  readonly warnings: readonly LaboratoryWarning[];
}

/** The answer as one object; for large requests {@link answerChunks} needs less memory. */
export function answerOf(columns: LaboratoryColumns): LaboratoryAnswer {
  return {
    methodVersion: columns.methodVersion,
    options: columns.table.request.method,
    basis: basisLines(columns.table),
    scores: [...scoreLines(columns)],
    composites: [...allCompositeLines(columns)],
    trends: [...allTrendLines(columns)],
    uncertainty: columns.uncertainty,
    peers: peerLines(columns.table),
    warnings: columns.warnings,
  };
}

/** Pieces of JSON are at least this long, but for the last. */
const CHUNK_LENGTH = 1 << 16;

/** The same answer as JSON text in pieces: joined they are `JSON.stringify(answerOf(columns))`. */
export function* answerChunks(columns: LaboratoryColumns): Generator<string, void> {
  const { table, uncertainty, warnings, methodVersion } = columns;
  yield `{"methodVersion":${JSON.stringify(methodVersion)},"options":${JSON.stringify(table.request.method)}`;
  yield ',"basis":';
  yield* arrayChunks(basisLines(table));
  yield ',"scores":';
  yield* arrayChunks(scoreLines(columns));
  yield ',"composites":';
  yield* arrayChunks(allCompositeLines(columns));
  yield ',"trends":';
  yield* arrayChunks(allTrendLines(columns));
  yield `,"uncertainty":${JSON.stringify(uncertainty)},"peers":`;
  yield* arrayChunks(peerLines(table));
  yield `,"warnings":${JSON.stringify(warnings)}}`;
}

function* arrayChunks(lines: Iterable<object>): Generator<string, void> {
  let text = '[';
  let separator = '';
  for (const line of lines) {
    text += separator + JSON.stringify(line);
    separator = ',';
    if (text.length < CHUNK_LENGTH) continue;
    yield text;
    text = '';
  }
  yield `${text}]`;
}

/** By indicator, period, unit. */
function* scoreLines({ table }: LaboratoryColumns): Generator<ScoreLine, void> {
  for (const series of table.columns) {
    for (const column of series) {
      if (column !== null) yield* columnLines(table, column);
    }
  }
}

function* columnLines(table: ScoredTable, column: TableColumn): Generator<ScoreLine, void> {
  const { request, peers } = table;
  const indicator = request.indicators[column.indicator];
  if (indicator === undefined) return;
  const { prepared, scores } = column;
  const { method } = request;
  const seed = request.seed + 7919 * (1 + column.indicator * request.periods.length + column.period);
  const sampling = sampleColumn({ column: prepared, indicator, method, sets: peers.sets, seed });
  const period = request.periods[column.period] ?? null;
  for (const [unit, { code }] of request.units.entries()) {
    const open = prepared.hidden[unit] !== 1;
    yield {
      unit: code,
      indicator: indicator.code,
      period,
      raw: open ? toNullable(prepared.raw[unit]) : null,
      treated: open ? toNullable(prepared.values[unit]) : null,
      imputed: toNullable(prepared.imputed[unit]),
      normalised: toNullable(scores.normalised[unit]),
      rank: toNullable(scores.rank[unit]),
      of: scores.of[unit] ?? 0,
      tiedCount: toNullable(scores.tiedCount[unit]),
      percentile: toNullable(scores.percentile[unit]),
      quantileGroup: toNullable(scores.quantileGroup[unit]),
      z: toNullable(scores.z[unit]),
      robustZ: toNullable(scores.robustZ[unit]),
      intervals: cellIntervals(prepared, unit, indicator, method),
      funnel: sampling.funnels[unit] ?? null,
      shrunk: toNullable(sampling.shrunk[unit]),
      rankInterval: sampling.rankIntervals[unit] ?? null,
      expectedRank: toNullable(sampling.expectedRanks[unit]),
      flags: flagsOf(scores.flags[unit] ?? 0),
    };
  }
}

function* allCompositeLines({ table, tree, composites }: LaboratoryColumns): Generator<CompositeLine, void> {
  for (const scored of composites) yield* compositeLines(table, tree, scored);
}

function* allTrendLines({ table }: LaboratoryColumns): Generator<TrendLine, void> {
  for (const index of table.request.indicators.keys()) yield* trendLines(table, index);
}

function peerLines({ request, peers }: ScoredTable): PeerLine[] {
  const codeOf = (unit: number): string => request.units[unit]?.code ?? '';
  return peers.neighbours.flatMap((neighbours, unit) =>
    neighbours.map(({ unit: peer, distance, rebased, position }) => ({
      unit: codeOf(unit),
      peer: codeOf(peer),
      distance,
      rebased,
      position,
    })),
  );
}
