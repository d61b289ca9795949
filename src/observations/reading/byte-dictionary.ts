/** Gives each distinct text a number, 0, 1, 2, …, from its UTF-8 bytes, without making a string of every occurrence. */
export class ByteDictionary {
  readonly texts: string[] = [];
  private readonly entries: Buffer[] = [];
  private readonly hashes: number[] = [];
  private slots = new Int32Array(1024).fill(-1);
  private last = -1;

  /** The number of the text in `bytes[start, end)`. */
  numberOf(bytes: Buffer, start: number, end: number): number {
    if (this.last >= 0 && this.equals(this.last, bytes, start, end)) return this.last;
    const hash = hashOf(bytes, start, end);
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.slots[slot] ?? -1;
      if (number < 0) return (this.last = this.add(hash, slot, Buffer.from(bytes.subarray(start, end))));
      if (this.hashes[number] === hash && this.equals(number, bytes, start, end)) return (this.last = number);
    }
  }

  private add(hash: number, slot: number, entry: Buffer): number {
    const number = this.texts.push(entry.toString('utf8')) - 1;
    this.entries.push(entry);
    this.hashes.push(hash);
    this.slots[slot] = number;
    if (this.texts.length * 2 > this.slots.length) this.grow();
    return number;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    this.hashes.forEach((hash, number) => {
      let slot = hash & mask;
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      slots[slot] = number;
    });
    this.slots = slots;
  }

  private equals(number: number, bytes: Buffer, start: number, end: number): boolean {
    const entry = this.entries[number];
    if (entry?.length !== end - start) return false;
    for (let i = 0; i < entry.length; i++) if (entry[i] !== bytes[start + i]) return false;
    return true;
  }
}

/** FNV-1a over the bytes, finished so that its low bits are well mixed; never negative. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x7fffffff;
}
