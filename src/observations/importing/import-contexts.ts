import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/database.js';
import { CatalogueService } from '../../indicators/catalogue.service.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import { PeriodService } from '../../submissions/periods/period.service.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';
import type { ObservationTable } from '../reading/table.js';
import { cleaned } from './file-texts.js';
import type { ImportContext } from './import-context.js';

const PERIOD_CODE = /^[0-9A-Za-z][0-9A-Za-z-]{0,31}$/;

/** Gathers what an import is checked against; past periods that the file names and nobody made are made, closed. */
@Injectable()
export class ImportContexts {
  constructor(
    private readonly catalogues: CatalogueService,
    private readonly directory: MunicipalityDirectory,
    private readonly periods: PeriodService,
  ) {}

  async of(transaction: Transaction, table: ObservationTable, source: string): Promise<ImportContext> {
    const codes = [...new Set(table.period.texts.map(cleaned))].filter((code) => PERIOD_CODE.test(code));
    const periods = new Map<number, PeriodRecord>();
    for (const period of await this.periods.list()) periods.set(period.id, period);
    for (const period of (await this.periods.ensureClosed(transaction, codes)).values()) periods.set(period.id, period);
    return {
      catalogues: await this.catalogues.active(),
      municipalities: await this.directory.snapshot(),
      periods: [...periods.values()],
      source,
    };
  }
}
