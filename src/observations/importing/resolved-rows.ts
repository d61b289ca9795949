import type { ObservationTable } from '../reading/table.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';
import type { ImportFinding, FindingCollector } from './finding.js';
import type { NamedCell } from './import-context.js';
import type { Municipalities } from '../../municipalities/municipalities.js';

/** Why a row is not imported. */
export const TAKEN = 0;
export const REFUSED = 1;
/** Says the same as an earlier row. */
export const REPEATED = 2;

/** The rows of a file with what their texts mean: indexes into the lists here, −1 where they mean nothing. */
export class ResolvedRows {
  readonly cellOf: Int32Array;
  readonly periodOf: Int32Array;
  /** Municipality id, which is its place in the unit order. */
  readonly unitOf: Int32Array;
  readonly statuses: Uint8Array;
  /** Index into `sources`. */
  readonly sourceOf: Int32Array;
  readonly fate: Uint8Array;
  readonly cells: NamedCell[] = [];
  readonly periods: PeriodRecord[] = [];
  readonly sources: string[] = [];

  constructor(
    readonly table: ObservationTable,
    readonly municipalities: Municipalities,
    private readonly findings: FindingCollector,
  ) {
    const { length } = table;
    this.cellOf = new Int32Array(length).fill(-1);
    this.periodOf = new Int32Array(length).fill(-1);
    this.unitOf = new Int32Array(length).fill(-1);
    this.statuses = new Uint8Array(length);
    this.sourceOf = new Int32Array(length);
    this.fate = new Uint8Array(length);
  }

  get length(): number {
    return this.table.length;
  }

  value(row: number): number {
    return this.table.values[row] ?? NaN;
  }

  /** Row as a spreadsheet counts it. */
  number(row: number): number {
    return this.table.rows[row] ?? 0;
  }

  /** Says something about a row, with the names of what it is about. */
  say(row: number, about: Pick<ImportFinding, 'code' | 'severity' | 'message'>): void {
    const { table } = this;
    const text = ({ codes, texts }: ObservationTable['period']): string | null => texts[codes[row] ?? -1] ?? null;
    this.findings.add({
      row: this.number(row),
      ...about,
      indicator: this.cells[this.cellOf[row] ?? -1]?.cell.code ?? text(table.indicator),
      municipality: this.municipalities.byId(this.unitOf[row] ?? -1)?.atvk ?? text(table.municipality),
      period: this.periods[this.periodOf[row] ?? -1]?.code ?? text(table.period),
    });
  }

  /** Says why a row is refused. */
  refuse(row: number, about: Pick<ImportFinding, 'code' | 'message'>): void {
    this.fate[row] = REFUSED;
    this.say(row, { ...about, severity: 'error' });
  }
}
