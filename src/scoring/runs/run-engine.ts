import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { changedGroups, loadGroups, storeGroups, type ScoredGroup } from '../groups/group-repository.js';
import { toBits } from '../groups/members.js';
import type { BatchGroup } from '../kernel/score-batch.js';
import { ScorePool } from '../kernel/score-pool.js';
import { SetHash } from '../kernel/set-hash.js';
import { methodHash } from '../method.js';
import { recomputePlan } from '../model/recompute-plan.js';
import type { Pair } from '../model/scoring-model.js';
import { loadPending, strikePending, type PendingColumn } from './pending.js';
import { Recompute } from './recompute.js';
import { takeRecomputeLock } from './recompute-lock.js';
import { RunRepository, type RunRecord } from './run-repository.js';
import { ScoringInputs, type ScoringState } from './scoring-inputs.js';

/** Called with scores computed and scores to compute. */
export type OnProgress = (done: number, total: number) => void;

/**
 * Carries a run out in one transaction: either all of its scores are there and the run is done, or nothing has
 * happened. Killed half-way it is simply done again, and gives the same bytes.
 */
@Injectable()
export class RunEngine {
  constructor(
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly inputs: ScoringInputs,
    private readonly pool: ScorePool,
  ) {}

  /** @param run under way (state `running`) */
  async execute(run: RunRecord, onProgress?: OnProgress): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await takeRecomputeLock(transaction);
      if (!(await this.runs.isUnderWay(transaction, run.id))) return; // done by whoever held the lock before
      const previous = await this.runs.newestDone(transaction);
      const state = await this.inputs.current();
      await new RunInHand(transaction, this.pool, state, { run, previous }).execute(this.runs, onProgress);
    });
  }
}

interface Runs {
  readonly run: RunRecord;
  /** The last one that finished. */
  readonly previous: RunRecord | undefined;
}

/** What is to be done in a run. */
interface Work {
  readonly pending: readonly PendingColumn[];
  /** Columns to be scored; null: all there are. */
  readonly changed: readonly Pair[] | null;
  readonly anew: ReadonlySet<number>;
  readonly groups: ReadonlyMap<number, readonly BatchGroup[]>;
}

class RunInHand {
  private readonly sequence: number;
  /** Peer groups by period, as far as they are needed. */
  private readonly groups = new Map<number, readonly BatchGroup[]>();
  private readonly input: SetHash;
  private readonly result: SetHash;

  constructor(
    private readonly transaction: Transaction,
    private readonly pool: ScorePool,
    private readonly state: ScoringState,
    private readonly runs: Runs,
  ) {
    const { previous } = runs;
    this.sequence = (previous?.sequence ?? 0) + 1;
    this.input = new SetHash(previous?.inputHash ?? undefined);
    this.result = new SetHash(previous?.resultHash ?? undefined);
  }

  async execute(repository: RunRepository, onProgress?: OnProgress): Promise<void> {
    const { run, previous } = this.runs;
    const work = await this.prepare();
    this.noteInputs(work.pending);
    const { model, line, units } = this.state;
    const setting = { runSequence: this.sequence, units, model, line, groups: work.groups, method: run.method };
    const recompute = new Recompute(this.transaction, setting, this.pool, this.result);
    const scope = { changed: work.changed, anew: work.anew, previous: previous?.sequence ?? 0 };
    const done = await recompute.run(scope, onProgress);
    await strikePending(this.transaction, work.pending);
    const before = (previous?.columnsRecomputed ?? 0) + (previous?.columnsReused ?? 0);
    await repository.finish(this.transaction, run.id, {
      sequence: this.sequence,
      catalogues: this.state.catalogues,
      inputHash: this.input.bytes(),
      resultHash: this.result.bytes(),
      columnsRecomputed: done.columns,
      columnsReused: work.changed === null ? 0 : Math.max(0, before + done.newColumns - done.columns),
    });
  }

  private async prepare(): Promise<Work> {
    const { run } = this.runs;
    const wanted = run.periods?.flatMap((code) => this.state.line.byCode(code)?.id ?? []) ?? null;
    const everything = (run.full && wanted === null) || this.configurationChanged();
    const pending = await loadPending(this.transaction, everything ? null : wanted);
    if (everything) {
      await this.regroup(await this.allPeriods());
      return { pending, changed: null, anew: new Set(), groups: this.groups };
    }
    return { pending, ...(await this.spread(pending, wanted ?? [])), groups: this.groups };
  }

  /**
   * What follows from changed columns and from periods to be scored anew: a derived column may reach into other
   * periods, and a period whose peer groups changed is scored anew as a whole.
   */
  private async spread(pending: readonly Pair[], wanted: readonly number[]) {
    const anew = new Set(wanted);
    let changed: Pair[] = [...pending, ...(await this.pairsOf(wanted))];
    const withData = new Set(changed.length === 0 ? [] : await this.allPeriods());
    for (;;) {
      const { targets } = recomputePlan(this.state.model, this.state.line, changed);
      const periods = new Set([...wanted, ...[...changed, ...targets].map(({ periodId }) => periodId)]);
      const fresh = [...periods].filter((period) => withData.has(period) && !this.groups.has(period));
      if (fresh.length === 0) return { changed, anew };
      const regrouped = await this.regroup(fresh);
      for (const period of regrouped) anew.add(period);
      changed = [...changed, ...(await this.pairsOf(regrouped))];
    }
  }

  /** Periods that have any column. */
  private async allPeriods(): Promise<number[]> {
    const rows = await this.transaction.query<{ period: number }>(
      `select id as period from reporting_period p
       where exists (select from observation_column_current c where c.period_id = p.id)`,
    );
    return rows.map(({ period }) => period);
  }

  private async pairsOf(periods: readonly number[]): Promise<Pair[]> {
    if (periods.length === 0) return [];
    return this.transaction.query<Pair>(
      `select cell_id as "cellId", period_id as "periodId" from observation_column_current where period_id = any($1)`,
      [periods],
    );
  }

  /**
   * Brings the kept peer groups of periods up to date.
   *
   * @returns the periods that were scored before with other members
   */
  private async regroup(periods: readonly number[]): Promise<number[]> {
    const known = await loadGroups(this.transaction, this.sequence - 1, periods);
    const regrouped: number[] = [];
    for (const periodId of periods) {
      const today = await this.state.groupsOf(periodId);
      const before = known.get(periodId) ?? [];
      const changed = changedGroups(before, today);
      await storeGroups(this.transaction, { sequence: this.sequence, periodId }, changed);
      for (const { group } of changed) this.noteGroup(periodId, group, before);
      if (changed.length > 0 && before.length > 0) regrouped.push(periodId);
      const groups = today.map(({ code, members }) => ({ code, members: this.isEverybody(members) ? null : members }));
      this.groups.set(periodId, groups);
    }
    return regrouped;
  }

  private isEverybody(members: Int32Array): boolean {
    return members.length === this.state.units;
  }

  private noteGroup(periodId: number, group: ScoredGroup, before: readonly ScoredGroup[]): void {
    const period = this.state.line.get(periodId)?.code ?? '';
    const was = before.find(({ code }) => code === group.code);
    if (was !== undefined) this.input.remove(groupHash(period, was));
    if (group.members.length > 0) this.input.add(groupHash(period, group));
  }

  private noteInputs(pending: readonly PendingColumn[]): void {
    for (const { label, seenHash, currentHash } of pending) {
      if (seenHash !== null) this.input.remove(memberHash('column', label, seenHash));
      this.input.add(memberHash('column', label, currentHash));
    }
    const { previous } = this.runs;
    if (!this.configurationChanged()) return;
    if (previous !== undefined) this.input.remove(configurationHash(previous, previous.catalogues));
    this.input.add(configurationHash(this.runs.run, this.state.catalogues));
  }

  private configurationChanged(): boolean {
    const { run, previous } = this.runs;
    if (previous === undefined) return true;
    const [before, now] = [
      configurationHash(previous, previous.catalogues),
      configurationHash(run, this.state.catalogues),
    ];
    return !before.equals(now);
  }
}

function memberHash(kind: string, label: string, content: Uint8Array): Buffer {
  return createHash('sha256').update(`${kind}\0${label}\0`).update(content).digest();
}

function groupHash(period: string, group: ScoredGroup): Buffer {
  return memberHash('group', `${period} ${group.code}`, toBits(group.members));
}

function configurationHash(run: RunRecord, catalogues: Readonly<Record<string, number>>): Buffer {
  const versions = JSON.stringify(Object.entries(catalogues).sort(([a], [b]) => (a < b ? -1 : 1)));
  return memberHash('configuration', versions, methodHash(run.method, run.methodVersion));
}
