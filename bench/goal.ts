/** What every benchmark program of this folder gives: `export async function run(): Promise<Goal[]>`. */

/** One goal and how it was met in this run. */
export interface Goal {
  /** Short and lasting, e.g. `http.cached`. */
  readonly id: string;
  /** What is wanted, in words, e.g. `≥ 75 % of a bare server`. */
  readonly goal: string;
  /** What was found, in words, with the figures it follows from. */
  readonly measured: string;
  readonly ok: boolean;
}

/** The middle of the numbers; NaN where there are none. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** The smallest number that is not less than so great a share of them. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** The number with so many significant digits, as text. */
export function digits(value: number, significant = 3): string {
  return String(Number(value.toPrecision(significant)));
}
