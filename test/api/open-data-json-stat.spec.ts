// JSON-stat read by the unmodified client from the address alone. Made by hand: the published figures.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import JSONstat from 'jsonstat-toolkit';
import { getJson, openService, type Loose, type OpenService } from '../factories/open-data.js';

const read = JSONstat as (url: string) => Promise<Loose>;

describe('JSON-stat', () => {
  let service: OpenService;
  const root = () => `${service.url}/open-data/json-stat`;
  beforeAll(async () => {
    service = await openService();
  });
  afterAll(() => service.close());

  it('is a collection with a data set for each group of indicators', async () => {
    const collection = await read(root());
    expect(collection.class).toBe('collection');
    const items = collection.Item({ class: 'dataset' }) as { href: string; label: string }[];
    expect(items.map(({ href }) => href)).toEqual([`${root()}/light`, `${root()}/service_cost`]);
    expect(items[0]?.label).toBe('Vieglā sadarbība (Parauga dati)');
  });

  it('gives every figure to jsonstat-toolkit by its codes', async () => {
    const set = await read(`${root()}/service_cost`);
    expect(set.class).toBe('dataset');
    expect(set.n).toBe(1 * 4 * 2);
    expect(set.id).toEqual(['indicator', 'municipality', 'period']);
    expect(set.role).toMatchObject({ metric: ['indicator'], geo: ['municipality'], time: ['period'] });
    const at = (municipality: string, period: string) =>
      set.Data({ indicator: 'SP-UC-PAY.CARE', municipality, period }) as {
        value: number | null;
        status: string | null;
      };
    expect(at('0001000', '2024').value).toBe(-1.25);
    expect(at('0040000', '2024').value).toBe(1234.5);
    expect(at('0020000', '2024')).toMatchObject({ value: null, status: 'c' });
    expect(at('0040000', '2023')).toMatchObject({ value: null, status: 'na' });
    expect(set.Dimension('municipality').id).toEqual(['0020000', '0054010', '0001000', '0040000']);
    expect(set.Dimension('municipality').Category('0001000').label).toBe('Rīga');
    expect(set.Dimension('indicator').Category(0).unit).toEqual({ base: 'EUR', decimals: 2 });
  });

  it('says when, from where, under which licence and in which edition', async () => {
    const { body } = await getJson(`${root()}/light`);
    expect(body).toMatchObject({
      version: '2.0',
      class: 'dataset',
      updated: '2026-06-15T09:00:00.000Z',
      href: `${root()}/light`,
      size: [2, 4, 2],
      extension: { licence: { name: 'CC BY 4.0' }, edition: { id: 'E2', kind: 'final' }, sample: true },
    });
    expect(body.value).toHaveLength(16);
    expect(body.note.join(' ')).toMatch(/Parauga dati.*E2.*CC BY 4\.0/);
    expect(body.extension.status.label.c).toBe('konfidenciāls');
    // nothing is published of this indicator for 2023: not a zero, not a value of another year
    const { status, value } = body;
    expect(value.slice(8)).toEqual([null, 3, null, 2, null, 1, null, 4]);
    expect(status['8']).toBe('m');
  });

  it('keeps edition and language in the addresses it gives', async () => {
    const { body } = await getJson(`${root()}?edition=E1&lang=en`);
    const [{ href }] = body.link.item;
    expect(href).toBe(`${root()}/light?edition=E1&lang=en`);
    const set = await read(href);
    expect(set.Data({ indicator: 'SU-L-EVENTS', municipality: '0054010', period: '2023' }).value).toBe(19);
    expect(set.label).toBe('Light support (Sample data)');
    const { headers } = await getJson(href);
    expect(headers.get('cache-control')).toBe('public, max-age=86400');
  });

  it('refuses what does not exist', async () => {
    expect(await getJson(`${root()}/nonsense`)).toMatchObject({ status: 404, body: { code: 'data_set_not_found' } });
    expect((await getJson(`${root()}?edition=E9`)).status).toBe(404);
    expect((await getJson(`${root()}/light?year=2024`)).status).toBe(400);
  });
});
