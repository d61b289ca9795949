import { describe, expect, it } from '@jest/globals';
import { parseJson } from './json-body.js';

const BOUNDS = { depth: 4, weight: 10_000 };
const parse = (text: string | Uint8Array) =>
  parseJson(typeof text === 'string' ? new TextEncoder().encode(text) : text, BOUNDS);
const codeOf = (text: string | Uint8Array) => parse(text).fault?.code ?? null;

describe('a body of JSON', () => {
  it.each(['{"a":[1,"b\\"}{",null,{"c":"ā:,"}]}', '[]', '"text"', '-1.5e3', '{"a\\u0022:":1,"a":{"a":2}}'])(
    'is what JSON.parse makes of it: %s',
    (text) => {
      expect(parse(text)).toEqual({ fault: null, value: JSON.parse(text) });
    },
  );

  it.each(['', '{', '{"a":}', '[1,]', 'NaN', '{"a":1}}', '"open', '\\', "{'a':1}"])('is malformed: %s', (text) => {
    expect(codeOf(text)).toBe('malformed');
  });

  it('has to be UTF-8', () => {
    expect(codeOf(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).toBe('malformed');
  });

  it('has no key twice in one object, however the key is written', () => {
    expect(codeOf('{"a":1,"a":2}')).toBe('duplicate_key');
    expect(codeOf('[{"b":{"a":1,"\\u0061":1}}]')).toBe('duplicate_key');
    expect(codeOf('[{"a":1},{"a":1}]')).toBeNull();
    expect(codeOf('{"__proto__":1,"__proto__":2}')).toBe('duplicate_key');
  });

  it('is neither too deep nor too heavy, before anything is made of it', () => {
    expect(codeOf('[[[[1]]]]')).toBeNull();
    expect(codeOf('[[[[[1]]]]]')).toBe('too_deep');
    expect(codeOf('"[[[[[["')).toBeNull();
    expect(codeOf(`[${'{},'.repeat(200)}{}]`)).toBe('REQUEST_TOO_LARGE');
    expect(codeOf('['.repeat(1_000_000))).toBe('too_deep');
  });
});
