/** What must not change, or must change in a known way, whatever the figures are. Real: the whole laboratory. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineOf, scoresOf, type Body } from './laboratory-request.js';

const CODES = ['X0', 'X1', 'X2'];

/** Tables of 4 to 9 units and three indicators with some gaps. */
const table = fc
  .array(fc.tuple(...CODES.map(() => fc.option(fc.integer({ min: 1, max: 1000 }), { nil: null, freq: 8 }))), {
    minLength: 4,
    maxLength: 9,
  })
  .map((rows) => rows);

interface Shape {
  readonly directions?: readonly string[];
  readonly weights?: readonly number[];
  readonly order?: readonly number[];
  readonly aggregation?: string;
  readonly method?: object;
}

function body(rows: readonly (readonly (number | null)[])[], shape: Shape = {}): Body {
  const order = shape.order ?? [...rows.keys()];
  return {
    units: order.map((i) => ({ code: `U${i}` })),
    nodes: [{ code: 'Index', aggregation: shape.aggregation ?? 'arithmetic' }],
    indicators: CODES.map((code, i) => ({
      code,
      parent: 'Index',
      direction: shape.directions?.[i] ?? 'higher_is_better',
      weight: shape.weights?.[i] ?? 1,
    })),
    observations: order.flatMap((i) =>
      CODES.map((indicator, j) => ({ unit: `U${i}`, indicator, period: '2024', value: rows[i]?.[j] ?? null })),
    ),
    seed: 3,
    method: shape.method ?? {},
  };
}

function near(actual: number | null | undefined, expected: number | null | undefined): void {
  if (expected === null || expected === undefined) expect(actual).toBe(expected);
  else expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}

describe('laboratory, metamorphic', () => {
  it('the order of the units changes nothing', () => {
    fc.assert(
      fc.property(table, fc.integer(), (rows, shift) => {
        const order = [...rows.keys()].map((i) => (i + Math.abs(shift)) % rows.length).reverse();
        const [plain, turned] = [scoresOf(body(rows)), scoresOf(body(rows, { order }))];
        for (const line of plain.scores) {
          expect(turned.scores.find((o) => o.unit === line.unit && o.indicator === line.indicator)).toEqual(line);
        }
        for (const line of plain.composites) {
          expect(turned.composites.find(({ unit }) => unit === line.unit)).toEqual(line);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('another unit of measure changes neither ranks nor scores', () => {
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 2, max: 1000 }),
        fc.integer({ min: 0, max: 5000 }),
        (rows, factor, shift) => {
          const converted = rows.map((row) => row.map((value) => (value === null ? null : value * factor + shift)));
          const [plain, other] = [scoresOf(body(rows)), scoresOf(body(converted))];
          plain.scores.forEach((line, i) => {
            expect(other.scores[i]?.rank).toBe(line.rank);
            near(other.scores[i]?.normalised, line.normalised);
            near(other.scores[i]?.z, line.z);
            near(other.scores[i]?.robustZ, line.robustZ);
          });
          plain.composites.forEach((line, i) => {
            near(other.composites[i]?.score, line.score);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('turning direction and sign over changes nothing', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const negative = rows.map((row) => row.map((value) => (value === null ? null : -value)));
        const directions = CODES.map(() => 'lower_is_better');
        const [plain, turned] = [scoresOf(body(rows)), scoresOf(body(negative, { directions }))];
        plain.scores.forEach((line, i) => {
          const other = turned.scores[i];
          expect([other?.rank, other?.percentile, other?.quantileGroup]).toEqual([
            line.rank,
            line.percentile,
            line.quantileGroup,
          ]);
          near(other?.normalised, line.normalised);
          near(other?.z, line.z);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('weights count only relative to each other', () => {
    const weight = fc.tuple(...CODES.map(() => fc.integer({ min: 1, max: 9 })));
    fc.assert(
      fc.property(table, weight, fc.integer({ min: 2, max: 50 }), (rows, weights, factor) => {
        const scaled = weights.map((one) => one * factor);
        const [plain, other] = [scoresOf(body(rows, { weights })), scoresOf(body(rows, { weights: scaled }))];
        plain.composites.forEach((line, i) => {
          near(other.composites[i]?.score, line.score);
          expect(other.composites[i]?.rank).toBe(line.rank);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('harmonic ≤ geometric ≤ arithmetic on the same scale', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const method = { normalisation: { kind: 'minmax', range: [1, 100] } };
        const scores = ['harmonic', 'geometric', 'arithmetic'].map((aggregation) =>
          scoresOf(body(rows, { aggregation, method })).composites.map(({ score }) => score),
        );
        scores[0]?.forEach((lowest, unit) => {
          if (lowest === null) return;
          expect(lowest).toBeLessThanOrEqual((scores[1]?.[unit] ?? NaN) + 1e-9);
          expect(scores[1]?.[unit]).toBeLessThanOrEqual((scores[2]?.[unit] ?? NaN) + 1e-9);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('the same seed gives the same bytes; another seed other draws', () => {
    const rows = [1, 4, 2, 8, 5, 7].map((value, i) => [value, i * i + 1, 10 - value]);
    const method = { uncertainty: { design: 'monte_carlo', draws: 200, weights: { spread: 0.5 } } };
    const text = (seed: number): string => JSON.stringify(scoresOf({ ...body(rows, { method }), seed }));
    expect(text(3)).toBe(text(3));
    expect(text(3)).not.toBe(text(4));
  });

  it('the options of an answer, sent back, give the same answer', () => {
    const rows = [1, 4, 2, 8, 5, 7].map((value, i) => [value, i * i + 1, 10 - value]);
    const method = { uncertainty: { leaveOneOut: true }, rankOnRounded: 2, percentile: 'mid' };
    const first = scoresOf(body(rows, { method, aggregation: 'geometric' }));
    expect(scoresOf(body(rows, { method: first.options, aggregation: 'geometric' }))).toEqual(first);
    expect(lineOf(first, 'U0', 'X0').normalised).toBeGreaterThanOrEqual(1);
  });
});
