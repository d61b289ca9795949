/** The worker process: background jobs only. Run it beside main with WORKER=separate and the same database. */
import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { createLog, NestLog } from './http/log.js';
import { openDatabase } from './start-up/open-database.js';
import { runEntry, say, settingsFor, stopOnSignal } from './start-up/process.js';

async function start(): Promise<void> {
  const config = settingsFor(fileURLToPath(import.meta.url));
  const database = await openDatabase(config, { as: 'tool', role: 'macities_worker', onProgress: say });
  const { url, serviceUrl, role } = database;
  const module = AppModule.forRoot({ config, databaseUrl: url, serviceUrl, role, works: true });
  const context = await NestFactory.createApplicationContext(module, {
    logger: new NestLog(createLog(config.logLevel)),
    abortOnError: false,
  });
  stopOnSignal(async () => {
    await context.close();
    await database.stop();
  });
  say('working');
}

await runEntry(start);
