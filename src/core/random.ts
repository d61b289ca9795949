/**
 * Seeded pseudo-random numbers, so that a simulation can be repeated to the last bit.
 *
 * The generator is xoshiro128** 1.1 of D. Blackman and S. Vigna ("Scrambled linear pseudorandom number generators",
 * ACM Transactions on Mathematical Software 47, 2021): period 2¹²⁸ − 1, 32 bits a step, only integer operations, hence
 * the same on every machine. Its state is filled by SplitMix32, so that neighbouring seeds give unrelated streams.
 */

/** A stream of pseudo-random numbers; each call moves it on. */
export interface RandomStream {
  /** A whole number from 0 to 2³² − 1, each equally likely. */
  readonly uint32: () => number;
  /** A number from 0 (included) to 1 (excluded) with 53 random bits. */
  readonly uniform: () => number;
  /** A number strictly between 0 and 1, for logarithms and inverse distribution functions. */
  readonly open: () => number;
  /** A whole number from 0 to `bound` − 1 without bias; `bound` from 1 to 2³². */
  readonly below: (bound: number) => number;
  /** A draw from the standard normal distribution (Marsaglia's polar method). */
  readonly normal: () => number;
  /** A draw from the exponential distribution with mean 1; divided by their sum several make a Dirichlet(1). */
  readonly exponential: () => number;
}

const TWO_32 = 0x1_0000_0000;

/**
 * A stream from a seed. Any finite number will do as a seed; whole numbers within ±2⁵³ give streams of their own.
 *
 * @throws RangeError when the seed is not finite
 */
export function randomStream(seed: number): RandomStream {
  const uint32 = xoshiro128(seedState(seed));
  const uniform = (): number => ((uint32() >>> 5) * 0x400_0000 + (uint32() >>> 6)) / 0x20_0000_0000_0000;
  const open = (): number => {
    let draw = uniform();
    while (draw === 0) draw = uniform();
    return draw;
  };
  return {
    uint32,
    uniform,
    open,
    below: (bound) => boundedDraw(uint32, bound),
    normal: polarNormal(uniform),
    exponential: () => -Math.log(open()),
  };
}

/** Four words of state from the two halves of the seed by SplitMix32. */
function seedState(seed: number): Uint32Array {
  if (!Number.isFinite(seed)) throw new RangeError(`a seed is a finite number, not ${seed}`);
  const whole = Math.trunc(seed);
  const low = Math.abs(whole) % TWO_32;
  const high = Math.floor(Math.abs(whole) / TWO_32) % TWO_32;
  let counter = mix32(low ^ mix32(high + (whole < 0 ? 0x9e37_79b9 : 0)));
  const state = new Uint32Array(4);
  for (let i = 0; i < 4; i++) {
    counter = (counter + 0x9e37_79b9) | 0;
    state[i] = mix32(counter);
  }
  return state;
}

/** The finaliser of MurmurHash3, the mixing step of SplitMix32. */
function mix32(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The bare generator from its four words of state, not all zero: 32 random bits a call. */
export function xoshiro128(state: Uint32Array): () => number {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Draws again whenever the draw falls into the incomplete last stretch, which would favour small results. */
function boundedDraw(uint32: () => number, bound: number): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > TWO_32) {
    throw new RangeError(`a bound is a whole number from 1 to 2^32, not ${bound}`);
  }
  const limit = TWO_32 - (TWO_32 % bound);
  let draw = uint32();
  while (draw >= limit) draw = uint32();
  return draw % bound;
}

function polarNormal(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    let x = 0;
    let y = 0;
    let square = 0;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    spare = y * factor;
    return x * factor;
  };
}
