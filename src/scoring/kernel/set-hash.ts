/**
 * The hash of a set: the sum of the SHA-256 hashes of its members, modulo 2^256. It does not depend on the order in
 * which members came, and a member can be taken out again, so that a run over one column knows the hash of the whole
 * state without reading the rest (M. Bellare, D. Micciancio, "A New Paradigm for Collision-Free Hashing", 1997: AdHash).
 */
export class SetHash {
  private readonly lanes = new Uint32Array(8);

  /** @param bytes a hash as `bytes()` gives it; the empty set where absent */
  constructor(bytes?: Uint8Array) {
    if (bytes !== undefined) this.add(bytes);
  }

  /** Puts a member in, by its hash of 32 bytes. */
  add(hash: Uint8Array, at = 0): this {
    let carry = 0;
    for (let lane = 7; lane >= 0; lane--) {
      const sum = (this.lanes[lane] ?? 0) + word(hash, at + 4 * lane) + carry;
      this.lanes[lane] = sum;
      carry = sum > 0xffff_ffff ? 1 : 0;
    }
    return this;
  }

  /** Takes a member out, by its hash of 32 bytes. */
  remove(hash: Uint8Array, at = 0): this {
    let borrow = 0;
    for (let lane = 7; lane >= 0; lane--) {
      const difference = (this.lanes[lane] ?? 0) - word(hash, at + 4 * lane) - borrow;
      this.lanes[lane] = difference;
      borrow = difference < 0 ? 1 : 0;
    }
    return this;
  }

  bytes(): Buffer {
    const bytes = Buffer.alloc(32);
    this.lanes.forEach((lane, i) => bytes.writeUInt32BE(lane, 4 * i));
    return bytes;
  }
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0
  );
}
