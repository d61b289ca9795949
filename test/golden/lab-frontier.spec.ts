/**
 * The frontier through the laboratory, against the worked examples of W. Cooper, L. Seiford, K. Tone, "Data
 * Envelopment Analysis" (2007). Real: HiGHS, the reading of the request and the whole computation.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createLinearSolver, type LinearSolver } from '../../src/core/advanced/linear-solver.js';
import {
  computeFrontier,
  parseFrontierRequest,
  type FrontierLine,
} from '../../src/core/laboratory/frontier-request.js';

let solver: LinearSolver;
beforeAll(async () => {
  solver = await createLinearSolver();
});

/** Table 1.5: twelve hospitals, doctors and nurses in, outpatients and inpatients out; CCR scores as printed. */
const HOSPITALS: readonly (readonly [string, number, number, number, number, number])[] = [
  ['A', 20, 151, 100, 90, 1],
  ['B', 19, 131, 150, 50, 1],
  ['C', 25, 160, 160, 55, 0.883],
  ['D', 27, 168, 180, 72, 1],
  ['E', 22, 158, 94, 66, 0.763],
  ['F', 55, 255, 230, 90, 0.835],
  ['G', 33, 235, 220, 88, 0.902],
  ['H', 31, 206, 152, 80, 0.796],
  ['I', 30, 244, 190, 100, 0.96],
  ['J', 50, 268, 250, 100, 0.871],
  ['K', 53, 306, 260, 147, 0.955],
  ['L', 38, 284, 250, 120, 0.958],
];
const FACTORS = ['doctors', 'nurses', 'outpatients', 'inpatients'];

function frontier(more: object = {}): FrontierLine[] {
  const parsed = parseFrontierRequest({
    units: HOSPITALS.map(([code]) => ({ code })),
    inputs: FACTORS.slice(0, 2),
    outputs: FACTORS.slice(2),
    observations: HOSPITALS.flatMap(([unit, ...figures]) =>
      FACTORS.map((indicator, i) => ({ unit, indicator, period: '2006', value: figures[i] })),
    ),
    ...more,
  });
  if (parsed.refusal !== null) throw new Error(`${parsed.refusal.code} ${parsed.refusal.path}`);
  const scored = computeFrontier(parsed.value, solver);
  if (scored.refusal !== null) throw new Error(`${scored.refusal.code} ${scored.refusal.path}`);
  return scored.value;
}

describe('hospitals (Table 1.5)', () => {
  it('constant returns: the printed scores', () => {
    const lines = frontier();
    expect(lines.map(({ efficiency }) => Number(efficiency?.toFixed(3)))).toEqual(HOSPITALS.map((one) => one[5]));
    expect(lines.filter(({ efficient }) => efficient).map(({ unit }) => unit)).toEqual(['A', 'B', 'D']);
  });

  it('variable returns are never stricter, and scale is the quotient', () => {
    const constant = frontier();
    frontier({ returnsToScale: 'vrs' }).forEach((line, i) => {
      expect(line.efficiency).toBeGreaterThanOrEqual((constant[i]?.efficiency ?? NaN) - 1e-9);
      expect(line.efficiency).toBeLessThanOrEqual(1);
      expect(line.scale).toBeCloseTo((constant[i]?.efficiency ?? NaN) / (line.efficiency ?? NaN), 9);
    });
  });

  it('peers and slacks rebuild the projected point', () => {
    for (const line of frontier()) {
      const own = HOSPITALS.find(([code]) => code === line.unit);
      FACTORS.forEach((factor, i) => {
        const best = line.peers.reduce((sum, { unit, lambda }) => {
          const figures = HOSPITALS.find(([code]) => code === unit);
          return sum + lambda * Number(figures?.[i + 1]);
        }, 0);
        const slack = line.slacks[factor] ?? 0;
        const target = i < 2 ? (line.efficiency ?? 1) * Number(own?.[i + 1]) - slack : Number(own?.[i + 1]) + slack;
        expect(best).toBeCloseTo(target, 6);
      });
    }
  });

  it('refuses too few units unless forced, and then says so', () => {
    const few = { units: HOSPITALS.slice(0, 5).map(([code]) => ({ code })) };
    const observations = HOSPITALS.slice(0, 5).flatMap(([unit, ...figures]) =>
      FACTORS.map((indicator, i) => ({ unit, indicator, value: figures[i] })),
    );
    expect(() => frontier({ ...few, observations })).toThrow('FRONTIER_TOO_FEW_UNITS units');
    const forced = frontier({ ...few, observations, force: true });
    expect(forced).toHaveLength(5);
    expect(forced.every(({ flags }) => flags.includes('DEA_LOW_N'))).toBe(true);
  });

  it('leaves out a unit that lacks a figure', () => {
    const observations = HOSPITALS.flatMap(([unit, ...figures]) =>
      FACTORS.map((indicator, i) => ({ unit, indicator, value: unit === 'L' && i === 3 ? null : figures[i] })),
    );
    expect(frontier({ observations, force: true }).at(-1)).toMatchObject({ efficiency: null, flags: ['MISSING'] });
  });
});
