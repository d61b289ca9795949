// Feed and descriptions for portals. Made by hand: the published figures.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { getJson, openService, type Loose, type OpenService } from '../factories/open-data.js';

/** Texts of elements by name, read by a strict parser. */
function elements(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    open.push(name);
    found.set(name, [...(found.get(name) ?? []), '']);
  });
  parser.on('text', (piece) => {
    const texts = found.get(open.at(-1) ?? '');
    if (texts !== undefined) texts.push((texts.pop() ?? '') + piece);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  return found;
}

describe('the portal', () => {
  let service: OpenService;
  beforeAll(async () => {
    service = await openService();
  });
  afterAll(() => service.close());

  it('names every form, and each address answers', async () => {
    const { body } = await getJson(`${service.url}/open-data`);
    expect(body).toMatchObject({ licence: 'CC BY 4.0', edition: 'E2', sample: true });
    expect(body.forms).toHaveLength(12);
    for (const { href, name } of body.forms as { href: string; name: string }[]) {
      if (name === 'OpenAPI') continue; // served by the entry point, not by this room
      const response = await fetch(href);
      await response.arrayBuffer();
      expect({ name, status: response.status }).toEqual({ name, status: 200 });
    }
  });

  it('tells subscribers of every edition and every revised value: old, new, why', async () => {
    const response = await fetch(`${service.url}/open-data/feed.atom`);
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const text = await response.text();
    const found = elements(text);
    expect(found.get('id')?.slice(1)).toEqual(['urn:macities:edition:E2', 'urn:macities:edition:E1']);
    expect(found.get('updated')?.[0]).toBe('2026-06-15T09:00:00.000Z');
    const [content = '', first = ''] = found.get('content') ?? [];
    expect(content).toContain(
      '<td>Ogre</td><td>SU-L-EVENTS Rādītājs SU-L-EVENTS</td><td>2023</td><td>19</td><td>20</td>',
    );
    expect(content).toContain('<td>Drukas &lt;kļūda&gt; &amp; labojums</td>');
    expect(first).toContain('Neviena agrāk publicēta vērtība nav mainīta.');
    expect(text).toContain(`href="${service.url}/open-data/json-stat?edition=E1"`);
    expect(found.get('title')?.[1]).toBe('Izdevums E2, galīgs (Parauga dati): 2023. gads, 2024. gads');
  });

  it('describes itself to portals (DCAT-AP) with addresses that answer', async () => {
    const { body, headers } = await getJson(`${service.url}/open-data/catalog.jsonld`);
    expect(headers.get('content-type')).toBe('application/ld+json; charset=utf-8');
    expect(body['@type']).toBe('dcat:Catalog');
    for (const key of ['dct:title', 'dct:description', 'dct:publisher']) expect(body).toHaveProperty([key]);
    expect(body['dcat:dataset']).toHaveLength(2);
    for (const set of body['dcat:dataset'] as Loose[]) {
      for (const key of [
        'dct:title',
        'dct:description',
        'dct:publisher',
        'dcat:contactPoint',
        'dcat:theme',
        'dct:temporal',
      ])
        expect(set).toHaveProperty([key]);
      expect(set['dct:description'][0]['@value']).toContain('Parauga dati');
      expect(set['dcat:distribution']).toHaveLength(3);
      for (const form of set['dcat:distribution'] as Loose[]) {
        expect(form['dct:license']['@id']).toContain('creativecommons.org/licenses/by/4.0');
        const response = await fetch(form['dcat:accessURL']['@id'] as string);
        await response.arrayBuffer();
        expect(response.status).toBe(200);
      }
    }
  });

  it('describes itself to search engines (schema.org)', async () => {
    const { body } = await getJson(`${service.url}/open-data/schema.jsonld?edition=E1`);
    const [set] = body.dataset as Loose[];
    expect(set).toMatchObject({ '@type': 'Dataset', version: 'E1', isAccessibleForFree: true });
    expect(set.temporalCoverage).toBe('2023-01-01/2023-12-31');
    expect(set.variableMeasured[0]).toMatchObject({ propertyID: 'SU-L-EVENTS', unitText: 'skaits' });
  });
});
