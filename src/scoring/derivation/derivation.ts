import { createHash } from 'node:crypto';
import type { PeriodLine } from '../model/period-line.js';
import type { RecomputePlan } from '../model/recompute-plan.js';
import { pairKey, type DerivedCell, type Pair, type ScoringModel } from '../model/scoring-model.js';
import { deriveFormula, type DerivedValues } from './derive-formula.js';
import { deriveIndex, IndexOfPeriod } from './derive-index.js';
import type { ColumnSource, SourceColumn } from './source-column.js';

/** A derived column that came out differently from the one known. */
export interface FreshColumn extends Pair {
  readonly column: SourceColumn;
  readonly before: SourceColumn | undefined;
}

/** The columns at hand in one run: loaded ones, and those derived from them on the way. */
export class Derivation implements ColumnSource {
  private readonly columns = new Map<number, SourceColumn>();
  private readonly before = new Map<number, SourceColumn>();

  constructor(
    private readonly model: ScoringModel,
    private readonly line: PeriodLine,
    private readonly units: number,
  ) {}

  get(cellId: number, periodId: number): SourceColumn | undefined {
    return this.columns.get(pairKey({ cellId, periodId }));
  }

  /** Puts a loaded column at hand. A derived one is what the run before knew. */
  put(pair: Pair, column: SourceColumn): void {
    const key = pairKey(pair);
    this.columns.set(key, column);
    if (column.kind === 'derived') this.before.set(key, column);
  }

  /**
   * Computes the derived columns of a plan. A column that comes out as it was keeps its place in the database; one
   * about which there is nothing to say, and never was, is left out.
   *
   * @param idOf gives each new column its id
   */
  derive(plan: RecomputePlan, idOf: () => number): FreshColumn[] {
    const fresh: FreshColumn[] = [];
    for (const { derived, periodId } of plan.targets) {
      const pair = { cellId: derived.id, periodId };
      const before = this.before.get(pairKey(pair));
      const made = this.valuesOf(derived, periodId);
      const contentHash = contentHashOf(made);
      if (before !== undefined && Buffer.compare(before.contentHash, contentHash) === 0) continue;
      if (before === undefined && made.statuses.every((byte) => byte === 0)) continue;
      const column: SourceColumn = { ...made, kind: 'derived', id: idOf(), contentHash };
      this.columns.set(pairKey(pair), column);
      fresh.push({ ...pair, column, before });
    }
    return fresh;
  }

  private valuesOf(derived: DerivedCell, periodId: number): DerivedValues {
    if (derived.index !== null)
      return deriveIndex(new IndexOfPeriod(derived.index, this, this.line, periodId), this.units);
    const columns = derived.operands.map(({ cellId, previous }) => {
      const period = previous ? this.line.previous(periodId)?.id : periodId;
      return period === undefined ? undefined : this.get(cellId, period);
    });
    return deriveFormula(derived, columns, this.units);
  }

  /** The columns that a derived one was made from, as far as there are any. */
  inputsOf({ cellId, periodId }: Pair): { readonly pair: Pair; readonly column: SourceColumn }[] {
    const derived = this.model.derivedCell(cellId);
    if (derived === undefined) return [];
    return this.model.operandsOf(derived, periodId, this.line).flatMap((pair) => {
      const column = this.get(pair.cellId, pair.periodId);
      return column === undefined ? [] : [{ pair, column }];
    });
  }
}

function contentHashOf({ values, statuses, alternative }: DerivedValues): Buffer {
  const hash = createHash('sha256');
  hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)).update(statuses);
  if (alternative !== undefined)
    hash.update(new Uint8Array(alternative.buffer, alternative.byteOffset, alternative.byteLength));
  return hash.digest();
}
