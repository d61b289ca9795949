import { disclosureOf, roundToStep, type Disclosure } from '../../core/disclosure.js';
import { statusCode } from '../../core/value-status.js';
import type { SourceColumn } from '../../scoring/derivation/source-column.js';
import type { ScoringModel } from '../../scoring/model/scoring-model.js';
import type { DisclosureCells } from './disclosure-cells.js';

/** A column as a viewer may see it. */
export interface ShownColumn {
  /** NaN where there is no number, or none that may be shown. */
  readonly values: Float64Array;
  /** As stored, with `confidential` where something is hidden. */
  readonly statuses: Uint8Array;
  /** How each unit is shown; null: all as they are. */
  readonly disclosures: readonly Disclosure[] | null;
  readonly source: SourceColumn;
}

const CONFIDENTIAL = statusCode('confidential');

/** The values of one period as a run saw them, and what may be shown of them. */
export class PeriodFigures {
  private readonly shown = new Map<number, ShownColumn>();

  constructor(
    private readonly columns: ReadonlyMap<number, SourceColumn>,
    private readonly model: ScoringModel,
    private readonly disclosure: DisclosureCells,
  ) {}

  /** The column as stored, for arithmetic that stays inside the house. */
  get(cellId: number): SourceColumn | undefined {
    return this.columns.get(cellId);
  }

  /** Ids of the observation columns. */
  observationIds(): number[] {
    return [...this.columns.values()].filter(({ kind }) => kind === 'observation').map(({ id }) => id);
  }

  has(cellId: number): boolean {
    return this.columns.has(cellId);
  }

  /** The column with everything hidden that the public must not see. */
  public(cellId: number): ShownColumn | undefined {
    const known = this.shown.get(cellId);
    if (known !== undefined) return known;
    const source = this.columns.get(cellId);
    if (source === undefined) return undefined;
    const column = this.hide(cellId, source);
    this.shown.set(cellId, column);
    return column;
  }

  /** The column as it is. */
  raw(cellId: number): ShownColumn | undefined {
    const source = this.columns.get(cellId);
    return source && { values: source.values, statuses: source.statuses, disclosures: null, source };
  }

  private hide(cellId: number, source: SourceColumn): ShownColumn {
    const code = this.model.codeOf(cellId);
    const hasConfidential = source.statuses.some((byte) => (byte & 0x0f) === CONFIDENTIAL);
    if (!hasConfidential && !this.disclosure.isRestricted(code))
      return { values: source.values, statuses: source.statuses, disclosures: null, source };
    const disclosures = Array.from(source.values, (value, unit) => this.disclosureAt(code, source, value, unit));
    if (disclosures.every((disclosure) => disclosure === 'shown'))
      return { values: source.values, statuses: source.statuses, disclosures: null, source };
    const step = this.disclosure.get(code)?.roundTo ?? 1;
    const values = source.values.map((value, unit) => {
      const disclosure = disclosures[unit];
      return disclosure === 'shown' ? value : disclosure === 'rounded' ? roundToStep(value, step) : NaN;
    });
    const statuses = source.statuses.map((byte, unit) =>
      disclosures[unit] === 'hidden' || disclosures[unit] === 'band' ? (byte & 0xf0) | CONFIDENTIAL : byte,
    );
    return { values, statuses, disclosures, source };
  }

  private disclosureAt(code: string, source: SourceColumn, value: number, unit: number): Disclosure {
    if (((source.statuses[unit] ?? 0) & 0x0f) === CONFIDENTIAL) return 'hidden';
    const cell = this.disclosure.get(code);
    if (cell === undefined || !Number.isFinite(value)) return 'shown';
    return disclosureOf(cell, (key) => this.valueAt(key, unit), this.disclosure.get);
  }

  private valueAt(code: string, unit: number): number | null {
    const value = this.columns.get(this.model.idOf(code) ?? -1)?.values[unit] ?? NaN;
    return Number.isFinite(value) ? value : null;
  }
}
