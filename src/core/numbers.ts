/**
 * How the core treats numbers: what is present, what is equal, how figures are rounded.
 *
 * Inside a `Float64Array` a missing value is `NaN`; everywhere else it is `null`. Infinities never enter: a value
 * that is not finite counts as missing.
 */

/** Two values tie when they are equal after rounding to this many significant digits (METHOD.md, item 0). */
export const SIGNIFICANT_DIGITS = 10;

/** True for a finite number; false for null, undefined, NaN and the infinities. */
export function isPresent(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** The value itself, with −0 turned into 0, so that no page ever shows "-0". */
export function unsignedZero(value: number): number {
  return value === 0 ? 0 : value;
}

/** A number as it leaves a column: `null` for anything that is not finite, and never −0. */
export function toNullable(value: number | undefined): number | null {
  return isPresent(value) ? unsignedZero(value) : null;
}

/** Values with gaps as a column: `null`, `undefined` and what is not finite become `NaN`. */
export function toColumn(values: readonly (number | null | undefined)[]): Float64Array {
  return Float64Array.from(values, (value) => (isPresent(value) ? unsignedZero(value) : NaN));
}

/** A column as values with gaps: the reverse of {@link toColumn}. */
export function fromColumn(column: Float64Array): (number | null)[] {
  return Array.from(column, toNullable);
}

/** The finite values of a column in ascending order; a new array, as long as there are values. */
export function sortedPresent(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let n = 0;
  for (const value of values) {
    if (Number.isFinite(value)) kept[n++] = unsignedZero(value);
  }
  return kept.subarray(0, n).sort();
}

/**
 * The value rounded to `digits` significant decimal digits (1..100), half away from zero on the exact binary value.
 * Zero and what is not finite come back as they are.
 *
 * @example roundSignificant(1.00000000014) // 1
 */
export function roundSignificant(value: number, digits: number = SIGNIFICANT_DIGITS): number {
  return value === 0 || !Number.isFinite(value) ? value : Number(value.toPrecision(digits));
}

/**
 * True when two numbers are equal after rounding to ten significant digits.
 *
 * Ten digits of the larger number span at least a thousand-millionth of it, so that two numbers farther apart than
 * that cannot round to the same figure: only near neighbours pay for the exact decimal comparison.
 * A missing value ties with nothing, not even with another.
 *
 * @example ties(1.0000000001, 1) // true
 * @example ties(0.1 + 0.2, 0.3) // true
 */
export function ties(a: number, b: number): boolean {
  if (a === b) return true;
  if (!(Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)))) return false;
  return roundSignificant(a) === roundSignificant(b);
}

/**
 * The value rounded to `decimals` decimal places, half away from zero on its shortest decimal notation, as people
 * round: 1.005 to two places is 1.01 although the binary number lies a little below. What is not finite stays.
 *
 * @throws RangeError when `decimals` is not a whole number from 0 to 15
 * @example roundDecimals(-1.005, 2) // -1.01
 */
export function roundDecimals(value: number, decimals: number): number {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 15) {
    throw new RangeError(`decimals must be a whole number from 0 to 15, not ${decimals}`);
  }
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size >= 1e21) return value;
  const rounded = shiftPoint(Math.round(shiftPoint(size, decimals)), -decimals);
  return unsignedZero(value < 0 ? -rounded : rounded);
}

/** Moves the decimal point in the notation of the number, not in its binary value. */
function shiftPoint(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = value.toString().split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
