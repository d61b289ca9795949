import type { Changes } from './changes.js';
import { isCountryStep } from './country.js';
import { at, countingNoise, isJudged, type PlausibilityFinding, type Prepared } from './series.js';

/** Below this factor a change is never a jump. */
const FACTOR = Math.log(2.2);
/** A jump is that many robust standard deviations of the indicator's own changes. */
const SPREADS = 6;
/** … and that many standard deviations of counting noise, for whole numbers. */
const NOISES = 3;
/** The change beside the country's may be a little smaller than the change itself. */
const BESIDE_THE_COUNTRY = 1.15;

/**
 * Jumps between neighbouring periods. A change is a jump when both it and what is left after taking away the country's
 * typical change exceed factor 2.2, six robust standard deviations of the indicator's own changes, and (for whole
 * numbers) three standard deviations of counting noise. In a year in which the whole country made a step, only what
 * is left counts.
 *
 * Either end of a jump may be the wrong one: the later value carries `jump_on_last_period`, the earlier one
 * `jump_on_next_period`.
 *
 * @param excluded 1 where a value is known to be odd for another reason: no jump leads there or away from it
 */
export function jumps(series: Prepared, changes: Changes, excluded: Uint8Array): PlausibilityFinding[] {
  const findings: PlausibilityFinding[] = [];
  for (let period = 0; period < series.periods; period++) {
    const before = series.previous[period] ?? -1;
    if (before < 0) continue;
    for (let unit = 0; unit < series.units; unit++) {
      if (excluded[period * series.units + unit] === 1 || excluded[before * series.units + unit] === 1) continue;
      if (!isJump(series, changes, period, unit)) continue;
      if (isJudged(series, period, unit)) findings.push(finding('jump_on_last_period', series, [period, before], unit));
      if (isJudged(series, before, unit)) findings.push(finding('jump_on_next_period', series, [before, period], unit));
    }
  }
  return findings;
}

function isJump(series: Prepared, changes: Changes, period: number, unit: number): boolean {
  const own = changes.own[period * series.units + unit] ?? NaN;
  const beside = own - (changes.typical[period] ?? 0);
  const change = isCountryStep(changes, period)
    ? Math.abs(beside)
    : Math.min(Math.abs(own), Math.abs(beside) * BESIDE_THE_COUNTRY);
  const noise = countingNoise(series, at(series, period, unit), at(series, period - 1, unit));
  return change > Math.max(FACTOR, SPREADS * changes.spread, NOISES * noise);
}

function finding(
  code: 'jump_on_last_period' | 'jump_on_next_period',
  series: Prepared,
  [period, compared]: readonly [number, number],
  unit: number,
): PlausibilityFinding {
  const value = at(series, period, unit);
  const reference = at(series, compared, unit);
  return {
    code,
    severity: 'warning',
    period,
    unit,
    value,
    reference,
    factor: value / reference,
    comparedPeriod: compared,
    count: 0,
    perInhabitant: false,
  };
}
