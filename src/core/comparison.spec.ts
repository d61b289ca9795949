import { describe, expect, it } from '@jest/globals';
import { compare } from './comparison.js';

describe('comparison with a benchmark', () => {
  it.each([
    [80, 100, 'higher_is_better', 'worse'],
    [120, 100, 'higher_is_better', 'better'],
    [80, 100, 'lower_is_better', 'better'],
    [120, 100, 'lower_is_better', 'worse'],
    [80, 100, 'neutral', 'lower'],
    [120, 100, 'neutral', 'higher'],
    [-120, -100, 'higher_is_better', 'worse'],
  ] as const)('%d beside %d, %s: %s', (value, benchmark, direction, word) => {
    expect(compare(value, benchmark, { direction })).toBe(word);
  });

  it('never calls a cost better or worse', () => {
    for (const direction of ['higher_is_better', 'lower_is_better', 'neutral'] as const) {
      expect(compare(80, 100, { direction, isCost: true })).toBe('lower');
      expect(compare(120, 100, { direction, isCost: true })).toBe('higher');
      expect(compare(101, 100, { direction, isCost: true })).toBe('similar');
    }
  });

  it('holds what lies within 5 % for similar, the ends included', () => {
    const options = { direction: 'higher_is_better' } as const;
    expect([94.9, 95, 100, 105, 105.1].map((value) => compare(value, 100, options))).toEqual([
      'worse',
      'similar',
      'similar',
      'similar',
      'better',
    ]);
    expect(compare(1.05, 1, options)).toBe('similar');
    expect(compare(101, 100, { ...options, band: 0 })).toBe('better');
    expect(() => compare(1, 1, { ...options, band: -1 })).toThrow(RangeError);
  });

  it('beside a benchmark of zero only zero is similar', () => {
    expect(compare(0, 0, { direction: 'higher_is_better' })).toBe('similar');
    expect(compare(0.001, 0, { direction: 'higher_is_better' })).toBe('better');
  });

  it('compares nothing with nothing', () => {
    expect(compare(null, 100, { direction: 'higher_is_better' })).toBe('not_compared');
    expect(compare(100, null, { direction: 'neutral', isCost: true })).toBe('not_compared');
  });
});
