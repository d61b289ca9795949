/** The HTTP process. With the embedded default it also carries out the background jobs. */
import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { createLog, NestLog } from './http/log.js';
import { serveOpenApi } from './http/openapi.js';
import { createAdapter, prepareServer } from './http/server.js';
import type { SampleAccount } from './identity/users/sample-accounts.js';
import { Metrics } from './operation/metrics.js';
import { servePages } from './pages/serve-pages.js';
import { openDatabase, type OpenDatabase } from './start-up/open-database.js';
import { Preparation } from './start-up/preparation.js';
import { runEntry, say, settingsFor, stopOnSignal } from './start-up/process.js';

async function createApp(config: AppConfig, database: OpenDatabase): Promise<NestFastifyApplication> {
  const log = createLog(config.logLevel);
  const module = AppModule.forRoot({
    config,
    databaseUrl: database.url,
    serviceUrl: database.serviceUrl,
    role: database.role,
    works: config.worker === 'inline',
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(config), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  if (database.role === undefined) log.warn('The database login cannot take on macities_app: no second wall.');
  else if (database.serviceUrl === database.url) log.warn('The database owner cannot make a login for the service.');
  await prepareServer(app, config, log);
  app.get(Metrics).observeRequests();
  serveOpenApi(app);
  await servePages(app, config.rootDir);
  return app;
}

/** Shows who can sign in; a random password is shown once, at the first start. */
function showAccounts(accounts: readonly SampleAccount[]): void {
  say('Sample data: every figure is made up. Sample accounts:');
  for (const { role, email, password } of accounts)
    say(`  ${role.padEnd(18)} ${email.padEnd(42)} ${password ?? '(password as shown at the first start)'}`);
}

/** Prepares the content and listens; whatever fails here, the database is left in order. */
async function serve(app: NestFastifyApplication, config: AppConfig, database: OpenDatabase): Promise<void> {
  await app.init();
  const accounts = await app.get(Preparation).prepare(database, say);
  await app.listen(config.port, config.host);
  const address = app.getHttpServer().address() as { port: number };
  if (accounts.length > 0) showAccounts(accounts);
  say(`listening on http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${address.port}`);
}

async function start(): Promise<void> {
  const config = settingsFor(fileURLToPath(import.meta.url));
  const database = await openDatabase(config, { as: 'service', role: 'macities_app', onProgress: say });
  let app: NestFastifyApplication | undefined;
  const stop = async (): Promise<void> => {
    await app?.close().catch(() => undefined);
    await database.stop();
  };
  stopOnSignal(stop);
  try {
    app = await createApp(config, database);
    await serve(app, config, database);
  } catch (error) {
    await stop();
    throw error;
  }
}

await runEntry(start);
