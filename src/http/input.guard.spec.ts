import { describe, expect, it } from '@jest/globals';
import { flawOf } from './input.guard.js';

const nested = (depth: number): unknown => JSON.parse(`${'{"a":['.repeat(depth / 2)}1${']}'.repeat(depth / 2)}`);

describe('input', () => {
  it.each([
    ['a text', 'Ķekava', undefined],
    ['a NUL', 'a\0b', 'nul_character'],
    ['a NUL within', { a: [{ b: '\0' }] }, 'nul_character'],
    ['a NUL in a name', { 'a\0': 1 }, 'nul_character'],
    ['an empty object', {}, undefined],
    ['bytes', Buffer.from('\0'), undefined],
    ['64 levels', nested(64), undefined],
    ['66 levels', nested(66), 'too_deep'],
    ['100,000 levels', nested(100_000), 'too_deep'],
  ])('%s', (_, value, flaw) => {
    expect(flawOf(value)).toBe(flaw);
  });
});
