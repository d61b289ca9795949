// Real: Argon2.
import { describe, expect, it } from '@jest/globals';
import { parseOptions } from '@node-rs/argon2';
import { PasswordHashing } from './password-hashing.js';

describe('password hashing', () => {
  const hashing = new PasswordHashing();

  it('is Argon2id with 19 MiB, two passes and one lane, salted', async () => {
    const [first, second] = await Promise.all([hashing.hash('zirgs baterija'), hashing.hash('zirgs baterija')]);
    expect(first).toMatch(/^\$argon2id\$/);
    expect(first).not.toBe(second);
    expect(parseOptions(first)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  });

  it('knows the password in either Unicode form and no other', async () => {
    const stored = await hashing.hash('ķēžu ļaudis');
    expect(await hashing.verify(stored, 'ķēžu ļaudis'.normalize('NFD'))).toBe(true);
    expect(await hashing.verify(stored, 'kezu laudis')).toBe(false);
    expect(await hashing.verify(null, 'ķēžu ļaudis')).toBe(false);
  });

  it('takes as long for nobody as for somebody', async () => {
    const stored = await hashing.hash('zirgs baterija');
    // The least of many interleaved runs: other work on the machine only ever adds to a time.
    const least = { nobody: Infinity, somebody: Infinity };
    await hashing.verify(null, 'cits vārds');
    for (let i = 0; i < 25; i++) {
      for (const [who, hash] of [
        ['nobody', null],
        ['somebody', stored],
      ] as const) {
        const start = performance.now();
        await hashing.verify(hash, 'cits vārds');
        least[who] = Math.min(least[who], performance.now() - start);
      }
    }
    expect(least.nobody / least.somebody).toBeGreaterThan(0.5);
    expect(least.nobody / least.somebody).toBeLessThan(2);
  });
});
