// Real: HTTP server (listening), Postgres, sign-in, worker threads of the build. Nothing is mocked.
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import { LaboratoryController } from '../../src/scoring/laboratory/laboratory.controller.js';
import { LaboratoryPool } from '../../src/scoring/laboratory/laboratory-pool.js';
import { LaboratoryService } from '../../src/scoring/laboratory/laboratory.service.js';
import { UnreadBody } from '../../src/scoring/laboratory/unread-body.js';
import { createIdentityApp, type IdentityApp, type TestClient } from '../factories/identity-app.js';
import { eventually } from '../factories/eventually.js';

jest.setTimeout(90_000);

const WORKER = pathToFileURL(path.resolve('dist/src/scoring/laboratory/laboratory-worker.js'));
const LIMITS = { threads: 1, waiting: 1, heapMebibytes: 1024, computeMs: 60_000, stallMs: 30_000 };

@Module({
  controllers: [LaboratoryController],
  providers: [
    LaboratoryService,
    UnreadBody,
    { provide: LaboratoryPool, useFactory: () => new LaboratoryPool(WORKER, LIMITS) },
  ],
})
class SmallLaboratory {}

const COUNTRIES = ['A', 'B', 'C'].map((code) => ({ code }));
const scores = (changes: object = {}) => ({
  units: COUNTRIES,
  indicators: [{ code: 'X', direction: 'higher_is_better' }],
  columns: [{ indicator: 'X', period: '2025', values: [3, '1', 2] }],
  ...changes,
});
/** About a second of work for every 2,000 draws. */
const slow = (draws: number) => {
  const units = Array.from({ length: 1000 }, (_, i) => `u${i}`);
  const values = units.map((_, i) => 1 + ((i * 37) % 101));
  return scores({
    units,
    indicators: ['X', 'Y', 'Z'].map((code) => ({ code, direction: 'higher_is_better', parent: 'I' })),
    nodes: [{ code: 'I' }],
    columns: ['X', 'Y', 'Z'].map((indicator, shift) => ({
      indicator,
      period: '2025',
      values: values.map((v) => (v * (shift + 3)) % 97),
    })),
    method: { uncertainty: { design: 'monte_carlo', draws, weights: 'dirichlet' } },
  });
};

describe('the method laboratory over HTTP', () => {
  let house: IdentityApp;
  let analyst: TestClient;
  let url: string;
  const lab = (task: string, body: unknown, client = analyst) => client.call('POST', `/method-lab/${task}`, body);
  /** A request over the network that can be broken off. */
  const post = (task: string, body: string, headers = {}) => {
    const cookie = [...analyst.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = httpRequest(`${url}/api/v1/method-lab/${task}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': analyst.csrfToken ?? '', ...headers },
    });
    const answer = new Promise<{ status: number; retryAfter: string | undefined; body: Buffer }>((resolve, reject) => {
      request.on('error', reject).on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        response.on('end', () => {
          const { statusCode = 0, headers: sent } = response;
          resolve({ status: statusCode, retryAfter: sent['retry-after'], body: Buffer.concat(chunks) });
        });
      });
    });
    request.end(body);
    return { request, answer };
  };

  beforeAll(async () => {
    house = await createIdentityApp({}, [SmallLaboratory]);
    analyst = await house.signedIn('lps_analyst');
    await house.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(house.app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(() => house.close());

  it('ranks, with every option of the method in the answer', async () => {
    const { status, json } = await lab('scores', scores());
    expect(status).toBe(200);
    expect(json['methodVersion']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(json['options']).toMatchObject({ ties: 'min', percentile: 'strict', quantiles: { type: 7, groups: 4 } });
    expect(json['scores'].map(({ unit, rank, of }: Record<string, unknown>) => [unit, rank, of])).toEqual([
      ['A', 1, 3],
      ['B', 3, 3],
      ['C', 2, 3],
    ]);
  });

  it('answers frontier, quantiles and suppression', async () => {
    const units = ['A', 'B', 'C', 'D', 'E', 'F'].map((code) => ({ code }));
    const column = (indicator: string, values: number[]) => ({ indicator, period: '2025', values });
    const frontier = await lab('frontier', {
      units,
      inputs: ['staff'],
      outputs: ['visits'],
      columns: [column('staff', [2, 3, 4, 5, 6, 8]), column('visits', [1, 3, 2, 4, 2, 5])],
    });
    expect(frontier.status).toBe(200);
    expect((frontier.json as unknown as { efficiency: number }[]).map(({ efficiency }) => efficiency)).toEqual(
      [0.5, 1, 0.5, 0.8, 1 / 3, 0.625].map((value) => expect.closeTo(value, 9)),
    );
    const quantiles = await lab('quantiles', { vectors: [[1, 2, 3, 4]], types: [6, 7], probabilities: [0.25] });
    expect(quantiles.json).toEqual([
      { vector: 0, type: 6, probability: 0.25, value: 1.25 },
      { vector: 0, type: 7, probability: 0.25, value: 1.75 },
    ]);
    const counts = [
      [20, 3, 15],
      [30, 40, 50],
      [10, 12, 14],
    ];
    const table = await lab('suppression', {
      rows: ['r', 's', 't'],
      columns: ['a', 'b', 'c'],
      counts,
      minNumerator: 5,
    });
    const hidden = table.json['cells'].filter(({ value }: { value: number | null }) => value === null);
    expect(hidden.map(({ reason }: { reason: string }) => reason).sort()).toEqual([
      'complementary',
      'complementary',
      'complementary',
      'primary',
    ]);
  });

  it('refuses with a code and the path of what is wrong, in the asked language', async () => {
    const equal = scores({
      indicators: [{ code: 'X', direction: 'higher_is_better', goalposts: { low: 2, high: 2 } }],
    });
    const { status, json, headers } = await analyst.call('POST', '/method-lab/scores?lang=en', equal);
    expect([status, headers['content-type']]).toEqual([422, 'application/problem+json; charset=utf-8']);
    expect(json).toMatchObject({
      code: 'GOALPOSTS_EQUAL',
      errors: [{ code: 'GOALPOSTS_EQUAL', path: 'indicators.0.goalposts' }],
    });
    expect(json['detail']).toContain('goalposts');
    const parent = await lab('scores', scores({ indicators: [{ code: 'X', parent: 'nowhere' }] }));
    expect([parent.status, parent.json['code']]).toEqual([422, 'UNKNOWN_PARENT']);
    const columns = ['i', 'o'].map((indicator) => ({ indicator, values: [1, 2, 3] }));
    const few = await lab('frontier', { units: COUNTRIES, inputs: ['i'], outputs: ['o'], columns });
    expect([few.status, few.json['code']]).toEqual([422, 'FRONTIER_TOO_FEW_UNITS']);
  });

  it.each([
    ['broken off', '{"units":[', 400, 'malformed'],
    ['nothing', '', 400, 'malformed'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'malformed'],
    ['a key twice', '{"units":[{"code":"A","code":"B"}],"indicators":[]}', 400, 'duplicate_key'],
    ['a bomb of brackets', '['.repeat(100_000), 400, 'too_deep'],
    ['an unknown key', JSON.stringify(scores({ colour: 'red' })), 400, 'UNKNOWN_KEY'],
    ['a prototype', '{"__proto__":{"units":[]},"units":["A"],"indicators":[]}', 400, 'UNKNOWN_KEY'],
    ['millions of objects', `[${'{},'.repeat(14_000_000)}{}]`, 422, 'REQUEST_TOO_LARGE'],
  ])('survives a body that is %s', async (_, body, status, code) => {
    const { status: got, body: bytes } = await post('scores', body as string).answer;
    expect([got, (JSON.parse(bytes.toString()) as { code: string }).code]).toEqual([status, code]);
    expect((await lab('scores', scores())).status).toBe(200);
  });

  it('lets in analysts and administrators only, before it reads the body', async () => {
    for (const role of ['reader', 'lps_reviewer', 'coordinator'] as const)
      expect((await lab('scores', scores(), await house.signedIn(role))).status).toBe(403);
    expect((await lab('scores', scores(), await house.signedIn('lps_administrator'))).status).toBe(200);
    expect((await lab('scores', scores(), house.client())).status).toBe(401);
    expect((await analyst.call('POST', '/method-lab/scores?ties=min', scores())).json['code']).toBe(
      'unknown_parameter',
    );
    const form = await analyst.call('POST', '/method-lab/scores', 'a=b', { 'content-type': 'text/plain' });
    expect(form.status).toBe(415);
  });

  it('gives the same bytes for the same request and seed, other ones for another seed', async () => {
    const uncertain = (seed: number) => JSON.stringify({ ...slow(20), seed });
    const [first, second, other] = [uncertain(1), uncertain(1), uncertain(2)];
    const bytes = async (body: string) => (await post('scores', body).answer).body;
    const once = await bytes(first);
    expect(once.equals(await bytes(second))).toBe(true);
    expect(once.equals(await bytes(other))).toBe(false);
  });

  it('computes one at a time, lets one wait and turns the others away until later', async () => {
    const heavy = JSON.stringify(slow(20_000));
    const running = post('scores', heavy);
    const pool = house.app.get(LaboratoryPool);
    await eventually(() => {
      expect(pool.load).toEqual({ running: 1, waiting: 0 });
    });
    const waiting = post('scores', JSON.stringify(scores()));
    await eventually(() => {
      expect(pool.load).toEqual({ running: 1, waiting: 1 });
    });
    const turnedAway = await post('scores', JSON.stringify(scores())).answer;
    expect([turnedAway.status, Number(turnedAway.retryAfter) > 0]).toEqual([503, true]);
    running.request.destroy();
    await expect(running.answer).rejects.toThrow();
    expect((await waiting.answer).status).toBe(200);
    await eventually(() => {
      expect(pool.load).toEqual({ running: 0, waiting: 0 });
    });
  });

  it('forgets whoever leaves while waiting', async () => {
    const running = post('scores', JSON.stringify(slow(20_000)));
    const pool = house.app.get(LaboratoryPool);
    await eventually(() => {
      expect(pool.load.running).toBe(1);
    });
    const impatient = post('scores', JSON.stringify(scores()));
    await eventually(() => {
      expect(pool.load.waiting).toBe(1);
    });
    impatient.request.destroy();
    running.request.destroy();
    await Promise.allSettled([impatient.answer, running.answer]);
    await eventually(() => {
      expect(pool.load).toEqual({ running: 0, waiting: 0 });
    });
  });
});

describe('a thread of the laboratory', () => {
  const run = async (limits: Partial<typeof LIMITS>, body: object, take = true) => {
    const pool = new LaboratoryPool(WORKER, { ...LIMITS, ...limits });
    try {
      const job = {
        task: 'scores' as const,
        body: new Uint8Array(Buffer.from(JSON.stringify(body))),
        methodVersion: '1',
      };
      const answer = await pool.run(job, new AbortController().signal);
      if (answer.kind !== 'stream') return answer.kind;
      if (!take) await new Promise((resolve) => answer.stream.once('error', resolve));
      let size = 0;
      for await (const chunk of answer.stream) size += (chunk as Buffer).length;
      return size;
    } finally {
      await pool.close();
    }
  };
  const wide = () => {
    const units = Array.from({ length: 1000 }, (_, i) => `unit ${i}`);
    const indicators = Array.from({ length: 30 }, (_, i) => ({ code: `I${i}`, direction: 'higher_is_better' }));
    const values = units.map((_, i) => i);
    return {
      units,
      indicators,
      columns: indicators.map(({ code }) => ({ indicator: code, period: '1', values })),
    };
  };

  it('stops at its time limit', async () => {
    await expect(run({ computeMs: 100 }, slow(50_000))).rejects.toThrow('time limit');
  });

  it('streams an answer that does not fit into one piece', async () => {
    expect(await run({}, wide())).toBeGreaterThan(5_000_000);
  });

  it('gives up on a reader who takes nothing', async () => {
    await expect(run({ stallMs: 200 }, wide(), false)).rejects.toThrow();
  });
});
