// Real: Postgres, Argon2, the whole room. Nothing is mocked.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createIdentityApp, type IdentityApp } from '../../../test/factories/identity-app.js';
import { AppConfig, ConfigError } from '../../config/app-config.js';
import { FirstAdministrator } from './first-administrator.js';
import { SAMPLE_ACCOUNTS, SampleAccounts } from './sample-accounts.js';

describe('accounts that the service makes by itself', () => {
  let house: IdentityApp;
  beforeEach(async () => {
    house = await createIdentityApp();
  });
  afterEach(() => house.close());

  const settings = { adminEmail: 'pirmais@tests.example', adminPassword: 'zirgs un 12' };
  const ensure = (config: Partial<AppConfig> = settings) =>
    house.app.get(FirstAdministrator).ensureAdministrator(new AppConfig(config));

  it('one administrator, once, also when two processes start together; free to work for 14 days', async () => {
    expect(await ensure({})).toBe(false);
    expect((await Promise.all([ensure(), ensure()])).filter(Boolean)).toHaveLength(1);
    expect(await ensure({ ...settings, adminEmail: 'otrais@tests.example' })).toBe(false);
    const client = house.client();
    const { json } = await client.signIn('pirmais@tests.example', 'zirgs un 12');
    expect(json).toMatchObject({ role: 'lps_administrator', secondFactor: 'enrolment_required', restricted: false });
    expect((await client.call('GET', '/users')).status).toBe(200);
    await house.sql(`update app_user set created_at = now() - interval '15 days'`);
    expect((await client.call('GET', '/users')).json['code']).toBe('second_factor_enrolment_required');
  });

  it('no administrator with a password that guessers try first', async () => {
    const refused = ensure({ ...settings, adminPassword: 'Password1234' });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.not.toThrow(/Password1234/);
  });

  it('a sample administrator does not count as the first one', async () => {
    await house.app.get(SampleAccounts).ensureSampleAccounts('parauga parole');
    expect(await ensure()).toBe(true);
  });

  it('sample accounts, at least one for each role, that sign in with the password given', async () => {
    const samples = house.app.get(SampleAccounts);
    const accounts = await samples.ensureSampleAccounts('parauga parole');
    expect(accounts.map(({ email }) => email)).toEqual(SAMPLE_ACCOUNTS.map(({ email }) => email));
    expect(new Set(accounts.map(({ role }) => role)).size).toBe(7);
    for (const { email, role, municipality } of accounts) {
      const { json } = await house.client().signIn(email, 'parauga parole');
      expect([email, json['role'], json['municipality']?.atvk ?? null, json['restricted']]).toEqual([
        email,
        role,
        municipality,
        false,
      ]);
    }
    const again = await samples.ensureSampleAccounts('cita parauga parole');
    expect(again).toHaveLength(accounts.length);
    expect((await house.client().signIn(accounts[0]?.email ?? '', 'cita parauga parole')).status).toBe(200);
  });

  it('a random sample password is told once and stays', async () => {
    const samples = house.app.get(SampleAccounts);
    const [first] = await samples.ensureSampleAccounts();
    expect(first?.password).toMatch(/^[\w-]{16}$/);
    const [second] = await samples.ensureSampleAccounts();
    expect(second).toMatchObject({ email: first?.email, password: undefined });
    expect((await house.client().signIn(first?.email ?? '', first?.password)).status).toBe(200);
  });
});
