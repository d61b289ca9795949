/** Goalposts (METHOD.md, item 10): fixed ends of the scale that everybody knows beforehand, as in the HDI of UNDP. */
import { directionSign } from './direction.js';
import { isPresent } from './numbers.js';
import { placeInRange, type Range, type ScaledScore } from './min-max.js';
import type { RefusalCode } from './refusal.js';
import type { Direction } from './vocabulary.js';

/** The two ends in the unit of the indicator, low below high; `log` scores ln x instead of x (income in the HDI). */
export interface Goalposts {
  readonly low: number;
  readonly high: number;
  readonly log?: boolean;
}

const UNIT_RANGE: Range = [0, 1];
const MISSING: ScaledScore = { value: null, clamped: false };

/** Why these goalposts cannot be used, or null when they can: they must differ, stand in order, and have logarithms. */
export function refusalOfGoalposts({ low, high, log = false }: Goalposts): RefusalCode | null {
  if (low === high) return 'GOALPOSTS_EQUAL';
  if (low > high) return 'GOALPOSTS_REVERSED';
  return log && low <= 0 ? 'GOALPOSTS_LOG_NON_POSITIVE' : null;
}

/**
 * t = (x − low) / (high − low), clamped to 0..1 and said so, 1 − t where lower is better; then put on the range.
 * With `log` it is (ln x − ln low) / (ln high − ln low), and a value without a logarithm counts as below the low post.
 *
 * @returns value null for a missing value or a neutral indicator
 * @throws RangeError for goalposts that `refusalOfGoalposts` refuses
 * @example goalpostScore(60, { low: 20, high: 85 }, 'higher_is_better').value // 0.6153846153846154
 */
export function goalpostScore(
  value: number | null,
  goalposts: Goalposts,
  direction: Direction,
  range: Range = UNIT_RANGE,
): ScaledScore {
  const refusal = refusalOfGoalposts(goalposts);
  if (refusal !== null) throw new RangeError(`goalposts refused: ${refusal}`);
  const sign = directionSign(direction);
  if (!isPresent(value) || sign === 0) return MISSING;
  const { low, high, log = false } = goalposts;
  const [x, from, to] = log ? [Math.log(Math.max(value, 0)), Math.log(low), Math.log(high)] : [value, low, high];
  return placeInRange((sign === 1 ? x - from : to - x) / (to - from), range, true);
}
