import { createHash } from 'node:crypto';
import type { Transaction } from '../../database/database.js';
import { Derivation, type FreshColumn } from '../derivation/derivation.js';
import type { ScorePool } from '../kernel/score-pool.js';
import type { SetHash } from '../kernel/set-hash.js';
import { fullPlan, recomputePlan, type RecomputePlan } from '../model/recompute-plan.js';
import { pairKey, pairOf, type Pair } from '../model/scoring-model.js';
import {
  loadDerivedColumns,
  loadObservationColumns,
  reserveDerivedIds,
  storeDerivedColumns,
  toBytes,
  type ColumnRow,
} from '../store/column-repository.js';
import { KnownScores, loadKnownScores, storeScores } from '../store/score-store.js';
import { BatchBuilder, type BatchSetting } from './batch-builder.js';

/** What is to be recomputed. */
export interface RecomputeScope {
  /** Columns whose values changed, or that are to be scored anew for another reason; null: all there are. */
  readonly changed: readonly Pair[] | null;
  /** Periods whose derived columns are scored anew even where their values stay the same. */
  readonly anew: ReadonlySet<number>;
  /** Sequence of the last finished run; 0 where there is none. */
  readonly previous: number;
}

export interface Recomputed {
  /** Columns (indicator × period) whose scores were computed. */
  readonly columns: number;
  /** Rows computed, and how many of them said something new. */
  readonly rows: number;
  readonly stored: number;
  /** Columns that had no scores before. */
  readonly newColumns: number;
}

/** One recomputation inside the transaction that stores it: load, derive, score, store. */
export class Recompute {
  private readonly derivation: Derivation;
  private readonly builder: BatchBuilder;

  /** @param result hash of all scores and derived values; brought up to date */
  constructor(
    private readonly transaction: Transaction,
    private readonly setting: BatchSetting,
    pool: ScorePool,
    private readonly result: SetHash,
  ) {
    this.derivation = new Derivation(setting.model, setting.line, setting.units);
    this.builder = new BatchBuilder(setting, pool);
  }

  async run(scope: RecomputeScope, onProgress?: (done: number, total: number) => void): Promise<Recomputed> {
    const plan = scope.changed === null ? await this.loadAll(scope.previous) : await this.load(scope.changed, scope);
    const fresh = await this.derive(plan);
    const derived = this.derivedToScore(plan, fresh, scope);
    for (const pair of derived) {
      const column = this.derivation.get(pair.cellId, pair.periodId);
      if (column !== undefined) this.builder.add(pair, column, toBytes(column.values));
    }
    this.builder.flush();
    const { batches, rows: total, columns } = this.builder;
    if (batches.length === 0) return { columns, rows: 0, stored: 0, newColumns: 0 };
    const known = await this.known(scope, derived);
    const onBatch = (done: number): void => onProgress?.(done, total);
    const written = await storeScores(this.transaction.client, batches, { known, result: this.result, onBatch });
    return { columns, ...written };
  }

  private async loadAll(previous: number): Promise<RecomputePlan> {
    const { model, line } = this.setting;
    const { client } = this.transaction;
    const periods = new Set<number>();
    await loadObservationColumns(client, { pairs: null, whole: model.readCells }, (row) => {
      periods.add(row.periodId);
      this.take(row, true);
    });
    if (model.derived.length > 0)
      await loadDerivedColumns(client, null, previous, (row) => {
        this.derivation.put(row, row.column());
      });
    return fullPlan(model, line, periods);
  }

  private async load(changed: readonly Pair[], { previous }: RecomputeScope): Promise<RecomputePlan> {
    const { model, line } = this.setting;
    const { client } = this.transaction;
    const plan = recomputePlan(model, line, changed);
    const scored = new Set(changed.map(pairKey));
    const isDerived = ({ cellId }: Pair): boolean => model.derivedCell(cellId) !== undefined;
    const observed = new Set([...scored, ...plan.operands.filter((pair) => !isDerived(pair)).map(pairKey)]);
    const request = { pairs: [...observed].map(pairOf), whole: model.readCells };
    await loadObservationColumns(client, request, (row) => {
      this.take(row, scored.has(pairKey(row)));
    });
    const targets = plan.targets.map(({ derived, periodId }) => ({ cellId: derived.id, periodId }));
    await loadDerivedColumns(client, [...targets, ...plan.operands.filter(isDerived)], previous, (row) => {
      this.derivation.put(row, row.column());
    });
    return plan;
  }

  private take(row: ColumnRow, scored: boolean): void {
    const { model } = this.setting;
    if (model.isRead(row.cellId)) this.derivation.put(row, row.column());
    if (scored && model.isScored(row.cellId)) this.builder.add(row, row, row.valueBytes);
  }

  private async derive(plan: RecomputePlan): Promise<FreshColumn[]> {
    if (plan.targets.length === 0) return [];
    const { client } = this.transaction;
    const { runSequence } = this.setting;
    const ids = await reserveDerivedIds(client, plan.targets.length);
    const fresh = this.derivation.derive(plan, () => ids.pop() ?? 0);
    const { model, line } = this.setting;
    const columns = fresh.map((derived) => ({
      ...derived,
      inputs: this.derivation.inputsOf(derived).map(({ pair, column }) => ({
        cell: model.codeOf(pair.cellId),
        period: line.get(pair.periodId)?.code ?? '',
        kind: column.kind,
        id: column.id,
      })),
    }));
    await storeDerivedColumns(client, runSequence, columns);
    for (const { column, before, ...pair } of fresh) {
      if (before !== undefined) this.result.remove(this.derivedHash(pair, before.contentHash));
      this.result.add(this.derivedHash(pair, column.contentHash));
    }
    return fresh;
  }

  private derivedHash({ cellId, periodId }: Pair, contentHash: Uint8Array): Buffer {
    const { model, line } = this.setting;
    const label = `${model.codeOf(cellId)} ${line.get(periodId)?.code ?? ''}\0derived\0`;
    return createHash('sha256').update(label).update(contentHash).digest();
  }

  private derivedToScore(
    plan: RecomputePlan,
    fresh: readonly FreshColumn[],
    { changed, anew }: RecomputeScope,
  ): Pair[] {
    const isFresh = new Set(fresh.map(pairKey));
    return plan.targets
      .map(({ derived, periodId }) => ({ cellId: derived.id, periodId }))
      .filter((pair) => this.setting.model.isScored(pair.cellId))
      .filter((pair) => changed === null || isFresh.has(pairKey(pair)) || anew.has(pair.periodId));
  }

  private known({ changed, previous }: RecomputeScope, derived: readonly Pair[]): Promise<KnownScores> | KnownScores {
    if (previous === 0) return new KnownScores();
    return loadKnownScores(this.transaction.client, changed === null ? null : [...changed, ...derived]);
  }
}
