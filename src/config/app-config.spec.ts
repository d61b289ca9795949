import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './app-config.js';

describe('settings', () => {
  it('has defaults for everything', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000, worker: 'inline', rateLimit: true });
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  it('reads what is set', () => {
    expect(readConfig({ PORT: '0', SAMPLE_DATA: 'false', TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16' })).toMatchObject({
      port: 0,
      sampleData: false,
      trustedProxies: ['10.0.0.1', '10.1.0.0/16'],
    });
  });

  it('names every refused setting at once and prints no value', () => {
    const attempt = () =>
      readConfig({ PORT: 'hunter2', WORKER: 'hunter2', REDIS_URL: 'hunter2', LOG_LEVEL: 'hunter2' });
    expect(attempt).toThrow(ConfigError);
    try {
      attempt();
    } catch (error) {
      const message = (error as ConfigError).message;
      for (const name of ['PORT', 'WORKER', 'REDIS_URL', 'LOG_LEVEL']) expect(message).toContain(name);
      expect(message).not.toContain('hunter2');
    }
  });

  it('refuses halves of a pair and unknown provider settings', () => {
    expect(() => readConfig({ ADMIN_EMAIL: 'a@example.org' })).toThrow(/together/);
    expect(() => readConfig({ OIDC_ISSUER: 'https://id.example.org' })).toThrow(/together/);
    expect(() => readConfig({ OIDC_SCOPE: 'x' })).toThrow(/OIDC_SCOPE/);
  });
});
