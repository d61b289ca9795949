/** Values that nobody sends by mistake, and a seeded way to choose among them. */

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  'Infinity',
  '0x10',
  '99999999999999999999999999',
  '1.5',
  'true',
  'null',
  'undefined',
  '[]',
  '{}',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  "' or 1=1 --",
  "'; drop table submission; --",
  '%00',
  '\u0000',
  'a\u0000b',
  'a\r\nset-cookie: x=1',
  'a\nb',
  '\u202e\u202dabc\u2066',
  '\u200b\u200d\ufeff',
  'K\u0327ekava',
  'Ķekava',
  '\ud800',
  '💥'.repeat(50),
  '<img src=x onerror=alert(1)>',
  '{{7*7}}${7*7}<%= 7*7 %>',
  '=cmd|calc!A1',
  'javascript:alert(1)',
  '../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'file:///etc/passwd',
  'a'.repeat(300),
  'a'.repeat(3000),
  '2025-02-30',
  '9999-99-99',
  '-271821-04-20',
  '00000000-0000-0000-0000-000000000000',
  '0029000',
  '2025',
];

export const HOSTILE_JSON: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  1.5,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  'a\u0000b',
  '\u202eabc',
  [],
  [[]],
  ['a', 'b'],
  {},
  { length: 1e9 },
  { toString: 1, valueOf: 1 },
  { $gt: '' },
  [null],
  'a'.repeat(100_000),
];

/** JSON texts that no careful program writes. */
export const HOSTILE_DOCUMENTS: readonly string[] = [
  '',
  ' ',
  'null',
  '1',
  '"text"',
  '[]',
  '[{}]',
  '{',
  '{"a":}',
  '{"a":1,"a":2}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '{"a":1e999}',
  '{"a":NaN}',
  "{'a':1}",
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  '['.repeat(10_000) + ']'.repeat(10_000),
  '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
  `{"a":${'9'.repeat(10_000)}}`,
  `{${Array.from({ length: 5000 }, (_, n) => `"k${n}":${n}`).join()}}`,
];
