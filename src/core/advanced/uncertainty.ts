/**
 * Uncertainty of a composite's ranks under other defensible choices (METHOD.md, item 17; M. Saisana, A. Saltelli,
 * S. Tarantola 2005): which scenarios there are, and what their ranks say in sum.
 */
import type { RandomStream } from '../random.js';
import { quantileOfSorted } from '../quantile.js';
import { mean, median } from '../statistics.js';
import { ties } from '../numbers.js';

/** How many alternatives there are of each choice; `exclusions` counts "none left out" too. */
export interface Alternatives {
  readonly normalisations: number;
  readonly aggregations: number;
  readonly weightSets: number;
  readonly exclusions: number;
}

/** One combination of choices, each by its position among the alternatives; exclusion 0 leaves nothing out. */
export interface Scenario {
  readonly normalisation: number;
  readonly aggregation: number;
  readonly weightSet: number;
  readonly exclusion: number;
}

/** Every combination of the alternatives, once. */
export function factorialScenarios(alternatives: Alternatives): Scenario[] {
  const scenarios: Scenario[] = [];
  for (let normalisation = 0; normalisation < alternatives.normalisations; normalisation++) {
    for (let aggregation = 0; aggregation < alternatives.aggregations; aggregation++) {
      for (let weightSet = 0; weightSet < alternatives.weightSets; weightSet++) {
        for (let exclusion = 0; exclusion < alternatives.exclusions; exclusion++) {
          scenarios.push({ normalisation, aggregation, weightSet, exclusion });
        }
      }
    }
  }
  return scenarios;
}

/** A combination drawn at random, every alternative equally likely. */
export function drawnScenario(alternatives: Alternatives, random: RandomStream): Scenario {
  return {
    normalisation: random.below(alternatives.normalisations),
    aggregation: random.below(alternatives.aggregations),
    weightSet: random.below(alternatives.weightSets),
    exclusion: random.below(alternatives.exclusions),
  };
}

/** What the ranks of one unit did over all scenarios in which it had one; null without any. */
export interface RankSpread {
  readonly nominal: number | null;
  readonly median: number | null;
  readonly mean: number | null;
  readonly p5: number | null;
  readonly p95: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Share of the scenarios that gave the nominal rank. */
  readonly shareAtNominal: number | null;
}

/** The spread of every unit, and of the whole system. */
export interface RankSpreads {
  readonly units: readonly RankSpread[];
  /** Unit × scenario pairs without a valid score. */
  readonly skipped: number;
  /** R_S: mean over scenarios of the mean absolute shift from the nominal rank. */
  readonly meanShift: number | null;
}

/**
 * Sums up ranks over scenarios.
 *
 * @param nominal rank of each unit in the analysis itself, NaN where it has none
 * @param scenarios per scenario the ranks aligned with `nominal`, NaN where the scenario is invalid for the unit
 */
export function summariseRanks(nominal: Float64Array, scenarios: readonly Float64Array[]): RankSpreads {
  const counted = [...nominal.keys()].filter((unit) => Number.isFinite(nominal[unit]));
  let skipped = 0;
  const shifts = new Float64Array(scenarios.length).fill(NaN);
  scenarios.forEach((ranks, scenario) => {
    let shift = 0;
    let valid = 0;
    for (const unit of counted) {
      const rank = ranks[unit] ?? NaN;
      if (!Number.isFinite(rank)) continue;
      shift += Math.abs(rank - (nominal[unit] ?? NaN));
      valid++;
    }
    skipped += counted.length - valid;
    if (valid > 0) shifts[scenario] = shift / valid;
  });
  const units = Array.from(nominal, (rank, unit) =>
    spreadOf(
      rank,
      Float64Array.from(scenarios, (ranks) => ranks[unit] ?? NaN),
    ),
  );
  return { units, skipped, meanShift: mean(shifts) };
}

function spreadOf(nominal: number, ranks: Float64Array): RankSpread {
  const sorted = ranks.filter((rank) => Number.isFinite(rank)).sort();
  const atNominal = sorted.reduce((count, rank) => count + (ties(rank, nominal) ? 1 : 0), 0);
  return {
    nominal: Number.isFinite(nominal) ? nominal : null,
    median: median(sorted),
    mean: mean(sorted),
    p5: quantileOfSorted(sorted, 0.05),
    p95: quantileOfSorted(sorted, 0.95),
    min: sorted[0] ?? null,
    max: sorted[sorted.length - 1] ?? null,
    shareAtNominal: sorted.length === 0 ? null : atNominal / sorted.length,
  };
}
