/** How much JavaScript the built pages load. */
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

const ROOT = path.resolve('dist/web');
const KILOBYTE = 1024;

const read = (file: string): string => fs.readFileSync(path.join(ROOT, 'assets', file), 'utf8');
const scripts = (): string[] => fs.readdirSync(path.join(ROOT, 'assets')).filter((file) => file.endsWith('.js'));

/** A script and all that it imports before it runs; what it loads later does not count. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, imported] of read(file).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
    if (imported !== undefined) withImports(imported, seen);
  }
  return seen;
}

const sizeOf = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);

function entry(): string {
  const [, file] =
    /<script[^>]+src="\/assets\/([^"]+\.js)"/.exec(fs.readFileSync(path.join(ROOT, 'index.html'), 'utf8')) ?? [];
  if (file === undefined) throw new Error('index.html has no script.');
  return file;
}

const chunk = (name: string): string => {
  const found = scripts().find((file) => file.startsWith(`${name}-`));
  if (found === undefined) throw new Error(`There is no chunk ${name}.`);
  return found;
};

const PAGES = ['overview', 'indicators', 'indicator', 'municipality', 'compare', 'support-index', 'data', 'sign-in'];

describe('JavaScript', () => {
  it.each(PAGES)('of %s stays below 150 KB (gzip) before the first chart', (page) => {
    const files = withImports(chunk(page), withImports(entry()));
    expect(sizeOf(files)).toBeLessThanOrEqual(150 * KILOBYTE);
    expect([...files]).not.toContain(chunk('echarts'));
  });

  it('stays below 450 KB on the heaviest page with its charts', () => {
    for (const page of PAGES) {
      const files = withImports(chunk('echarts'), withImports(chunk(page), withImports(entry())));
      expect(sizeOf(files)).toBeLessThanOrEqual(450 * KILOBYTE);
    }
  });
});
