import { Injectable } from '@nestjs/common';
import type { IndexBreakdown, IndexDimensionShare } from '../../core/chart-data.js';
import { median } from '../../core/statistics.js';
import type { IndexScore, PartDecomposition } from '../../core/support-index.js';
import { unprocessable } from '../../http/problem.js';
import type { Municipality } from '../../municipalities/municipality.js';
import { Benchmarks } from '../figures/benchmarks.js';
import { IndexExplanations, type IndexExplanation } from '../figures/index-explanations.js';
import { municipalityLabel } from '../figures/labels.js';
import { Questions, type CellPlace } from '../figures/questions.js';

/** An index with the one of the period before and those of the peers. */
interface Surroundings {
  readonly own: IndexExplanation;
  readonly before: IndexExplanation | null;
  readonly peers: readonly IndexScore[];
}

/** The decomposition of a composite index as its chart shows it. */
@Injectable()
export class IndexData {
  constructor(
    private readonly benchmarks: Benchmarks,
    private readonly indices: IndexExplanations,
    private readonly questions: Questions,
  ) {}

  /** @throws Problem 422 for an indicator that is no composite index, or a municipality without one */
  async breakdown(place: CellPlace, municipality: Municipality): Promise<IndexBreakdown> {
    const unit = municipality.id;
    const own = await this.indices.explain(place, unit);
    if (own === null) throw noIndex(place.cell.code);
    const benchmark = await this.benchmarks.benchmark(place, municipality.atvk);
    const before = await this.before(place, unit);
    const surroundings = { own, before, peers: await this.peersOf(place, own) };
    const dimensions = own.dimensions.map(({ code }) => dimensionShare(code, surroundings));
    const comparable = before !== null && before.variant === own.variant;
    return {
      municipality: municipalityLabel(municipality),
      index: benchmark.indicator,
      variant: own.variant,
      period: benchmark.period,
      peerGroup: benchmark.peerGroup,
      score: own.score,
      change: comparable ? difference(own.score, before.score) : null,
      quantileGroup: own.variant === 'index' ? (benchmark.own?.quantileGroup ?? null) : null,
      rankInterval: null,
      of: benchmark.statistics.n,
      dimensions,
      provenance: benchmark.provenance,
    };
  }

  private async before(place: CellPlace, unit: number): Promise<IndexExplanation | null> {
    const previous = place.view.visible.find(
      ({ period }) => period.id === place.view.line.previous(place.period.id)?.id,
    );
    const moved = previous && (await this.questions.inPeriod(place, previous.period));
    return moved === undefined ? null : this.indices.explain({ ...place, ...moved }, unit);
  }

  /** The peers of the same variant, for the medians of their dimensions. */
  private async peersOf(place: CellPlace, own: IndexScore): Promise<IndexScore[]> {
    const index = await this.indices.indexOf(place);
    const scores = Array.from(place.group.members, (unit) => index?.scoreOf(unit));
    return scores.flatMap((score) => (score?.variant === own.variant && score.score !== null ? [score] : []));
  }
}

function dimensionShare(code: string, { own, before, peers }: Surroundings): IndexDimensionShare {
  const parts = own.parts.filter(({ dimension }) => dimension === code);
  const dimension = own.dimensions.find((candidate) => candidate.code === code);
  const previous = before?.variant === own.variant ? before : null;
  const contributions = peers.map((peer) => contributionOf(peer, code) ?? NaN);
  const contribution = contributionOf(own, code);
  return {
    code,
    name: own.names[code] ?? { lv: code, en: code },
    weight: dimension?.weight ?? 0,
    contribution,
    change: previous === null ? null : difference(contribution, contributionOf(previous, code)),
    status: contribution === null ? (parts.find(({ score }) => score === null)?.status ?? 'not_provided') : 'reported',
    peerMedian: contributions.length < 4 ? null : median(Float64Array.from(contributions)),
    parts: parts.map((part) => partShare(part, own, previous)),
  };
}

function partShare(part: PartDecomposition, own: IndexExplanation, previous: IndexExplanation | null) {
  const before = previous?.parts.find(({ code }) => code === part.code)?.contribution ?? null;
  return {
    code: part.code,
    name: own.names[part.code] ?? { lv: part.code, en: part.code },
    weight: part.weight,
    contribution: part.contribution,
    change: previous === null ? null : difference(part.contribution, before),
    status: part.status,
  };
}

/** Points of 100 that a dimension brought; null where one of its parts is not known. */
function contributionOf({ parts }: IndexScore, code: string): number | null {
  const own = parts.filter(({ dimension, weight }) => dimension === code && weight > 0);
  if (own.length === 0 || own.some(({ contribution }) => contribution === null)) return null;
  return own.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

/** 422 for an indicator that is no composite index, or a municipality that has none. */
export function noIndex(code: string) {
  const message = {
    lv: `Rādītājam “${code}” nav sadalījuma, ko parādīt.`,
    en: `Indicator “${code}” has no decomposition to show.`,
  };
  return unprocessable('no_decomposition', message, [{ path: 'indicator', code: 'no_decomposition', message }]);
}
