/**
 * The words of the field, as types. Every room of the house speaks them; docs/vocabulary.md explains each.
 */

/** Whether a larger value is better, worse, or neither. Applied once, when a value is normalised. */
export type Direction = 'higher_is_better' | 'lower_is_better' | 'neutral';

/** Why a submitted cell holds, or does not hold, a number. A blank that means something does not exist. */
export type ValueStatus = 'reported' | 'not_applicable' | 'not_collected' | 'not_provided' | 'confidential';

/** How far an observation may be relied on. */
export type ObservationStatus = 'normal' | 'estimated' | 'provisional' | 'revised' | 'break';

/** How a value stands beside its benchmark; an indicator without direction is higher or lower, never better or worse. */
export type Comparison = 'better' | 'worse' | 'similar' | 'higher' | 'lower' | 'not_compared';

/** What a series of values does over time. */
export type TrendLabel = 'improving' | 'worsening' | 'rising' | 'falling' | 'no_clear_change' | 'insufficient';

/** What has to be known about a score besides its number (METHOD.md part 1, item 19). */
export type Flag =
  | 'MISSING'
  | 'IMPUTED'
  | 'TREATED'
  | 'CLAMPED'
  | 'ZERO_DENOMINATOR'
  | 'MISSING_DENOMINATOR'
  | 'INSUFFICIENT_N'
  | 'N_LT_4_NO_QUARTILE'
  | 'ZERO_VARIANCE'
  | 'ZERO_MAD'
  | 'ZERO_RANGE'
  | 'TIED'
  | 'LOW_COVERAGE'
  | 'SMALL_NUMBER'
  | 'SUPPRESSED'
  | 'PEER_GROUP_TOO_SMALL'
  | 'DEA_LOW_N'
  | 'STALE';

export type Language = 'lv' | 'en';

/** A text in both languages of the service. */
export interface LocalisedText {
  readonly lv: string;
  readonly en: string;
}

/** A span of time that values belong to; never a bare year. Dates are ISO `YYYY-MM-DD`, both inclusive. */
export interface ReportingPeriod {
  readonly code: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Error findings stop a submission or refuse a row; warnings ask for an explanation; information is for reviewers. */
export type Severity = 'error' | 'warning' | 'information';
