/** What every command of the command line works in: the database, and the service's rooms without its HTTP server. */
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import type { AppConfig } from '../config/app-config.js';
import { createLog, NestLog } from '../http/log.js';
import { OwnContent } from '../start-up/own-content.js';
import { openDatabase, type OpenDatabase } from '../start-up/open-database.js';

/** Lines for the person at the terminal; progress goes to standard error, so that output can be piped. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);
export const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** Opens the database beside a running service, or starts it for the time of the command. */
export async function withDatabase<T>(config: AppConfig, work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase(config, { as: 'tool', role: 'macities_app', onProgress: note });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}

export type Rooms = <T>(service: Type<T>) => T;

/**
 * The service's rooms over a database with the product's own content: background jobs stay with the service, the command
 * does its own work itself.
 */
export async function withRooms<T>(config: AppConfig, work: (get: Rooms) => Promise<T>): Promise<T> {
  return withDatabase(config, async (database) => {
    const { url, serviceUrl, role } = database;
    const module = AppModule.forRoot({ config, databaseUrl: url, serviceUrl, role, works: false });
    const context: INestApplicationContext = await NestFactory.createApplicationContext(module, {
      logger: new NestLog(createLog(config.logLevel === 'info' ? 'warn' : config.logLevel)),
      abortOnError: false,
    });
    try {
      await context.get(OwnContent, { strict: false }).load(note);
      return await work((service) => context.get(service, { strict: false }));
    } finally {
      await context.close();
    }
  });
}
