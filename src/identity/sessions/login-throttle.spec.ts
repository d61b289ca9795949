// Real: Postgres. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/factories/database.js';
import { Problem } from '../../http/problem.js';
import { addressOf, LoginThrottle, waitAfter } from './login-throttle.js';

describe('waiting time', () => {
  it('is none for the free attempts, then doubles up to the longest', () => {
    const limit = { free: 3, longestSeconds: 60 };
    expect([1, 2, 3, 4, 5, 8, 9, 10, 5000].map((failures) => waitAfter(failures, limit))).toEqual([
      0, 0, 1, 2, 4, 32, 60, 60, 60,
    ]);
  });
});

describe('address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of %s is %s', (ip, address) => {
    expect(addressOf(ip)).toBe(address);
  });
});

describe('login throttle', () => {
  let suite: TestDatabase;
  let throttle: LoginThrottle;
  beforeAll(async () => {
    suite = await createTestDatabase();
    throttle = new LoginThrottle(suite.database);
  });
  afterAll(() => suite.close());

  /** Seconds to wait, or undefined where the attempt was let through (and failed). */
  const fail = async (account: string, ip: string): Promise<number | undefined> => {
    try {
      await throttle.begin(account, ip);
      return undefined;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      expect(error.details).toMatchObject({ status: 429, code: 'too_many_attempts' });
      return Number(error.details.headers?.['retry-after']);
    }
  };
  const pass = async (seconds: number) =>
    suite.database.query(`update login_throttle set blocked_until = blocked_until - make_interval(secs => $1)`, [
      seconds,
    ]);

  it('lets five attempts fail, then makes wait longer and longer, and never for ever', async () => {
    const waits: (number | undefined)[] = [];
    for (let i = 0; i < 5; i++) expect(await fail('a@tests.example', '192.0.2.1')).toBeUndefined();
    for (let i = 0; i < 13; i++) {
      waits.push(await fail('a@tests.example', '192.0.2.1'));
      await pass(waits.at(-1) ?? 0);
      expect(await fail('a@tests.example', '192.0.2.1')).toBeUndefined();
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it('counts attempts at the same time one by one', async () => {
    const outcomes = await Promise.all(Array.from({ length: 60 }, () => fail('b@tests.example', '192.0.2.2')));
    expect(outcomes.filter((wait) => wait === undefined)).toHaveLength(5);
  });

  it('does not let an attacker lock out whoever signed in here before', async () => {
    await throttle.succeed(await throttle.begin('c@tests.example', '198.51.100.1'));
    for (let n = 0; n < 40; n++) await fail('c@tests.example', `203.0.113.${n}`);
    expect(await fail('c@tests.example', '203.0.113.200')).toBeGreaterThan(0); // strangers wait
    expect(await fail('c@tests.example', '198.51.100.1')).toBeUndefined(); // the owner does not
  });

  it('makes a stranger wait a minute at most when others attack the account', async () => {
    for (let n = 0; n < 60; n++) {
      await fail('d@tests.example', `203.0.113.${n}`);
      await pass(100);
    }
    expect(await fail('d@tests.example', '198.51.100.2')).toBeUndefined();
    const wait = await fail('d@tests.example', '198.51.100.3');
    expect(wait).toBeGreaterThan(30);
    expect(wait).toBeLessThanOrEqual(60);
  });

  it('slows an address that tries many accounts', async () => {
    for (let n = 0; n < 100; n++) await fail(`e${n}@tests.example`, '192.0.2.5');
    expect(await fail('another@tests.example', '192.0.2.5')).toBeGreaterThan(0);
    expect(await fail('another@tests.example', '192.0.2.6')).toBeUndefined();
  });

  it('starts afresh after success, and does not count what was withdrawn', async () => {
    for (let i = 0; i < 4; i++) await fail('f@tests.example', '192.0.2.7');
    await throttle.succeed(await throttle.begin('f@tests.example', '192.0.2.7'));
    for (let i = 0; i < 10; i++) await throttle.withdraw(await throttle.begin('f@tests.example', '192.0.2.7'));
    for (let i = 0; i < 5; i++) expect(await fail('f@tests.example', '192.0.2.7')).toBeUndefined();
    expect(await fail('f@tests.example', '192.0.2.7')).toBe(1);
  });

  it('forgets failures after a day and keeps no address of a person', async () => {
    for (let i = 0; i < 5; i++) await fail('g@tests.example', '192.0.2.8');
    await suite.database.query(
      `update login_throttle set last_failure_at = now() - interval '25 hours', blocked_until = null`,
    );
    for (let i = 0; i < 5; i++) expect(await fail('g@tests.example', '192.0.2.8')).toBeUndefined();
    expect(await suite.database.query(`select key from login_throttle where key like '%tests.example%'`)).toEqual([]);
  });
});
