/** Random variates from a source of uniform numbers, so that the same seed always gives the same draws. */

/** Uniform numbers in [0, 1). */
export type RandomSource = () => number;

/** A standard normal variate by the polar method of Marsaglia. */
export function normalVariate(random: RandomSource): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** A standard exponential variate. */
export function exponentialVariate(random: RandomSource): number {
  return -Math.log(1 - random());
}

/** A gamma variate with the given shape (> 0) and scale 1, by the method of Marsaglia and Tsang (2000). */
export function gammaVariate(shape: number, random: RandomSource): number {
  if (shape < 1) return gammaVariate(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalVariate(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** A beta variate for a, b > 0. */
export function betaVariate(a: number, b: number, random: RandomSource): number {
  const x = gammaVariate(a, random);
  return x / (x + gammaVariate(b, random));
}

/** Weights drawn evenly from all that sum to one (Dirichlet with all parameters 1); zero where the weight is zero. */
export function dirichletWeights(weights: readonly number[], random: RandomSource): number[] {
  const drawn = weights.map((weight) => (weight > 0 ? exponentialVariate(random) : 0));
  const sum = drawn.reduce((total, weight) => total + weight, 0);
  return drawn.map((weight) => weight / sum);
}

/** Weights multiplied by U(1 − spread, 1 + spread) each and brought to sum one again. */
export function spreadWeights(weights: readonly number[], spread: number, random: RandomSource): number[] {
  const drawn = weights.map((weight) => weight * (1 - spread + 2 * spread * random()));
  const sum = drawn.reduce((total, weight) => total + weight, 0);
  return drawn.map((weight) => weight / sum);
}
