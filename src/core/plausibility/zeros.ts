import { at, isJudged, middle, othersOf, presentIn, type PlausibilityFinding, type Prepared } from './series.js';

/** An indicator of whose values more than this share is zero takes zeros as usual. */
const USUAL_ZEROS = 0.15;
/** Share of a period's values that may be zero while a zero still stands out. */
const RARE_IN_PERIOD = 0.1;
const RARE_WITHOUT_HISTORY = 0.05;
const LEAST_PEERS = 10;
/** A count that is usually below this is zero now and then by chance: e⁻⁵ is less than 1 %. */
const LEAST_COUNT = 5;

/**
 * Zeros that look like missing values.
 *
 * `zero_breaks_series`: at least two thirds of the unit's other values are not zero, one of them in an earlier period.
 * `zero_among_values`: hardly any other unit reports zero in the period, zeros are not usual for the indicator, and
 * the unit itself has other values (or, without a history, at most 5 % of its peers report zero).
 * A count that is small anyway (usual value below 5) may be zero.
 */
export function oddZeros(series: Prepared): PlausibilityFinding[] {
  const findings: PlausibilityFinding[] = [];
  const zerosAreUsual = shareOfZeros(series.values) > USUAL_ZEROS;
  for (let period = 0; period < series.periods; period++) {
    let peers: readonly number[] | null = null;
    for (let unit = 0; unit < series.units; unit++) {
      if (at(series, period, unit) !== 0 || !isJudged(series, period, unit)) continue;
      peers ??= presentIn(series, period);
      const finding =
        breaksSeries(series, period, unit) ?? (zerosAreUsual ? null : standsOut(series, period, unit, peers));
      if (finding !== null) findings.push(finding);
    }
  }
  return findings;
}

function shareOfZeros(values: readonly number[] | Float64Array): number {
  let zeros = 0;
  let present = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    present++;
    if (value === 0) zeros++;
  }
  return present === 0 ? 0 : zeros / present;
}

function breaksSeries(series: Prepared, period: number, unit: number): PlausibilityFinding | null {
  const others = othersOf(series, period, unit);
  const nonZero = others.filter((value) => value !== 0);
  if (nonZero.length < 2 || nonZero.length < (others.length * 2) / 3) return null;
  const usual = middle(nonZero);
  if (tooSmall(series, usual)) return null;
  for (let earlier = period - 1; earlier >= 0; earlier--) {
    const value = at(series, earlier, unit);
    if (value !== 0 && !Number.isNaN(value))
      return { ...zero('zero_breaks_series', period, unit), reference: usual, count: nonZero.length };
  }
  return null;
}

function standsOut(
  series: Prepared,
  period: number,
  unit: number,
  peers: readonly number[],
): PlausibilityFinding | null {
  const nonZero = peers.filter((value) => value !== 0);
  const own = othersOf(series, period, unit).filter((value) => value !== 0);
  const rare = own.length > 0 ? RARE_IN_PERIOD : RARE_WITHOUT_HISTORY;
  if (nonZero.length < LEAST_PEERS || shareOfZeros(peers) > rare) return null;
  const usual = own.length > 0 ? middle(own) : quarter(nonZero);
  if (tooSmall(series, usual)) return null;
  return { ...zero('zero_among_values', period, unit), reference: middle(nonZero), count: nonZero.length };
}

function tooSmall(series: Prepared, usual: number): boolean {
  return series.wholeNumbers && Math.abs(usual) < LEAST_COUNT;
}

/** Lower quartile, roughly: the value below which a quarter lies. */
function quarter(values: readonly number[]): number {
  return Float64Array.from(values).sort()[Math.floor(values.length / 4)] ?? NaN;
}

function zero(code: 'zero_breaks_series' | 'zero_among_values', period: number, unit: number): PlausibilityFinding {
  return {
    code,
    severity: 'warning',
    period,
    unit,
    value: 0,
    reference: NaN,
    factor: NaN,
    comparedPeriod: -1,
    count: 0,
    perInhabitant: false,
  };
}
