import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ScoreReader, type RunHorizon } from '../../scoring/reading/score-reader.js';
import { RunRepository, type RunRecord } from '../../scoring/runs/run-repository.js';
import { PeriodService } from '../../submissions/periods/period.service.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';

/** Finished runs and the periods, as editions need them. A finished run never changes, so it is asked for once. */
@Injectable()
export class PublishedRuns {
  private readonly known = new LRUCache<string, RunRecord>({ max: 500 });

  constructor(
    private readonly runs: RunRepository,
    private readonly reader: ScoreReader,
    private readonly service: PeriodService,
  ) {}

  /** @throws Error for a run that does not exist: editions point to runs that do */
  async byId(id: string): Promise<RunRecord> {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const run = await this.find(id);
    if (run === undefined) throw new Error(`The run ${id} of an edition is missing.`);
    if (run.state === 'done') this.known.set(id, run);
    return run;
  }

  /** A run of any state. */
  find(id: string): Promise<RunRecord | undefined> {
    return this.runs.byId(id);
  }

  /** The run whose scores are the newest. */
  newest(): Promise<RunRecord | undefined> {
    return this.runs.newestDone();
  }

  horizon({ sequence, newestColumn }: RunRecord): RunHorizon {
    return { sequence: sequence ?? 0, newestColumn: newestColumn ?? 0 };
  }

  /** Ids of the periods in which a run knows any score. */
  async scoredPeriods(run: RunRecord): Promise<ReadonlySet<number>> {
    return new Set(await this.reader.periods(run.sequence ?? 0));
  }

  /** All periods, newest first. */
  periods(): Promise<PeriodRecord[]> {
    return this.service.list();
  }
}
