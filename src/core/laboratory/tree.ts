/** The tree of a composite: nodes over nodes over indicators, checked and in an order that computes. */
import { refusalOfWeights } from '../composite.js';
import { refuse } from './refused.js';
import type { LaboratoryIndicator, LaboratoryNode, NodeAggregation } from './request.js';

/** A child of a node: another node or an indicator, by position. */
export interface TreeChild {
  readonly code: string;
  readonly weight: number;
  readonly kind: 'node' | 'indicator';
  readonly index: number;
}

export interface TreeNode {
  readonly code: string;
  /** Null takes the default mean of the method. */
  readonly aggregation: NodeAggregation | null;
  readonly children: readonly TreeChild[];
  /** Path of the node in the request. */
  readonly path: string;
}

/** Nodes with children before their parents; `roots` are positions of nodes without a parent, in the caller's order. */
export interface CompositeTree {
  readonly nodes: readonly TreeNode[];
  readonly roots: readonly number[];
}

interface Entry extends LaboratoryNode {
  readonly path: string;
}

/**
 * Builds the tree. A parent has to be a node of the list; one code may be missing from it: where no node is a top node
 * and all unknown parents are the same code, that code is the top node with the default mean. Neutral indicators are
 * never part of a composite. Nodes without any child are left out.
 */
export function buildTree(nodes: readonly LaboratoryNode[], indicators: readonly LaboratoryIndicator[]): CompositeTree {
  const entries = withImpliedTop(nodes.map((node, i) => ({ ...node, path: `nodes.${i}` })));
  checkCodes(entries, indicators);
  checkParents(entries, indicators);
  const order = bottomUp(entries);
  const built: TreeNode[] = [];
  const indexOf = new Map<string, number>();
  for (const entry of order) {
    const children = childrenOf(entry.code, { order, indicators, indexOf });
    if (children.length === 0) continue;
    refuseWeights(children, entry);
    indexOf.set(entry.code, built.length);
    built.push({ code: entry.code, aggregation: entry.aggregation, children, path: entry.path });
  }
  const roots = entries.flatMap(({ code, parent }) => (parent === null ? (indexOf.get(code) ?? []) : []));
  return { nodes: built, roots };
}

function withImpliedTop(entries: readonly Entry[]): readonly Entry[] {
  if (entries.some(({ parent }) => parent === null)) return entries;
  const known = new Set(entries.map(({ code }) => code));
  const unknown = [...new Set(entries.flatMap(({ parent }) => (parent === null || known.has(parent) ? [] : [parent])))];
  const [code] = unknown;
  if (code === undefined || unknown.length > 1) return entries;
  return [{ code, parent: null, weight: 1, aggregation: null, path: 'nodes' }, ...entries];
}

function checkCodes(entries: readonly Entry[], indicators: readonly LaboratoryIndicator[]): void {
  const seen = new Set(indicators.map(({ code }) => code));
  for (const { code, path } of entries) {
    if (seen.has(code)) {
      refuse('DUPLICATE_CODE', `${path}.code`, {
        lv: `Kods “${code}” atkārtojas.`,
        en: `The code “${code}” occurs twice.`,
      });
    }
    seen.add(code);
  }
}

function checkParents(entries: readonly Entry[], indicators: readonly LaboratoryIndicator[]): void {
  const parents = new Map(entries.map(({ code, parent }) => [code, parent]));
  const check = (parent: string | null, path: string): void => {
    if (parent === null || parents.has(parent)) return;
    refuse('UNKNOWN_PARENT', `${path}.parent`, {
      lv: `Mezgls “${parent}” nav zināms.`,
      en: `The node “${parent}” is not known.`,
    });
  };
  indicators.forEach(({ parent }, i) => {
    check(parent, `indicators.${i}`);
  });
  for (const { code, parent, path } of entries) {
    check(parent, path);
    const passed = new Set([code]);
    for (let above = parent; above !== null; above = parents.get(above) ?? null) {
      if (passed.has(above)) {
        refuse('CIRCULAR_PARENT', `${path}.parent`, {
          lv: `Mezgls “${code}” ir pats sev augstāks.`,
          en: `The node “${code}” stands above itself.`,
        });
      }
      passed.add(above);
    }
  }
}

/** Deepest nodes first; within a depth the caller's order. */
function bottomUp(entries: readonly Entry[]): Entry[] {
  const parents = new Map(entries.map(({ code, parent }) => [code, parent]));
  const depthOf = (code: string): number => {
    let depth = 0;
    for (let above = parents.get(code) ?? null; above !== null; above = parents.get(above) ?? null) depth++;
    return depth;
  };
  return entries
    .map((entry) => ({ entry, depth: depthOf(entry.code) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ entry }) => entry);
}

interface ChildSources {
  readonly order: readonly Entry[];
  readonly indicators: readonly LaboratoryIndicator[];
  readonly indexOf: ReadonlyMap<string, number>;
}

function childrenOf(code: string, { order, indicators, indexOf }: ChildSources): TreeChild[] {
  const nodes = order.flatMap((entry): TreeChild[] => {
    const index = indexOf.get(entry.code);
    if (entry.parent !== code || index === undefined) return [];
    return [{ code: entry.code, weight: entry.weight, kind: 'node', index }];
  });
  const leaves = indicators.flatMap((indicator, index): TreeChild[] =>
    indicator.parent === code && indicator.direction !== 'neutral'
      ? [{ code: indicator.code, weight: indicator.weight, kind: 'indicator', index }]
      : [],
  );
  return [...nodes, ...leaves];
}

function refuseWeights(children: readonly TreeChild[], { path, code }: Entry): void {
  if (refusalOfWeights(children.map(({ weight }) => weight)) === null) return;
  refuse('WEIGHTS_SUM_ZERO', path, {
    lv: `Mezglā “${code}” visi svari ir nulle.`,
    en: `All weights of the node “${code}” are zero.`,
  });
}
