import type { ObservationStatus, ValueStatus } from '../core/vocabulary.js';

/** One made-up value as a municipality would report it. */
export interface SampleRow {
  readonly atvk: string;
  /** Flat key of the cell: `CODE`, `CODE.DIM`, and companions `CODE|n`, `CODE.DIM|lm`. */
  readonly indicator: string;
  /** Code of the reporting period. */
  readonly period: string;
  /** null where the status holds no number. */
  readonly value: number | null;
  readonly status: ValueStatus;
  readonly quality: ObservationStatus;
  /** Explanation, as soft rules ask for it. */
  readonly comment?: string;
  /** Link to the document that a hard rule asks for. */
  readonly evidence?: string;
}

interface Remark {
  readonly status?: ValueStatus;
  readonly quality?: ObservationStatus;
  readonly comment?: string | undefined;
  readonly evidence?: string | undefined;
}

/** The form of one municipality and year while it is being filled in. */
export class SampleForm {
  readonly rows: SampleRow[] = [];

  constructor(
    readonly atvk: string,
    readonly year: number,
    private readonly quality: ObservationStatus,
  ) {}

  /** A reported number. */
  put(indicator: string, value: number, remark: Remark = {}): void {
    this.add(indicator, value, remark.status ?? 'reported', remark);
  }

  /** A cell without a number. */
  skip(indicator: string, status: Exclude<ValueStatus, 'reported' | 'confidential'>, comment?: string): void {
    this.add(indicator, null, status, { comment });
  }

  private add(indicator: string, value: number | null, status: ValueStatus, remark: Remark): void {
    this.rows.push({
      atvk: this.atvk,
      indicator,
      period: String(this.year),
      value,
      status,
      quality: remark.quality ?? this.quality,
      ...(remark.comment === undefined ? {} : { comment: remark.comment }),
      ...(remark.evidence === undefined ? {} : { evidence: remark.evidence }),
    });
  }
}

/** Money is kept in cents. */
export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
