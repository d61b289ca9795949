import { readFileSync } from 'node:fs';
import { Global, Module, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import multipart from '@fastify/multipart';
import { AppConfig } from '../../src/config/app-config.js';
import { Database } from '../../src/database/database.js';
import { SYSTEM_ACTOR, type ActingRequest, type Actor, type Role } from '../../src/http/actor.js';
import { ProblemFilter } from '../../src/http/problem.filter.js';
import { QueryGuard } from '../../src/http/query.guard.js';
import { validationPipe } from '../../src/http/validation.js';
import { Mailer, type Mail } from '../../src/identity/mail/mailer.js';
import { CatalogueService } from '../../src/indicators/catalogue.service.js';
import { ReferenceData } from '../../src/municipalities/reference/reference-data.js';
import { SubmittedObservationsModule } from '../../src/observations/submitted/submitted-observations.module.js';
import { JobRegistry } from '../../src/queue/job-registry.js';
import { CollectionModule } from '../../src/submissions/collection.module.js';
import { PeriodService } from '../../src/submissions/periods/period.service.js';
import { soundSubmission } from '../golden/sound-submission.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** The year under way, so that nothing depends on when the tests are run; and the one before. */
export const PERIOD = String(new Date().getUTCFullYear());
export const PREVIOUS = String(Number(PERIOD) - 1);

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // Bodies are looked at member by member in the tests.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly raw: Buffer;
}

/** The yearly collection over a database of the suite's own, on Nest and Fastify; the signed-in user is the test's. */
export interface Collection {
  readonly suite: TestDatabase;
  readonly app: NestFastifyApplication;
  readonly mails: Mail[];
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T;
  call(actor: Actor | null, method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: unknown): Promise<Answer>;
  /** PUT on the condition that the version is still this one. */
  putIf(actor: Actor, version: number, url: string, body: unknown): Promise<Answer>;
  /** A file as a browser sends it. */
  upload(actor: Actor, url: string, file: Buffer, name?: string): Promise<Answer>;
  /** A user of the municipality with a row in the table of users. */
  user(role: Role, municipality: string | null, more?: Partial<Actor>): Promise<Actor>;
  close(): Promise<void>;
}

/** Furnishes the house: municipalities, the shipped catalogue, one open period. */
export async function openCollection(mailer?: Mailer): Promise<Collection> {
  const suite = await createTestDatabase();
  const mails: Mail[] = [];
  class KeptMails extends Mailer {
    send(mail: Mail): Promise<boolean> {
      mails.push(mail);
      return Promise.resolve(true);
    }
  }
  @Global()
  @Module({
    providers: [
      { provide: Database, useValue: suite.database },
      JobRegistry,
      { provide: AppConfig, useValue: new AppConfig({ rootDir: process.cwd() }) },
      { provide: Mailer, useValue: mailer ?? new KeptMails() },
    ],
    exports: [Database, JobRegistry, AppConfig, Mailer],
  })
  class SuiteModule {}
  const built = await Test.createTestingModule({
    imports: [SuiteModule, SubmittedObservationsModule, CollectionModule],
  }).compile();
  const app = built.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ bodyLimit: 8 << 20 }), {
    logger: false,
  });
  await app.register(multipart, { limits: { fileSize: 20 << 20, files: 1, fields: 10 }, throwFileSizeLimit: true });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new QueryGuard());
  const actors = new Map<string, Actor>();
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      (request as ActingRequest).actor = actors.get(String(request.headers['x-test-actor'])) ?? null;
      done();
    });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  await app.get(ReferenceData).load('reference');
  await app.get(CatalogueService).importCatalogue(readFileSync('catalogue/catalogue.yaml', 'utf8'), {
    dryRun: false,
    actor: SYSTEM_ACTOR,
  });
  await suite.database.transaction((tx) => app.get(PeriodService).ensureClosed(tx, [PREVIOUS]));
  await app.get(PeriodService).create({ code: PERIOD, state: 'open', opensOn: `${PERIOD}-01-01` }, SYSTEM_ACTOR);

  const send = async (
    actor: Actor | null,
    request: {
      method: 'GET' | 'POST' | 'PUT' | 'PATCH';
      url: string;
      payload?: Buffer | string;
      headers: Record<string, string>;
    },
  ): Promise<Answer> => {
    const who = actor === null ? '' : `${actor.userId} ${actor.role} ${actor.alsoActsAs?.join() ?? ''}`;
    if (actor !== null) actors.set(who, actor);
    const answer = await app.inject({
      ...request,
      url: `/api/v1${request.url}`,
      headers: { ...request.headers, 'x-test-actor': who },
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson ? answer.json() : answer.body,
      raw: answer.rawPayload,
    };
  };
  return {
    suite,
    app,
    mails,
    get: (type) => app.get(type),
    putIf: (actor, version, url, body) =>
      send(actor, {
        method: 'PUT',
        url,
        headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
        payload: JSON.stringify(body),
      }),
    call: (actor, method, url, body) =>
      send(actor, {
        method,
        url,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      }),
    upload: (actor, url, file, name = 'veidlapa.xlsx') => {
      const boundary = 'test-boundary-0123456789';
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
      const payload = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
      return send(actor, {
        method: 'POST',
        url,
        payload,
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      });
    },
    user: async (role, municipality, more = {}) => {
      const email = `${role}-${Math.random().toString(36).slice(2)}@example.lv`;
      const [row] = await suite.database.query<{ id: string }>(
        'insert into app_user (email, name, role, municipality, modules) values ($1, $2, $3, $4, $5) returning id',
        [email, more.name ?? role, role, municipality, more.modules ?? ['SU', 'SP', 'SD']],
      );
      return {
        userId: row?.id ?? '',
        email,
        name: role,
        role,
        municipality,
        modules: ['SU', 'SP', 'SD'],
        via: 'session',
        ...more,
      };
    },
    close: async () => {
      await app.close();
      await suite.close();
    },
  };
}

/** The sound submission of the golden tests as entries of the form: everything but what LPS loads or formulas make. */
export function soundEntries(editable: ReadonlySet<string>): { cell: string; value: number; evidence?: string }[] {
  return [...soundSubmission()].flatMap(([cell, value]) => {
    if (typeof value !== 'number' || !editable.has(cell)) return [];
    return [cell.includes('|') ? { cell, value } : { cell, value, evidence: 'https://example.lv/lemums' }];
  });
}
