import { Injectable } from '@nestjs/common';
import { drawFunnel, type FunnelOptions } from '../../core/advanced/funnel.js';
import type { FunnelData, FunnelLimits } from '../../core/chart-data.js';
import { toNullable } from '../../core/numbers.js';
import { unprocessable } from '../../http/problem.js';
import type { Cell } from '../../indicators/model/catalogue.js';
import { Benchmarks } from '../figures/benchmarks.js';
import { FigureStore } from '../figures/figure-store.js';
import type { CellPlace } from '../figures/questions.js';

/** `{A} / {B}`, with or without `* 1000`. */
const RATIO = /^\{([^{}]+)\} \/ \{([^{}]+)\}(?: \* (\d+))?$/;
const LEVELS = [0.95, 0.998];
/** Points of a line of limits. */
const STEPS = 60;

interface Ratio {
  readonly numerator: Cell;
  readonly denominator: Cell;
  readonly per: number;
}

/** Rates of counts against their denominators, with the limits of chance. */
@Injectable()
export class FunnelChartData {
  constructor(
    private readonly benchmarks: Benchmarks,
    private readonly store: FigureStore,
  ) {}

  /** @throws Problem 422 for an indicator that is no ratio of two counts, or where nothing can be drawn */
  async funnel(place: CellPlace): Promise<FunnelData> {
    const ratio = ratioOf(place);
    if (ratio === null) throw noFunnel(place.cell.code);
    const benchmark = await this.benchmarks.benchmark(place);
    const [numerators, denominators] = await Promise.all([
      this.shown(place, ratio.numerator),
      this.shown(place, ratio.denominator),
    ]);
    const options: FunnelOptions = {
      kind: ratio.per === 100 ? 'proportion' : 'rate',
      target: null,
      limits: null,
      overdispersion: 'none',
      winsorise: 0.1,
      levels: LEVELS,
    };
    const drawn = drawFunnel(numerators, denominators, options);
    if (drawn === null) throw noFunnel(place.cell.code);
    return {
      indicator: benchmark.indicator,
      denominator: ratio.denominator.name,
      period: benchmark.period,
      peerGroup: benchmark.peerGroup,
      target: drawn.target * ratio.per,
      points: benchmark.rows.map(({ municipality, value, status, flags }, position) => ({
        municipality,
        value,
        status,
        flags,
        denominator: toNullable(denominators[position]),
        label: drawn.points[position]?.label ?? null,
      })),
      limits: limitsOf(denominators, { ...options, target: drawn.target }, ratio.per),
      provenance: benchmark.provenance,
    };
  }

  /** Values of the members that may be shown. */
  private async shown({ view, period, group }: CellPlace, cell: Cell): Promise<Float64Array> {
    const column = (await this.store.period(view, period.id))?.public(view.model.idOf(cell.code) ?? -1);
    return Float64Array.from(group.members, (unit) => column?.values[unit] ?? NaN);
  }
}

function ratioOf({ view, cell }: CellPlace): Ratio | null {
  const [, top = '', bottom = '', per = '1'] = RATIO.exec(view.catalogues.formula(cell.code)?.expression ?? '') ?? [];
  const [numerator, denominator] = [view.catalogues.cell(top), view.catalogues.cell(bottom)];
  if (numerator === undefined || denominator === undefined) return null;
  const areCounts = [numerator, denominator].every(({ valueType }) => valueType === 'integer');
  return areCounts ? { numerator, denominator, per: Number(per) } : null;
}

/** The limits for denominators from the smallest to the largest, evenly on a logarithmic scale. */
function limitsOf(denominators: Float64Array, options: FunnelOptions, per: number): FunnelLimits[] {
  const sizes = denominators.filter((size) => Number.isFinite(size) && size > 0).sort();
  const [from, to] = [Math.log(sizes[0] ?? 1), Math.log(sizes.at(-1) ?? 1)];
  const grid = Float64Array.from({ length: STEPS }, (_, i) => Math.exp(from + ((to - from) * i) / (STEPS - 1)));
  const expected = grid.map((size) => size * (options.target ?? 0));
  const lines = drawFunnel(expected, grid, options);
  return LEVELS.map((level, at) => ({
    level,
    points: Array.from(grid, (denominator, i) => {
      const limits = lines?.points[i]?.limits[at];
      return { denominator, lower: (limits?.lower ?? 0) * per, upper: (limits?.upper ?? 0) * per };
    }),
  }));
}

function noFunnel(code: string) {
  const message = {
    lv: `Rādītājs “${code}” nav divu skaitu attiecība, tāpēc piltuves diagrammas tam nav.`,
    en: `Indicator “${code}” is no ratio of two counts, so it has no funnel.`,
  };
  return unprocessable('no_funnel', message, [{ path: 'indicator', code: 'no_funnel', message }]);
}
