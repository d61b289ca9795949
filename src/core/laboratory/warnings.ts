/** What a composite's author should know: dominant weights, indicators that say the same, treatment that fell short. */
import { HIGH_CORRELATION, spearman } from '../advanced/rank-correlation.js';
import { DOMINANT_WEIGHT } from '../composite-tree.js';
import { normalisedWeights } from '../composite.js';
import { MIN_TREATED } from '../advanced/treatment.js';
import { sortedPresent } from '../numbers.js';
import type { ScoredTable } from './scored-table.js';
import type { CompositeTree, TreeNode } from './tree.js';

/** A warning: what it is about, and the figure that gave rise to it. */
export interface LaboratoryWarning {
  readonly code: 'DOMINANT_WEIGHT' | 'HIGH_CORRELATION' | 'TREATMENT_NOT_PASSED';
  readonly node: string | null;
  readonly indicators: readonly string[];
  readonly period: string | null;
  readonly value: number | null;
}

/** Correlations are looked at in nodes with at most so many indicators. */
const MOST_CORRELATED = 120;

/** All warnings: weights first, then correlations in the last period, then treatment. */
export function laboratoryWarnings(table: ScoredTable, tree: CompositeTree): LaboratoryWarning[] {
  return [
    ...tree.nodes.flatMap(dominantChildren),
    ...tree.nodes.flatMap((node) => correlatedChildren(table, node)),
    ...untreatable(table),
  ];
}

function dominantChildren(node: TreeNode): LaboratoryWarning[] {
  if (node.children.length < 2) return [];
  const weights = normalisedWeights(node.children.map(({ weight }) => weight));
  return node.children.flatMap(({ code }, i): LaboratoryWarning[] => {
    const value = weights[i] ?? 0;
    if (value <= DOMINANT_WEIGHT) return [];
    return [{ code: 'DOMINANT_WEIGHT', node: node.code, indicators: [code], period: null, value }];
  });
}

function correlatedChildren({ request, columns }: ScoredTable, node: TreeNode): LaboratoryWarning[] {
  const leaves = node.children.filter(({ kind }) => kind === 'indicator');
  if (leaves.length > MOST_CORRELATED) return [];
  const last = request.periods.length - 1;
  const values = leaves.map(({ index }) => columns[index]?.[last]?.scores.normalised ?? null);
  return leaves.flatMap((first, i) =>
    leaves.slice(i + 1).flatMap((second, j): LaboratoryWarning[] => {
      const [a, b] = [values[i] ?? null, values[i + 1 + j] ?? null];
      const value = a === null || b === null ? null : spearman(a, b);
      if (value === null || Math.abs(value) <= HIGH_CORRELATION) return [];
      const period = request.periods[last] ?? null;
      return [{ code: 'HIGH_CORRELATION', node: node.code, indicators: [first.code, second.code], period, value }];
    }),
  );
}

function untreatable({ request, columns }: ScoredTable): LaboratoryWarning[] {
  if (request.method.treatment.kind !== 'winsorise_skew_kurtosis') return [];
  return columns.flatMap((series, index) =>
    series.flatMap((column): LaboratoryWarning[] => {
      if (column === null || column.prepared.passed) return [];
      const enough = sortedPresent(column.prepared.values).length >= MIN_TREATED;
      const indicators = [request.indicators[index]?.code ?? ''];
      const period = request.periods[column.period] ?? null;
      return enough ? [{ code: 'TREATMENT_NOT_PASSED', node: null, indicators, period, value: null }] : [];
    }),
  );
}
