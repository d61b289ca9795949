import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { gammaVariate } from '../../core/advanced/random-variates.js';
import { summariseRanks } from '../../core/advanced/uncertainty.js';
import type { RankIntervals } from '../../core/chart-data.js';
import { randomStream } from '../../core/random.js';
import { rank } from '../../core/rank.js';
import { withDimensionWeights, withoutIntensities, type IndexDefinition } from '../../core/support-index.js';
import type { IndexOfPeriod } from '../../scoring/derivation/derive-index.js';
import { Benchmarks } from '../figures/benchmarks.js';
import { IndexExplanations } from '../figures/index-explanations.js';
import type { CellPlace } from '../figures/questions.js';
import { noIndex } from './index-data.js';

/** Draws of the Monte Carlo scenarios, and the seed that makes them the same every time. */
const DRAWS = 200;
const SEED = 20_250_615;
/** Concentration of the Dirichlet weights: nine draws of ten move a dimension by less than ten points. */
const CONCENTRATION = 74;
/** The interval is that of the 5th to the 95th percentile. */
const LEVEL = 0.9;
/** Scenarios between two breaths of the event loop. */
const AT_ONCE = 10;

/** How far places of a composite index move under other weights and methods (catalogue, "sensitivity"). */
@Injectable()
export class RankIntervalData {
  constructor(
    private readonly benchmarks: Benchmarks,
    private readonly indices: IndexExplanations,
  ) {}

  /** @throws Problem 422 for an indicator that is no composite index */
  async intervals(place: CellPlace): Promise<RankIntervals> {
    const index = await this.indices.indexOf(place);
    if (index === null) throw noIndex(place.cell.code);
    const benchmark = await this.benchmarks.benchmark(place);
    const units = [...place.group.members];
    const scenarios = scenariosOf(index.definition);
    const ranks: Float64Array[] = [];
    for (const [i, scenario] of scenarios.entries()) {
      ranks.push(ranksUnder(index, units, scenario));
      if (i % AT_ONCE === AT_ONCE - 1) await setImmediate();
    }
    const spread = summariseRanks(ranksUnder(index, units, index.definition), ranks);
    return {
      indicator: benchmark.indicator,
      period: benchmark.period,
      peerGroup: benchmark.peerGroup,
      rows: benchmark.rows.map(({ municipality, value, status, flags, rank: nominal }, position) => {
        const { p5, p95 } = spread.units[position] ?? { p5: null, p95: null };
        const interval =
          nominal === null || p5 === null || p95 === null ? null : ([Math.floor(p5), Math.ceil(p95)] as const);
        return { municipality, value, status, flags, rank: nominal, interval };
      }),
      of: benchmark.statistics.n,
      level: LEVEL,
      scenarios: scenarios.length,
      provenance: benchmark.provenance,
    };
  }
}

/** Ranks of the units that have an index (not readiness) under a definition; NaN for the others. */
function ranksUnder(index: IndexOfPeriod, units: readonly number[], definition: IndexDefinition): Float64Array {
  const scores = Float64Array.from(units, (unit) => {
    const { variant, score } = index.scoreOf(unit, definition);
    return variant === 'index' ? (score ?? NaN) : NaN;
  });
  return rank(scores).ranks;
}

/**
 * Every combination of equal weights, a geometric mean and availability only (full factorial, without the nominal one),
 * then weights drawn around those of the catalogue.
 */
function scenariosOf(definition: IndexDefinition): IndexDefinition[] {
  const weights = new Map(definition.dimensions.map(({ code, weight }) => [code, weight]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const random = randomStream(SEED);
  const drawn = Array.from({ length: DRAWS }, () =>
    withDimensionWeights(
      definition,
      new Map([...weights].map(([code, weight]) => [code, gammaVariate((CONCENTRATION * weight) / total, random)])),
    ),
  );
  const equal = new Map([...weights.keys()].map((code) => [code, 1]));
  const changes: ((one: IndexDefinition) => IndexDefinition)[] = [
    (one) => withDimensionWeights(one, equal),
    (one) => ({ ...one, aggregation: 'geometric' }),
    withoutIntensities,
  ];
  const combined = changes.reduce((all, change) => [...all, ...all.map(change)], [definition]);
  return [...combined.slice(1), ...drawn];
}
