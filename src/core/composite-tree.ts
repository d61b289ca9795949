/** Composites of several levels (METHOD.md, item 13): indicators under nodes under nodes, each with its own mean. */
import {
  aggregateColumns,
  refusalOfWeights,
  type AggregationMethod,
  type CompositeColumn,
  type CoverageOptions,
} from './composite.js';
import type { Refusal } from './refusal.js';

/** A node or an indicator as a list gives it: by the code of its parent. An indicator has no `aggregation`. */
export interface TreeEntry {
  readonly code: string;
  /** Code of the node above; null for a top node. */
  readonly parent: string | null;
  /** Weight among its siblings, 0 or more; 1 if left out. */
  readonly weight?: number;
}

/** A node of the list: an entry with a mean of its own, or the default one. */
export interface NodeEntry extends TreeEntry {
  readonly aggregation?: AggregationMethod;
}

/** A node with its children in the order of the lists, nodes before indicators. */
export interface CompositeNode {
  readonly code: string;
  readonly aggregation: AggregationMethod;
  readonly children: readonly CompositeChild[];
}

/** A child of a node with its weight: another node, or an indicator whose column is looked up by its code. */
export interface CompositeChild {
  readonly code: string;
  readonly weight: number;
  readonly node: CompositeNode | null;
}

/** The trees that lists of nodes and indicators make, and why they cannot be used if they cannot. */
export interface CompositeForest {
  readonly roots: readonly CompositeNode[];
  readonly refusals: readonly Refusal[];
}

/** The composites of a tree by the code of their node, lower nodes first, and the first refusal met. */
export interface CompositeTreeScores {
  readonly nodes: ReadonlyMap<string, CompositeColumn>;
  readonly refusal: (Refusal & { readonly unit: number }) | null;
}

/** A weight above this share of its node is worth a warning (OECD/JRC Handbook, p. 111). */
export const DOMINANT_WEIGHT = 0.5;

/**
 * Builds the trees. A parent has to be a node of the list. One code may be missing from it: where no node of the list
 * is a top node and all parents outside it are the same code, that code is the top node, with the default mean.
 * Nodes without any children are left out.
 *
 * Refused are unknown parents, circles, codes that occur twice, and weights below zero or all zero.
 */
export function compositeForest(
  nodes: readonly NodeEntry[],
  indicators: readonly TreeEntry[],
  defaultAggregation: AggregationMethod = 'arithmetic',
): CompositeForest {
  const all = [...impliedTop(nodes), ...nodes];
  const refusals = [...refusalsOfEntries(all, indicators), ...refusalsOfCircles(all)];
  if (refusals.length > 0) return { roots: [], refusals };
  const build = (entry: NodeEntry): CompositeNode => ({
    code: entry.code,
    aggregation: entry.aggregation ?? defaultAggregation,
    children: [
      ...all.filter((child) => child.parent === entry.code).map((child) => asChild(child, build(child))),
      ...indicators.filter((child) => child.parent === entry.code).map((child) => asChild(child, null)),
    ].filter(({ node }) => node === null || node.children.length > 0),
  });
  const roots = all
    .filter(({ parent }) => parent === null)
    .map(build)
    .filter(({ children }) => children.length > 0);
  return { roots, refusals: roots.flatMap(refusalsOfNodeWeights) };
}

/**
 * The composites of every node of a tree from the bottom up, each from the weighted mean of its children.
 *
 * @param columns the normalised column of every indicator of the tree, in the same unit order; an indicator without a
 * column is missing for every unit
 * @param unitCount number of units
 */
export function compositeTreeScores(
  root: CompositeNode,
  columns: ReadonlyMap<string, Float64Array>,
  unitCount: number,
  options: CoverageOptions = {},
): CompositeTreeScores {
  const nodes = new Map<string, CompositeColumn>();
  let refusal: CompositeTreeScores['refusal'] = null;
  const visit = (node: CompositeNode): Float64Array => {
    const children = node.children.map((child) =>
      child.node === null ? (columns.get(child.code) ?? new Float64Array(unitCount).fill(NaN)) : visit(child.node),
    );
    const weights = node.children.map(({ weight }) => weight);
    const column = aggregateColumns(children, weights, node.aggregation, options);
    if (column.refusal !== null) refusal ??= { ...column.refusal, subject: node.code };
    nodes.set(node.code, column);
    return column.scores;
  };
  visit(root);
  return { nodes, refusal };
}

/** Codes of the children that carry more than half of the weight of their node, where it has several children. */
export function dominantWeights(root: CompositeNode): string[] {
  const sum = root.children.reduce((total, { weight }) => total + weight, 0);
  const own = root.children.length < 2 ? [] : root.children.filter(({ weight }) => weight / sum > DOMINANT_WEIGHT);
  const below = root.children.flatMap(({ node }) => (node === null ? [] : dominantWeights(node)));
  return [...own.map(({ code }) => code), ...below];
}

function asChild(entry: TreeEntry, node: CompositeNode | null): CompositeChild {
  return { code: entry.code, weight: entry.weight ?? 1, node };
}

function impliedTop(nodes: readonly NodeEntry[]): NodeEntry[] {
  const known = new Set(nodes.map(({ code }) => code));
  const outside = new Set(nodes.flatMap(({ parent }) => (parent === null || known.has(parent) ? [] : [parent])));
  const [code] = outside;
  const hasTop = nodes.some(({ parent }) => parent === null);
  return code === undefined || outside.size > 1 || hasTop ? [] : [{ code, parent: null }];
}

function refusalsOfEntries(nodes: readonly NodeEntry[], indicators: readonly TreeEntry[]): Refusal[] {
  const known = new Set(nodes.map(({ code }) => code));
  const seen = new Set<string>();
  const refusals: Refusal[] = [];
  for (const { code, parent, weight = 1 } of [...nodes, ...indicators]) {
    if (seen.has(code)) refusals.push({ code: 'DUPLICATE_CODE', subject: code });
    seen.add(code);
    if (parent !== null && !known.has(parent)) refusals.push({ code: 'UNKNOWN_PARENT', subject: code });
    if (refusalOfWeights([weight]) === 'WEIGHT_NEGATIVE') refusals.push({ code: 'WEIGHT_NEGATIVE', subject: code });
  }
  return refusals;
}

/** Nodes from which the way up comes back to where it was. */
function refusalsOfCircles(nodes: readonly NodeEntry[]): Refusal[] {
  const parents = new Map(nodes.map(({ code, parent }) => [code, parent]));
  const refusals: Refusal[] = [];
  for (const { code } of nodes) {
    const passed = new Set<string>();
    let above: string | null | undefined = code;
    while (above !== null && above !== undefined && !passed.has(above)) {
      passed.add(above);
      above = parents.get(above);
    }
    if (above !== null && above !== undefined) refusals.push({ code: 'CIRCULAR_PARENT', subject: code });
  }
  return refusals;
}

function refusalsOfNodeWeights(node: CompositeNode): Refusal[] {
  const code = refusalOfWeights(node.children.map(({ weight }) => weight));
  const below = node.children.flatMap((child) => (child.node === null ? [] : refusalsOfNodeWeights(child.node)));
  return code === null ? below : [{ code, subject: node.code }, ...below];
}
