import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ranking } from '../../../charts/ranking.js';
import { careBenchmark, costPerHead } from '../../../test/factories/benchmarks.js';
import { ChartRenderer } from './chart-renderer.js';
import { DrawingPool } from './drawing-pool.js';

// Real: threads, fonts, cache. The worker file is written here, since specs run before anything is compiled.
const folder = mkdtempSync(join(tmpdir(), 'drawing-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function workerFile(name: string, answer: string): string {
  const file = join(folder, `${name}.cjs`);
  writeFileSync(
    file,
    `const { parentPort } = require('node:worker_threads');\nlet count = 0;\nparentPort.on('message', ({ id, drawing }) => { count++; ${answer} });\n`,
  );
  return file;
}

const echo = workerFile(
  'echo',
  "parentPort.postMessage({ id, image: new TextEncoder().encode(drawing.format + ' ' + drawing.chart.title + ' ' + count) });",
);
const moody = workerFile(
  'moody',
  "if (drawing.chart.title === 'die') process.exit(1); else if (drawing.chart.title === 'throw') throw new Error('out of ink'); else if (drawing.chart.title !== 'hang') parentPort.postMessage({ id, image: new Uint8Array([1]) });",
);

const chart = ranking(careBenchmark(), { language: 'lv' });
const drawing = (title: string): Parameters<DrawingPool['draw']>[0] => ({
  chart: { title, description: '', option: {}, width: 1, height: 1 },
  format: 'svg',
  scale: 1,
  fontFiles: [],
});

describe('ChartRenderer', () => {
  it('draws in the calling thread where there is no compiled worker', async () => {
    const renderer = new ChartRenderer();
    const svg = await renderer.svg(chart);
    expect(svg).toContain(chart.title);
    const png = await renderer.png(chart);
    expect(png.readUInt32BE(16)).toBe(1440);
    expect((await renderer.png(chart, { scale: 99 })).readUInt32BE(16)).toBe(2880);
    await renderer.close();
  });

  it('draws the same chart once, also when asked twice at the same time, and another anew', async () => {
    const renderer = new ChartRenderer({ workerFile: echo, fontFiles: [] });
    const [first, second] = await Promise.all([renderer.svg(chart), renderer.svg({ ...chart })]);
    expect(second).toBe(first);
    expect(await renderer.svg(chart)).toBe(first);
    expect(first).toMatch(/ 1$/);
    const other = ranking(careBenchmark({ indicator: costPerHead }), { language: 'lv' });
    expect(await renderer.svg(other)).toMatch(/ 2$/);
    await renderer.close();
  });

  it('does not keep failures', async () => {
    const renderer = new ChartRenderer({ workerFile: moody, fontFiles: [] });
    await expect(renderer.svg({ ...chart, title: 'throw' })).rejects.toThrow('out of ink');
    await expect(renderer.svg({ ...chart, title: 'throw' })).rejects.toThrow('out of ink');
    await renderer.onModuleDestroy();
  });

  it('drops the oldest images when the cache is full', async () => {
    const renderer = new ChartRenderer({ workerFile: echo, fontFiles: [], cacheBytes: 250 });
    const titled = (title: string): typeof chart => ({ ...chart, title: title.repeat(100) });
    expect(await renderer.svg(titled('a'))).toMatch(/ 1$/);
    expect(await renderer.svg(titled('b'))).toMatch(/ 2$/);
    expect(await renderer.svg(titled('b'))).toMatch(/ 2$/);
    expect(await renderer.svg(titled('c'))).toMatch(/ 3$/);
    expect(await renderer.svg(titled('a'))).toMatch(/ 4$/);
    await renderer.close();
  });
});

describe('DrawingPool', () => {
  it('goes on after a thread that dies, throws or hangs, and fails only what it drew', async () => {
    const pool = new DrawingPool(moody, 1, 400);
    const results = await Promise.allSettled(
      ['ok', 'die', 'ok', 'throw', 'hang', 'ok'].map((title) => pool.draw(drawing(title))),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    expect(reasons).toEqual([
      'Error: The drawing thread ended.',
      'Error: out of ink',
      'Error: Drawing took longer than 400 ms.',
    ]);
    await pool.close();
  });

  it('draws in several threads at once', async () => {
    const slow = workerFile(
      'slow',
      'setTimeout(() => parentPort.postMessage({ id, image: new Uint8Array([count]) }), 50);',
    );
    const pool = new DrawingPool(slow, 2, 5000);
    const images = await Promise.all(['a', 'b', 'c', 'd'].map((title) => pool.draw(drawing(title))));
    // each thread counts its own drawings: two firsts mean two threads, whichever of them was quicker afterwards
    expect(images).toHaveLength(4);
    expect(images.filter(([count]) => count === 1)).toHaveLength(2);
    await pool.close();
  });

  it('refuses work once closed, and fails what waits', async () => {
    const pool = new DrawingPool(moody, 1, 5000);
    const hanging = pool.draw(drawing('hang'));
    const waiting = pool.draw(drawing('ok'));
    const both = Promise.allSettled([hanging, waiting]);
    await pool.close();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(pool.draw(drawing('ok'))).rejects.toThrow('closed');
  });
});
