/**
 * Columns put in order one after another, without an array a column: the sorting half of the bulk kernel.
 *
 * Values are sorted by two digits of their place between the smallest and the largest (a radix sort, Knuth, The Art of
 * Computer Programming 3, 5.2.5), which leaves nearly all where they belong, and then moved by hand.
 */
import { sortColumn } from './sort-column.js';

/** Up to here moving values one by one beats counting digits. */
const FEW = 56;
/** From here eleven bits at a time beat eight. */
const MANY = 2048;
/** More moves than this a value cost more than sorting by all bits. */
const MOVES = 8;
/** Up to here a unit and two digits of eight bits have room in one whole number. */
const PACKED_UNITS = 65_536;
/** On all common machines the upper half of a number comes last in memory. */
const UPPER_HALF = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
const EXPONENT = 0x7ff0_0000;
const SIGN = 0x8000_0000;
/** The key of zero. */
const ZERO_KEY = 0x8000_0000;

/** The digits of one pass: where its counts begin, and how far to shift for it. */
interface Digit {
  readonly base: number;
  readonly shift: number;
}

/** The order of the column asked about last, of columns of a fixed number of units. */
export class BulkOrder {
  /** The present values in ascending order; what stands behind the first n is left over. */
  readonly sorted: Float64Array;
  /** The unit of each. */
  units: Int32Array;
  private columns: Float64Array = new Float64Array(0);
  private halves: Uint32Array = new Uint32Array(0);
  private nextUnits: Int32Array;
  private keys: Uint32Array;
  private nextKeys: Uint32Array;
  private least = 0;
  private most = 0;
  private readonly counts = new Int32Array(2 << 11);

  /** @param length of every column */
  constructor(private readonly length: number) {
    this.sorted = new Float64Array(length);
    this.units = new Int32Array(length);
    this.nextUnits = new Int32Array(length);
    this.keys = new Uint32Array(length);
    this.nextKeys = new Uint32Array(length);
  }

  /** @param columns one column after another, NaN where missing */
  take(columns: Float64Array): void {
    this.columns = columns;
    this.halves = new Uint32Array(columns.buffer, columns.byteOffset, columns.length * 2);
  }

  /**
   * Puts one column of those taken in order.
   *
   * @param members the units that count; null where all do
   * @returns n, the number of values
   */
  order(index: number, members: Int32Array | null): number {
    const start = index * this.length;
    const n = this.gather(start, members);
    if (n <= FEW) {
      this.fetch(start, n);
      this.settle(n, Infinity);
      return n;
    }
    if (this.length <= PACKED_UNITS && n < MANY) this.sortPacked(n);
    else this.sortPairs(n);
    this.fetch(start, n);
    if (!this.settle(n, MOVES * n)) this.sortByAllBits(n);
    return n;
  }

  /**
   * Notes the units that hold a number, and as their keys the upper halves of the numbers' bits, changed so that they
   * sort as whole numbers: negative ones with all bits turned over, the others with the sign bit set.
   */
  private gather(start: number, members: Int32Array | null): number {
    const { units, keys, halves, length } = this;
    const count = members === null ? length : members.length;
    let least = 0xffff_ffff;
    let most = 0;
    let n = 0;
    for (let i = 0; i < count; i++) {
      const unit = members === null ? i : (members[i] as number);
      if (unit >= length) continue;
      const half = halves[2 * (start + unit) + UPPER_HALF] as number;
      if ((half & EXPONENT) === EXPONENT) continue;
      const key = (half >>> 31 === 1 ? ~half : half | SIGN) >>> 0;
      units[n] = unit;
      keys[n++] = key;
      if (key === ZERO_KEY) continue;
      if (key < least) least = key;
      if (key > most) most = key;
    }
    this.least = least;
    this.most = most;
    return n;
  }

  /** So far has a key to be shifted that its place above the smallest fits so many bits, one place kept for zero. */
  private shiftFor(bits: number): number {
    return Math.max(0, 33 - Math.clz32(Math.max(this.most - this.least, 0)) - bits);
  }

  /** Sorts whole numbers of two digits and the unit, eight, eight and sixteen bits. */
  private sortPacked(n: number): void {
    const { counts, keys, units, least } = this;
    const shift = this.shiftFor(16);
    counts.fill(0, 0, 512);
    for (let i = 0; i < n; i++) {
      const key = keys[i] as number;
      // Keys grow with the logarithm of the value, so that a few very large values do not press all others together.
      // Zero, which in keys is far from all others, is 0: below it there is nothing, or it is moved by hand.
      const place = key === ZERO_KEY ? 0 : ((key - least) >>> shift) + 1;
      keys[i] = (place << 16) | (units[i] as number);
      bump(counts, place & 0xff);
      bump(counts, 0x100 | (place >>> 8));
    }
    this.toStarts(0, 256);
    this.toStarts(256, 256);
    this.scatterPacked(n, { base: 0, shift: 16 });
    this.scatterPacked(n, { base: 256, shift: 24 });
    for (let i = 0; i < n; i++) units[i] = (this.keys[i] as number) & 0xffff;
  }

  private scatterPacked(n: number, { base, shift }: Digit): void {
    const { counts, keys, nextKeys } = this;
    for (let i = 0; i < n; i++) {
      const key = keys[i] as number;
      const at = base + ((key >>> shift) & 0xff);
      const target = counts[at] as number;
      counts[at] = target + 1;
      nextKeys[target] = key;
    }
    this.keys = nextKeys;
    this.nextKeys = keys;
  }

  /** Sorts keys and units side by side, by two digits of eleven bits. */
  private sortPairs(n: number): void {
    const { counts, keys, least } = this;
    const shift = this.shiftFor(22);
    counts.fill(0);
    for (let i = 0; i < n; i++) {
      const key = keys[i] as number;
      const place = key === ZERO_KEY ? 0 : ((key - least) >>> shift) + 1;
      keys[i] = place;
      bump(counts, place & 0x7ff);
      bump(counts, 0x800 | (place >>> 11));
    }
    this.toStarts(0, 2048);
    this.toStarts(2048, 2048);
    this.scatterPairs(n, { base: 0, shift: 0 });
    this.scatterPairs(n, { base: 2048, shift: 11 });
  }

  private scatterPairs(n: number, { base, shift }: Digit): void {
    const { counts, keys, units, nextKeys, nextUnits } = this;
    for (let i = 0; i < n; i++) {
      const key = keys[i] as number;
      const at = base + ((key >>> shift) & 0x7ff);
      const target = counts[at] as number;
      counts[at] = target + 1;
      nextKeys[target] = key;
      nextUnits[target] = units[i] as number;
    }
    this.keys = nextKeys;
    this.nextKeys = keys;
    this.units = nextUnits;
    this.nextUnits = units;
  }

  /** Turns counts of digits into the first position of each. */
  private toStarts(base: number, size: number): void {
    const { counts } = this;
    let start = 0;
    for (let at = base; at < base + size; at++) {
      const count = counts[at] as number;
      counts[at] = start;
      start += count;
    }
  }

  private fetch(start: number, n: number): void {
    const { sorted, units, columns } = this;
    for (let i = 0; i < n; i++) sorted[i] = (columns[start + (units[i] as number)] as number) + 0;
  }

  /**
   * Moves values one by one to where they belong, which is quick when nearly all are there already.
   *
   * @returns false, half done, when that takes more than `moves`
   */
  private settle(n: number, moves: number): boolean {
    const { sorted, units } = this;
    let left = moves;
    for (let i = 1; i < n; i++) {
      const value = sorted[i] as number;
      if ((sorted[i - 1] as number) <= value) continue;
      const unit = units[i] as number;
      let hole = i;
      do {
        sorted[hole] = sorted[hole - 1] as number;
        units[hole] = units[hole - 1] as number;
        hole--;
      } while (hole > 0 && (sorted[hole - 1] as number) > value);
      sorted[hole] = value;
      units[hole] = unit;
      left -= i - hole;
      if (left < 0) return false;
    }
    return true;
  }

  /** For values that lie too close together, or on both sides of zero. */
  private sortByAllBits(n: number): void {
    const { sorted, units } = this;
    const whole = sortColumn(sorted.slice(0, n));
    const before = units.slice(0, n);
    for (let i = 0; i < n; i++) {
      sorted[i] = whole.values[i] as number;
      units[i] = before[whole.units[i] as number] as number;
    }
  }
}

function bump(counts: Int32Array, at: number): void {
  counts[at] = (counts[at] as number) + 1;
}
