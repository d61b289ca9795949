// `npm run bench`: every program in bench/ one after another, and a table of goals. `-- --json` ends with one line of
// JSON: {"goals":[{id,goal,measured,ok}]}. Names of programs may be given: `npm run bench -- http scoring`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

prepare();
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const directory = path.join(root, 'dist', 'bench');
const programs = readdirSync(path.join(root, 'bench'))
  .filter(
    (file) =>
      file.endsWith('.ts') &&
      /^export async function run\b/m.test(readFileSync(path.join(root, 'bench', file), 'utf8')),
  )
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .sort();

process.chdir(root);
const goals = [];
for (const name of programs) {
  process.stdout.write(`bench: ${name}\n`);
  try {
    const { run } = await import(pathToFileURL(path.join(directory, `${name}.js`)).href);
    goals.push(...(await run()));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    goals.push({
      id: name,
      goal: 'runs to its end',
      measured: error instanceof Error ? error.message : String(error),
      ok: false,
    });
  }
}
for (const { id, goal, measured, ok } of goals)
  process.stdout.write(`${ok ? 'met   ' : 'missed'}  ${id}: ${goal} — ${measured}\n`);
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ goals })}\n`);
process.exit(goals.length > 0 && goals.every(({ ok }) => ok) ? 0 : 1);
