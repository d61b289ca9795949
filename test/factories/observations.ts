import multipart from '@fastify/multipart';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Database } from '../../src/database/database.js';
import { SYSTEM_ACTOR, type ActingRequest, type Actor } from '../../src/http/actor.js';
import { ProblemFilter } from '../../src/http/problem.filter.js';
import { QueryGuard } from '../../src/http/query.guard.js';
import { validationPipe } from '../../src/http/validation.js';
import { CatalogueService } from '../../src/indicators/catalogue.service.js';
import { ReferenceData } from '../../src/municipalities/reference/reference-data.js';
import { ImportService } from '../../src/observations/importing/import.service.js';
import type { ImportRecord } from '../../src/observations/importing/import-record.js';
import { ObservationsModule } from '../../src/observations/observations.module.js';
import { JobRegistry } from '../../src/queue/job-registry.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** The observations room with what stands before it, over a database of a suite, as HTTP application too. */
export interface ObservationHouse {
  readonly suite: TestDatabase;
  readonly app: NestFastifyApplication;
  /** Imports a text as a file, at once. */
  importText(text: string, order?: { dryRun?: boolean; source?: string }): Promise<ImportRecord>;
  /** Whoever the next requests are signed in as. */
  actor: Actor | null;
  close(): Promise<void>;
}

/** Municipalities of Latvia and the given catalogues, and nothing else. */
export async function observationHouse(...catalogues: readonly unknown[]): Promise<ObservationHouse> {
  const suite = await createTestDatabase();
  @Global()
  @Module({
    providers: [{ provide: Database, useValue: suite.database }, JobRegistry],
    exports: [Database, JobRegistry],
  })
  class SuiteModule {}
  const module = await Test.createTestingModule({ imports: [SuiteModule, ObservationsModule] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.register(multipart, { limits: { fileSize: 20 * 1024 * 1024, files: 1 }, throwFileSizeLimit: true });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new QueryGuard());
  const house: ObservationHouse = {
    suite,
    app,
    actor: SYSTEM_ACTOR,
    importText: (text, { dryRun = false, source = 'tests' } = {}) =>
      app
        .get(ImportService)
        .run({ file: Buffer.from(text), fileName: 'test.csv', source, dryRun, actor: SYSTEM_ACTOR }),
    close: async () => {
      await app.close();
      await suite.close();
    },
  };
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      (request as ActingRequest).actor = house.actor;
      done();
    });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  await app.get(ReferenceData).load('reference');
  for (const catalogue of catalogues)
    await app.get(CatalogueService).importCatalogue(catalogue, { dryRun: false, actor: SYSTEM_ACTOR });
  return house;
}
