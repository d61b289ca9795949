import path from 'node:path';
import type { Database } from '../../src/database/database.js';
import { SYSTEM_ACTOR } from '../../src/http/actor.js';
import { AuditTrail } from '../../src/identity/audit/audit-trail.js';
import { CatalogueImport } from '../../src/indicators/catalogue-import.js';
import { CatalogueRepository } from '../../src/indicators/catalogue.repository.js';
import { CatalogueService } from '../../src/indicators/catalogue.service.js';
import { MunicipalityDirectory } from '../../src/municipalities/municipality-directory.js';
import { MunicipalityRepository } from '../../src/municipalities/municipality.repository.js';
import { PeerGroups } from '../../src/municipalities/peer-groups/peer-groups.js';
import { ReferenceData } from '../../src/municipalities/reference/reference-data.js';
import { ObservationColumns } from '../../src/observations/columns/observation-columns.js';
import { ObservationRevisions, type NewRevision } from '../../src/observations/revisions/observation-revisions.js';
import { ScorePool } from '../../src/scoring/kernel/score-pool.js';
import { FreshColumns } from '../../src/scoring/runs/fresh-columns.js';
import { RunEngine } from '../../src/scoring/runs/run-engine.js';
import { RunRepository, type RunRecord } from '../../src/scoring/runs/run-repository.js';
import { RunRequests, type ScoringRequest } from '../../src/scoring/runs/run-requests.js';
import { HouseScoringInputs } from '../../src/scoring/runs/scoring-inputs.js';
import { ScoringService } from '../../src/scoring/scoring.service.js';
import { SoftwareVersion } from '../../src/scoring/software-version.js';
import { PeriodRepository } from '../../src/submissions/periods/period.repository.js';
import { PeriodService } from '../../src/submissions/periods/period.service.js';
import type { ObservationStatus, ValueStatus } from '../../src/core/vocabulary.js';

/** One value to be put into the house, by codes. */
export interface HouseValue {
  readonly indicator: string;
  readonly period: string;
  readonly atvk: string;
  readonly value: number | null;
  readonly status?: ValueStatus;
  readonly quality?: ObservationStatus;
}

/** The rooms from the catalogue to the scores over a database of a suite, put together by hand. */
export class House {
  readonly audit: AuditTrail;
  readonly catalogues: CatalogueService;
  readonly directory: MunicipalityDirectory;
  readonly peers: PeerGroups;
  readonly periods: PeriodService;
  readonly revisions: ObservationRevisions;
  readonly columns: ObservationColumns;
  readonly runs: RunRepository;
  readonly inputs: HouseScoringInputs;
  readonly scoring: ScoringService;
  private readonly reference: ReferenceData;

  constructor(readonly database: Database) {
    this.audit = new AuditTrail(database);
    const repository = new CatalogueRepository(database);
    const imports = new CatalogueImport(database, repository, this.audit);
    this.catalogues = new CatalogueService(repository, imports, database, this.audit);
    this.directory = new MunicipalityDirectory(new MunicipalityRepository(database));
    this.reference = new ReferenceData(database, this.directory);
    this.peers = new PeerGroups(this.directory);
    this.periods = new PeriodService(database, new PeriodRepository(database), this.audit);
    this.revisions = new ObservationRevisions(database);
    this.columns = new ObservationColumns(database);
    this.runs = new RunRepository(database, new SoftwareVersion('test'));
    this.inputs = new HouseScoringInputs(this.catalogues, this.directory, this.peers, this.periods);
    this.scoring = new ScoringService(
      this.runs,
      new RunRequests(database, this.runs, this.periods, this.audit),
      new FreshColumns(database, this.columns),
      new RunEngine(database, this.runs, this.inputs, new ScorePool(null)),
    );
  }

  /** Municipalities of Latvia, a catalogue, and closed periods. */
  async furnish(catalogue: unknown, periods: readonly string[]): Promise<void> {
    await this.reference.load(path.resolve('reference'));
    await this.catalogues.importCatalogue(catalogue, { dryRun: false, actor: SYSTEM_ACTOR });
    await this.database.transaction((tx) => this.periods.ensureClosed(tx, periods));
  }

  /** Puts values in, as an import would. */
  async observe(values: readonly HouseValue[], source = 'test', reason: string | null = null): Promise<void> {
    const active = await this.catalogues.active();
    const periods = new Map((await this.periods.list()).map(({ code, id }) => [code, id]));
    const municipalities = await this.directory.snapshot();
    await this.database.transaction(async (tx) => {
      const sources = await this.revisions.sourceIds(tx, [source]);
      const revisions = values.map(({ indicator, period, atvk, value, status, quality }): NewRevision => {
        const cellId = active.identity(indicator)?.id;
        const [periodId, municipalityId] = [periods.get(period), municipalities.byAtvk(atvk)?.id];
        if (cellId === undefined || periodId === undefined || municipalityId === undefined)
          throw new Error(`There is no ${indicator} ${period} ${atvk}.`);
        return {
          cellId,
          periodId,
          municipalityId,
          value,
          status: status ?? (value === null ? 'not_provided' : 'reported'),
          quality: quality ?? 'normal',
          sourceId: sources.get(source) ?? null,
        };
      });
      await this.revisions.appendAll(tx, revisions, { reason, recordedBy: null });
    });
  }

  /** Asks for a run and carries it out at once. */
  async score(request: ScoringRequest = {}): Promise<RunRecord> {
    const { id } = await this.scoring.request(request, SYSTEM_ACTOR);
    return this.scoring.run(id);
  }
}
