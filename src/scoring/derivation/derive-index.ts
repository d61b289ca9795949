/** The column of a composite index, and how one of its values came about. */
import {
  indexScore,
  intensityReference,
  type IndexDefinition,
  type IndexScore,
  type PartValue,
} from '../../core/support-index.js';
import { valueStatusOf } from '../../core/value-status.js';
import type { IndexModel, IndexModelPart } from '../model/index-model.js';
import type { PeriodLine } from '../model/period-line.js';
import type { DerivedValues } from './derive-formula.js';
import { NOT_APPLICABLE, NOT_PROVIDED, REPORTED, type ColumnSource } from './source-column.js';

/** A reference of an intensity and the period it was taken from. */
export interface FrozenReference {
  readonly period: string;
  readonly value: number | null;
}

/** A composite index in one period, ready to be asked for any unit. */
export class IndexOfPeriod {
  /** By the code of the part. */
  readonly references: ReadonlyMap<string, FrozenReference>;
  /** The definition with its references. */
  readonly definition: IndexDefinition;
  private readonly known = new Map<number, ReadonlyMap<string, PartValue>>();

  constructor(
    private readonly index: IndexModel,
    private readonly columns: ColumnSource,
    private readonly line: PeriodLine,
    private readonly periodId: number,
  ) {
    const intensities = index.parts.filter(({ isIntensity }) => isIntensity);
    this.references = new Map(intensities.map((part) => [part.code, this.referenceOf(part)]));
    this.definition = index.definition(new Map([...this.references].map(([code, { value }]) => [code, value])));
  }

  /**
   * The index of a unit, or its readiness index where it has no social enterprise, with its decomposition.
   *
   * @param definition another one (weights, aggregation), to see how much depends on it
   */
  scoreOf(unit: number, definition: IndexDefinition = this.definition): IndexScore {
    return indexScore(definition, this.partValues(unit), this.isReadiness(unit) ? 'readiness' : 'index');
  }

  private partValues(unit: number): ReadonlyMap<string, PartValue> {
    const known = this.known.get(unit);
    if (known !== undefined) return known;
    const values = new Map(this.index.parts.map((part) => [part.code, this.averaged(part, this.periodId, unit)]));
    this.known.set(unit, values);
    return values;
  }

  /** Whether anybody has said anything about the unit. */
  isSilent(unit: number): boolean {
    return this.index.parts.every(
      ({ cellId }) => ((this.columns.get(cellId, this.periodId)?.statuses[unit] ?? 0) & 0x0f) === 0,
    );
  }

  private isReadiness(unit: number): boolean {
    const { readinessCell } = this.index;
    return readinessCell >= 0 && this.columns.get(readinessCell, this.periodId)?.values[unit] === 0;
  }

  /**
   * The value of a part: the mean of what was reported over its periods, provided that the own period was. A status
   * other than reported is that of the own period.
   */
  private averaged(part: IndexModelPart, periodId: number, unit: number): PartValue {
    const own = this.columns.get(part.cellId, periodId);
    const status = valueStatusOf(own?.statuses[unit] ?? 0);
    if (own === undefined || !Number.isFinite(own.values[unit])) return { status, value: null };
    const values = this.line
      .window(periodId, part.averagedPeriods)
      .map(({ id }) => this.columns.get(part.cellId, id)?.values[unit] ?? NaN)
      .filter(Number.isFinite);
    return { status, value: values.reduce((sum, value) => sum + value, 0) / values.length };
  }

  /** The 90th percentile of the municipalities with social enterprises, in the first period of the span with data. */
  private referenceOf(part: IndexModelPart): FrozenReference {
    for (const { id, code } of this.line.frozenSpan(this.periodId)) {
      const enterprises = this.columns.get(this.index.readinessCell, id);
      const own = this.columns.get(part.cellId, id);
      if (own === undefined || (enterprises === undefined && this.index.readinessCell >= 0)) continue;
      const values = Float64Array.from(own.values, (_, unit) => this.averaged(part, id, unit).value ?? NaN);
      const counts = Uint8Array.from(own.values, (_, unit) => (countsFor(enterprises?.values, unit) ? 1 : 0));
      const value = intensityReference(values, counts);
      if (value !== null) return { period: code, value };
    }
    return { period: this.line.get(this.periodId)?.code ?? '', value: null };
  }
}

function countsFor(enterprises: Float64Array | undefined, unit: number): boolean {
  return enterprises === undefined || (enterprises[unit] ?? 0) > 0;
}

/**
 * The column of the index: its values, and apart from them the readiness index of the units without a social
 * enterprise, for which the index itself is not applicable.
 */
export function deriveIndex(ofPeriod: IndexOfPeriod, units: number): DerivedValues {
  const values = new Float64Array(units).fill(NaN);
  const alternative = new Float64Array(units).fill(NaN);
  const statuses = new Uint8Array(units);
  for (let unit = 0; unit < units; unit++) {
    if (ofPeriod.isSilent(unit)) continue;
    const { variant, score } = ofPeriod.scoreOf(unit);
    if (variant === 'readiness') {
      alternative[unit] = score ?? NaN;
      statuses[unit] = score === null ? NOT_PROVIDED : NOT_APPLICABLE;
    } else if (score === null) statuses[unit] = NOT_PROVIDED;
    else {
      values[unit] = score;
      statuses[unit] = REPORTED;
    }
  }
  return { values, statuses, alternative };
}
