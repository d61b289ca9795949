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
    role: database.role,
    works: config.worker === 'inline',
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(config), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  if (database.role === undefined) log.warn('The database login cannot take on macities_app: no second wall.');
  await prepareServer(app, config, log);
  app.get(Metrics).observeRequests();
  serveOpenApi(app);
  await servePages(app, config.rootDir);
  return app;
}

async function start(): Promise<void> {
  const config = settingsFor(fileURLToPath(import.meta.url));
  const database = await openDatabase(config, { as: 'service', role: 'macities_app', onProgress: say });
  const app = await createApp(config, database).catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  stopOnSignal(async () => {
    await app.close();
    await database.stop();
  });
  await app.init();
  await app.get(Preparation).loadContent(say);
  await app.listen(config.port, config.host);
  const address = app.getHttpServer().address() as { port: number };
  say(`listening on http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${address.port}`);
}

await runEntry(start);
