import { describe, expect, it } from '@jest/globals';
import { acceptedFormat } from './chart-format.js';

describe('acceptedFormat', () => {
  it.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['application/json', 'json'],
    ['image/svg+xml', 'svg'],
    ['image/png', 'png'],
    ['image/png, image/svg+xml;q=0.9', 'png'],
    ['image/*', 'svg'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
    ['application/json;q=0, */*', 'svg'],
    ['IMAGE/PNG;Q=1.0', 'png'],
  ])('%s is answered with %s', (accept, format) => {
    expect(acceptedFormat(accept)).toBe(format);
  });

  it('refuses what it does not have', () => {
    expect(() => acceptedFormat('application/pdf')).toThrow(/not_acceptable/);
  });
});
