/** The uncertainty analysis of the top node: every scenario computed, every unit's ranks summed up. */
import { dirichletWeights, spreadWeights } from '../advanced/random-variates.js';
import {
  drawnScenario,
  factorialScenarios,
  summariseRanks,
  type Alternatives,
  type RankSpread,
  type Scenario,
} from '../advanced/uncertainty.js';
import { normalisedWeights } from '../composite.js';
import { randomStream, type RandomStream } from '../random.js';
import { computeTree, type TreeOptions } from './composites.js';
import { rankComposites } from './rank-composites.js';
import { defaultRange, needsPositive } from './read-method.js';
import { refuse } from './refused.js';
import { treeOptions, type ScoredNode } from './score-composites.js';
import { normalisedColumns, type ScoredTable } from './scored-table.js';
import type { NodeAggregation, NormalisationOptions, UncertaintyOptions } from './request.js';
import type { CompositeTree } from './tree.js';

/** `uncertainty` in the answer. */
export interface UncertaintyAnswer {
  readonly node: string;
  /** The last period with a composite of the top node. */
  readonly period: string | null;
  readonly units: readonly (RankSpread & { readonly unit: string })[];
  readonly scenarios: number;
  readonly skipped: number;
  readonly meanShift: number | null;
}

const MOST_SCENARIOS = 100_000;
/** Ranks kept at once. */
const MOST_RANKS = 50_000_000;

interface Analysis {
  readonly table: ScoredTable;
  readonly tree: CompositeTree;
  readonly options: UncertaintyOptions;
  readonly root: number;
  readonly period: number;
  /** Base weights by weight set (0 is the method's own), node, child. */
  readonly weightSets: readonly (readonly (readonly number[])[])[];
  readonly base: TreeOptions;
}

/** Runs the analysis; null where none was asked for or nothing has a composite. */
export function analyseUncertainty(
  table: ScoredTable,
  tree: CompositeTree,
  composites: readonly ScoredNode[],
): UncertaintyAnswer | null {
  const options = table.request.method.uncertainty;
  const root = tree.roots[0];
  if (options === null || root === undefined) return null;
  const nominal = composites.findLast(({ node, scores }) => node === root && scores.some(Number.isFinite));
  if (nominal === undefined) return null;
  const analysis: Analysis = {
    table,
    tree,
    options,
    root,
    period: nominal.period,
    weightSets: weightSetsOf(tree, options),
    base: treeOptions(table),
  };
  const runs = runScenarios(analysis);
  const { units, skipped, meanShift } = summariseRanks(nominal.ranks.rank, runs);
  return {
    node: tree.nodes[root]?.code ?? '',
    period: table.request.periods[nominal.period] ?? null,
    units: units.map((spread, unit) => ({ unit: table.request.units[unit]?.code ?? '', ...spread })),
    scenarios: runs.length,
    skipped,
    meanShift,
  };
}

function weightSetsOf(tree: CompositeTree, options: UncertaintyOptions): number[][][] {
  const own = tree.nodes.map(({ children }) => children.map(({ weight }) => weight));
  const others = options.weightSets.map(({ weights }) =>
    tree.nodes.map(({ children }) =>
      children.map(({ code, weight }) => (Object.hasOwn(weights, code) ? (weights[code] ?? weight) : weight)),
    ),
  );
  return [own, ...others];
}

function runScenarios(analysis: Analysis): Float64Array[] {
  const { options, tree, root, table } = analysis;
  const alternatives: Alternatives = {
    normalisations: options.normalisations.length,
    aggregations: options.aggregations.length,
    weightSets: analysis.weightSets.length,
    exclusions: options.leaveOneOut ? 1 + (tree.nodes[root]?.children.length ?? 0) : 1,
  };
  const { normalisations, aggregations, weightSets, exclusions } = alternatives;
  const factorial = normalisations * aggregations * weightSets * exclusions;
  const count = options.design === 'full_factorial' ? factorial : options.draws;
  if (count > MOST_SCENARIOS || count * table.request.units.length > MOST_RANKS) refuseScenarios(count);
  const run = scenarioRunner(analysis);
  if (options.design === 'full_factorial') {
    return factorialScenarios(alternatives).map((scenario) => run(scenario, null));
  }
  const random = randomStream(table.request.seed);
  return Array.from({ length: options.draws }, () => run(drawnScenario(alternatives, random), random));
}

function refuseScenarios(count: number): never {
  return refuse('TOO_MANY_SCENARIOS', 'method.uncertainty', {
    lv: `Scenāriju ir pārāk daudz: ${count}.`,
    en: `There are too many scenarios: ${count}.`,
  });
}

/** Ranks of the top node under a scenario; with a random stream its weights are drawn around the base. */
function scenarioRunner(analysis: Analysis): (scenario: Scenario, random: RandomStream | null) => Float64Array {
  const { table, tree, root, period, base } = analysis;
  const { request, peers } = table;
  const normalised = new Map<string, (Float64Array | null)[]>();
  return (scenario, random) => {
    const override = overrideOf(analysis, scenario);
    const choice = scenarioNormalisation(analysis, scenario);
    const key = `${choice.kind} ${choice.range.join(' ')}`;
    const columns = normalised.get(key) ?? normalisedColumns(table, period, choice);
    normalised.set(key, columns);
    const { nodes } = computeTree(tree, columns, request.units.length, {
      ...base,
      ...(override === null ? {} : { override }),
      weights: scenarioWeights(analysis, scenario, random),
      excluded: scenario.exclusion === 0 ? null : { node: root, child: scenario.exclusion - 1 },
    });
    return rankComposites(nodes[root]?.scores ?? new Float64Array(0), peers.sets, request.method).rank;
  };
}

/** The mean all nodes take; null where none but the method's own is asked for and every node keeps its own. */
function overrideOf({ table, options }: Analysis, scenario: Scenario): NodeAggregation | null {
  const own = table.request.method.aggregation.kind;
  const chosen = options.aggregations[scenario.aggregation] ?? own;
  return options.aggregations.length === 1 && chosen === own ? null : chosen;
}

/** Range, mean and sd are the method's; a range of our own choosing becomes 1..100 where zero has no place. */
function scenarioNormalisation(analysis: Analysis, scenario: Scenario): NormalisationOptions {
  const { table, options } = analysis;
  const { method, rangeIsExplicit } = table.request;
  const own = method.normalisation;
  const kind = options.normalisations[scenario.normalisation] ?? own.kind;
  const positive = needsPositive([overrideOf(analysis, scenario)]);
  const isOwn = kind === own.kind || (kind !== 'goalposts' && own.kind !== 'goalposts');
  if (rangeIsExplicit || (isOwn && !positive)) return { ...own, kind };
  return { ...own, kind, range: defaultRange(kind, positive) };
}

function scenarioWeights(
  { weightSets, options }: Analysis,
  scenario: Scenario,
  random: RandomStream | null,
): number[][] {
  const base = (weightSets[scenario.weightSet] ?? []).map((weights) => [...weights]);
  if (random === null) return base;
  const { weights: law } = options;
  return base.map((weights) => {
    if (!weights.some((weight) => weight > 0)) return weights;
    return law === 'dirichlet'
      ? dirichletWeights(weights, random)
      : spreadWeights(normalisedWeights(weights), law.spread, random);
  });
}
