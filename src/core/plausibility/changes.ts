/** How values change from one period to the next: for the country as a whole, and for each unit beside it. */
import { at, middle, type Prepared } from './series.js';

/** Logarithms of value over previous value, and what is usual among them. */
export interface Changes {
  /** `periods × units`; NaN where there is no previous value or the sign changes. */
  readonly own: Float64Array;
  /** Median over the units of a period; 0 where fewer than {@link LEAST_UNITS} units say something. */
  readonly typical: Float64Array;
  /** Share of the units of a period whose value changed at least by 1.4 in the direction of the median. */
  readonly together: Float64Array;
  readonly count: Int32Array;
  /** Robust standard deviation of own − typical over the whole indicator: 1.4826 · median|own − typical|; 0 for too few. */
  readonly spread: number;
}

/** Fewer units than this say nothing about a country. */
export const LEAST_UNITS = 8;
const CLEARLY = Math.log(1.4);

/** Changes of all units in all periods. */
export function changesOf(series: Prepared): Changes {
  const own = new Float64Array(series.periods * series.units).fill(NaN);
  const typical = new Float64Array(series.periods);
  const together = new Float64Array(series.periods);
  const count = new Int32Array(series.periods);
  const beside: number[] = [];
  for (let period = 0; period < series.periods; period++) {
    const present = changesIn(series, period, own);
    count[period] = present.length;
    const centre = present.length < LEAST_UNITS ? 0 : middle(present);
    typical[period] = centre;
    together[period] = share(present, (change) => change * Math.sign(centre) >= CLEARLY);
    for (const change of present) beside.push(Math.abs(change - centre));
  }
  return {
    own,
    typical,
    together,
    count,
    spread: beside.length < LEAST_UNITS ? 0 : 1.482602218505602 * middle(beside),
  };
}

function changesIn(series: Prepared, period: number, own: Float64Array): number[] {
  const before = series.previous[period] ?? -1;
  const present: number[] = [];
  if (before < 0) return present;
  for (let unit = 0; unit < series.units; unit++) {
    const ratio = at(series, period, unit) / at(series, before, unit);
    if (!(ratio > 0) || !Number.isFinite(ratio)) continue;
    own[period * series.units + unit] = Math.log(ratio);
    present.push(Math.log(ratio));
  }
  return present;
}

function share(values: readonly number[], holds: (value: number) => boolean): number {
  return values.length === 0 ? 0 : values.filter(holds).length / values.length;
}
