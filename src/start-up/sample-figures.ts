import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { SYSTEM_ACTOR } from '../http/actor.js';
import { ImportService } from '../observations/importing/import.service.js';
import { SampleData } from '../sample-data/sample-data.service.js';
import { FirstEditions } from './first-editions.js';
import type { Progress } from './preparation.js';

/** Takes the made-up values the whole way: imported, scored and published like any others. */
@Injectable()
export class SampleFigures {
  constructor(
    private readonly database: Database,
    private readonly samples: SampleData,
    private readonly imports: ImportService,
    private readonly editions: FirstEditions,
  ) {}

  /** Goes on where an earlier start was interrupted; does nothing where figures are published. */
  async load(onProgress: Progress): Promise<void> {
    const [state] = await this.database.query<{ values: boolean; published: boolean }>(
      `select exists (select from observation_revision) as values, exists (select from edition) as published`,
    );
    if (state === undefined || state.published) return;
    if (!state.values) await this.importAll(onProgress);
    await this.editions.publish(onProgress);
    onProgress('Sample data are published: every figure is made up.');
  }

  private async importAll(onProgress: Progress): Promise<void> {
    onProgress('Loading sample data …');
    await this.samples.load(async ({ name, content, source }) => {
      const order = { file: content, fileName: name, source, dryRun: false, actor: SYSTEM_ACTOR };
      const { counts } = await this.imports.run(order);
      onProgress(`Sample data: ${counts.added} values loaded.`);
    });
  }
}
