import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../indicators/catalogue.service.js';
import { MunicipalityDirectory } from '../municipalities/municipality-directory.js';
import { formOf, type FormDefinition } from './form/form-definition.js';
import { PeriodService } from './periods/period.service.js';
import { previousOf } from './periods/previous-period.js';
import type { PeriodRecord } from './periods/reporting-period.js';

/** What the collection takes as given: catalogues, municipalities, periods. */
@Injectable()
export class CollectionFacts {
  constructor(
    readonly catalogues: CatalogueService,
    readonly directory: MunicipalityDirectory,
    readonly periods: PeriodService,
  ) {}

  /** The form of the catalogues in force. */
  async form(): Promise<FormDefinition> {
    return formOf((await this.catalogues.active()).compiled);
  }

  /** The real period before; undefined for the first one. */
  async previousOf(period: PeriodRecord): Promise<PeriodRecord | undefined> {
    return previousOf(await this.periods.list(), period);
  }
}
