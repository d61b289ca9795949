// Every line of the Kolada contract. Real: HTTP server, guards, serialisers. Made by hand: the published figures.
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CELLS, getJson, MUNICIPALITIES, openService, type Loose, type OpenService } from '../factories/open-data.js';

describe.each(['v3', 'v2'])('the Kolada API %s', (version) => {
  let service: OpenService;
  const get = (path: string) => getJson(`${service.url}/kolada/${version}/${path}`);
  const values = async (path: string): Promise<Loose[]> => {
    const { status, body } = await get(path);
    expect({ status, path }).toEqual({ status: 200, path });
    expect(body.count).toBe(body.values.length);
    return body.values;
  };
  const one = (row: Loose): unknown => row.values[0].value;

  beforeAll(async () => {
    service = await openService();
  });
  afterAll(() => service.close());

  describe('envelope', () => {
    it('has null addresses and no page keys where there is one page', async () => {
      const { body } = await get('municipality');
      expect(body).toMatchObject({ count: 5, next_url: null, previous_url: null });
      expect(Object.keys(body).sort()).toEqual(['count', 'next_url', 'previous_url', 'values']);
    });

    it('leads through the pages by both kinds of keys, and back', async () => {
      const seen: string[] = [];
      let url: string | null = `${service.url}/kolada/${version}/municipality?per_page=2`;
      let body: Loose;
      while (url !== null) {
        ({ body } = await getJson(url));
        seen.push(...body.values.map(({ id }: { id: string }) => id));
        expect(body.next_page ?? null).toBe(body.next_url);
        url = body.next_url;
      }
      expect(seen).toEqual(['0000', ...MUNICIPALITIES.map(({ atvk }) => atvk)]);
      expect(body.count).toBe(1);
      expect(body.previous_url).toBe(`${service.url}/kolada/${version}/municipality?per_page=2&page=2`);
      expect(body.previous_page).toBe(body.previous_url);
      expect('next_page' in body).toBe(false);
    });

    it('answers a page beyond the last with nothing and a way back', async () => {
      const { body } = await get('municipality?per_page=2&page=9');
      expect(body).toMatchObject({ values: [], count: 0, next_url: null });
      expect(body.previous_url).toContain('page=3');
    });

    it('takes 5000 a page at most', async () => {
      expect(await values('municipality?per_page=100000')).toHaveLength(5);
    });

    it.each(['page=0', 'page=-1', 'page=x', 'per_page=0', 'per_page=-5'])('refuses %s', async (query) => {
      expect((await get(`kpi?${query}`)).status).toBe(400);
      expect((await get(`data/kpi/U00001/year/2024?${query}`)).status).toBe(400);
    });
  });

  describe('metadata', () => {
    it('gives indicators ids that clients accept, and our own code', async () => {
      const kpis = await values('kpi');
      expect(kpis.map(({ id, indicator }) => [id, indicator])).toEqual(CELLS.map((cell) => [cell.koladaId, cell.code]));
      for (const { id } of kpis) expect(id).toMatch(/^[NU]\d{5}$/);
      expect(kpis[0]).toMatchObject({
        title: 'Rādītājs SU-L-EVENTS, skaits',
        municipality_type: 'K',
        operating_area: 'vieglā sadarbība',
        publication_date: '2026-06-15',
        prel_publication_date: null,
        publ_period: '2024',
      });
      const keys = version === 'v3' ? ['auspice'] : ['auspices', 'definition', 'ou_publication_date'];
      for (const key of keys) expect(kpis[0]).toHaveProperty(key);
      expect(kpis[0].is_divided_by_gender).toBe(version === 'v3' ? false : 0);
      expect(kpis[0].has_ou_data).toBe(false);
      expect(['Kvalitet och resultat', 'Resurser', 'Volymer', 'Övrigt']).toContain(kpis[0].perspective);
      expect(kpis[0].description).toContain('Parauga dati');
    });

    it('gives single ids and lists in the envelope, and nothing for unknown ones', async () => {
      expect(await values('kpi/U00002')).toHaveLength(1);
      expect((await values('kpi/U00003,U00001')).map(({ id }) => id)).toEqual(['U00001', 'U00003']);
      expect(await values('kpi/U99999')).toEqual([]);
      expect((await values('kpi?id=U00002,U00003')).map(({ id }) => id)).toEqual(['U00002', 'U00003']);
      expect(await values('municipality/0001000')).toEqual([{ id: '0001000', title: 'Rīga', type: 'K' }]);
    });

    it('takes 25 ids and refuses 26, however long the list is', async () => {
      const ids = (n: number) => Array.from({ length: n }, (_, i) => `U${String(i).padStart(5, '0')}`).join(',');
      expect((await get(`kpi/${ids(25)}`)).status).toBe(200);
      expect((await get(`kpi/${ids(26)}`)).status).toBe(400);
      expect((await get(`kpi/${ids(200)}`)).status).toBe(400);
      expect((await get(`data/kpi/${ids(200)}/year/2024`)).status).toBe(400);
    });

    it('finds by part of the title in small letters', async () => {
      expect((await values('municipality?title=ādaž')).map(({ id }) => id)).toEqual(['0020000']);
      expect(await values('kpi?title=rādītājs%20sp')).toHaveLength(1);
    });

    it('tells municipalities from the country', async () => {
      expect((await values('municipality?region_type=L')).map(({ id }) => id)).toEqual(['0000']);
      expect(await values('municipality?type=K')).toHaveLength(4);
      expect((await get('municipality?type=X')).status).toBe(400);
    });

    it('has groups with member_id and member_title', async () => {
      const [first, second] = await values('municipality_groups');
      expect(first.id).toMatch(/^G/);
      expect(second).toMatchObject({ id: 'G100006', title: 'Rīgas plānošanas reģions (nesvērtais vidējais)' });
      expect(second.members).toContainEqual({ member_id: '0001000', member_title: 'Rīga' });
      const groups = await values('kpi_groups');
      expect(groups.map(({ title }) => title)).toEqual(['vieglā sadarbība', 'pakalpojumu izmaksas']);
      expect(groups[0].members[0]).toEqual({ member_id: 'U00001', member_title: 'Rādītājs SU-L-EVENTS' });
      expect(await values(`kpi_groups/${groups[1].id}`)).toHaveLength(1);
    });

    it('has no units', async () => {
      expect(await values('ou?municipality=0001000,0020000')).toEqual([]);
      expect(await values('oudata/kpi/U00001/year/2024')).toEqual([]);
      expect(await values('oudata/?kpi_id=U00001&ou_id=V1')).toEqual([]);
      expect((await get('oudata/kpi/U00001')).status).toBe(400);
    });
  });

  describe('data', () => {
    it('has rows of the version', async () => {
      const [row] = await values('data/kpi/U00001/municipality/0001000/year/2024');
      const value = { gender: 'T', count: 1, status: '', value: 11 };
      expect(row).toEqual({
        kpi: 'U00001',
        municipality: '0001000',
        period: version === 'v3' ? 2024 : '2024',
        values: [version === 'v3' ? { ...value, isdeleted: false } : value],
      });
    });

    it.each([
      ['kpi/U00001/municipality/0001000', 2],
      ['kpi/U00001/year/2024', 4],
      ['municipality/0001000/year/2023', 2],
      ['municipality/0001000/kpi/U00001', 2],
      ['municipality/0001000,0020000/kpi/U00001,U00002/year/2023,2024', 8],
      ['year/2024/kpi/U00001/municipality/0001000/', 1],
      ['kpi/U00001/year/1999', 0],
      ['kpi/U99999/year/2024', 0],
    ])('reads data/%s', async (path, n) => {
      expect(await values(`data/${path}`)).toHaveLength(n);
    });

    it.each([
      ['data/?kpi_id=U00001&kpi_id=U00002&municipality_id=0001000&year=2024', 2],
      ['data?kpi_id=U00001,U00002&year=2023', 8],
      ['data/?kpi_id=U00001&year=2024&region_type=L', 1],
      ['data/?kpi_id=U00001&municipality_id=0001000', 2],
    ])('reads %s', async (path, n) => {
      expect(await values(path)).toHaveLength(n);
    });

    it('says why there is no value, and hides what is confidential', async () => {
      const rows = await values('data/kpi/U00001,U00002/year/2023,2024');
      const found = (kpi: string, municipality: string, period: number) =>
        rows.find((row) => row.kpi === kpi && row.municipality === municipality && Number(row.period) === period)
          ?.values[0];
      expect(found('U00001', '0054010', 2024)).toMatchObject({ value: null, status: '-' });
      expect(found('U00002', '0020000', 2024)).toMatchObject({ value: null, status: '..' });
      expect(found('U00002', '0040000', 2023)).toMatchObject({ value: null, status: '.' });
      expect(found('U00001', '0040000', 2024)).toMatchObject({ value: 0, status: '' });
    });

    it('gives one row under the id of a group: the unweighted mean of the members with a value', async () => {
      const rows = await values('data/kpi/U00001,U00002/municipality/G100006/year/2024');
      expect(rows.map((row) => [row.kpi, row.municipality, row.values[0].value, row.values[0].count])).toEqual([
        ['U00001', 'G100006', 21, 2],
        ['U00002', 'G100006', 0.75, 2],
      ]);
      expect((await values('data/kpi/U00001/municipality/0000/year/2023')).map(one)).toEqual([15]);
    });

    it('gives with from_date only what has changed since, deletions marked', async () => {
      expect(await values('data/kpi/U00001,U00002/year/2023,2024?from_date=2025-01-01')).toHaveLength(16);
      const rows = await values('data/kpi/U00001,U00002/year/2023?from_date=2026-01-01');
      expect(rows.map((row) => [row.kpi, row.municipality, row.values[0].value])).toEqual([
        ['U00001', '0054010', 20],
        ['U00002', '0040000', null],
      ]);
      const marks = rows.map(({ values: [value] }) => value.isdeleted ?? value.is_deleted);
      expect(marks).toEqual(version === 'v3' ? [false, true] : [0, 1]);
      expect(await values('data/kpi/U00001/year/2024?from_date=2026-01-01')).toHaveLength(4);
      expect(await values('data/kpi/U00001/year/2023,2024?from_date=2026-06-16')).toEqual([]);
      expect(await values('data/?kpi_id=U00001&year=2023&from_date=2026-06-15')).toHaveLength(1);
    });

    it('keeps every parameter in next_url', async () => {
      const { body } = await get('data/kpi/U00001,U00002/year/2023,2024?per_page=3&from_date=2025-01-01&lang=en');
      expect(body.count).toBe(3);
      const next = (await getJson(body.next_url)).body;
      expect(next.count).toBe(3);
      expect(body.next_url).toContain('/data/kpi/U00001,U00002/year/2023,2024?');
      expect(body.next_url).toContain('from_date=2025-01-01');
      expect(body.next_url).toContain('lang=en');
    });

    it.each([
      'kpi/U00001',
      'municipality/0001000',
      'year/2024',
      'kpi/U00001/year',
      'kpi/U00001/kpi/U00002',
      'kpi//year/2024',
    ])('refuses data/%s', async (path) => {
      expect((await get(`data/${path}`)).status).toBe(400);
    });

    it.each(['2026-13-01', 'yesterday', '20260101', ''])('refuses from_date=%s', async (day) => {
      expect((await get(`data/kpi/U00001/year/2024?from_date=${day}`)).status).toBe(400);
    });

    it.each([
      ['data/?kpi_id=U00001', 'two_segments_needed'],
      ['data/', 'two_segments_needed'],
      ['data', 'two_segments_needed'],
    ])('refuses %s', async (path, code) => {
      expect(await get(path)).toMatchObject({ status: 400, body: { code } });
    });

    it('names the accepted parameters where one is misspelled', async () => {
      const { status, body } = await get('data/?kpi_id=U00001&municipality=0001000&year=2024');
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'unknown_parameter' });
      for (const name of ['kpi_id', 'municipality_id', 'year', 'from_date', 'region_type'])
        expect(body.errors[0].message).toContain(name);
      expect((await get('kpi?municipality=0001000')).status).toBe(400);
    });
  });

  it('does not know other paths', async () => {
    for (const path of ['nonsense', 'data/kpi/U00001/school/1', 'data/kpi/U00001/ou/V1', '..%2fv3'])
      expect((await get(path)).status).toBe(404);
  });

  it('answers in English where asked', async () => {
    expect((await values('kpi?lang=en'))[0].title).toBe('Rādītājs SU-L-EVENTS (en), skaits (en)');
  });

  it('serves an edition as it was, and no other', async () => {
    expect((await values('data/kpi/U00001/municipality/0054010/year/2023?edition=E1')).map(one)).toEqual([19]);
    expect((await values('kpi?edition=E1'))[0].prel_publication_date).toBe('2025-06-16');
    expect((await get('kpi?edition=E9')).status).toBe(404);
  });
});

describe('what goes with every open answer', () => {
  let service: OpenService;
  beforeAll(async () => {
    service = await openService();
  });
  afterAll(() => service.close());

  it('may be read from any page, names its licence, and is not sent twice', async () => {
    const address = `${service.url}/kolada/v3/kpi`;
    const first = await fetch(address, { headers: { origin: 'https://elsewhere.example' } });
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('link')).toContain('creativecommons.org/licenses/by/4.0');
    expect(first.headers.get('cache-control')).toContain('public');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^".+"$/);
    const again = await fetch(address, { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    const preflight = await fetch(address, { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example' } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  });

  it('opens nothing but the open part', async () => {
    for (const path of ['/api/v1/session', '/koladax', '/']) {
      const response = await fetch(`${service.url}${path}`);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

/** `fetch` does not let one lie about the host. */
function getAs(url: string, headers: Record<string, string>): Promise<Loose> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers }, (response) => {
        let text = '';
        response.on('data', (piece: Buffer) => (text += piece.toString()));
        response.on('end', () => {
          resolve(JSON.parse(text));
        });
      })
      .on('error', reject);
  });
}

describe('addresses in answers', () => {
  const next = async (settings: object, headers: Record<string, string>): Promise<string> => {
    const service = await openService(settings);
    const { next_url } = await getAs(`${service.url}/kolada/v3/kpi?per_page=1`, headers);
    await service.close();
    return next_url.replace(service.url, 'OWN');
  };
  const path = '/kolada/v3/kpi?per_page=1&page=2';

  it('begin with PUBLIC_URL where it is set, whatever the host', async () => {
    expect(await next({ publicUrl: 'https://dati.example' }, { host: 'evil.example' })).toBe(
      `https://dati.example${path}`,
    );
  });

  it('never repeat a host that a stranger wrote', async () => {
    expect(await next({}, { host: 'evil.example' })).toBe(`OWN${path}`);
    expect(await next({}, { host: '127.0.0.1.evil.example' })).toBe(`OWN${path}`);
    expect(await next({}, { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' })).toBe(`OWN${path}`);
  });

  it('follow a host that is this machine', async () => {
    expect(await next({}, { host: 'localhost:4711' })).toBe(`http://localhost:4711${path}`);
  });

  it('follow the headers of a trusted proxy', async () => {
    const headers = {
      'x-forwarded-host': 'dati.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '192.0.2.1',
    };
    expect(await next({ trustedProxies: ['127.0.0.1'] }, headers)).toBe(`https://dati.example${path}`);
  });
});
