import type { ReportingPeriod } from '../../core/vocabulary.js';

/** A reporting period with its id in the database. */
export interface LinePeriod extends ReportingPeriod {
  readonly id: number;
}

/** Years for which a reference value of the support index is frozen (catalogue, composites.support_index). */
const FROZEN_YEARS = 3;
/** The first year of a freeze; the others follow every three years, before and after. */
const FIRST_FROZEN_YEAR = 2023;

/** The periods in the order of time. */
export class PeriodLine {
  readonly periods: readonly LinePeriod[];
  private readonly byId: ReadonlyMap<number, LinePeriod>;

  constructor(periods: readonly LinePeriod[]) {
    this.periods = [...periods].sort(
      (a, b) => (a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : 0) || (a.code < b.code ? -1 : 1),
    );
    this.byId = new Map(this.periods.map((period) => [period.id, period]));
  }

  get(id: number): LinePeriod | undefined {
    return this.byId.get(id);
  }

  byCode(code: string): LinePeriod | undefined {
    return this.periods.find((period) => period.code === code);
  }

  /** The latest period that ended before this one began. */
  previous(id: number): LinePeriod | undefined {
    const own = this.byId.get(id);
    return own && this.periods.findLast(({ endsOn }) => endsOn < own.startsOn);
  }

  /** The period itself and those before it, newest first, at most `count`. */
  window(id: number, count: number): LinePeriod[] {
    const window: LinePeriod[] = [];
    for (let period = this.byId.get(id); period !== undefined && window.length < count;)
      period = (window.push(period), this.previous(period.id));
    return window;
  }

  /**
   * The periods of the three years over which a reference is frozen, in the order of time: the reference is that of
   * the first of them with data. Three-year spans begin in 2023, 2026, … and 2020, 2017, …
   */
  frozenSpan(id: number): LinePeriod[] {
    const own = this.byId.get(id);
    if (own === undefined) return [];
    const span = spanOf(own);
    return this.periods.filter((period) => spanOf(period) === span && lengthOf(period) === lengthOf(own));
  }
}

function spanOf({ endsOn }: LinePeriod): number {
  return Math.floor((Number(endsOn.slice(0, 4)) - FIRST_FROZEN_YEAR) / FROZEN_YEARS);
}

/** Whole months, so that quarters are not taken for years. */
function lengthOf({ startsOn, endsOn }: LinePeriod): number {
  const months = (date: string): number => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7));
  return months(endsOn) - months(startsOn);
}
