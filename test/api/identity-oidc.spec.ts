// Real: an OpenID provider (npm oidc-provider) in its own process, HTTP to it, our server, Postgres. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createIdentityApp, type IdentityApp, type TestClient } from '../factories/identity-app.js';

async function startProvider(): Promise<{ process: ChildProcess; issuer: string }> {
  const child = fork(path.resolve('test/factories/oidc-provider.mjs'), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const issuer = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`The provider ended with ${code ?? 'a signal'}.`));
    });
    child.stdout?.on('data', (line: Buffer) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line.toString())?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  return { process: child, issuer };
}

/** What a browser does at the provider: follows redirects with cookies, signs in as somebody, until it is sent back. */
async function visitProvider(start: string, who: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  for (let hop = 0; hop < 8; hop++) {
    if (url.host === 'salidzini.example') return url;
    if (url.pathname.startsWith('/interaction/')) url.search = who;
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`The provider answered ${answer.status}: ${await answer.text()}`);
    url = new URL(location, url);
  }
  throw new Error('Too many redirects.');
}

describe('OpenID Connect', () => {
  let provider: { process: ChildProcess; issuer: string };
  let house: IdentityApp;
  beforeAll(async () => {
    provider = await startProvider();
    const { issuer } = provider;
    const oidc = { issuer, clientId: 'macities', clientSecret: 'a secret of the test only' };
    house = await createIdentityApp({ publicUrl: 'http://salidzini.example', oidc });
    await house.add({ role: 'coordinator', email: 'anna@tests.example' });
    await house.add({ role: 'reader', email: 'unchecked@tests.example' });
  });
  afterAll(async () => {
    await house.close();
    provider.process.disconnect();
  });

  const begin = async (client: TestClient, returnTo = '/'): Promise<string> => {
    const { status, headers } = await client.call('GET', `/session/oidc?returnTo=${encodeURIComponent(returnTo)}`);
    expect(status).toBe(302);
    return String(headers['location']);
  };
  const comeBack = (client: TestClient, url: URL) => client.call('GET', `${url.pathname}${url.search}`);
  const signIn = async (client: TestClient, who: string, returnTo?: string) =>
    comeBack(client, await visitProvider(await begin(client, returnTo), who));

  it('asks with code, PKCE, state and nonce', async () => {
    const { searchParams } = new URL(await begin(house.client()));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'macities',
      redirect_uri: 'http://salidzini.example/api/v1/session/oidc/callback',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(searchParams.get(name)?.length).toBeGreaterThanOrEqual(43);
  });

  it('signs in whom an administrator has entered, and sends them on', async () => {
    const client = house.client();
    const { status, headers, setCookies } = await signIn(client, 'as=anna', '/novadi/0029000?lang=lv');
    expect([status, headers['location']]).toEqual([303, '/novadi/0029000?lang=lv']);
    expect(setCookies).toContainEqual(expect.objectContaining({ name: 'macities_session', httpOnly: true }));
    expect((await client.call('GET', '/session')).json).toMatchObject({
      user: { email: 'anna@tests.example', role: 'coordinator' },
      secondFactor: 'not_required',
    });
  });

  it('knows the person by the provider’s subject from then on, whatever their address here', async () => {
    await house.sql(`update app_user set email = 'anna.jauna@tests.example' where email = 'anna@tests.example'`);
    const client = house.client();
    await signIn(client, 'as=anna');
    expect((await client.call('GET', '/session')).json['user']?.email).toBe('anna.jauna@tests.example');
    await house.sql(`update app_user set email = 'anna@tests.example' where email = 'anna.jauna@tests.example'`);
  });

  it.each([
    ['a stranger', 'as=stranger', 'oidc_no_account'],
    ['somebody whose address the provider has not checked', 'as=unchecked', 'oidc_no_account'],
    ['whoever says no at the provider', 'refuse=', 'oidc_refused'],
  ])('refuses %s', async (_, who, code) => {
    const client = house.client();
    const { status, json } = await signIn(client, who);
    expect([status, json['code']]).toEqual([403, code]);
    expect((await client.call('GET', '/session')).json['user']).toBeNull();
    const browser = house.client();
    browser.headers = { accept: 'text/html,*/*' };
    const sent = await signIn(browser, who);
    expect([sent.status, sent.headers['location']]).toEqual([303, `/sign-in?problem=${code}`]);
  });

  it('refuses an account that is bound to another subject, and a deactivated one', async () => {
    await house.sql(`update app_user set oidc_subject = 'somebody else' where email = 'anna@tests.example'`);
    expect((await signIn(house.client(), 'as=anna')).json['code']).toBe('oidc_no_account');
    await house.sql(
      `update app_user set oidc_subject = null, deactivated_at = now() where email = 'anna@tests.example'`,
    );
    expect((await signIn(house.client(), 'as=anna')).json['code']).toBe('oidc_no_account');
    await house.sql(`update app_user set deactivated_at = null where email = 'anna@tests.example'`);
  });

  it('works once, in the browser that began, with its own state, within ten minutes', async () => {
    const client = house.client();
    const back = await visitProvider(await begin(client), 'as=anna');
    expect((await comeBack(house.client(), back)).json['code']).toBe('oidc_refused'); // another browser
    const changed = new URL(back);
    changed.searchParams.set('state', 'invented');
    const kept = new Map(client.cookies);
    expect((await comeBack(client, changed)).json['code']).toBe('oidc_refused');
    client.cookies = new Map(kept);
    expect((await comeBack(client, back)).status).toBe(303);
    client.cookies = new Map(kept);
    expect((await comeBack(client, back)).json['code']).toBe('oidc_refused'); // replayed

    const late = await visitProvider(await begin(client), 'as=anna');
    await house.sql(`update oidc_sign_in set expires_at = now()`);
    expect((await comeBack(client, late)).json['code']).toBe('oidc_refused');
  });

  it('refuses an answer of another sign-in (nonce, PKCE) and of another issuer', async () => {
    const [one, two] = [house.client(), house.client()];
    const [backOne, backTwo] = [
      await visitProvider(await begin(one), 'as=anna'),
      await visitProvider(await begin(two), 'as=anna'),
    ];
    backOne.searchParams.set('code', backTwo.searchParams.get('code') ?? '');
    expect((await comeBack(one, backOne)).json['code']).toBe('oidc_refused');
    const back = await visitProvider(await begin(one), 'as=anna');
    back.searchParams.set('iss', 'http://evil.example');
    expect((await comeBack(one, back)).json['code']).toBe('oidc_refused');
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', '/a\\b'])(
    'does not send on to %s',
    async (returnTo) => {
      expect((await signIn(house.client(), 'as=anna', returnTo)).headers['location']).toBe('/');
    },
  );

  it('counts a second factor given at the provider, and asks for ours otherwise', async () => {
    await house.sql(
      `update app_user set role = 'approver', totp_enrolled_at = now(), totp_secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
       where email = 'anna@tests.example'`,
    );
    const given = house.client();
    await signIn(given, 'as=anna&otp=');
    expect((await given.call('GET', '/session')).json).toMatchObject({ secondFactor: 'passed', restricted: false });

    const owing = house.client();
    await signIn(owing, 'as=anna');
    expect((await owing.call('GET', '/session')).json).toMatchObject({
      secondFactor: 'verification_required',
      restricted: true,
    });
    expect((await owing.call('GET', '/probe/signed-in')).json['code']).toBe('second_factor_required');
    const { generateSync } = await import('otplib');
    const code = generateSync({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
    expect((await owing.call('POST', '/session/second-factor', { code: '000000' })).status).toBe(401);
    const before = owing.cookies.get('macities_session');
    expect((await owing.call('POST', '/session/second-factor', { code })).json).toMatchObject({
      secondFactor: 'passed',
    });
    expect(owing.cookies.get('macities_session')).not.toBe(before);
    expect((await owing.call('GET', '/probe/signed-in')).status).toBe(200);
  });

  it('is a 404 where it is not set up', async () => {
    const without = await createIdentityApp();
    const { status, json } = await without.client().call('GET', '/session/oidc');
    expect([status, json['code']]).toEqual([404, 'oidc_not_configured']);
    await without.close();
  });
});
