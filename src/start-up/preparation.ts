import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import type { SampleAccount } from '../identity/users/sample-accounts.js';
import { FirstPeople } from './first-people.js';
import { OwnContent } from './own-content.js';
import { SampleFigures } from './sample-figures.js';

export type Progress = (message: string) => void;

/** What has to be known to decide about sample data. */
export interface Circumstances {
  /** The embedded database may be filled without being asked; anybody else's is not. */
  readonly embedded: boolean;
}

/**
 * Makes a database ready for work: catalogue, reference data, the first administrator, and on the first start of an
 * empty embedded database sample data. Every step does nothing where it was done before.
 */
@Injectable()
export class Preparation {
  constructor(
    private readonly config: AppConfig,
    private readonly content: OwnContent,
    private readonly people: FirstPeople,
    private readonly figures: SampleFigures,
  ) {}

  /** @returns the sample accounts, where there are sample data */
  async prepare({ embedded }: Circumstances, onProgress: Progress): Promise<readonly SampleAccount[]> {
    const isFirstStart = await this.content.load(onProgress);
    await this.people.ensureAdministrator(onProgress);
    if (this.config.sampleData === false) return [];
    const isWanted = this.config.sampleData ?? (embedded && isFirstStart);
    if (!isWanted && !(await this.people.hasSampleAccounts())) return [];
    const accounts = await this.people.ensureSampleAccounts();
    await this.figures.load(onProgress);
    return accounts;
  }
}
