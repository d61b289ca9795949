// `npm run faults`: the long form of test/faults. Prints for each promise what was attacked, what was acknowledged,
// what of that was lost, and how long the service was away. Counts can be set: FAULTS_KILLS=100 npm run faults.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { prepare, root } from './prepare.mjs';

const LONG = {
  FAULTS_KILLS: '100',
  FAULTS_WORKER_KILLS: '6',
  FAULTS_LOSSES: '200',
  FAULTS_REDIS_WIPES: '10',
  FAULTS_REDIS_SECONDS: '60',
  FAULTS_POSTGRES_RESTARTS: '20',
  FAULTS_MACHINE_KILLS: '12',
  FAULTS_MIGRATION_KILLS: '15',
  FAULTS_DELIVERIES: '50',
};

prepare();
const directory = mkdtempSync(path.join(os.tmpdir(), 'macities-faults-'));
const report = path.join(directory, 'report.jsonl');
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(
  process.execPath,
  [jest, 'test/faults', '--runInBand', '--testTimeout=120000', ...process.argv.slice(2)],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...LONG, ...process.env, FAULTS_REPORT: report } },
);

const rows = existsSync(report)
  ? readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
const columns = [
  ['promise', (row) => row.promise],
  ['attacks', (row) => row.attacks ?? '-'],
  ['acknowledged', (row) => row.acknowledged ?? '-'],
  ['lost', (row) => row.lost ?? '-'],
  [
    'slowest recovery',
    (row) => row.skipped ?? (row.recoveryMs === null ? '-' : `${(row.recoveryMs / 1000).toFixed(1)} s`),
  ],
];
const table = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => String(cell(row))))];
const widths = columns.map((_, column) => Math.max(...table.map((line) => line[column].length)));
for (const line of table)
  process.stdout.write(
    `${line
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd()}\n`,
  );
rmSync(directory, { recursive: true, force: true });
const lost = rows.reduce((sum, row) => sum + (row.lost ?? 0), 0);
process.exit(status === 0 && lost === 0 ? 0 : 1);
