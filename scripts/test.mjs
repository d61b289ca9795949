// `npm test`: sets itself up, then runs every check and every test, and ends with a tally.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const bin = (...parts) => path.join(root, 'node_modules', ...parts);
const steps = [
  ['types', [bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.json']],
  ['types of the pages', [bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'web/tsconfig.json']],
  ['API document and client', [path.join(root, 'scripts', 'openapi.mjs'), '--check']],
  ['lint', [bin('eslint', 'bin', 'eslint.js'), '.']],
  [
    'one way',
    [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      'src',
      'charts',
      'migrations',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  ],
  ['dead code', [bin('knip', 'bin', 'knip.js')]],
  ['format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '.']],
];
const only = process.argv.includes('--check-only');
let failed = 0;
for (const [title, args] of steps) {
  process.stdout.write(`check: ${title}\n`);
  if (spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0) {
    failed++;
    process.stdout.write(`check failed: ${title}\n`);
  }
}
if (only) process.exit(failed === 0 ? 0 : 1);
const directory = mkdtempSync(path.join(os.tmpdir(), 'macities-tally-'));
const report = path.join(directory, 'report.json');
const args = [bin('jest', 'bin', 'jest.js'), '--json', `--outputFile=${report}`, ...process.argv.slice(2)];
const jest = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
const tally = { passed: 0, failed: failed + (jest.status === 0 ? 0 : 1), skipped: 0 };
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  tally.passed = result.numPassedTests;
  tally.failed = failed + result.numFailedTests + result.numRuntimeErrorTestSuites;
  tally.skipped = result.numPendingTests + result.numTodoTests;
} catch {
  process.stdout.write('jest left no report\n');
}
rmSync(directory, { recursive: true, force: true });
process.stdout.write(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped\n`);
process.exit(tally.failed === 0 && jest.status === 0 ? 0 : 1);
