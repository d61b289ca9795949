/**
 * Plausibility: which of the values of one indicator look wrong, compared with the unit's own history, its peers and
 * the country. Findings warn, they never alter a value.
 */
import { changesOf } from './changes.js';
import { countryWideChanges } from './country.js';
import { jumps } from './jumps.js';
import { outliers } from './outliers.js';
import { slipsOfScale } from './scale.js';
import { prepare, type PlausibilityFinding, type PlausibilitySeries } from './series.js';
import { oddZeros } from './zeros.js';

/**
 * All findings on a series, by period and unit. A value carries the most telling one only: zero, then slip of scale,
 * then jump, then outlier; a value at which two jumps meet carries the one from the period before. Country-wide
 * changes stand beside.
 *
 * Cost: O(periods² · units) at most, sorting included O(n log n) per period; 15 × 43 values take a few milliseconds.
 *
 * @throws RangeError when the matrices do not fit `periods × units`
 */
export function findImplausible(series: PlausibilitySeries): PlausibilityFinding[] {
  const size = series.periods * series.units;
  if (series.values.length !== size || series.judged.length !== size || series.time.length !== series.periods) {
    throw new RangeError('the matrices of a series are periods × units');
  }
  const prepared = prepare(series);
  const changes = changesOf(prepared);
  const taken = new Uint8Array(size);
  const mark = (findings: readonly PlausibilityFinding[]): PlausibilityFinding[] => {
    const fresh: PlausibilityFinding[] = [];
    for (const finding of findings) {
      const place = finding.period * series.units + finding.unit;
      if (taken[place] === 1) continue;
      taken[place] = 1;
      fresh.push(finding);
    }
    return fresh;
  };
  const found = [
    ...mark(oddZeros(prepared)),
    ...mark(slipsOfScale(prepared)),
    ...mark(laterFirst(jumps(prepared, changes, taken))),
    ...mark(outliers(prepared, taken)),
    ...countryWideChanges(prepared, changes),
  ];
  return found.sort((a, b) => a.period - b.period || a.unit - b.unit);
}

/** Findings against the period before come first, so that they win where two jumps meet in one value. */
function laterFirst(findings: readonly PlausibilityFinding[]): PlausibilityFinding[] {
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

function rank({ code }: PlausibilityFinding): number {
  return code === 'jump_on_last_period' ? 0 : 1;
}
