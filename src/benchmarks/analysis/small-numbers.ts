import { Injectable } from '@nestjs/common';
import { drawFunnel, type FunnelLabel } from '../../core/advanced/funnel.js';
import type { BenchmarkIndicator, MunicipalityLabel, PeerGroupLabel } from '../../core/benchmark.js';
import { toNullable } from '../../core/numbers.js';
import type { LocalisedText, ReportingPeriod } from '../../core/vocabulary.js';
import { unprocessable } from '../../http/problem.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import { FigureStore } from '../figures/figure-store.js';
import { groupLabel, indicatorLabel, municipalityLabel, periodLabel } from '../figures/labels.js';
import type { CellPlace } from '../figures/questions.js';
import { ratioCell, type RatioCell } from './ratio-cell.js';
import { pooledRate, type Counts, type PooledRate } from './reference-cost.js';

/** Periods that are pooled. */
export const POOLED_PERIODS = 3;

/** A rate of few cases: of the period, and pooled over three. */
export interface SmallNumber {
  readonly municipality: MunicipalityLabel;
  readonly single: PooledRate | null;
  readonly pooled: PooledRate | null;
  /** Where the rate of the period lies in the funnel around the peers' pooled rate. */
  readonly label: FunnelLabel | null;
  /** The same of the three periods together. */
  readonly pooledLabel: FunnelLabel | null;
}

/** Rates of a peer group that chance moves. */
export interface SmallNumbers {
  readonly indicator: BenchmarkIndicator;
  readonly denominator: LocalisedText;
  readonly kind: 'proportion' | 'rate';
  readonly period: ReportingPeriod;
  /** Codes, oldest first. */
  readonly pooledPeriods: readonly string[];
  readonly peerGroup: PeerGroupLabel;
  /** Σ numerators / Σ denominators of the group, in the unit of the indicator. */
  readonly target: number | null;
  readonly rows: readonly SmallNumber[];
}

/** Three-year pooled values and funnel labels instead of a ranking, where denominators are small. */
@Injectable()
export class SmallNumberAnalysis {
  constructor(
    private readonly store: FigureStore,
    private readonly directory: MunicipalityDirectory,
  ) {}

  /** @throws Problem 422 for an indicator that is no ratio of two counts */
  async rates(place: CellPlace): Promise<SmallNumbers> {
    const ratio = ratioCell(place.view, place.cell);
    if (ratio === null || [ratio.numerator, ratio.denominator].some(({ valueType }) => valueType !== 'integer'))
      throw noCounts(place.cell.code);
    const kind = ratio.per === 100 ? 'proportion' : 'rate';
    const window = place.view.line.window(place.period.id, POOLED_PERIODS).map(({ id, code }) => ({ id, code }));
    const columns = await Promise.all(window.map(({ id }) => this.counts(place, ratio, id)));
    const municipalities = await this.directory.snapshot();
    const labels = labelsOf(columns[0] ?? [], kind);
    const pooledCounts = place.group.members.length === 0 ? [] : summed(columns);
    const pooledLabels = labelsOf(pooledCounts, kind);
    const rows = [...place.group.members].map((unit, i): SmallNumber => {
      const municipality = municipalities.byId(unit);
      const own = columns.map((column) => column[i] ?? MISSING);
      return {
        municipality: municipality === undefined ? { atvk: '', name: '' } : municipalityLabel(municipality),
        single: pooledRate(own.slice(0, 1), ratio.per, kind),
        pooled: pooledRate(own, ratio.per, kind),
        label: labels.points[i] ?? null,
        pooledLabel: pooledLabels.points[i] ?? null,
      };
    });
    return {
      indicator: indicatorLabel(place.cell),
      denominator: ratio.denominator.name,
      kind,
      period: periodLabel(place.period),
      pooledPeriods: window.map(({ code }) => code).reverse(),
      peerGroup: groupLabel(place.group),
      target: labels.target === null ? null : labels.target * ratio.per,
      rows,
    };
  }

  /** Public counts of the members in a period. */
  private async counts({ view, group }: CellPlace, ratio: RatioCell, periodId: number): Promise<Counts[]> {
    const figures = await this.store.period(view, periodId);
    const column = (code: string) => figures?.public(view.model.idOf(code) ?? -1)?.values;
    const [top, bottom] = [column(ratio.numerator.code), column(ratio.denominator.code)];
    return Array.from(group.members, (unit) => ({
      numerator: toNullable(top?.[unit]),
      denominator: toNullable(bottom?.[unit]),
    }));
  }
}

const MISSING: Counts = { numerator: null, denominator: null };

/** Counts of all periods together, of the periods in which both are known. */
function summed(columns: readonly (readonly Counts[])[]): Counts[] {
  return (columns[0] ?? []).map((_, i) => {
    const rate = pooledRate(
      columns.map((column) => column[i] ?? MISSING),
      1,
      'rate',
    );
    return rate === null ? MISSING : { numerator: rate.numerator, denominator: rate.denominator };
  });
}

function labelsOf(counts: readonly Counts[], kind: 'proportion' | 'rate') {
  const numerators = Float64Array.from(counts, ({ numerator }) => numerator ?? NaN);
  const denominators = Float64Array.from(counts, ({ denominator }) => denominator ?? NaN);
  const funnel = drawFunnel(numerators, denominators, {
    kind,
    target: null,
    limits: null,
    overdispersion: 'none',
    winsorise: 0.1,
    levels: [0.95, 0.998],
  });
  return { target: funnel?.target ?? null, points: (funnel?.points ?? []).map((point) => point?.label ?? null) };
}

function noCounts(code: string) {
  const message = {
    lv: `Rādītājs “${code}” nav divu skaitu attiecība.`,
    en: `Indicator “${code}” is no ratio of two counts.`,
  };
  return unprocessable('no_counts', message, [{ path: 'indicator', code: 'no_counts', message }]);
}
