/** Composites of a tree: every node from its children, with the mean of the node or the votes of its children. */
import { copelandScores } from '../advanced/outranking.js';
import { aggregateColumns, type CoverageOptions } from '../composite.js';
import type { RefusalCode } from '../refusal.js';
import type { NodeAggregation } from './request.js';
import type { CompositeTree, TreeNode } from './tree.js';

/** The composites of one node, aligned with the units; NaN where there is no score. */
export interface NodeColumn {
  readonly scores: Float64Array;
  readonly coverage: Float64Array;
}

/** A node that refused a value that is not above zero, and the unit it was met at. */
export interface NodeRefusal {
  readonly code: RefusalCode;
  readonly node: number;
  readonly unit: number;
}

/** The composites of all nodes in the order of the tree. */
export interface TreeColumns {
  readonly nodes: readonly NodeColumn[];
  readonly refusal: NodeRefusal | null;
}

/** How a tree is computed: the method's own choices, or those of a scenario. */
export interface TreeOptions extends CoverageOptions {
  /** Mean of the nodes that name none. */
  readonly aggregation: NodeAggregation;
  /** Mean of all nodes, whatever they name. */
  readonly override?: NodeAggregation;
  /** Weights of the children of each node, in the order of the tree; left out, those of the tree. */
  readonly weights?: readonly (readonly number[])[];
  /** Position of a child of the given node that is left out. */
  readonly excluded?: { readonly node: number; readonly child: number } | null;
  /** Units that vote together under Copeland's rule. */
  readonly electorates: readonly (readonly number[])[];
}

/**
 * Computes a tree.
 *
 * @param indicators normalised columns by position of the indicator; null where there is none
 * @param size number of units
 */
export function computeTree(
  tree: CompositeTree,
  indicators: readonly (Float64Array | null)[],
  size: number,
  options: TreeOptions,
): TreeColumns {
  const empty = new Float64Array(size).fill(NaN);
  const nodes: NodeColumn[] = [];
  let refusal: NodeRefusal | null = null;
  tree.nodes.forEach((node, index) => {
    const kept = keptChildren(node, index, options);
    const columns = kept.map((child) => {
      const { kind, index: at } = node.children[child] ?? { kind: 'indicator', index: -1 };
      return (kind === 'node' ? nodes[at]?.scores : indicators[at]) ?? empty;
    });
    const weights = kept.map((child) => options.weights?.[index]?.[child] ?? node.children[child]?.weight ?? 0);
    const aggregation = options.override ?? node.aggregation ?? options.aggregation;
    const column = joinChildren(columns, weights, { aggregation, options, size });
    if (column.refusal !== null) refusal ??= { ...column.refusal, node: index };
    nodes.push(column);
  });
  return { nodes, refusal };
}

function keptChildren(node: TreeNode, index: number, { excluded }: TreeOptions): number[] {
  const all = [...node.children.keys()];
  return excluded?.node === index ? all.filter((child) => child !== excluded.child) : all;
}

interface Joining {
  readonly aggregation: NodeAggregation;
  readonly options: TreeOptions;
  readonly size: number;
}

function joinChildren(
  columns: readonly Float64Array[],
  weights: readonly number[],
  { aggregation, options, size }: Joining,
): NodeColumn & { readonly refusal: Omit<NodeRefusal, 'node'> | null } {
  if (columns.length === 0) {
    return { scores: new Float64Array(size).fill(NaN), coverage: new Float64Array(size), refusal: null };
  }
  if (aggregation !== 'copeland') return aggregateColumns(columns, weights, aggregation, options);
  const { scores: means, coverage } = aggregateColumns(columns, weights, 'arithmetic', options);
  const scores = new Float64Array(size).fill(NaN);
  for (const electorate of options.electorates) {
    const voters = electorate.filter((unit) => Number.isFinite(means[unit]));
    const votes = copelandScores(columns, weights, voters);
    for (const unit of voters) scores[unit] = votes[unit] ?? NaN;
  }
  return { scores, coverage, refusal: null };
}
