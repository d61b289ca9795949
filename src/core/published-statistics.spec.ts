import { expect, it } from '@jest/globals';
import { publishedStatistics } from './published-statistics.js';
import { describeColumn } from './statistics.js';

it.each([
  [0, []],
  [2, []],
  [3, ['mean', 'sd']],
  [4, ['q1', 'median', 'q3', 'mean', 'sd']],
  [5, ['min', 'q1', 'median', 'q3', 'max', 'mean', 'sd']],
])('of %d values publishes %j', (n, shown) => {
  const statistics = describeColumn(Float64Array.from({ length: n }, (_, i) => i + 1));
  const { n: count, ...figures } = publishedStatistics(statistics);
  expect(count).toBe(n);
  expect(Object.keys(figures).filter((name) => figures[name as keyof typeof figures] !== null)).toEqual(shown);
  for (const name of shown) {
    expect(figures[name as keyof typeof figures]).toBe(statistics[name as keyof typeof figures]);
  }
});
