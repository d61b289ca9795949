/**
 * Filling in of missing values (METHOD.md, item 12): off by default, every filled value flagged, and a group without
 * observations stays empty. Missing is never zero.
 */
import { mean, median } from '../statistics.js';

/** How missing values are filled in; `maxAge` counts years back for a value carried forward. */
export type ImputationKind = 'none' | 'mean' | 'median' | 'group_mean' | 'group_median' | 'carry_forward';

/**
 * Fills the gaps of a column with the mean or median of its observed values, overall or per group.
 *
 * @param values observed values, NaN where missing
 * @param fillable 1 where a gap may be filled (a suppressed value may not)
 * @param groups group number of each value, or null for one group; −1 belongs to no group and is not filled
 * @returns only the filled values; NaN everywhere else
 */
export function imputeLocation(
  values: Float64Array,
  fillable: Uint8Array,
  location: { readonly kind: 'mean' | 'median'; readonly groups: Int32Array | null },
): Float64Array {
  const filled = new Float64Array(values.length).fill(NaN);
  for (const members of membersByGroup(values.length, location.groups)) {
    const observed = Float64Array.from(members, (member) => values[member] ?? NaN);
    const centre = location.kind === 'mean' ? mean(observed) : median(observed);
    if (centre === null) continue;
    for (const member of members) {
      if (Number.isNaN(values[member]) && fillable[member] === 1) filled[member] = centre;
    }
  }
  return filled;
}

function membersByGroup(length: number, groups: Int32Array | null): number[][] {
  if (groups === null) return [Array.from({ length }, (_, index) => index)];
  const members = new Map<number, number[]>();
  groups.forEach((group, index) => {
    if (group < 0) return;
    const list = members.get(group);
    if (list === undefined) members.set(group, [index]);
    else list.push(index);
  });
  return [...members.values()];
}

/**
 * Carries the last observed value forward into gaps of later periods, no further than `maxAge` years.
 *
 * @param series one column per period, oldest first; NaN where missing
 * @param years position of each period on the time axis, in years
 * @param fillable per period, 1 where a gap may be filled
 * @returns per period the filled values; NaN everywhere else
 */
export function carryForward(
  series: readonly Float64Array[],
  fillable: readonly Uint8Array[],
  ageing: { readonly years: readonly number[]; readonly maxAge: number },
): Float64Array[] {
  const units = series[0]?.length ?? 0;
  const last = new Float64Array(units).fill(NaN);
  const seen = new Float64Array(units).fill(NaN);
  return series.map((column, period) => {
    const year = ageing.years[period] ?? NaN;
    return column.map((value, unit) => {
      if (!Number.isNaN(value)) {
        last[unit] = value;
        seen[unit] = year;
        return NaN;
      }
      const young = year - (seen[unit] ?? NaN) <= ageing.maxAge;
      return young && fillable[period]?.[unit] === 1 ? (last[unit] ?? NaN) : NaN;
    });
  });
}
