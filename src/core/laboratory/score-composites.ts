/** Composites of every node in every period, ranked, with what has to be known about them. */
import type { Flag } from '../vocabulary.js';
import { ties, toNullable } from '../numbers.js';
import { computeTree, type NodeColumn, type TreeOptions } from './composites.js';
import { NON_POSITIVE } from './messages.js';
import { rankComposites, type CompositeRanks } from './rank-composites.js';
import { refuse } from './refused.js';
import { hasFlag, type ScoredTable } from './scored-table.js';
import type { CompositeTree, TreeNode } from './tree.js';

/** A line of `composites` in the answer. */
export interface CompositeLine {
  readonly unit: string;
  readonly node: string;
  readonly period: string | null;
  readonly score: number | null;
  readonly rank: number | null;
  readonly of: number;
  readonly coverage: number;
  readonly flags: readonly Flag[];
}

/** One node in one period. */
export interface ScoredNode extends NodeColumn {
  readonly node: number;
  readonly period: number;
  readonly ranks: CompositeRanks;
}

/** The options of the method for trees. */
export function treeOptions({ request, peers }: ScoredTable): TreeOptions {
  const { aggregation } = request.method;
  const overlapping = request.peerGroup.kind === 'nearest';
  return {
    aggregation: aggregation.kind,
    minCoverage: aggregation.minCoverage,
    coverageBasis: aggregation.coverageBasis,
    // Neighbourhoods overlap: there all units vote together.
    electorates: overlapping ? [[...request.units.keys()]] : peers.sets.map(({ members }) => [...members]),
  };
}

/** Scores all nodes, by period, then in the order of the tree from the top. Refuses what has no mean. */
export function scoreComposites(table: ScoredTable, tree: CompositeTree): ScoredNode[] {
  const { request, peers, columns } = table;
  if (tree.nodes.length === 0) return [];
  const options = treeOptions(table);
  const shown = [...tree.nodes.keys()].reverse();
  return request.periods.flatMap((_, period) => {
    const normalised = columns.map((series) => series[period]?.scores.normalised ?? null);
    const { nodes, refusal } = computeTree(tree, normalised, request.units.length, options);
    if (refusal !== null) refuseNode(table, { tree, period, ...refusal });
    return shown.flatMap((node): ScoredNode[] => {
      const column = nodes[node];
      if (column === undefined) return [];
      return [{ ...column, node, period, ranks: rankComposites(column.scores, peers.sets, request.method) }];
    });
  });
}

function refuseNode(
  { request }: ScoredTable,
  at: {
    readonly tree: CompositeTree;
    readonly code: string;
    readonly node: number;
    readonly unit: number;
    readonly period: number;
  },
): never {
  const node = at.tree.nodes[at.node];
  const code = at.code === 'HARMONIC_NON_POSITIVE' ? 'HARMONIC_NON_POSITIVE' : 'GEOMETRIC_NON_POSITIVE';
  const unit = request.units[at.unit]?.code ?? '';
  const path = node?.aggregation === null ? 'method.aggregation.kind' : `${node?.path ?? 'nodes'}.aggregation`;
  const { lv, en } = NON_POSITIVE[code];
  return refuse(code, path, { lv: `${node?.code ?? ''}, ${unit}: ${lv}`, en: `${node?.code ?? ''}, ${unit}: ${en}` });
}

/** The lines of one node in one period. */
export function compositeLines(table: ScoredTable, tree: CompositeTree, scored: ScoredNode): CompositeLine[] {
  const { request } = table;
  const node = tree.nodes[scored.node];
  if (node === undefined) return [];
  const leaves = leavesOf(tree, node);
  return request.units.map(({ code }, unit) => ({
    unit: code,
    node: node.code,
    period: request.periods[scored.period] ?? null,
    score: toNullable(scored.scores[unit]),
    rank: toNullable(scored.ranks.rank[unit]),
    of: scored.ranks.of[unit] ?? 0,
    coverage: scored.coverage[unit] ?? 0,
    flags: compositeFlags(table, scored, { unit, leaves }),
  }));
}

function compositeFlags(
  { request, columns }: ScoredTable,
  scored: ScoredNode,
  { unit, leaves }: { readonly unit: number; readonly leaves: readonly number[] },
): Flag[] {
  const flags: Flag[] = [];
  const coverage = scored.coverage[unit] ?? 0;
  const { minCoverage } = request.method.aggregation;
  const usesImputed = leaves.some((leaf) => {
    const column = columns[leaf]?.[scored.period];
    return column !== null && column !== undefined && hasFlag(column.scores.flags, unit, 'IMPUTED');
  });
  if (coverage === 0) flags.push('MISSING');
  if (usesImputed) flags.push('IMPUTED');
  if (coverage < minCoverage && !ties(coverage, minCoverage)) flags.push('LOW_COVERAGE');
  if ((scored.ranks.tiedCount[unit] ?? 0) > 1) flags.push('TIED');
  if ((scored.ranks.of[unit] ?? 0) < 2) flags.push('PEER_GROUP_TOO_SMALL');
  return flags;
}

/** Positions of the indicators below a node. */
export function leavesOf(tree: CompositeTree, node: TreeNode): number[] {
  return node.children.flatMap((child) => {
    if (child.kind === 'indicator') return [child.index];
    const below = tree.nodes[child.index];
    return below === undefined ? [] : leavesOf(tree, below);
  });
}
