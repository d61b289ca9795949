import type { ReportingPeriod } from '../../core/vocabulary.js';

const dayOf = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
const lengthOf = ({ startsOn, endsOn }: ReportingPeriod): number => dayOf(endsOn) - dayOf(startsOn) + 1;

/** The real period of about the same length that ends the day before another begins; undefined where there is none. */
export function previousOf<P extends ReportingPeriod & { readonly isPractice: boolean }>(
  periods: readonly P[],
  period: ReportingPeriod,
): P | undefined {
  const length = lengthOf(period);
  return periods.find(
    (other) =>
      !other.isPractice &&
      dayOf(other.endsOn) + 1 === dayOf(period.startsOn) &&
      Math.abs(lengthOf(other) - length) <= 0.15 * length,
  );
}
