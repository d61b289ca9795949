/** Members of a peer group as one bit a unit: unit 0 is the lowest bit of the first byte. */

export function toBits(members: Int32Array): Uint8Array {
  const last = members.reduce((greatest, unit) => Math.max(greatest, unit), -1);
  const bits = new Uint8Array((last >> 3) + 1);
  for (const unit of members) bits[unit >> 3] = (bits[unit >> 3] ?? 0) | (1 << (unit & 7));
  return bits;
}

/** Places of the members in the unit order, ascending. */
export function fromBits(bits: Uint8Array): Int32Array {
  const members: number[] = [];
  bits.forEach((byte, at) => {
    for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) members.push(at * 8 + bit);
  });
  return Int32Array.from(members);
}
