// Real: HTTP server (injected requests), Postgres, codes of otplib against our own check. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { matchingStep } from '../../src/identity/second-factor/second-factor.js';
import { createIdentityApp, type IdentityApp, type TestClient } from '../factories/identity-app.js';

const STEP = 30;
const now = () => Math.floor(Date.now() / 1000);
/** The code of a step of time, counted from the present one. */
const codeOf = (secret: string, offset = 0) => generateSync({ secret, epoch: now() + offset * STEP });

describe('codes', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

  it('are right in the step before, the present and the next one, and not after that', () => {
    for (const [offset, right] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [2, false],
    ] as const) {
      // Away from the border of a step, where the clock could move on meanwhile.
      const code = codeOf(secret, offset);
      const step = matchingStep(secret, code, undefined);
      if (Math.abs((now() % STEP) - STEP / 2) < 13) expect([offset, step !== undefined]).toEqual([offset, right]);
    }
  });

  it('follow RFC 6238', () => {
    // Appendix B, SHA-1, secret "12345678901234567890": 94287082 at 59 s; six digits are its last six.
    expect(generateSync({ secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', epoch: 59 })).toBe('287082');
  });

  it.each(['', '12345', '1234567', '12345a', '１２３４５６', '-12345'])('“%s” is none', (code) => {
    expect(matchingStep(secret, code, undefined)).toBeUndefined();
  });
});

describe('second factor', () => {
  let house: IdentityApp;
  beforeAll(async () => {
    house = await createIdentityApp();
  });
  afterAll(() => house.close());

  /** Enrols; the code of the previous step is used up by it, so that the present one is left for the test. */
  async function enrol(client: TestClient): Promise<{ secret: string; recoveryCodes: string[] }> {
    // Not just before a step ends: the code of the previous one would be too old on arrival.
    const left = STEP - (now() % STEP);
    if (left <= 3) await new Promise((resolve) => setTimeout(resolve, left * 1000));
    const begun = await client.call('POST', '/users/me/second-factor');
    expect(begun.status).toBe(201);
    const secret = begun.json['secret'] as string;
    expect(begun.json['uri']).toMatch(/^otpauth:\/\/totp\/.*secret=/);
    const { status, json } = await client.call('POST', '/users/me/second-factor/confirmation', {
      code: codeOf(secret, -1),
    });
    expect(status).toBe(200);
    return { secret, recoveryCodes: json['recoveryCodes'] as string[] };
  }

  it('is owed by approvers and LPS: until they enrol they can do nothing else', async () => {
    for (const role of ['approver', 'lps_reviewer', 'lps_analyst', 'lps_administrator'] as const) {
      const { email } = await house.add({ role });
      const client = house.client();
      const { json } = await client.signIn(email);
      expect(json).toMatchObject({ secondFactor: 'enrolment_required', restricted: true, permittedActions: [] });
      expect((await client.call('GET', '/probe/signed-in')).json['code']).toBe('second_factor_enrolment_required');
      expect((await client.call('POST', '/tokens', { name: 'x', scope: 'write' })).status).toBe(403);
      expect((await client.call('GET', '/probe/public')).status).toBe(200);
      const before = client.cookies.get('macities_session');
      await enrol(client);
      expect(client.cookies.get('macities_session')).not.toBe(before); // rotated: privileges have changed
      expect((await client.call('GET', '/session')).json).toMatchObject({ secondFactor: 'passed', restricted: false });
      expect((await client.call('GET', '/probe/signed-in')).status).toBe(200);
    }
  });

  it('is not owed by others and sample accounts', async () => {
    const { email } = await house.add({ role: 'coordinator' });
    expect((await house.client().signIn(email)).json).toMatchObject({ secondFactor: 'not_required' });
    const sample = await house.signedIn('approver');
    expect((await sample.call('GET', '/session')).json).toMatchObject({
      secondFactor: 'enrolment_required',
      restricted: false,
    });
  });

  it('once enrolled is asked for at every sign-in; the password alone says so', async () => {
    const { email } = await house.add({ role: 'coordinator' });
    const first = house.client();
    await first.signIn(email);
    const { secret } = await enrol(first);
    const client = house.client();
    const missing = await client.signIn(email);
    expect([missing.status, missing.json['code']]).toEqual([401, 'second_factor_required']);
    expect((await client.signIn(email, 'nepareiza parole')).json['code']).toBe('wrong_credentials');
    expect((await client.signIn(email, undefined, '000000')).json['code']).toBe('wrong_second_factor');
    const { status, json } = await client.signIn(email, undefined, codeOf(secret));
    expect([status, json['secondFactor']]).toEqual([200, 'passed']);
  });

  it('takes each code once: a replay is refused, also at the same time, also an earlier code', async () => {
    const { email } = await house.add({ role: 'coordinator' });
    const first = house.client();
    await first.signIn(email);
    const { secret } = await enrol(first);
    const code = codeOf(secret);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => house.client().signIn(email, undefined, code)));
    expect(outcomes.filter(({ status }) => status === 200)).toHaveLength(1);
    await house.sql('delete from login_throttle');
    expect((await house.client().signIn(email, undefined, code)).json['code']).toBe('wrong_second_factor');
    expect((await house.client().signIn(email, undefined, codeOf(secret, -1))).json['code']).toBe(
      'wrong_second_factor',
    );
    expect((await house.client().signIn(email, undefined, codeOf(secret, 1))).status).toBe(200);
  });

  it('gives ten recovery codes, each good for one sign-in, stored as hashes', async () => {
    const { email, id } = await house.add({ role: 'coordinator' });
    const first = house.client();
    await first.signIn(email);
    const { recoveryCodes } = await enrol(first);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [code = ''] = recoveryCodes;
    expect(code).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect((await house.client().signIn(email, undefined, code.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await house.client().signIn(email, undefined, code)).json['code']).toBe('wrong_second_factor');
    expect((await first.call('GET', '/users/me')).json).toMatchObject({ recoveryCodesLeft: 9 });
    const stored = await house.sql('select r::text as row from recovery_code r where user_id = $1', [id]);
    for (const { row } of stored) for (const plain of recoveryCodes) expect(row).not.toContain(plain.slice(0, 9));

    const foreign = await house.client('192.0.2.77').signIn(email, undefined, (await enrolCodes(house))[0]);
    expect(foreign.json['code']).toBe('wrong_second_factor');
  });

  async function enrolCodes(app: IdentityApp): Promise<string[]> {
    const client = app.client();
    await client.signIn((await app.add({ role: 'reader' })).email);
    return (await enrol(client)).recoveryCodes;
  }

  it('slows guessing of codes', async () => {
    const { email } = await house.add({ role: 'coordinator' });
    const first = house.client('192.0.2.50');
    await first.signIn(email);
    await enrol(first);
    const codes: string[] = [];
    for (let i = 0; i < 8; i++)
      codes.push((await house.client('192.0.2.51').signIn(email, undefined, `00000${i}`)).json['code'] as string);
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('wrong_second_factor'));
    expect(codes.slice(5)).toEqual(Array(3).fill('too_many_attempts'));
  });

  it('is renewed and removed with a code only, never by those who owe it; an administrator resets it', async () => {
    const { email, id } = await house.add({ role: 'lps_analyst' });
    const client = house.client();
    await client.signIn(email);
    const { secret, recoveryCodes } = await enrol(client);
    expect((await client.call('POST', '/users/me/second-factor')).json['code']).toBe('already_enrolled');
    expect((await client.call('POST', '/users/me/recovery-codes', { code: '000000' })).status).toBe(401);
    const renewed = await client.call('POST', '/users/me/recovery-codes', { code: codeOf(secret) });
    expect(renewed.json['recoveryCodes']).not.toEqual(recoveryCodes);
    const removal = await client.call('POST', '/users/me/second-factor/removal', {
      code: (renewed.json['recoveryCodes'] as string[])[0],
    });
    expect([removal.status, removal.json['code']]).toEqual([409, 'second_factor_needed']);

    const administrator = await house.signedIn('lps_administrator');
    expect((await administrator.call('DELETE', `/users/${id}/second-factor`)).status).toBe(204);
    expect((await client.call('GET', '/session')).json['user']).toBeNull();
    expect((await house.client().signIn(email)).json).toMatchObject({ secondFactor: 'enrolment_required' });
  });

  it('is removed by those who do not owe it', async () => {
    const { email } = await house.add({ role: 'coordinator' });
    const client = house.client();
    await client.signIn(email);
    const { secret } = await enrol(client);
    expect((await client.call('POST', '/users/me/second-factor/removal', { code: codeOf(secret) })).status).toBe(200);
    expect((await client.call('GET', '/probe/signed-in')).status).toBe(200);
    expect((await house.client().signIn(email)).status).toBe(200);
  });

  it('must be confirmed: a begun enrolment changes nothing, a wrong code neither', async () => {
    const { email } = await house.add({ role: 'coordinator' });
    const client = house.client();
    await client.signIn(email);
    await client.call('POST', '/users/me/second-factor');
    const wrong = await client.call('POST', '/users/me/second-factor/confirmation', { code: '000000' });
    expect([wrong.status, wrong.json['code']]).toEqual([401, 'wrong_second_factor']);
    expect((await house.client().signIn(email)).status).toBe(200);
  });
});
