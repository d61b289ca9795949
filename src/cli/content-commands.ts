/** Commands that bring content in and out: migrate, seed, import, export. */
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import type { AppConfig } from '../config/app-config.js';
import { SYSTEM_ACTOR } from '../http/actor.js';
import { CatalogueService } from '../indicators/catalogue.service.js';
import { ObservationExport } from '../observations/export/observation-export.js';
import type { ImportRecord } from '../observations/importing/import-record.js';
import { ImportService } from '../observations/importing/import.service.js';
import { Preparation } from '../start-up/preparation.js';
import { note, print, withDatabase, withRooms, type Rooms } from './context.js';
import { ProgressBar } from './progress-bar.js';

const WHOLE = new Intl.NumberFormat('lv-LV');

async function importObservations(
  get: Rooms,
  file: string,
  { source, dryRun }: { source: string; dryRun: boolean },
): Promise<void> {
  const content = await readFile(file);
  const bar = new ProgressBar('Importing');
  const order = { file: content, fileName: path.basename(file), source, dryRun, actor: SYSTEM_ACTOR };
  const record = await get(ImportService)
    .run(order, (_, share) => {
      bar.show(share);
    })
    .finally(() => {
      bar.end();
    });
  await report(get, record);
  if (record.state !== 'done') process.exitCode = 1;
}

async function report(get: Rooms, record: ImportRecord): Promise<void> {
  const { rows, added, changed, unchanged, refused } = record.counts;
  const { error, warning, information } = record.findings;
  print(`${record.dryRun ? 'Dry run' : 'Import'} ${record.id}: ${record.state}`);
  print(`rows: ${rows}, added: ${added}, changed: ${changed}, unchanged: ${unchanged}, refused: ${refused}`);
  print(
    `findings: ${error + warning + information} (errors ${error}, warnings ${warning}, information ${information})`,
  );
  const { items } = await get(ImportService).findings(record.id, { severity: 'error', limit: 20, offset: 0 });
  for (const item of items) print(`  row ${item.row ?? '-'}: ${item.code}: ${item.message.en}`);
  if (error > items.length) print(`  … and ${error - items.length} more errors`);
}

async function importCatalogue(get: Rooms, file: string, dryRun: boolean): Promise<void> {
  const result = await get(CatalogueService).importCatalogue(await readFile(file, 'utf8'), {
    dryRun,
    actor: SYSTEM_ACTOR,
  });
  const { added, changed, removed } = result.diff;
  print(`${dryRun ? 'Dry run: ' : ''}catalogue ${result.catalogue} ${result.version}: ${result.state}`);
  print(`indicators: ${result.counts.indicators}, cells: ${result.counts.cells}, rules: ${result.counts.rules}`);
  print(`added: ${added.length}, changed: ${changed.length}, removed: ${removed.length}`);
  for (const finding of result.findings) print(`  ${finding.severity}: ${finding.path}: ${finding.message.en}`);
}

async function exportObservations(get: Rooms, file: string | undefined, period: string | undefined): Promise<void> {
  const target = file === undefined ? process.stdout : createWriteStream(file, { flags: 'wx' });
  const write = async (piece: string): Promise<void> => {
    if (!target.write(piece)) await new Promise<void>((resolve) => target.once('drain', resolve));
  };
  const rows = await get(ObservationExport).writeCsv(write, period ?? null);
  if (target !== process.stdout) {
    target.end();
    await finished(target);
  }
  note(`${WHOLE.format(rows)} rows`);
}

/** Registers the commands. */
export function contentCommands(program: Command, config: AppConfig): void {
  program
    .command('migrate')
    .description('bring the database schema up to date')
    .action(() =>
      withDatabase(config, () => {
        print('The database schema is up to date.');
        return Promise.resolve();
      }),
    );
  program
    .command('seed')
    .description('load reference data and the catalogue; with --sample also sample data and accounts')
    .option('--sample', 'load sample data (made up) into an empty database', false)
    .action(async ({ sample }: { sample: boolean }) => {
      await withRooms(config.with({ sampleData: sample }), async (get) => {
        const accounts = await get(Preparation).prepare({ embedded: false }, note);
        for (const account of accounts) print(`${account.role}\t${account.email}\t${account.password ?? ''}`);
        print('Seeded.');
      });
    });
  program
    .command('export')
    .description('write current observations as CSV')
    .argument('[file]', 'file to write; standard output where absent')
    .option('--period <code>', 'one period only')
    .action((file: string | undefined, { period }: { period?: string }) =>
      withRooms(config, (get) => exportObservations(get, file, period)),
    );
  importCommands(program.command('import').description('bring a file in'), config);
}

function importCommands(command: Command, config: AppConfig): void {
  command
    .command('observations')
    .description('values from a CSV or XLSX file')
    .argument('<file>')
    .requiredOption('--source <text>', 'where the values come from')
    .option('--dry-run', 'check and compare only', false)
    .action((file: string, options: { source: string; dryRun: boolean }) =>
      withRooms(config, (get) => importObservations(get, file, options)),
    );
  command
    .command('catalogue')
    .description('a catalogue version from a YAML file')
    .argument('<file>')
    .option('--dry-run', 'check and compare only', false)
    .action((file: string, { dryRun }: { dryRun: boolean }) =>
      withRooms(config, (get) => importCatalogue(get, file, dryRun)),
    );
}
