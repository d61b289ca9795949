import { describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../config/app-config.js';
import type { Problem } from '../../http/problem.js';
import { RateLimit } from './rate-limit.js';

describe('rate limit', () => {
  const limitOf = (rateLimit: boolean) => new RateLimit(new AppConfig({ rateLimit }));
  const refusal = (work: () => void): Problem['details'] | undefined => {
    try {
      work();
      return undefined;
    } catch (error) {
      return (error as Problem).details;
    }
  };

  it('lets a burst pass, then as many a minute as allowed', () => {
    const limit = limitOf(true);
    for (let i = 0; i < 60; i++) limit.take('user:1', 60, 0);
    expect(
      refusal(() => {
        limit.take('user:1', 60, 0);
      }),
    ).toMatchObject({
      status: 429,
      code: 'too_many_requests',
      headers: { 'retry-after': '1' },
    });
    expect(
      refusal(() => {
        limit.take('user:1', 60, 999);
      }),
    ).toBeDefined();
    expect(
      refusal(() => {
        limit.take('user:1', 60, 2000);
      }),
    ).toBeUndefined();
  });

  it('keeps one client’s greed from another', () => {
    const limit = limitOf(true);
    for (let i = 0; i < 60; i++) limit.take('address:a', 60, 0);
    expect(
      refusal(() => {
        limit.take('address:b', 60, 0);
      }),
    ).toBeUndefined();
  });

  it('does nothing where RATE_LIMIT=off', () => {
    const limit = limitOf(false);
    for (let i = 0; i < 1000; i++) limit.take('user:1', 60, 0);
  });
});
