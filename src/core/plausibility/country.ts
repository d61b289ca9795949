import { LEAST_UNITS, type Changes } from './changes.js';
import { isPeriodJudged, type PlausibilityFinding, type Prepared } from './series.js';

/** A typical change by this factor or more is not the life of a country but a change of counting, or a mistake. */
const FACTOR = Math.log(1.75);
const TOGETHER = 0.75;
/** A step is taken back by one of nearly the same size: the product of both factors lies within 1.4. */
const TAKEN_BACK = Math.log(1.4);
const LONGEST_PLATEAU = 3;

/** True where the whole country made a step in the period. */
export function isCountryStep(changes: Changes, period: number): boolean {
  return (
    (changes.count[period] ?? 0) >= LEAST_UNITS &&
    Math.abs(changes.typical[period] ?? 0) >= FACTOR &&
    (changes.together[period] ?? 0) >= TOGETHER
  );
}

/**
 * `country_wide_change`: at least three quarters of at least eight units change together, the typical one by 1.75 or
 * more (a doubling, a halving). Where the step is taken back within three periods, all periods between carry the
 * finding and the way back carries none: values counted twice for two years are odd in both.
 */
export function countryWideChanges(series: Prepared, changes: Changes): PlausibilityFinding[] {
  const findings: PlausibilityFinding[] = [];
  for (let period = 0; period < series.periods; period++) {
    if (!isCountryStep(changes, period)) continue;
    const end = endOfPlateau(series, changes, period);
    for (let odd = period; odd < (end ?? period + 1); odd++) {
      if (isPeriodJudged(series, odd)) findings.push(finding(series, changes, period, odd));
    }
    if (end !== null) period = end;
  }
  return findings;
}

function endOfPlateau(series: Prepared, changes: Changes, start: number): number | null {
  const up = changes.typical[start] ?? 0;
  for (let period = start + 1; period <= start + LONGEST_PLATEAU && period < series.periods; period++) {
    if ((series.previous[period] ?? -1) < 0) return null;
    if (!isCountryStep(changes, period)) continue;
    return Math.abs(up + (changes.typical[period] ?? 0)) <= TAKEN_BACK ? period : null;
  }
  return null;
}

function finding(series: Prepared, changes: Changes, step: number, odd: number): PlausibilityFinding {
  const factor = Math.exp(changes.typical[step] ?? 0);
  return {
    code: 'country_wide_change',
    severity: 'warning',
    period: odd,
    unit: -1,
    value: factor,
    reference: 1,
    factor,
    comparedPeriod: series.previous[step] ?? -1,
    count: changes.count[step] ?? 0,
    perInhabitant: false,
  };
}
