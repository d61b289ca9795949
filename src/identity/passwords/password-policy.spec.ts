import { describe, expect, it } from '@jest/globals';
import { isCommonPassword, passwordErrors } from './password-policy.js';

const codes = (password: string, email = 'anna.berzina@novads.example') =>
  passwordErrors(password, email).map(({ code }) => code);

describe('password policy', () => {
  it.each([
    'zirgs baterija skava pareizi',
    'tikai mazie burti te',
    'ķēžu ļaudis šūpojas',
    '            x            ',
    'anna.berzina un vēl kaut kas',
    '🐴🔋📎✅🐴🔋📎✅🧩🚲🎈☂',
  ])('takes %p: no rules of composition, spaces and every letter allowed', (password) => {
    expect(codes(password)).toEqual([]);
  });

  it('counts characters, not bytes or surrogates', () => {
    expect(codes('ķēžuļaudisš')).toEqual(['too_short']);
    expect(codes('🐴🔋📎✅🐴🔋')).toEqual(['too_short']);
    expect(codes('ā'.normalize('NFD').repeat(11))).toEqual(['too_short']);
    expect(codes('ābols '.repeat(60))).toEqual(['too_long']);
  });

  it.each([
    'password1234',
    'Passw0rd!2026',
    'P@ssw0rd!!!!',
    'Administrator1',
    'qwertyuiop123',
    '123456789012',
    'aaaaaaaaaaaa',
    'abababababab',
    'ManaParole2026!',
    'anna.berzina1',
  ])('refuses %p', (password) => {
    expect(codes(password)).toEqual(['common_password']);
  });

  it('does not call a long phrase common because it holds a common word', () => {
    expect(isCommonPassword('mana parole ir par vējdzirnavām')).toBe(false);
  });
});
