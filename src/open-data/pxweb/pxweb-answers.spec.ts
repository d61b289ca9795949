import { describe, expect, it } from '@jest/globals';
import type { DataSet } from '../figures/data-set.js';
import { assertWithinLimits } from './pxweb-answers.js';

describe('the limit of a query', () => {
  const set = (cells: number, municipalities: number, figures: number) =>
    ({
      cells: Array.from({ length: cells }),
      municipalities: Array.from({ length: municipalities }),
      figures: Array.from({ length: figures }),
    }) as unknown as DataSet;

  it('lets 100,000 figures pass and answers 403 to more, as PxWeb does', () => {
    expect(() => {
      assertWithinLimits({ set: set(100, 100, 10) });
    }).not.toThrow();
    expect(() => {
      assertWithinLimits({ set: set(101, 100, 10) });
    }).toThrow(/too_many_cells/);
  });
});
