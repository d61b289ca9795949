import { directionSign } from '../../core/direction.js';
import type { SourceColumn } from '../derivation/source-column.js';
import type { BatchGroup, ScoreBatch } from '../kernel/score-batch.js';
import type { ScorePool } from '../kernel/score-pool.js';
import type { ScoringMethod } from '../method.js';
import type { PeriodLine } from '../model/period-line.js';
import type { Pair, ScoringModel } from '../model/scoring-model.js';
import type { Scored } from '../store/score-store.js';

/** Values in one batch: large enough to be worth a message, small enough to keep every thread busy. */
const BATCH_VALUES = 1 << 18;

/** What all batches of a run share. */
export interface BatchSetting {
  readonly runSequence: number;
  readonly units: number;
  readonly model: ScoringModel;
  readonly line: PeriodLine;
  /** Groups by period. */
  readonly groups: ReadonlyMap<number, readonly BatchGroup[]>;
  readonly method: ScoringMethod;
}

/** Gathers columns into batches and has each scored as soon as it is full, while the next columns arrive. */
export class BatchBuilder {
  readonly batches: Promise<Scored>[] = [];
  /** Rows that the batches will give. */
  rows = 0;
  columns = 0;
  private readonly capacity: number;
  private readonly groupSets: (readonly BatchGroup[])[];
  private readonly setOfPeriod: ReadonlyMap<number, number>;
  private values: Float64Array | null = null;
  private cellIds: number[] = [];
  private periodIds: number[] = [];
  private sources: number[] = [];

  constructor(
    private readonly setting: BatchSetting,
    private readonly pool: ScorePool,
  ) {
    this.capacity = Math.max(1, Math.floor(BATCH_VALUES / setting.units));
    this.groupSets = [...setting.groups.values()];
    this.setOfPeriod = new Map([...setting.groups.keys()].map((period, i) => [period, i]));
  }

  /**
   * Adds a column; one shorter than the unit order is filled up with missing values.
   *
   * @param bytes its values as 64-bit floats, low byte first
   */
  add(pair: Pair, source: Pick<SourceColumn, 'kind' | 'id'>, bytes: Uint8Array): void {
    const set = this.setOfPeriod.get(pair.periodId);
    if (set === undefined) return;
    const { units } = this.setting;
    this.values ??= this.pool.room(this.capacity * units);
    const at = this.sources.length * units;
    const held = Math.min(bytes.length >> 3, units);
    const room = new Uint8Array(this.values.buffer, this.values.byteOffset);
    room.set(held * 8 < bytes.length ? bytes.subarray(0, held * 8) : bytes, at * 8);
    if (held < units) this.values.fill(NaN, at + held, at + units);
    this.cellIds.push(pair.cellId);
    this.periodIds.push(pair.periodId);
    this.sources.push(source.kind === 'derived' ? -source.id : source.id);
    this.rows += this.groupSets[set]?.length ?? 0;
    this.columns++;
    if (this.sources.length === this.capacity) this.flush();
  }

  /** Sends off what has been gathered. */
  flush(): void {
    const { values } = this;
    if (this.sources.length === 0 || values === null) return;
    const batch = this.batchOf(values);
    const rest = { ...batch, values: undefined };
    this.values = null;
    this.cellIds = [];
    this.periodIds = [];
    this.sources = [];
    const scored = this.pool.score(batch).then((result): Scored => ({ batch: rest, scored: result }));
    scored.catch(() => undefined); // awaited later, or never if something else fails first
    this.batches.push(scored);
  }

  private batchOf(values: Float64Array): ScoreBatch {
    const { model, line, runSequence, units, method } = this.setting;
    const { cellIds, periodIds, sources } = this;
    const period = new Map(periodIds.map((id) => [id, line.get(id)?.code ?? String(id)]));
    const label = (cellId: number, i: number): string =>
      `${model.cell(cellId)?.code ?? cellId} ${period.get(periodIds[i] ?? 0) ?? ''}`;
    return {
      runSequence,
      units,
      method,
      values,
      groupSets: this.groupSets,
      columns: {
        cellIds: Int32Array.from(cellIds),
        periodIds: Int32Array.from(periodIds),
        sources: Float64Array.from(sources),
        directions: Int8Array.from(cellIds, (id) => directionSign(model.directionOf(id))),
        groupSets: Uint16Array.from(periodIds, (id) => this.setOfPeriod.get(id) ?? 0),
        labels: cellIds.map(label).join('\n'),
      },
    };
  }
}
