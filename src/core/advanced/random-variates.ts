/** Random variates and weights from a seeded stream, so that the same seed always gives the same draws. */
import type { RandomStream } from '../random.js';

/** A gamma variate with the given shape (> 0) and scale 1, by the method of Marsaglia and Tsang (2000). */
export function gammaVariate(shape: number, random: RandomStream): number {
  if (shape < 1) return gammaVariate(shape + 1, random) * random.open() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random.open()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** A beta variate for a, b > 0. */
export function betaVariate(a: number, b: number, random: RandomStream): number {
  const x = gammaVariate(a, random);
  return x / (x + gammaVariate(b, random));
}

/** Weights drawn evenly from all that sum to one (Dirichlet with all parameters 1); zero where the weight is zero. */
export function dirichletWeights(weights: readonly number[], random: RandomStream): number[] {
  const drawn = weights.map((weight) => (weight > 0 ? random.exponential() : 0));
  const sum = drawn.reduce((total, weight) => total + weight, 0);
  return drawn.map((weight) => weight / sum);
}

/** Weights multiplied by U(1 − spread, 1 + spread) each and brought to sum one again. */
export function spreadWeights(weights: readonly number[], spread: number, random: RandomStream): number[] {
  const drawn = weights.map((weight) => weight * (1 - spread + 2 * spread * random.uniform()));
  const sum = drawn.reduce((total, weight) => total + weight, 0);
  return drawn.map((weight) => weight / sum);
}
