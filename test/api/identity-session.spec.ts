// Real: HTTP server (injected requests), Postgres, Argon2. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createIdentityApp, PASSWORD, type IdentityApp } from '../factories/identity-app.js';

describe('sessions', () => {
  let house: IdentityApp;
  beforeAll(async () => {
    house = await createIdentityApp();
  });
  afterAll(() => house.close());

  it('says nobody to nobody', async () => {
    const { status, json } = await house.client().call('GET', '/session');
    expect(status).toBe(200);
    expect(json).toMatchObject({ user: null, role: null, municipality: null, permittedActions: [], csrfToken: null });
  });

  it('signs in with cookie, user, municipality, actions and CSRF token; signs out for good', async () => {
    const user = await house.add({ role: 'coordinator', email: 'Anna.Berzina@Tests.Example' });
    const client = house.client();
    const { status, json, setCookies } = await client.signIn(' anna.berzina@tests.example ');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      user: { id: user.id, email: 'anna.berzina@tests.example', role: 'coordinator' },
      role: 'coordinator',
      municipality: { atvk: '0029000', name: 'Gulbenes novads' },
      secondFactor: 'not_required',
      restricted: false,
    });
    expect(json['permittedActions']).toContain('submission.submit');
    expect(json['permittedActions']).not.toContain('submission.approve');
    expect(setCookies).toEqual([
      expect.objectContaining({ name: 'macities_session', httpOnly: true, sameSite: 'Lax', path: '/' }),
    ]);
    expect(Buffer.from(setCookies[0]?.value ?? '', 'base64url').length).toBeGreaterThanOrEqual(16);

    const again = await client.call('GET', '/session?lang=en');
    expect(again.json).toMatchObject({ csrfToken: json['csrfToken'], municipality: { name: 'Gulbene Municipality' } });
    expect((await client.call('GET', '/probe/signed-in')).status).toBe(200);

    const stolen = new Map(client.cookies);
    expect((await client.call('DELETE', '/session')).status).toBe(204);
    client.cookies = stolen;
    expect((await client.call('GET', '/probe/signed-in')).json['code']).toBe('unauthorised');
  });

  it('stores only a hash of the session', async () => {
    const client = await house.signedIn('reader');
    const token = client.cookies.get('macities_session') ?? '';
    const [row] = await house.sql(`select s::text as everything from session s where user_id = $1`, [client.userId]);
    expect(row?.['everything']).not.toContain(token);
    expect(row?.['everything']).not.toContain(client.csrfToken);
  });

  it('uses Secure and __Host- where the service is reached by https', async () => {
    const secure = await createIdentityApp({ publicUrl: 'https://salidzini.example' });
    const { email } = await secure.add({ role: 'reader' });
    const client = secure.client();
    const { setCookies } = await client.signIn(email);
    expect(setCookies).toEqual([
      expect.objectContaining({ name: '__Host-macities_session', secure: true, path: '/', httpOnly: true }),
    ]);
    expect(setCookies[0]).not.toHaveProperty('domain');
    expect((await client.call('GET', '/probe/signed-in')).status).toBe(200);
    await secure.close();
  });

  it('gives a new session at sign-in: one fixed before is worthless', async () => {
    const { email } = await house.add({ role: 'reader' });
    const attacker = await house.signedIn('reader');
    const planted = attacker.cookies.get('macities_session') ?? '';
    const victim = house.client();
    victim.cookies.set('macities_session', planted);
    const { status } = await victim.signIn(email);
    expect(status).toBe(200);
    expect(victim.cookies.get('macities_session')).not.toBe(planted);
    expect((await attacker.call('GET', '/session')).json['user']).toBeNull();

    const invented = house.client();
    invented.cookies.set('macities_session', 'fixed-by-somebody');
    await invented.signIn(email);
    expect(invented.cookies.get('macities_session')).not.toBe('fixed-by-somebody');
    const holder = house.client();
    holder.cookies.set('macities_session', 'fixed-by-somebody');
    expect((await holder.call('GET', '/session')).json['user']).toBeNull();
  });

  it.each([
    ['rest', `last_seen_at = now() - interval '61 minutes'`],
    ['age', `expires_at = now() - interval '1 second'`],
    ['revocation', 'ended_at = now()'],
  ])('ends by %s', async (_, change) => {
    const client = await house.signedIn('reader');
    expect((await client.call('GET', '/probe/signed-in')).status).toBe(200);
    await house.sql(`update session set ${change} where user_id = $1`, [client.userId]);
    const { status, setCookies } = await client.call('GET', '/probe/signed-in');
    expect(status).toBe(401);
    expect(setCookies).toEqual([expect.objectContaining({ name: 'macities_session', value: '' })]);
  });

  it('lasts 12 hours at most and notes use', async () => {
    const client = await house.signedIn('reader');
    await house.sql(`update session set last_seen_at = now() - interval '59 minutes' where user_id = $1`, [
      client.userId,
    ]);
    expect((await client.call('GET', '/probe/signed-in')).status).toBe(200);
    const [row] = await house.sql(
      `select extract(epoch from expires_at - created_at)::int as seconds, now() - last_seen_at < interval '5 s' as fresh
       from session where user_id = $1`,
      [client.userId],
    );
    expect(row).toEqual({ seconds: 12 * 3600, fresh: true });
  });

  it('answers alike for a wrong password, an unknown and a deactivated user', async () => {
    const { email, id } = await house.add({ role: 'reader' });
    const gone = await house.add({ role: 'reader' });
    await house.sql('update app_user set deactivated_at = now() where id = $1', [gone.id]);
    const answers = [
      await house.client('192.0.2.9').signIn(email, 'nav pareizā parole'),
      await house.client('192.0.2.9').signIn('nobody@tests.example', PASSWORD),
      await house.client('192.0.2.9').signIn(gone.email, PASSWORD),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.json).toEqual({ ...answers[0]?.json });
      expect(answer.json['code']).toBe('wrong_credentials');
    }
    expect(id).not.toBe(gone.id);
  });

  it.each([
    [{ email: 'a@b.example' }, 'password'],
    [{ email: 'a@b.example', password: 'x', role: 'lps_administrator' }, 'role'],
    [{ email: ['a@b.example'], password: 'x' }, 'email'],
    [{ email: 'a@b.example', password: 'x', totp: 123456 }, 'totp'],
  ])('refuses the body %j', async (body, path) => {
    const { status, json } = await house.client().call('POST', '/session', body);
    expect(status).toBe(400);
    expect(json['errors']).toEqual([expect.objectContaining({ path })]);
  });

  it('changes the password with the present one; other sessions end, this one goes on under another token', async () => {
    const client = await house.signedIn('coordinator');
    const elsewhere = house.client();
    await elsewhere.signIn(client.email);
    const before = client.cookies.get('macities_session');
    const change = (currentPassword: string, newPassword: string) =>
      client.call('POST', '/users/me/password', { currentPassword, newPassword });
    expect((await change('ne tā parole', 'jauns vārdu savirknējums')).json['code']).toBe('wrong_credentials');
    expect((await change(PASSWORD, 'password1234')).json).toMatchObject({
      code: 'weak_password',
      errors: [{ path: 'password', code: 'common_password' }],
    });
    expect((await change(PASSWORD, 'jauns vārdu savirknējums')).status).toBe(200);
    expect(client.cookies.get('macities_session')).not.toBe(before);
    expect((await client.call('GET', '/probe/signed-in')).status).toBe(200);
    expect((await elsewhere.call('GET', '/probe/signed-in')).status).toBe(401);
    expect((await house.client().signIn(client.email)).status).toBe(401);
    expect((await house.client().signIn(client.email, 'jauns vārdu savirknējums')).status).toBe(200);
  });

  it('lists and ends own sessions, and nobody else’s', async () => {
    const client = await house.signedIn('reader');
    const phone = house.client('198.51.100.7');
    await phone.signIn(client.email);
    const { json } = await client.call('GET', '/users/me/sessions');
    expect(json['items']).toHaveLength(2);
    const other = json['items'].find((session: { isCurrent: boolean }) => !session.isCurrent);
    expect(other).toMatchObject({ address: '198.51.100.7' });
    const stranger = await house.signedIn('reader');
    expect((await stranger.call('DELETE', `/users/me/sessions/${other.id}`)).status).toBe(404);
    expect((await client.call('DELETE', `/users/me/sessions/${other.id}`)).status).toBe(204);
    expect((await phone.call('GET', '/probe/signed-in')).status).toBe(401);
  });
});

describe('requests from other sites', () => {
  let house: IdentityApp;
  beforeAll(async () => {
    house = await createIdentityApp({ publicUrl: 'http://salidzini.example' });
  });
  afterAll(() => house.close());

  it.each([
    ['no token', { 'x-csrf-token': '' }, 'csrf_refused'],
    ['another token', { 'x-csrf-token': 'A'.repeat(43) }, 'csrf_refused'],
    ['another origin', { origin: 'https://evil.example' }, 'origin_refused'],
    ['a hidden origin', { origin: 'null' }, 'origin_refused'],
    ['another site by fetch metadata', { 'sec-fetch-site': 'cross-site' }, 'origin_refused'],
    ['a sister site', { 'sec-fetch-site': 'same-site' }, 'origin_refused'],
  ])('refuses a write with %s', async (_, headers, code) => {
    const client = await house.signedIn('reader');
    const { status, json } = await client.call('POST', '/probe/effect', {}, headers);
    expect([status, json['code']]).toEqual([403, code]);
    expect(house.effects.count).toBe(0);
  });

  it('takes another session’s token for none', async () => {
    const [one, two] = [await house.signedIn('reader'), await house.signedIn('reader')];
    one.csrfToken = two.csrfToken;
    expect((await one.call('POST', '/probe/effect', {})).json['code']).toBe('csrf_refused');
  });

  it('refuses a form post, signed in or not, and signing in from elsewhere', async () => {
    const client = await house.signedIn('reader');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await client.call('POST', '/probe/effect', 'a=b', form)).status).toBe(415);
    const text = { 'content-type': 'text/plain' };
    expect((await client.call('POST', '/probe/effect', '{"a":1}', text)).status).toBe(415);
    expect(house.effects.count).toBe(0);
    const signIn = await house
      .client()
      .call('POST', '/session', { email: client.email, password: PASSWORD }, { origin: 'https://evil.example' });
    expect([signIn.status, signIn.json['code']]).toEqual([403, 'origin_refused']);
  });

  it.each([
    ['our origin', { origin: 'http://salidzini.example' }],
    ['the host that was asked', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }],
    ['fetch metadata', { 'sec-fetch-site': 'same-origin' }],
    ['neither', {}],
  ])('lets a write pass with the token and %s', async (_, headers) => {
    const client = await house.signedIn('reader');
    expect((await client.call('POST', '/probe/effect', {}, headers)).status).toBe(201);
  });
});
