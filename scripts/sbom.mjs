// `npm run sbom`: writes sbom.json (CycloneDX) from package-lock.json, and lists the licences of what is delivered.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './prepare.mjs';

const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'];
const cli = process.env.npm_execpath;
const [command, first] =
  cli !== undefined && /npm-cli\.[cm]?js$/.test(cli)
    ? [process.execPath, [cli]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
const result = spawnSync(command, [...first, ...args], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
if (result.status !== 0) {
  process.stderr.write(`${result.stderr}\nnpm sbom failed; it needs npm 9.5 or newer.\n`);
  process.exit(1);
}
const bill = JSON.parse(result.stdout);

/** The licence that the lock file states; npm leaves it out where nothing is installed. */
const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
const stated = new Map(
  Object.entries(locked).flatMap(([place, { version, license }]) =>
    typeof license === 'string' ? [[`${place.split('node_modules/').at(-1)}@${version}`, license]] : [],
  ),
);
const licenceOf = ({ group, name, version, licenses }) => {
  const own = (licenses ?? []).map(({ expression, license }) => expression ?? license?.id ?? license?.name)[0];
  return own ?? stated.get(`${group === undefined ? '' : `${group}/`}${name}@${version}`) ?? 'not stated';
};

const byLicence = new Map();
for (const component of bill.components) {
  const licence = licenceOf(component);
  component.licenses ??= licence === 'not stated' ? undefined : [{ license: { name: licence } }];
  byLicence.set(licence, [...(byLicence.get(licence) ?? []), `${component.name}@${component.version}`]);
}
writeFileSync(path.join(root, 'sbom.json'), `${JSON.stringify(bill, null, 2)}\n`);
process.stdout.write(`sbom.json: ${bill.components.length} components (CycloneDX ${bill.specVersion})\n`);
for (const [licence, names] of [...byLicence].sort((a, b) => b[1].length - a[1].length))
  process.stdout.write(
    `${String(names.length).padStart(5)}  ${licence}${names.length <= 3 ? `  (${names.join(', ')})` : ''}\n`,
  );
