/** The command that computes scores, now and here. */
import type { Command } from 'commander';
import type { AppConfig } from '../config/app-config.js';
import { SYSTEM_ACTOR } from '../http/actor.js';
import type { RunRecord } from '../scoring/runs/run-repository.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { print, withRooms, type Rooms } from './context.js';
import { ProgressBar } from './progress-bar.js';

/** A running service may take the job first; then its progress is watched. */
async function carryOut(get: Rooms, id: string, bar: ProgressBar): Promise<RunRecord> {
  const scoring = get(ScoringService);
  for (;;) {
    const run = await scoring.run(id, (done, total) => {
      bar.show(total === 0 ? 1 : done / total);
    });
    if (run.state === 'done' || run.state === 'failed') return run;
    bar.show(run.progressTotal === 0 ? 0 : run.progressDone / run.progressTotal);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function score(get: Rooms, options: { period?: string[]; full: boolean }): Promise<void> {
  const request = { full: options.full, ...(options.period === undefined ? {} : { periods: options.period }) };
  const { id } = await get(ScoringService).request(request, SYSTEM_ACTOR);
  const bar = new ProgressBar('Scoring');
  const run = await carryOut(get, id, bar).finally(() => {
    bar.end();
  });
  print(`run ${run.id}: ${run.state}`);
  if (run.state === 'failed') {
    print(`failure: ${run.failure ?? 'unknown'}`);
    process.exitCode = 1;
    return;
  }
  print(`columns computed: ${run.columnsRecomputed ?? 0}, reused: ${run.columnsReused ?? 0}`);
  print(`result: ${run.resultHash?.toString('hex') ?? ''}`);
}

/** Registers the command. */
export function scoringCommands(program: Command, config: AppConfig): void {
  program
    .command('score')
    .description('compute what changed since the last run')
    .option('--period <code...>', 'these periods only')
    .option('--full', 'compute everything anew', false)
    .action((options: { period?: string[]; full: boolean }) => withRooms(config, (get) => score(get, options)));
}
