import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../../indicators/catalogue.service.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import { PeerGroups } from '../../municipalities/peer-groups/peer-groups.js';
import { PeriodService } from '../../submissions/periods/period.service.js';
import type { ScoredGroup } from '../groups/group-repository.js';
import { PeriodLine } from '../model/period-line.js';
import { ScoringModel } from '../model/scoring-model.js';

/** Everything besides values that a run depends on, as of one moment. */
export interface ScoringState {
  readonly model: ScoringModel;
  /** Id of the version in force of each catalogue. */
  readonly catalogues: Readonly<Record<string, number>>;
  readonly line: PeriodLine;
  /** Length of the unit order. */
  readonly units: number;
  /** Today's peer groups of a period, in their order. */
  groupsOf(periodId: number): Promise<readonly ScoredGroup[]>;
}

/** Where a run gets its state from. */
export abstract class ScoringInputs {
  abstract current(): Promise<ScoringState>;
}

/** The state from the rooms before this one. */
@Injectable()
export class HouseScoringInputs extends ScoringInputs {
  private known: { readonly catalogues: object; readonly model: ScoringModel } | undefined;

  constructor(
    private readonly catalogues: CatalogueService,
    private readonly directory: MunicipalityDirectory,
    private readonly peers: PeerGroups,
    private readonly periods: PeriodService,
  ) {
    super();
  }

  async current(): Promise<ScoringState> {
    const [active, units, periods] = await Promise.all([
      this.catalogues.active(),
      this.directory.unitOrder(),
      this.periods.list(),
    ]);
    if (this.known?.catalogues !== active) {
      const ids = new Map(active.cells.map(({ code, id }) => [code, id]));
      this.known = { catalogues: active, model: new ScoringModel(active.compiled, ids) };
    }
    const line = new PeriodLine(periods);
    return {
      model: this.known.model,
      catalogues: Object.fromEntries(active.versions.map(({ catalogueId, id }) => [catalogueId, id])),
      line,
      units: units.length,
      groupsOf: (periodId) => this.peers.membership(line.get(periodId)?.endsOn ?? ''),
    };
  }
}
