import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { niceScale, tickLabels } from './scale.js';

describe('niceScale', () => {
  it('takes round steps and starts at zero where a cut axis would exaggerate', () => {
    expect(niceScale([3, 17.4]).ticks).toEqual([0, 5, 10, 15, 20]);
    expect(niceScale([92, 97]).min).toBeGreaterThan(80);
    expect(niceScale([92, 97], { fromZero: true }).min).toBe(0);
    expect(niceScale([-5, 10])).toMatchObject({ min: -5, max: 10 });
    expect(niceScale([-10, -1]).max).toBe(0);
  });

  it('stands when there is nothing, only zero, or only one value', () => {
    expect(niceScale([])).toMatchObject({ min: 0, max: 1 });
    expect(niceScale([0, 0])).toMatchObject({ min: 0, max: 1 });
    const single = niceScale([7]);
    expect(single.min).toBeLessThan(7);
    expect(single.max).toBeGreaterThan(7);
  });

  it('covers all values with a handful of ticks', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const scale = niceScale(values);
        expect(scale.min).toBeLessThanOrEqual(Math.min(...values) + scale.step * 1e-6 + 1e-7);
        expect(scale.max).toBeGreaterThanOrEqual(Math.max(...values) - scale.step * 1e-6 - 1e-7);
        expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
        expect(scale.ticks.length).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('writes ticks in the language asked', () => {
    expect(tickLabels(niceScale([0, 0.9]), 'lv')).toEqual(['0,0', '0,2', '0,4', '0,6', '0,8', '1,0']);
    expect(tickLabels(niceScale([0, 45000], { count: 3 }), 'en')).toEqual(['0', '20,000', '40,000', '60,000']);
  });
});
