import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leastUnits, scoreFrontier, type FrontierData, type FrontierOptions } from './frontier.js';
import { createLinearSolver, type LinearSolver } from './linear-solver.js';

let solver: LinearSolver;
beforeAll(async () => {
  solver = await createLinearSolver();
});

const CRS_IN: FrontierOptions = { orientation: 'in', returnsToScale: 'crs', superEfficiency: false };

function data(inputs: number[][], outputs: number[][]): FrontierData {
  return { inputs: inputs.map((row) => Float64Array.from(row)), outputs: outputs.map((row) => Float64Array.from(row)) };
}

/** Cooper, Seiford, Tone (2007), Table 1.1: employees and sales of eight stores. */
const STORES = data(
  [2, 3, 3, 4, 5, 5, 6, 8].map((x) => [x]),
  [1, 3, 2, 3, 4, 2, 3, 5].map((y) => [y]),
);

/** Cooper, Seiford, Tone (2007), Example 2.2: two inputs, one output, units A to F. */
const TWO_INPUTS = data(
  [
    [4, 3],
    [7, 3],
    [8, 1],
    [4, 2],
    [2, 4],
    [10, 1],
  ],
  [[1], [1], [1], [1], [1], [1]],
);

describe('frontier', () => {
  it('one input, one output: sales per employee against the best store (Table 1.1)', () => {
    const scores = scoreFrontier(STORES, CRS_IN, solver);
    const published = [0.5, 1, 0.667, 0.75, 0.8, 0.4, 0.5, 0.625];
    scores.forEach((score, i) => {
      expect(score.efficiency).toBeCloseTo(published[i] ?? NaN, 3);
    });
    expect(scores[0]?.peers).toEqual([{ unit: 1, lambda: expect.closeTo(1 / 3, 12) }]);
    expect(scores.map((score) => score.efficient)).toEqual([false, true, false, false, false, false, false, false]);
  });

  it('two inputs: scores, peers and the slack of a weakly efficient unit (Example 2.2)', () => {
    const scores = scoreFrontier(TWO_INPUTS, CRS_IN, solver);
    const published = [6 / 7, 12 / 19, 1, 1, 1, 1];
    scores.forEach((score, i) => {
      expect(score.efficiency).toBeCloseTo(published[i] ?? NaN, 12);
    });
    expect(scores[0]?.peers.map((peer) => [peer.unit, Number(peer.lambda.toFixed(4))])).toEqual([
      [3, 0.7143],
      [4, 0.2857],
    ]);
    expect(scores[5]?.inputSlacks).toEqual([expect.closeTo(2, 9), 0]);
    expect(scores.map((score) => score.efficient)).toEqual([false, false, true, true, true, false]);
  });

  it('tells where on the scale a unit works', () => {
    const scores = scoreFrontier(STORES, { ...CRS_IN, returnsToScale: 'vrs' }, solver);
    expect(scores[0]).toMatchObject({ efficiency: 1, region: 'irs', scale: expect.closeTo(0.5, 12) });
    expect(scores[1]).toMatchObject({ efficiency: 1, region: 'crs', scale: 1 });
    expect(scores[7]).toMatchObject({ efficiency: 1, region: 'drs', scale: expect.closeTo(0.625, 12) });
  });

  it('under constant returns both orientations agree', () => {
    const inward = scoreFrontier(TWO_INPUTS, CRS_IN, solver);
    const outward = scoreFrontier(TWO_INPUTS, { ...CRS_IN, orientation: 'out' }, solver);
    inward.forEach((score, i) => {
      expect(outward[i]?.efficiency).toBeCloseTo(score.efficiency ?? NaN, 10);
    });
  });

  it('super-efficiency ranks the efficient, and is null where no other unit can be reached', () => {
    const constant = scoreFrontier(STORES, { ...CRS_IN, superEfficiency: true }, solver);
    expect(constant[1]?.efficiency).toBeCloseTo(1.25, 12);
    expect(constant[0]?.efficiency).toBeCloseTo(0.5, 12);
    const variable = scoreFrontier(STORES, { ...CRS_IN, returnsToScale: 'vrs', superEfficiency: true }, solver);
    expect(variable[7]?.efficiency).toBeNull();
    expect(variable[7]?.efficient).toBe(true);
  });

  it('knows how many units it needs', () => {
    expect(leastUnits(2, 1)).toBe(9);
    expect(leastUnits(5, 8)).toBe(40);
  });

  it('constant ≤ variable ≤ 1, and no unit of measure matters', () => {
    const table = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })),
      {
        minLength: 3,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 100_000 }), (rows, factor) => {
        const plain = data(
          rows.map(([a, b]) => [a, b]),
          rows.map(([, , y]) => [y]),
        );
        const converted = data(
          rows.map(([a, b]) => [a * factor, b]),
          rows.map(([, , y]) => [y]),
        );
        const constant = scoreFrontier(plain, CRS_IN, solver);
        const variable = scoreFrontier(plain, { ...CRS_IN, returnsToScale: 'vrs' }, solver);
        const other = scoreFrontier(converted, CRS_IN, solver);
        constant.forEach((score, i) => {
          expect(score.efficiency).toBeLessThanOrEqual((variable[i]?.efficiency ?? NaN) + 1e-9);
          expect(variable[i]?.efficiency).toBeLessThanOrEqual(1);
          expect(other[i]?.efficiency).toBeCloseTo(score.efficiency ?? NaN, 9);
        });
      }),
      { numRuns: 30 },
    );
  });
});
