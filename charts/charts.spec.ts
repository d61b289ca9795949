import { describe, expect, it } from '@jest/globals';
import { careBenchmark, careSeries, gulbeneProfile, provenance } from '../test/factories/benchmarks.js';
import { allAtAGlance, careAndCost, careFunnel, gulbeneIndex, indexPlaces } from '../test/factories/method-charts.js';
import type { Provenance } from '../src/core/benchmark.js';
import type { Chart, ChartRequest } from './chart.js';
import {
  distribution,
  funnel,
  heatmap,
  indexBreakdown,
  map,
  profile,
  rankInterval,
  ranking,
  scatter,
  trend,
} from './index.js';
import { textWidth } from './text.js';

type Any = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- options are looked into from outside here

type Draw = (request: ChartRequest, given?: { provenance?: Provenance; name?: string }) => Chart;

/** The same data under another provenance, and with another name for Gulbene. */
function altered<T extends { provenance: Provenance }>(
  data: T,
  given: { provenance?: Provenance; name?: string } = {},
): T {
  const text = JSON.stringify({ ...data, provenance: given.provenance ?? data.provenance });
  const name = JSON.stringify(given.name ?? 'Gulbenes novads').slice(1, -1);
  return JSON.parse(text.replaceAll('Gulbenes novads', name)) as T;
}

const charts: [string, Draw][] = [
  ['ranking', (request, given) => ranking(altered(careBenchmark(), given), request)],
  ['trend', (request, given) => trend(altered(careSeries(), given), request)],
  ['distribution', (request, given) => distribution(altered(careBenchmark(), given), request)],
  ['map', (request, given) => map(altered(careBenchmark(), given), request)],
  ['profile', (request, given) => profile(altered(gulbeneProfile(), given), request)],
  ['scatter', (request, given) => scatter(altered(careAndCost(), given), request)],
  ['funnel', (request, given) => funnel(altered(careFunnel(), given), request)],
  ['index breakdown', (request, given) => indexBreakdown(altered(gulbeneIndex(), given), request)],
  ['rank interval', (request, given) => rankInterval(altered(indexPlaces(), given), request)],
  ['heat map', (request, given) => heatmap(altered(allAtAGlance(), given), request)],
];

const requests: ChartRequest[] = (['lv', 'en'] as const).flatMap((language) =>
  (['wide', 'narrow'] as const).map((width) => ({ language, width, municipality: '0029000' })),
);

/** Every value in an option, with the name of its key. */
function* walk(value: unknown, key = ''): Generator<[string, unknown]> {
  yield [key, value];
  if (Array.isArray(value)) for (const item of value) yield* walk(item, key);
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) yield* walk(item, name);
}

describe.each(charts)('%s', (name, draw) => {
  it.each(requests)('is plain data that travels as JSON ($language, $width)', (request) => {
    const { option } = draw(request);
    for (const [, value] of walk(option)) {
      expect(typeof value).not.toBe('function');
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
    }
    expect(JSON.parse(JSON.stringify(option))).toEqual(option);
  });

  it.each(requests)('has no type below 14 px but on tiles, and no HTML ($language, $width)', (request) => {
    const { option } = draw(request);
    const sizes = [...walk(option)].filter(([key]) => key === 'fontSize').map(([, size]) => size as number);
    for (const size of sizes) expect(size).toBeGreaterThanOrEqual(name === 'map' ? 12 : 14);
    expect((option.tooltip as Any).renderMode).toBe('richText');
  });

  it.each(requests)('keeps headline, subtitle and foot inside the picture ($language, $width)', (request) => {
    const chart = draw(request, {
      name: 'Ļoti gara un neparasta pašvaldības nosaukuma novads ar vēl garāku papildinājumu',
    });
    for (const { text, textStyle, left } of chart.option.title as Any[]) {
      for (const line of text.split('\n')) {
        expect(Number(left) + textWidth(line, textStyle.fontSize)).toBeLessThanOrEqual(chart.width);
      }
    }
    const whole = (chart.option.title as Any[]).map(({ text }) => text.replaceAll('\n', ' '));
    expect(whole.join(' ')).toContain(chart.title.replaceAll('\u200b', ''));
    expect(whole).toContain(chart.subtitle);
    expect(chart.height).toBeGreaterThan(100);
  });

  it('marks sample data above, below and in its status, and real data not at all', () => {
    for (const [language, words] of [
      ['lv', 'Parauga dati'],
      ['en', 'Sample data'],
    ] as const) {
      const chart = draw({ language }, { provenance: provenance({ sample: true }) });
      const drawn = (chart.option.title as Any[]).map(({ text }) => text);
      expect(chart.status.startsWith(words)).toBe(true);
      expect(drawn[0]).toBe(words);
      expect(drawn.at(-1)).toContain(words);
      expect(JSON.stringify(draw({ language }))).not.toContain(words);
    }
  });

  it('names source, edition and method below', () => {
    const chart = draw({ language: 'lv' });
    expect(chart.source).toBe('Avots: Pašvaldību ziņotie dati');
    expect(chart.status).toBe('Galīgais izdevums, publicēts 15.06.2026. Metodes versija 1.0.0.');
    const drawn = (chart.option.title as Any[]).map(({ text }) => text);
    expect(drawn.slice(-2)).toEqual([chart.source, chart.status]);
    const draft = provenance({ edition: { id: 'd', kind: 'draft', publishedAt: null } });
    expect(draw({ language: 'en' }, { provenance: draft }).status).toBe('Draft, not published. Method version 1.0.0.');
  });

  it('keeps markup and templates in names as text', () => {
    const hostile = '<img onerror=alert(1)> {b} {@value} {a|x}';
    const chart = draw({ language: 'lv', municipality: '0029000' }, { name: hostile });
    for (const [key, value] of walk(chart.option)) {
      if (key === 'formatter') expect(value).not.toMatch(/\{[a-e]\d?\}|\{@|\{[a-z]+\|/);
    }
    expect(JSON.stringify([chart.title, chart.table])).toContain(hostile);
  });

  it('ends its finding with a full stop, starts it with the headline, and has a table whose columns are filled', () => {
    const chart = draw({ language: 'lv', municipality: '0029000' });
    expect(chart.finding.startsWith(chart.title)).toBe(true);
    expect(chart.finding).toMatch(/[^.]\.$/);
    expect(chart.description.startsWith(chart.finding)).toBe(true);
    expect(chart.table.rows.length).toBeGreaterThan(0);
    for (const { key, label } of chart.table.columns) {
      expect(label).not.toBe('');
      for (const row of chart.table.rows) expect(row).toHaveProperty([key]);
    }
  });
});
