/** Commands of the operator: backup, restore, verify. */
import path from 'node:path';
import type { Command } from 'commander';
import type { AppConfig } from '../config/app-config.js';
import { startEmbedded } from '../database/embedded/embedded-postgres.js';
import { AuditTrail } from '../identity/audit/audit-trail.js';
import { createBackup, restoreBackup, verifyBackup } from '../operation/backup/backup.js';
import { SOFTWARE_VERSION } from '../scoring/place.js';
import { note, print, withDatabase, withRooms } from './context.js';

async function backup(config: AppConfig, file: string): Promise<void> {
  await withDatabase(config, async ({ url }) => {
    const { tables, sha256 } = await createBackup(url, path.resolve(file), SOFTWARE_VERSION, (table) => {
      note(`  ${table}`);
    });
    print(`${tables} tables are saved to ${file}.`);
    print(`sha256 ${sha256}`);
  });
}

/** The database is opened without migrating it: the backup brings its own schema. */
async function restore(config: AppConfig, file: string): Promise<void> {
  const embedded =
    config.databaseUrl === undefined
      ? await startEmbedded(config.dataDir, { as: 'service', onProgress: note })
      : undefined;
  try {
    const { tables, madeAt } = await restoreBackup(
      embedded?.url ?? config.databaseUrl ?? '',
      path.resolve(file),
      (table) => {
        note(`  ${table}`);
      },
    );
    print(`${tables} tables of ${madeAt} are restored.`);
  } finally {
    await embedded?.stop();
  }
}

async function verify(config: AppConfig, file: string | undefined): Promise<void> {
  if (file !== undefined) {
    const { madeAt } = await verifyBackup(path.resolve(file));
    print(`The backup of ${madeAt} is whole.`);
    return;
  }
  await withRooms(config, async (get) => {
    const result = await get(AuditTrail).verify();
    print(JSON.stringify(result));
    if (!result.ok) process.exitCode = 1;
  });
}

/** Registers the commands. */
export function operationCommands(program: Command, config: AppConfig): void {
  program
    .command('backup')
    .description('save everything into one file, while the service runs')
    .argument('<file>', 'must not exist yet')
    .action((file: string) => backup(config, file));
  program
    .command('restore')
    .description('bring a backup back onto an empty DATA_DIR or database; the service must be stopped')
    .argument('<file>')
    .action((file: string) => restore(config, file));
  program
    .command('verify')
    .description('check the audit chain, or with a file that a backup is whole')
    .argument('[file]')
    .action((file: string | undefined) => verify(config, file));
}
