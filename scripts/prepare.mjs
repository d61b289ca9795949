// Makes a checkout ready to run: installs what package-lock.json pins, and builds, each only where needed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

function run(title, command, args) {
  process.stdout.write(`${title}\n`);
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) {
    process.stderr.write(`${title} failed.\n`);
    process.exit(result.status ?? 1);
  }
}

function npm(title, args) {
  const cli = process.env.npm_execpath;
  if (cli !== undefined && /npm-cli\.[cm]?js$/.test(cli)) run(title, process.execPath, [cli, ...args]);
  else run(title, process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
}

function ensureInstalled() {
  const stamp = path.join(root, 'node_modules', '.macities-installed');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  npm('Installing packages …', [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ]);
  writeFileSync(stamp, lock);
}

function* files(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* files(full);
    else yield full;
  }
}

/** Hash over the sources' names and contents: a checkout's times say nothing. */
function sourceHash(directories, singles) {
  const hash = createHash('sha256');
  const all = directories.flatMap((directory) =>
    existsSync(path.join(root, directory)) ? [...files(path.join(root, directory))] : [],
  );
  for (const file of [...all.sort(), ...singles.map((name) => path.join(root, name))])
    if (statSync(file).isFile())
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function ensureBuilt(name, hash, build) {
  const stamp = path.join(root, 'dist', `.built-${name}`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  build();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

export function build() {
  const hash = sourceHash(
    ['src', 'charts', 'migrations', 'bench'],
    ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
  );
  ensureBuilt('server', hash, () =>
    run('Building the service …', process.execPath, [
      path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      'tsconfig.build.json',
    ]),
  );
  const webHash = sourceHash(['web', 'charts', 'src/core'], ['package-lock.json']);
  ensureBuilt('web', webHash, () =>
    run('Building the pages …', process.execPath, [
      path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
      'build',
      'web',
      '--logLevel',
      'warn',
    ]),
  );
}

export function prepare() {
  ensureInstalled();
  build();
}
