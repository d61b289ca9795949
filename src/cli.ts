#!/usr/bin/env node
/** The command line. Works beside a running service on the same DATA_DIR, and otherwise starts the database itself. */
import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { contentCommands } from './cli/content-commands.js';
import { identityCommands } from './cli/identity-commands.js';
import { operationCommands } from './cli/operation-commands.js';
import { scoringCommands } from './cli/scoring-commands.js';
import { Problem } from './http/problem.js';
import { runEntry, settingsFor } from './start-up/process.js';

async function main(): Promise<void> {
  const config = settingsFor(fileURLToPath(import.meta.url));
  const program = new Command('macities')
    .description('mācīties salīdzinot: municipal benchmarks')
    .showHelpAfterError()
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : 64);
    });
  contentCommands(program, config);
  scoringCommands(program, config);
  identityCommands(program, config);
  operationCommands(program, config);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    const lines =
      error instanceof Problem ? sentencesOf(error) : [error instanceof Error ? error.message : String(error)];
    for (const line of lines) process.stderr.write(`${line}\n`);
    process.exit(1);
  }
  process.exit();
}

function sentencesOf({ details }: Problem): string[] {
  const errors = details.errors ?? [];
  return [
    `${details.code}: ${details.detail?.en ?? details.title.en}`,
    ...errors
      .slice(0, 50)
      .map(({ path, row, message }) => `  ${row === undefined ? '' : `row ${row}, `}${path}: ${message.en}`),
  ];
}

await runEntry(main);
