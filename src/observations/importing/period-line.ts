import type { ReportingPeriod } from '../../core/vocabulary.js';

const DAY_MS = 86_400_000;
const dayOf = (date: string): number => Math.round(Date.parse(date) / DAY_MS);
const lengthOf = ({ startsOn, endsOn }: ReportingPeriod): number => dayOf(endsOn) - dayOf(startsOn) + 1;
/** Years, quarters and months of slightly different lengths are of one kind. */
const isAlike = (a: ReportingPeriod, b: ReportingPeriod): boolean =>
  Math.abs(lengthOf(a) - lengthOf(b)) <= 0.15 * Math.max(lengthOf(a), lengthOf(b));

/** The period of the same length that ends the day before the other begins. */
export function previousPeriod<P extends ReportingPeriod & { readonly isPractice: boolean }>(
  periods: readonly P[],
  period: P,
): P | undefined {
  return periods.find(
    (other) => !other.isPractice && dayOf(other.endsOn) + 1 === dayOf(period.startsOn) && isAlike(other, period),
  );
}

/**
 * Place of a period in time, counted in its own length: neighbouring years (quarters, months) differ by 1, a gap by
 * more. The middle of a period lies half a length after its place, far from where a leap day could move it.
 */
export function placeInTime(period: ReportingPeriod): number {
  const perYear = Math.max(1, Math.round(365.25 / lengthOf(period)));
  return Math.floor(((dayOf(period.startsOn) + lengthOf(period) / 2) / 365.25) * perYear);
}
