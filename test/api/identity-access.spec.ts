// Real: HTTP server (injected requests), Postgres, Argon2. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { Public, SYSTEM_ACTOR, type Role } from '../../src/http/actor.js';
import { AuditTrail } from '../../src/identity/audit/audit-trail.js';
import { PolicyAudit } from '../../src/identity/access/policy-audit.js';
import { UserDirectory } from '../../src/identity/users/user-directory.js';
import { TokenService } from '../../src/identity/tokens/token-service.js';
import { createIdentityApp, PASSWORD, type IdentityApp, type TestClient } from '../factories/identity-app.js';

const ROLES: Role[] = [
  'data_owner',
  'coordinator',
  'approver',
  'lps_reviewer',
  'lps_analyst',
  'lps_administrator',
  'reader',
];

describe('policies', () => {
  let house: IdentityApp;
  beforeAll(async () => {
    house = await createIdentityApp();
  });
  afterAll(() => house.close());

  it('keep a service with an unmapped route from starting, and name it', async () => {
    @Controller('api/v1/forgotten')
    class ForgottenController {
      @Get('open')
      @Public()
      open(): string {
        return '';
      }

      @Get('door')
      door(): string {
        return '';
      }
    }
    @Module({ controllers: [ForgottenController] })
    class ForgottenModule {}
    await expect(createIdentityApp({}, [ForgottenModule])).rejects.toThrow(
      /no policy .*\n {2}GET \/api\/v1\/forgotten\/door \(ForgottenController\.door\)$/,
    );
  });

  it('let each role in where it is named, and nobody else', async () => {
    for (const role of ROLES) {
      const client = await house.signedIn(role);
      expect((await client.call('GET', '/probe/signed-in')).json).toMatchObject({ role, via: 'session' });
      const { status, json } = await client.call('GET', '/probe/approver');
      expect([role, status, json['code']]).toEqual([
        role,
        role === 'approver' ? 200 : 403,
        role === 'approver' ? undefined : 'forbidden',
      ]);
    }
    for (const path of ['/probe/signed-in', '/probe/approver']) {
      const { status, json, headers } = await house.client().call('GET', path);
      expect([status, json['code'], headers['www-authenticate']]).toEqual([401, 'unauthorised', 'Bearer']);
    }
    expect((await house.client().call('GET', '/probe/public')).status).toBe(200);
  });

  it('hold for every route of this room × every role', async () => {
    const routes = house.app
      .get(PolicyAudit)
      .routes()
      .filter(({ path }) => /\/(users|tokens|audit|deputies)/.test(path));
    expect(routes.length).toBeGreaterThan(20);
    const clients: [Role | null, TestClient][] = [[null, house.client()]];
    for (const role of ROLES) clients.push([role, await house.signedIn(role)]);
    for (const { method, path, policy } of routes)
      for (const [role, client] of clients) {
        // The id exists nowhere and the body is empty: whoever is let in gets 400 or 404 or a list, never 401 or 403.
        const url = path.replace(':id', '00000000-0000-4000-8000-000000000000');
        const mayPass = role !== null && (policy === 'signed_in' || (Array.isArray(policy) && policy.includes(role)));
        const isDestructive = mayPass && (url.endsWith('/me/second-factor') || url.endsWith('/me/sessions'));
        if (isDestructive) continue;
        const { status } = await client.call(
          method as 'GET',
          url,
          method === 'GET' || method === 'DELETE' ? undefined : {},
        );
        const seen = status === 401 || status === 403 ? status : 'let in';
        expect([method, path, role, seen]).toEqual([
          method,
          path,
          role,
          mayPass ? 'let in' : role === null ? 401 : 403,
        ]);
      }
  });
});

describe('tokens', () => {
  let house: IdentityApp;
  beforeAll(async () => {
    house = await createIdentityApp();
  });
  afterAll(() => house.close());
  const withToken = (token: string): TestClient => {
    const client = house.client();
    client.headers = { authorization: `Bearer ${token}` };
    return client;
  };

  it('are made in a session, shown once, and act without cookie and CSRF token', async () => {
    const owner = await house.signedIn('lps_analyst');
    const made = await owner.call('POST', '/tokens', { name: 'Izgūšana', scope: 'write' });
    expect(made.status).toBe(201);
    const token = made.json['token'] as string;
    expect(token).toMatch(/^mct_[\w-]{43}$/);
    const program = withToken(token);
    expect((await program.call('GET', '/probe/signed-in')).json).toMatchObject({ userId: owner.userId, via: 'token' });
    expect((await program.call('POST', '/probe/effect', {}, { origin: 'https://anywhere.example' })).status).toBe(201);
    expect((await program.call('GET', '/session')).json).toMatchObject({ user: { id: owner.userId }, csrfToken: null });
    const list = await owner.call('GET', '/tokens');
    expect(list.text).not.toContain(token);
    expect(list.json['items']).toEqual([expect.objectContaining({ name: 'Izgūšana', scope: 'write' })]);
    const stored = await house.sql(`select t::text as row from api_token t union all select content from audit_entry`);
    for (const { row } of stored) expect(row).not.toContain(token);
  });

  it('with the scope “read” only read', async () => {
    const owner = await house.signedIn('lps_administrator');
    const { plaintext } = await house.app.get(TokenService).issue({ email: owner.email, name: 'x', scope: 'read' });
    const program = withToken(plaintext);
    expect((await program.call('GET', '/users')).status).toBe(200);
    const { status, json } = await program.call('POST', '/probe/effect', {});
    expect([status, json['code']]).toEqual([403, 'token_scope']);
  });

  it('cannot make tokens or touch the person’s credentials', async () => {
    const owner = await house.signedIn('lps_administrator');
    const { plaintext } = await house.app.get(TokenService).issue({ userId: owner.userId, name: 'x', scope: 'write' });
    const program = withToken(plaintext);
    for (const [path, body] of [
      ['/tokens', { name: 'y', scope: 'write' }],
      ['/users/me/password', { currentPassword: PASSWORD, newPassword: 'jauns vārdu savirknējums' }],
      ['/users/me/second-factor', {}],
    ] as const)
      expect((await program.call('POST', path, body)).json['code']).toBe('session_required');
  });

  it.each([
    ['expired', (id: string) => house.sql(`update api_token set expires_at = now() where id = $1`, [id])],
    ['revoked', (id: string) => house.sql(`update api_token set revoked_at = now() where id = $1`, [id])],
    [
      'of a deactivated user',
      (id: string) =>
        house.sql(
          `update app_user set deactivated_at = now() where id = (select user_id from api_token where id = $1)`,
          [id],
        ),
    ],
  ])('are refused when %s, on public routes too', async (_, spoil) => {
    const owner = await house.signedIn('reader');
    const { plaintext, token } = await house.app
      .get(TokenService)
      .issue({ email: owner.email, name: 'x', scope: 'read' });
    expect((await withToken(plaintext).call('GET', '/probe/public')).status).toBe(200);
    await spoil(token.id);
    for (const path of ['/probe/public', '/probe/signed-in']) {
      const { status, json } = await withToken(plaintext).call('GET', path);
      expect([status, json['code']]).toEqual([401, 'invalid_token']);
    }
  });

  it.each(['', 'x', 'mct_', `mct_${'A'.repeat(43)}`, 'mct_ä', 'a b'])('made up are refused: “%s”', async (token) => {
    expect((await withToken(token).call('GET', '/probe/public')).json['code']).toBe('invalid_token');
  });

  it.each([
    [{ name: 'x', scope: 'admin' }, 'scope'],
    [{ name: '', scope: 'read' }, 'name'],
    [{ name: 'x', scope: 'read', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ name: 'x', scope: 'read', expiresAt: '2199-01-01T00:00:00Z' }, 'expiresAt'],
    [{ name: 'x', scope: 'read', expiresAt: 'tomorrow' }, 'expiresAt'],
    [{ name: 'x', scope: 'read', userId: '00000000-0000-4000-8000-000000000000' }, 'userId'],
  ])('are not made from %j', async (body, path) => {
    const owner = await house.signedIn('reader');
    const { status, json } = await owner.call('POST', '/tokens', body);
    expect([status, json['errors'][0].path]).toEqual([400, path]);
  });

  it('are revoked by their owner and administrators; to others they do not exist', async () => {
    const [owner, other, administrator] = [
      await house.signedIn('reader'),
      await house.signedIn('reader'),
      await house.signedIn('lps_administrator'),
    ];
    const make = async () => (await owner.call('POST', '/tokens', { name: 'x', scope: 'read' })).json['id'] as string;
    const [one, two] = [await make(), await make()];
    expect((await other.call('GET', '/tokens')).json['total']).toBe(0);
    expect((await other.call('DELETE', `/tokens/${one}`)).json['code']).toBe('token_not_found');
    expect((await owner.call('DELETE', `/tokens/${one}`)).status).toBe(204);
    expect((await administrator.call('DELETE', `/tokens/${two}`)).status).toBe(204);
  });
});

describe('administration', () => {
  let house: IdentityApp;
  let administrator: Awaited<ReturnType<IdentityApp['signedIn']>>;
  beforeAll(async () => {
    house = await createIdentityApp();
    administrator = await house.signedIn('lps_administrator');
  });
  afterAll(() => house.close());

  const invite = (body: object) => administrator.call('POST', '/users', body);

  it('invites by a link that works once, and the person signs in', async () => {
    const body = {
      email: 'Jauns@Tests.Example',
      name: 'Jānis Jaunais',
      role: 'data_owner',
      municipality: '0029000',
      modules: ['SD'],
    };
    const { status, json } = await invite(body);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      user: { email: 'jauns@tests.example', role: 'data_owner', modules: ['SD'], active: true, hasPassword: false },
      invitation: { mailSent: false },
    });
    const token = new URL(json['invitation'].link as string).hash.slice(1);
    const accept = (password: string) => house.client().call('POST', '/invitations/acceptance', { token, password });
    expect((await accept('īsa')).json['code']).toBe('weak_password');
    expect((await accept(PASSWORD)).json).toEqual({ email: 'jauns@tests.example' });
    expect((await accept('cits vārdu savirknējums')).json['code']).toBe('invitation_not_found');
    expect((await house.client().signIn('jauns@tests.example')).status).toBe(200);
    expect((await invite(body)).json['code']).toBe('email_taken');

    const again = await administrator.call('POST', `/users/${json['user'].id}/invitation`);
    const renewed = new URL(again.json['link'] as string).hash.slice(1);
    await house.sql(`update invitation set expires_at = now() where ended_at is null`);
    const late = await house.client().call('POST', '/invitations/acceptance', { token: renewed, password: PASSWORD });
    expect([late.status, late.json['code']]).toEqual([404, 'invitation_not_found']);
  });

  it.each([
    [{ role: 'coordinator' }, 422, 'municipality_required'],
    [{ role: 'lps_analyst', municipality: '0029000' }, 422, 'municipality_refused'],
    [{ role: 'coordinator', municipality: '0099000' }, 422, 'unknown_municipality'],
    [{ role: 'king' }, 400, 'invalid_input'],
    [{ role: 'reader', email: 'not an address' }, 400, 'invalid_input'],
    [{ role: 'reader', name: 'A\r\nBcc: x@y.example' }, 400, 'invalid_input'],
    [{ role: 'reader', isSample: true }, 400, 'invalid_input'],
    [{ role: 'reader', password: 'x' }, 400, 'invalid_input'],
  ])('does not add %j', async (change, status, code) => {
    const answer = await invite({ email: 'x@tests.example', name: 'X', ...change });
    expect([answer.status, answer.json['code']]).toEqual([status, code]);
  });

  it('ends sessions and tokens when rights change, at once', async () => {
    const client = await house.signedIn('reader');
    const { plaintext } = await house.app.get(TokenService).issue({ email: client.email, name: 'x', scope: 'read' });
    const renamed = await administrator.call('PATCH', `/users/${client.userId}`, { name: 'Cits Vārds' });
    expect(renamed.json).toMatchObject({ name: 'Cits Vārds', version: 2 });
    expect((await client.call('GET', '/probe/signed-in')).status).toBe(200);
    const changed = await administrator.call('PATCH', `/users/${client.userId}`, {
      role: 'coordinator',
      municipality: '0026000',
    });
    expect(changed.json).toMatchObject({ role: 'coordinator', municipality: '0026000' });
    expect((await client.call('GET', '/probe/signed-in')).status).toBe(401);
    client.headers = { authorization: `Bearer ${plaintext}` };
    expect((await client.call('GET', '/probe/signed-in')).status).toBe(401);
  });

  it('deactivates and activates again', async () => {
    const client = await house.signedIn('reader');
    expect((await administrator.call('PATCH', `/users/${client.userId}`, { active: false })).json['active']).toBe(
      false,
    );
    expect((await house.client().signIn(client.email)).json['code']).toBe('wrong_credentials');
    expect((await administrator.call('POST', `/users/${client.userId}/invitation`)).json['code']).toBe(
      'user_deactivated',
    );
    await administrator.call('PATCH', `/users/${client.userId}`, { active: true });
    expect((await house.client().signIn(client.email)).status).toBe(200);
  });

  it('refuses a change to a version that is no longer', async () => {
    const { id } = await house.add({ role: 'reader' });
    const { headers } = await administrator.call('GET', `/users/${id}`);
    const change = (name: string, tag: string) =>
      administrator.call('PATCH', `/users/${id}`, { name }, { 'if-match': tag });
    expect((await change('Pirmais', String(headers['etag']))).status).toBe(200);
    const stale = await change('Otrais', String(headers['etag']));
    expect([stale.status, stale.json['code']]).toEqual([412, 'version_differs']);
    expect((await change('Trešais', '"nonsense"')).status).toBe(412);
  });

  it('always leaves one administrator, also when two remove each other at the same time', async () => {
    const alone = await createIdentityApp();
    const [one, two] = [await alone.add({ role: 'lps_administrator' }), await alone.add({ role: 'lps_administrator' })];
    const directory = alone.app.get(UserDirectory);
    const outcomes = await Promise.allSettled([
      directory.change(two.id, { active: false }, { actor: SYSTEM_ACTOR }),
      directory.change(one.id, { role: 'reader' }, { actor: SYSTEM_ACTOR }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(refused?.reason).toMatchObject({ details: { status: 409, code: 'last_administrator' } });
    await alone.close();
  });

  it('lists with filters and pages', async () => {
    await house.add({ role: 'coordinator', municipality: '0054000', name: 'Žanna Ķirse' });
    const { json } = await administrator.call(
      'GET',
      '/users?municipality=0054000&role=coordinator&active=true&q=%C4%B7irse',
    );
    expect(json).toMatchObject({ total: 1, items: [{ name: 'Žanna Ķirse' }] });
    const page = await administrator.call('GET', '/users?page=2&perPage=1');
    expect(page.json).toMatchObject({ page: 2, perPage: 1 });
    expect(page.json['items']).toHaveLength(1);
    expect((await administrator.call('GET', '/users?rolle=x')).json['code']).toBe('unknown_parameter');
    expect((await administrator.call('GET', '/users?active=maybe')).status).toBe(400);
    expect((await administrator.call('GET', '/users/42')).status).toBe(400);
    expect((await administrator.call('GET', '/users/00000000-0000-4000-8000-000000000000')).json['code']).toBe(
      'user_not_found',
    );
  });

  it('shows the trail with the chain’s head, and verifies it', async () => {
    const { json } = await administrator.call('GET', `/audit?action=user.changed&perPage=5`);
    expect(json['items'][0]).toMatchObject({
      action: 'user.changed',
      actor: { id: administrator.userId, role: 'lps_administrator' },
      before: { email: expect.any(String) },
    });
    expect(json['head']).toEqual(await house.app.get(AuditTrail).head());
    const own = await administrator.call(
      'GET',
      `/audit?actor=${administrator.userId}&subject=user:${administrator.userId}`,
    );
    expect(own.json['items'].map((item: { action: string }) => item.action)).toContain('session.opened');
    expect((await administrator.call('GET', '/audit/verification')).json).toMatchObject({ ok: true });
    const everything = await house.sql('select content from audit_entry');
    for (const { content } of everything) expect(content).not.toMatch(/argon2|zirgs|mct_/);
  });
});

describe('deputies', () => {
  let house: IdentityApp;
  beforeAll(async () => {
    house = await createIdentityApp();
  });
  afterAll(() => house.close());
  const day = (offset: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Riga' }).format(Date.now() + offset * 86_400_000);

  it('act as approver on the days of the order, in addition to their own role', async () => {
    const approver = await house.signedIn('approver');
    const deputy = await house.signedIn('coordinator');
    const candidates = await approver.call('GET', '/deputies/candidates');
    expect(candidates.json['items']).toContainEqual({ id: deputy.userId, name: 'Anna Bērziņa' });
    const name = (startsOn: string, endsOn: string) =>
      approver.call('POST', '/deputies', {
        deputyId: deputy.userId,
        orderReference: 'Nr. 12, 2026-01-05',
        startsOn,
        endsOn,
      });
    await name(day(-9), day(-1));
    await name(day(1), day(9));
    expect((await deputy.call('GET', '/probe/approver')).status).toBe(403);
    const { status, json } = await name(day(0), day(0));
    expect(status).toBe(201);
    expect((await deputy.call('GET', '/probe/approver')).json).toMatchObject({
      role: 'coordinator',
      alsoActsAs: ['approver'],
    });
    expect((await deputy.call('GET', '/session')).json['permittedActions']).toContain('submission.approve');
    expect((await approver.call('DELETE', `/deputies/${json['id']}`)).status).toBe(204);
    expect((await deputy.call('GET', '/probe/approver')).status).toBe(403);
    expect((await name(day(3), day(2))).json['code']).toBe('period_refused');
    expect((await name('2026-02-30', day(2))).status).toBe(400);
  });

  it('need a second factor as approvers do', async () => {
    const approver = await house.signedIn('approver');
    const deputy = await house.signedIn('coordinator');
    await house.sql('update app_user set is_sample = false where id = $1', [deputy.userId]);
    await approver.call('POST', '/deputies', {
      deputyId: deputy.userId,
      orderReference: 'Nr. 13',
      startsOn: day(0),
      endsOn: day(0),
    });
    expect((await deputy.call('GET', '/probe/approver')).status).toBe(403);
    await house.sql('update app_user set totp_enrolled_at = now() where id = $1', [deputy.userId]);
    expect((await deputy.call('GET', '/probe/approver')).status).toBe(200);
  });

  it('are of the same municipality; others do not exist', async () => {
    const approver = await house.signedIn('approver');
    const foreign = await house.signedIn('coordinator', '0026000');
    const foreignApprover = await house.signedIn('approver', '0026000');
    const named = { orderReference: 'Nr. 14', startsOn: day(0), endsOn: day(0) };
    expect((await approver.call('POST', '/deputies', { ...named, deputyId: foreign.userId })).json['code']).toBe(
      'user_not_found',
    );
    const own = await foreignApprover.call('POST', '/deputies', { ...named, deputyId: foreign.userId });
    expect((await approver.call('DELETE', `/deputies/${own.json['id']}`)).json['code']).toBe('deputy_not_found');
    const visible = await approver.call('GET', '/deputies?perPage=1000');
    expect(visible.json['items'].every((item: { municipality: string }) => item.municipality === '0029000')).toBe(true);
  });
});

describe('guessing and greed over HTTP', () => {
  it('makes guessers wait, with Retry-After, and lets the right password in afterwards', async () => {
    const house = await createIdentityApp();
    const { email } = await house.add({ role: 'reader' });
    const client = house.client();
    for (let i = 0; i < 5; i++) expect((await client.signIn(email, `nepareiza ${i}`)).status).toBe(401);
    const { status, json, headers } = await client.signIn(email);
    expect([status, json['code'], headers['retry-after']]).toEqual([429, 'too_many_attempts', '1']);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await client.signIn(email)).status).toBe(200);
    await house.close();
  });

  it('limits the public by address and users by account', async () => {
    const house = await createIdentityApp({ rateLimit: true });
    const user = await house.signedIn('reader');
    const calls = await Promise.all(
      Array.from({ length: 400 }, () => house.client('203.0.113.5').call('GET', '/probe/public')),
    );
    const refused = calls.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(50);
    expect(refused[0]?.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect(refused[0]?.json['code']).toBe('too_many_requests');
    expect((await house.client('203.0.113.6').call('GET', '/probe/public')).status).toBe(200);
    expect((await user.call('GET', '/probe/signed-in')).status).toBe(200);
    await house.close();
  });
});

it('records who did it in the system’s name too', async () => {
  const house = await createIdentityApp();
  const { id } = await house.add({ role: 'reader' });
  const [row] = await house.sql(`select actor_id from audit_entry where subject = $1`, [`user:${id}`]);
  expect(row?.['actor_id']).toBe(SYSTEM_ACTOR.userId);
  await house.close();
});
