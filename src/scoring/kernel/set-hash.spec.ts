import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SetHash } from './set-hash.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest();
const toInteger = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);

describe('SetHash', () => {
  it('is the sum of the members modulo 2^256', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (members) => {
        const hash = members.reduce((set, member) => set.add(hashOf(member)), new SetHash());
        const sum = members.reduce((total, member) => total + toInteger(hashOf(member)), 0n) % 2n ** 256n;
        expect(toInteger(hash.bytes())).toBe(sum);
      }),
    );
  });

  it('does not depend on order and forgets what is taken out', () => {
    const one = new SetHash().add(hashOf('a')).add(hashOf('b')).add(hashOf('c'));
    const other = new SetHash().add(hashOf('c')).add(hashOf('x')).add(hashOf('a')).add(hashOf('b')).remove(hashOf('x'));
    expect(other.bytes()).toEqual(one.bytes());
    expect(one.remove(hashOf('a')).bytes()).not.toEqual(other.bytes());
  });

  it('takes up where it left off', () => {
    const kept = new SetHash().add(hashOf('a')).bytes();
    expect(new SetHash(kept).add(hashOf('b')).bytes()).toEqual(new SetHash().add(hashOf('a')).add(hashOf('b')).bytes());
  });
});
