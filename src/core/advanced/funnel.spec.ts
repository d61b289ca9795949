import { describe, expect, it } from '@jest/globals';
import { binomialCdf } from './distributions.js';
import { drawFunnel, type FunnelOptions } from './funnel.js';

const OPTIONS: FunnelOptions = {
  kind: 'proportion',
  target: null,
  limits: null,
  overdispersion: 'none',
  winsorise: 0.1,
  levels: [0.95, 0.998],
};

const COUNTS = Float64Array.of(30, 55, 10, 80, 41);
const SIZES = Float64Array.of(100, 200, 90, 150, 160);

describe('funnel', () => {
  it('estimates φ and τ² by hand', () => {
    const target = 216 / 700;
    const variance = SIZES.map((n) => (target * (1 - target)) / n);
    const z = COUNTS.map((count, i) => (count / (SIZES[i] ?? 1) - target) / Math.sqrt(variance[i] ?? 1));
    const sorted = z.slice().sort();
    const [low, high] = [
      (sorted[0] ?? 0) + 0.4 * ((sorted[1] ?? 0) - (sorted[0] ?? 0)),
      (sorted[3] ?? 0) + 0.6 * ((sorted[4] ?? 0) - (sorted[3] ?? 0)),
    ];
    const phi = z.reduce((sum, one) => sum + Math.min(Math.max(one, low), high) ** 2, 0) / 5;
    const w = variance.map((v) => 1 / v);
    const sum = w.reduce((a, b) => a + b, 0);
    const squares = w.reduce((a, b) => a + b * b, 0);
    const funnel = drawFunnel(COUNTS, SIZES, { ...OPTIONS, overdispersion: 'additive' });
    expect(funnel?.phi).toBeCloseTo(phi, 12);
    expect(funnel?.tau2).toBeCloseTo((5 * phi - 4) / (sum - squares / sum), 12);
    expect(funnel?.points[3]?.z).toBeCloseTo(
      (80 / 150 - target) / Math.sqrt((variance[3] ?? 0) + (funnel?.tau2 ?? 0)),
      12,
    );
  });

  it('widens the limits by √φ in the multiplicative model', () => {
    const plain = drawFunnel(COUNTS, SIZES, OPTIONS);
    const wide = drawFunnel(COUNTS, SIZES, { ...OPTIONS, overdispersion: 'multiplicative' });
    expect(wide?.points[0]?.z).toBeCloseTo((plain?.points[0]?.z ?? NaN) / Math.sqrt(plain?.phi ?? NaN), 12);
    const half = (funnel: typeof plain): number =>
      (funnel?.points[0]?.limits[0]?.upper ?? NaN) - (funnel?.target ?? NaN);
    expect(half(wide)).toBeCloseTo(half(plain) * Math.sqrt(plain?.phi ?? NaN), 12);
  });

  it('adjusts nothing where chance explains the variation', () => {
    const even = Float64Array.of(31, 62, 28, 46, 49);
    const funnel = drawFunnel(even, SIZES, { ...OPTIONS, overdispersion: 'multiplicative' });
    expect(funnel).toMatchObject({ adjusted: false, tau2: 0 });
  });

  it('interpolates the exact limits between counts', () => {
    const funnel = drawFunnel(Float64Array.of(2), Float64Array.of(20), {
      ...OPTIONS,
      target: 0.1,
      limits: 'exact_interpolated',
    });
    const upper = funnel?.points[0]?.limits[0]?.upper ?? NaN;
    // F(4) = 0.9568 < 0.975 ≤ F(5) = 0.9887: the limit lies between 4/20 and 5/20.
    const [f4, f5] = [binomialCdf(4, 20, 0.1), binomialCdf(5, 20, 0.1)];
    expect(upper).toBeCloseTo((5 - (f5 - 0.975) / (f5 - f4)) / 20, 12);
    expect(funnel?.points[0]?.limits[0]?.lower).toBe(0);
  });

  it('has no point for missing counts and none at all for a target without chance', () => {
    const funnel = drawFunnel(Float64Array.of(NaN, 5), Float64Array.of(10, 50), OPTIONS);
    expect(funnel?.points[0]).toBeNull();
    expect(drawFunnel(Float64Array.of(0, 0), Float64Array.of(10, 50), OPTIONS)).toBeNull();
  });
});
