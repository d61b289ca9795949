import { Injectable } from '@nestjs/common';
import { Publication } from '../benchmarks/editions/publication.js';
import { SYSTEM_ACTOR } from '../http/actor.js';
import { SAMPLE_YEARS } from '../sample-data/sample-data.js';
import { ScoringService } from '../scoring/scoring.service.js';
import type { Progress } from './preparation.js';

/** Scores the sample data and publishes them: the newest year provisionally, those before finally. */
@Injectable()
export class FirstEditions {
  constructor(
    private readonly scoring: ScoringService,
    private readonly publication: Publication,
  ) {}

  async publish(onProgress: Progress): Promise<void> {
    onProgress('Computing scores …');
    const { id } = await this.scoring.request({ full: true }, SYSTEM_ACTOR);
    await this.finished(id);
    const newest = SAMPLE_YEARS.at(-1);
    for (const year of SAMPLE_YEARS) {
      const kind = year === newest ? 'provisional' : 'final';
      await this.publication.publish({ run: id, kind, periods: [String(year)] }, SYSTEM_ACTOR);
    }
  }

  /** The run is carried out here or by a background job: whoever comes first. */
  private async finished(id: string): Promise<void> {
    for (;;) {
      const { state, failure } = await this.scoring.run(id);
      if (state === 'done') return;
      if (state === 'failed') throw new Error(`The sample data could not be scored: ${failure ?? 'unknown'}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
