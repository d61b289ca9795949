// Real: the built service in its own process, HTTP and bare sockets. Nothing is mocked. Without sample data: one
// administrator from the environment.
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { privateDirectory, startService, type RunningService } from '../factories/service.js';

const ADMIN_EMAIL = 'administrators@lps.example';
const ADMIN_PASSWORD = 'zirgs-baterija-skava-1';

describe('over HTTP', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ DATA_DIR: privateDirectory(), SAMPLE_DATA: 'false', ADMIN_EMAIL, ADMIN_PASSWORD });
  }, 120_000);
  afterAll(() => service.stop());

  const ask = (path: string, options: RequestInit = {}) =>
    fetch(service.url + path, { redirect: 'manual', ...options });
  const signIn = (
    headers: Record<string, string> = {},
    body: unknown = { email: ADMIN_EMAIL, password: ADMIN_PASSWORD },
  ) =>
    ask('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  /** Sends bytes as they are and gives everything that came back until the service closed, or the time was over. */
  const raw = (bytes: string, patience = 3000): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = net.connect(Number(new URL(service.url).port), '127.0.0.1');
      let text = '';
      socket.setTimeout(patience, () => socket.destroy());
      socket.on('data', (data) => (text += data.toString('latin1')));
      socket.on('close', () => {
        resolve(text);
      });
      socket.on('error', (error) => {
        if (text === '') reject(error);
      });
      socket.write(bytes, 'latin1');
    });
  const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

  it.each(['/', '/api/v1/municipalities', '/api/v1/none', '/api/docs', '/none', '/api/openapi.json'])(
    '%s has the security headers',
    async (path) => {
      const { headers } = await ask(path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ])
        expect(policy).toContain(part);
      expect(/script-src [^;]*/.exec(policy)?.[0]).not.toMatch(/unsafe|\*|data:|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).not.toBeNull();
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('pages have no inline script', async () => {
    const page = await (await ask('/')).text();
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/i);
    expect(page).not.toMatch(/\son\w+=/i);
  });

  it.each(['/api/v1/municipalities', '/api/v1/session'])('%s is not for scripts of other sites', async (path) => {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await ask(path, {
        method,
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      });
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  describe('a session', () => {
    it('has a cookie that scripts and other sites do not get', async () => {
      const response = await signIn();
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const [cookie = ''] = response.headers.getSetCookie();
      expect(cookie).toMatch(/^macities_session=[\w-]{22,};/);
      for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part);
      expect(cookie).not.toMatch(/Domain=/i);
    });

    it('that was fixed before the sign-in is worth nothing after it', async () => {
      const planted = 'macities_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
      const response = await signIn({ cookie: planted });
      expect(response.headers.getSetCookie().join()).not.toContain('AAAAAAAA');
      const { user } = (await (await ask('/api/v1/session', { headers: { cookie: planted } })).json()) as {
        user: unknown;
      };
      expect(user).toBeNull();
    });

    it.each([
      ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
      ['a form of plain text', { 'content-type': 'text/plain' }, 415],
      ['an upload form', { 'content-type': 'multipart/form-data; boundary=x' }, 403],
      ['another origin', { 'content-type': 'application/json', origin: 'https://evil.example' }, 403],
      ['no origin', { 'content-type': 'application/json', origin: 'null' }, 403],
      ['another site', { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }, 403],
      ['no token', { 'content-type': 'application/json' }, 403],
      ['a wrong token', { 'content-type': 'application/json', 'x-csrf-token': 'x' }, 403],
    ])('is not used by %s', async (_, headers, status) => {
      const [cookie = ''] = (await signIn()).headers.getSetCookie().map((line) => line.split(';')[0]);
      const before = await (await ask('/api/v1/tokens', { headers: { cookie } })).text();
      const response = await ask('/api/v1/tokens', {
        method: 'POST',
        headers: { cookie, ...headers } as Record<string, string>,
        body: '{"name":"x","scope":"write"}',
      });
      expect(response.status).toBe(status);
      expect(await (await ask('/api/v1/tokens', { headers: { cookie } })).text()).toBe(before);
    });

    it('is not opened from another site either', async () => {
      expect((await signIn({ origin: 'https://evil.example' })).status).toBe(403);
      expect((await signIn({ origin: service.url })).status).toBe(200);
    });
  });

  it.each([
    ['X-Forwarded-Host', 'evil.example'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-For', '203.0.113.7'],
    ['Forwarded', 'for=203.0.113.7;host=evil.example'],
    ['X-HTTP-Method-Override', 'DELETE'],
    ['X-Original-URL', '/api/v1/users'],
  ])('%s is not believed', async (name, value) => {
    const response = await signIn({ [name]: value, origin: 'https://evil.example' });
    expect(response.status).toBe(403);
    const answer = await signIn({ [name]: value });
    expect(answer.status).toBe(200);
    const text = (await answer.text()) + JSON.stringify([...answer.headers]);
    expect(text).not.toContain('evil.example');
    expect(answer.headers.getSetCookie().join()).not.toMatch(/Secure/i);
  });

  it('a foreign Host appears in no answer', async () => {
    for (const path of ['/', '/api/v1/none', '/api/openapi.json', '/api/v1/session/oidc']) {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
      expect(statusOf(answer)).toBeGreaterThan(0);
      expect(answer).not.toContain('evil.example');
    }
  });

  it.each([
    ['HEAD', '/api/v1/municipalities', [200]],
    ['OPTIONS', '/api/v1/municipalities', [404, 405]],
    ['TRACE', '/api/v1/municipalities', [404, 405]],
    ['TRACK', '/', [400, 404, 405]],
    ['CONNECT', '/', [0, 400, 404, 405]],
    ['DEBUG', '/', [400, 404, 405]],
    ['PUT', '/', [404, 405]],
  ] as const)('%s %s does nothing surprising', async (method, path, statuses) => {
    const answer = await raw(
      `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nX-Secret: mirrored\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(statuses).toContain(statusOf(answer));
    expect(answer).not.toContain('mirrored');
  });

  it.each([
    [
      'two lengths',
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":1}',
    ],
    [
      'length and chunks',
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    ],
    ['a broken header', 'GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['nonsense', 'nonsense\r\n\r\n'],
    ['headers of 100 kB', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`],
  ])('%s: refused, and the connection closed', async (_, bytes) => {
    const answer = await raw(bytes);
    expect([400, 431]).toContain(statusOf(answer));
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toHaveLength(1);
  });

  it('errors show nothing of the inside', async () => {
    for (const [path, options] of [
      ['/api/v1/indicators?page=x', {}],
      ['/api/v1/municipalities/%27', {}],
      ['/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }],
      ['/api/v1/none', {}],
      ['/assets/../../package.json', {}],
      ['/..%2f..%2fpackage.json', {}],
      ['/.env', {}],
      ['/package.json', {}],
    ] as const) {
      const response = await ask(path, options);
      const text = await response.text();
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(text).not.toMatch(/\bat \S+ \(|node_modules|\.js:\d+|select .* from|"dependencies"|\/dist\//i);
    }
  });

  it('slow heads and bodies hold nobody up, and are cut off', async () => {
    const p95 = async (): Promise<number> => {
      const taken: number[] = [];
      for (let n = 0; n < 60; n++) {
        const from = performance.now();
        expect((await ask('/api/v1/municipalities?perPage=5')).status).toBe(200);
        taken.push(performance.now() - from);
      }
      return taken.sort((a, b) => a - b)[56] ?? Infinity;
    };
    await p95();
    const calm = await p95();
    const port = Number(new URL(service.url).port);
    const slow = Array.from({ length: 300 }, (_, n) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(
        n % 2 === 0
          ? 'GET /api/v1/municipalities HTTP/1.1\r\nHost: x\r\nX-Slow: '
          : 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
      );
      return socket;
    });
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('a');
    }, 200);
    const under = await p95();
    process.stdout.write(`300 slow connections: p95 of others ${Math.round(calm)} → ${Math.round(under)} ms\n`);
    expect(under).toBeLessThan(Math.max(calm * 2, 150));
    const closed = (socket: net.Socket | undefined) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        if (socket?.closed !== false) resolve(0);
        else
          socket.once('close', () => {
            resolve(performance.now() - from);
          });
        socket?.resume();
      });
    const [head, body] = await Promise.all([closed(slow[0]), closed(slow[1])]);
    clearInterval(drip);
    for (const socket of slow) socket.destroy();
    // a head may take 15 s, the whole request 60 s; both are looked after every 5 s
    expect(head).toBeLessThan(25_000);
    expect(body).toBeLessThan(70_000);
  }, 150_000);

  it('is still there', async () => {
    expect((await ask('/api/health/ready')).status).toBe(200);
  });
});
