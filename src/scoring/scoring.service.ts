import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../http/actor.js';
import { notFound, type Problem } from '../http/problem.js';
import { FreshColumns } from './runs/fresh-columns.js';
import { isTransient } from './runs/failures.js';
import { RunEngine, type OnProgress } from './runs/run-engine.js';
import { RunRepository, type RunRecord } from './runs/run-repository.js';
import { RunRequests, type ScoringRequest } from './runs/run-requests.js';

/** Time between two notes of progress. */
const PROGRESS_MS = 250;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Scoring runs: asked for, carried out in the background, watched. */
@Injectable()
export class ScoringService {
  private readonly logger = new Logger('scoring');

  constructor(
    private readonly runs: RunRepository,
    private readonly requests: RunRequests,
    private readonly columns: FreshColumns,
    private readonly engine: RunEngine,
  ) {}

  /**
   * Asks for a run; a background job carries it out.
   *
   * @throws Problem 422 for a period that does not exist
   */
  request(request: ScoringRequest, actor: Actor): Promise<RunRecord> {
    return this.requests.add(request, actor);
  }

  /**
   * Carries a run out. Doing it twice does no harm: a finished run stays as it is. A fault that will pass (a database
   * that restarts) is thrown, so that the job is delivered again; any other fails the run for good.
   *
   * @returns the run as it is afterwards
   */
  async run(id: string, onProgress?: OnProgress): Promise<RunRecord> {
    const run = await this.runs.begin(id);
    if (run === undefined) return this.byId(id);
    try {
      await this.columns.refresh();
      await this.engine.execute(run, this.reporter(id, onProgress));
    } catch (error) {
      if (isTransient(error)) throw error;
      this.logger.error({ msg: 'scoring run failed', run: id, err: error });
      await this.runs.fail(id, error instanceof Error ? error.message : 'unknown');
    }
    return this.byId(id);
  }

  /** @throws Problem 404 */
  async byId(id: string): Promise<RunRecord> {
    const run = UUID.test(id) ? await this.runs.byId(id) : undefined;
    if (run === undefined) throw noRun(id);
    return run;
  }

  page(offset: number, limit: number): ReturnType<RunRepository['page']> {
    return this.runs.page(offset, limit);
  }

  private reporter(id: string, onProgress?: OnProgress): OnProgress {
    let noted = Date.now();
    return (done, total) => {
      onProgress?.(done, total);
      if (Date.now() - noted < PROGRESS_MS) return;
      noted = Date.now();
      this.runs.progress(id, done, total).catch((error: unknown) => {
        this.logger.warn({ msg: 'progress not noted', run: id, err: error });
      });
    };
  }
}

/** 404 for a run. */
export function noRun(id: string): Problem {
  return notFound({ lv: `Aprēķina “${id}” nav.`, en: `There is no scoring run “${id}”.` }, 'scoring_run_not_found');
}
