import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../http/actor.js';
import { MunicipalityDirectory } from '../municipalities/municipality-directory.js';
import { PeriodService } from '../submissions/periods/period.service.js';
import type { PeriodState } from '../submissions/periods/reporting-period.js';
import { SAMPLE_OPEN_YEAR, SAMPLE_SOURCE, SAMPLE_YEARS, sampleRows } from './sample-data.js';
import { sampleFile } from './sample-file.js';
import type { SampleRow } from './sample-row.js';

/** An observation file to be imported. */
export interface SampleUpload {
  readonly name: string;
  readonly content: Buffer;
  readonly source: string;
}

/** Whoever imports observation files: sample data go the way that all data go. */
export type SampleImport = (upload: SampleUpload) => Promise<void>;

/** The sample data of the first start. */
@Injectable()
export class SampleData {
  constructor(
    private readonly directory: MunicipalityDirectory,
    private readonly periods: PeriodService,
  ) {}

  /** Every value with its comment and evidence; the same on every machine. */
  async rows(): Promise<SampleRow[]> {
    return sampleRows(await this.directory.snapshot());
  }

  /**
   * Makes the periods (those with values closed, the last year's in correction, the present one open) and imports the
   * values. To be called on a database with catalogue and reference data.
   *
   * @returns number of values handed to the import
   */
  async load(importObservations: SampleImport): Promise<number> {
    await this.preparePeriods();
    const rows = await this.rows();
    await importObservations({ name: 'parauga-dati.csv', content: sampleFile(rows), source: SAMPLE_SOURCE });
    return rows.length;
  }

  private async preparePeriods(): Promise<void> {
    const newest = SAMPLE_YEARS.at(-1);
    const states = new Map<number, PeriodState>(
      SAMPLE_YEARS.map((year) => [year, year === newest ? 'correction' : 'closed']),
    );
    states.set(SAMPLE_OPEN_YEAR, 'open');
    const known = new Set((await this.periods.list()).map(({ code }) => code));
    for (const [year, state] of states) {
      const opensOn = year === SAMPLE_OPEN_YEAR ? `${year}-10-01` : undefined;
      if (!known.has(String(year))) await this.periods.create({ code: String(year), state, opensOn }, SYSTEM_ACTOR);
    }
  }
}
