import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseNumber, type NumberOptions } from './number-parser.js';

const value = (text: string, options?: NumberOptions): number | null | string => {
  const result = parseNumber(text, options);
  return result.ok ? result.value : result.code;
};

describe('parseNumber', () => {
  it.each<[string, number | null]>([
    ['', null],
    ['  \u00a0', null],
    ['0', 0],
    ['-0', 0],
    ['1 234,5', 1234.5],
    ['1\u00a0234,5', 1234.5],
    ['1\u202f234\u202f567', 1_234_567],
    ['\u22121 234,50', -1234.5],
    ['-12', -12],
    ['12345.678', 12345.678],
    ['12345,678', 12345.678],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1.234.567', 1_234_567],
    ['1,234', 1.234],
    ['1.234', 1.234],
    ['007', 7],
    ['9.2725642108016', 9.2725642108016],
    ['0.1', 0.1],
    [' 5 ', 5],
  ])('understands %j', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it.each([
    ['0x10', 'not_a_number'],
    ['1e309', 'not_a_number'],
    ['1e3', 'not_a_number'],
    ['NaN', 'not_a_number'],
    ['Infinity', 'not_a_number'],
    ['--1', 'not_a_number'],
    ['+1', 'not_a_number'],
    ['.5', 'not_a_number'],
    ['-', 'not_a_number'],
    ['=1+1', 'not_a_number'],
    ['1_000', 'not_a_number'],
    ['１２', 'not_a_number'],
    ['12\n13', 'not_a_number'],
    ['<5', 'not_a_number'],
    ['1.2.3', 'bad_thousands_separator'],
    ['1 23', 'bad_thousands_separator'],
    ['12 3456', 'bad_thousands_separator'],
    ['1 234\u00a0567', 'bad_thousands_separator'],
    ['5.', 'bad_thousands_separator'],
    ['12 €', 'number_with_unit'],
    ['12%', 'number_with_unit'],
    ['3 gab.', 'number_with_unit'],
    ['1000000000000000', 'number_too_large'],
    ['1'.repeat(65), 'number_too_long'],
  ])('refuses %j', (text, code) => {
    expect(value(text)).toBe(code);
  });

  it('leaves out a unit only where it was asked to', () => {
    expect(value('1 234,50 €', { units: ['€', 'EUR'] })).toBe(1234.5);
    expect(value('12 eur', { units: ['€', 'EUR'] })).toBe(12);
    expect(value('12 %', { units: ['€'] })).toBe('number_with_unit');
  });

  it('takes exponents from programs only, and never beyond what a double holds', () => {
    expect(value('1.234e-05', { exponent: true })).toBe(1.234e-5);
    expect(value('1e309', { exponent: true })).toBe('number_too_large');
    expect(value('1e3000', { exponent: true })).toBe('not_a_number');
  });

  it('says when a single separator could mean thousands', () => {
    expect(parseNumber('1,234', { decimal: 'point' })).toMatchObject({ value: 1.234, ambiguous: true });
    expect(parseNumber('1,234', { decimal: 'comma' })).toMatchObject({ value: 1.234, ambiguous: false });
    expect(parseNumber('12.500', { decimal: 'comma' })).toMatchObject({ ambiguous: true });
    expect(parseNumber('0.118', { decimal: 'comma' })).toMatchObject({ ambiguous: false });
  });

  it('says how it understood the number, the Latvian way', () => {
    expect(parseNumber('-12345.60')).toMatchObject({ understood: '-12\u00a0345,60' });
    expect(parseNumber('1 234,5')).toMatchObject({ understood: '1234,5' });
  });

  it('reads every finite number as JavaScript wrote it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -9e14, max: 9e14 }), (number) => {
        expect(value(String(number), { exponent: true })).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  it('never throws and never returns anything that is not a finite number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = parseNumber(text, { exponent: true });
        expect(!result.ok || result.value === null || Number.isFinite(result.value)).toBe(true);
      }),
    );
  });
});
