import type { ActiveCatalogues } from '../../indicators/active-catalogues.js';
import type { Cell } from '../../indicators/model/catalogue.js';
import type { Municipalities } from '../../municipalities/municipalities.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';

/** Everything an import is checked against, as of its beginning. */
export interface ImportContext {
  readonly catalogues: ActiveCatalogues;
  readonly municipalities: Municipalities;
  /** Every period there is, those of the file included. */
  readonly periods: readonly PeriodRecord[];
  /** Source of rows that state none. */
  readonly source: string;
}

/** A cell that the file names, with its lasting id. */
export interface NamedCell {
  readonly id: number;
  readonly cell: Cell;
}
