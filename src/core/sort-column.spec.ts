import { describe, expect, it } from '@jest/globals';
import { randomStream } from './random.js';
import { sortColumn } from './sort-column.js';

function expectSorted(column: Float64Array): void {
  const { values, units } = sortColumn(column);
  const expected = [...column]
    .map((value, unit) => ({ value: value + 0, unit }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value || a.unit - b.unit);
  expect([...values]).toEqual(expected.map(({ value }) => value));
  expect([...units]).toEqual(expected.map(({ unit }) => unit));
}

describe.each([0, 1, 2, 24, 25, 311, 3000])('%d units', (n) => {
  it('of any size and sign, with gaps, zeros of both signs and ties', () => {
    const stream = randomStream(n);
    const draw = (): number => {
      const kind = stream.below(8);
      if (kind === 0) return NaN;
      if (kind === 1) return stream.below(2) === 0 ? 0 : -0;
      if (kind === 2) return stream.below(5) - 2;
      return stream.normal() * 10 ** (stream.below(600) - 300);
    };
    expectSorted(Float64Array.from({ length: n }, draw));
  });

  it('that agree in the upper half of their bits', () => {
    const stream = randomStream(n + 1);
    expectSorted(Float64Array.from({ length: n }, () => 1 + stream.below(4_000) * Number.EPSILON));
  });

  it('in falling order, and all the same', () => {
    expectSorted(Float64Array.from({ length: n }, (_, i) => -i / 3));
    expectSorted(new Float64Array(n).fill(5));
  });
});

it('leaves the column alone and the infinities out', () => {
  const column = Float64Array.of(3, Infinity, 1, -Infinity);
  expect([...sortColumn(column).values]).toEqual([1, 3]);
  expect([...column]).toEqual([3, Infinity, 1, -Infinity]);
});
