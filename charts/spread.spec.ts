import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spread } from './spread.js';

describe('spread', () => {
  it('leaves labels that do not touch and parts those that do evenly', () => {
    expect(
      spread([
        { wanted: 10, height: 18 },
        { wanted: 50, height: 18 },
      ]),
    ).toEqual([10, 50]);
    expect(
      spread([
        { wanted: 10, height: 18 },
        { wanted: 12, height: 18 },
      ]),
    ).toEqual([2, 20]);
    expect(spread([])).toEqual([]);
  });

  it('never lets labels touch and keeps their order', () => {
    const label = fc.record({ wanted: fc.integer({ min: 0, max: 300 }), height: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 12 }), (labels) => {
        const centres = spread(labels);
        const order = labels
          .map((_, index) => index)
          .toSorted((a, b) => (labels[a]?.wanted ?? 0) - (labels[b]?.wanted ?? 0));
        for (let place = 1; place < order.length; place++) {
          const above = order[place - 1] ?? 0;
          const below = order[place] ?? 0;
          const room = ((labels[above]?.height ?? 0) + (labels[below]?.height ?? 0)) / 2;
          expect((centres[below] ?? 0) - (centres[above] ?? 0)).toBeGreaterThanOrEqual(room - 1e-6);
        }
      }),
    );
  });
});
