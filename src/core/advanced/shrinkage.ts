/**
 * Empirical Bayes smoothing of rates from small populations (R. J. Marshall, "Mapping Disease and Mortality Rates
 * Using Empirical Bayes Estimators", Applied Statistics 40 (1991)). A separately labelled reading aid: it never
 * replaces the raw rate.
 */

/** The prior estimated from all rates, and the rates drawn towards it. */
export interface ShrunkRates {
  /** m = Σ numerators / Σ denominators */
  readonly mean: number;
  /** A = max(0, s² − m/n̄), the variance between units beyond chance */
  readonly between: number;
  /** m + C·(r − m) with C = A/(A + m/n); NaN where numerator or denominator is missing or unusable */
  readonly rates: Float64Array;
}

/**
 * Marshall's global estimator. Rates are per one; s² = Σ n·(r − m)² / Σ n, n̄ = Σ n / number of units.
 *
 * @param numerators events, NaN where missing
 * @param denominators population at risk, NaN where missing; not positive counts as missing
 * @returns null when no unit has both
 */
export function shrinkPoisson(numerators: Float64Array, denominators: Float64Array): ShrunkRates | null {
  let events = 0;
  let population = 0;
  let units = 0;
  for (let i = 0; i < numerators.length; i++) {
    if (!usable(numerators[i], denominators[i])) continue;
    events += numerators[i] ?? 0;
    population += denominators[i] ?? 0;
    units++;
  }
  if (units === 0) return null;
  const mean = events / population;
  let spread = 0;
  for (let i = 0; i < numerators.length; i++) {
    const n = denominators[i] ?? NaN;
    if (usable(numerators[i], n)) spread += n * ((numerators[i] ?? NaN) / n - mean) ** 2;
  }
  const between = Math.max(0, spread / population - mean / (population / units));
  const rates = numerators.map((events, i) => {
    const n = denominators[i] ?? NaN;
    if (!usable(events, n)) return NaN;
    const weight = between === 0 ? 0 : between / (between + mean / n);
    return mean + weight * (events / n - mean);
  });
  return { mean, between, rates };
}

function usable(numerator: number | undefined, denominator: number | undefined): boolean {
  return Number.isFinite(numerator) && Number.isFinite(denominator) && (denominator ?? 0) > 0;
}
