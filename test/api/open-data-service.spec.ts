// The open part of the built service with sample data, in a process of its own: what foreign programs read is what the
// API of the house says. Nothing is mocked.
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import JSONstat from 'jsonstat-toolkit';
import { getJson, type Loose } from '../factories/open-data.js';
import { privateDirectory, startService, type RunningService } from '../factories/service.js';

const read = JSONstat as (url: string) => Promise<Loose>;
/** Every so many indicators are compared one by one; the count of all is compared always. */
const EVERY = 6;

describe('the open part of the service', () => {
  const directory = privateDirectory();
  let service: RunningService;
  const get = (path: string) => getJson(`${service.url}${path}`);

  beforeAll(async () => {
    service = await startService({ DATA_DIR: directory, SAMPLE_DATA: 'true' });
  }, 120_000);
  afterAll(async () => {
    await service.stop();
    fs.rmSync(directory, { recursive: true, force: true });
  }, 30_000);

  it('gives jsonstat-toolkit every data set, with the values of /benchmarks', async () => {
    const collection = await read(`${service.url}/open-data/json-stat`);
    const items = collection.Item({ class: 'dataset' }) as { href: string }[];
    expect(items.length).toBeGreaterThan(3);
    let compared = 0;
    for (const { href } of items) {
      const set = await read(href);
      const [indicators, municipalities, periods] = set.id.map((id: string) => set.Dimension(id).id as string[]);
      expect(set.n).toBe(indicators.length * municipalities.length * periods.length);
      for (const indicator of indicators.filter((_: string, at: number) => at % EVERY === 0))
        for (const period of periods as string[]) {
          const address = `/api/v1/benchmarks/${encodeURIComponent(indicator)}?period=${period}`;
          const { status, body } = await get(address);
          if (status === 404) continue;
          for (const { municipality, value } of body.rows as {
            municipality: { atvk: string };
            value: number | null;
          }[]) {
            const found = set.Data({ indicator, municipality: municipality.atvk, period }) as { value: number | null };
            expect({ address, ...municipality, value: found.value }).toEqual({ address, ...municipality, value });
            compared++;
          }
        }
    }
    expect(compared).toBeGreaterThan(5000);
  }, 60_000);

  it('gives Kolada clients the same values, and nothing of what is hidden', async () => {
    const { body: kpis } = await get('/kolada/v3/kpi');
    const hidden: unknown[] = [];
    for (const { id, indicator } of (kpis.values as { id: string; indicator: string }[]).filter(
      (_, at) => at % 40 === 0,
    )) {
      const { body } = await get(`/kolada/v3/data/kpi/${id}/year/2024`);
      const { body: benchmark } = await get(`/api/v1/benchmarks/${encodeURIComponent(indicator)}?period=2024`);
      const mine = new Map<string, Loose>(body.values.map((row: Loose) => [row.municipality, row.values[0]]));
      expect(mine.size).toBe(benchmark.rows.length);
      for (const { municipality, value, status } of benchmark.rows as Loose[]) {
        expect(mine.get(municipality.atvk)?.value).toBe(value);
        if (status === 'confidential') hidden.push(mine.get(municipality.atvk));
      }
    }
    for (const row of hidden) expect(row).toMatchObject({ value: null, status: '..' });
  }, 60_000);

  it('publishes every peer group, and for a municipality with its neighbours', async () => {
    const { body: groups } = await get('/kolada/v3/municipality_groups');
    const { body: peers } = await get('/api/v1/municipalities/0001000/peers');
    const near = (groups.values as Loose[]).find(({ id }) => id === 'G20001000');
    const members = (near.members as Loose[]).map(({ member_id }) => member_id as string);
    expect(JSON.stringify(peers)).toEqual(expect.stringContaining(members.find((id) => id !== '0001000') ?? '-'));
    expect(groups.values.length).toBeGreaterThan(50);
  });

  it('exports every value once', async () => {
    const text = await (await fetch(`${service.url}/api/v1/exports/observations.csv`)).text();
    const rows = parse(text, { columns: true }) as unknown as Record<string, string>[];
    const { body } = await get('/kolada/v3/kpi');
    expect(new Set(rows.map((row) => row['indicator'])).size).toBe(body.count);
    expect(new Set(rows.map((row) => `${row['atvk']} ${row['indicator']} ${row['period']}`)).size).toBe(rows.length);
    expect(rows.filter((row) => row['status'] === 'confidential' && row['value'] !== '')).toEqual([]);
    expect(rows.every((row) => row['sample'] === 'Parauga dati')).toBe(true);
  }, 60_000);

  it('shows a chart in a frame without scripts, and nowhere else', async () => {
    const address = `${service.url}/embed/charts/ranking?indicator=SU-O-REG&lang=lv`;
    const response = await fetch(address);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(page).toContain('<svg');
    expect(page).not.toContain('<script');
    const [, picture = ''] = /og:image" content="([^"]+)"/.exec(page) ?? [];
    const image = await fetch(picture.replaceAll('&amp;', '&'));
    expect(image.headers.get('content-type')).toBe('image/png');
    await image.arrayBuffer();
    const [, lasting = ''] = /rel="canonical" href="([^"]+)"/.exec(page) ?? [];
    expect(lasting).toContain('edition=');
    const again = await fetch(lasting.replaceAll('&amp;', '&'));
    expect(again.status).toBe(200);
    const home = await fetch(`${service.url}/open-data`);
    expect(home.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect((await fetch(`${service.url}/embed/charts/nonsense`)).status).toBe(404);
    expect((await fetch(`${address}&edition=draft`)).status).toBe(401);
  }, 60_000);
});
