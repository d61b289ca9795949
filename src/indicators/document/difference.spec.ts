import { describe, expect, it } from '@jest/globals';
import { differenceBetween } from './difference.js';

const before = {
  catalogue: { id: 'T', version: '1' },
  indicators: [
    { code: 'A', name_lv: 'a', hard: [{ id: 'H1', expr: '{SELF} > 0' }], refs: ['X', 'Y'] },
    { code: 'B', soft: [] },
  ],
};

describe('the difference between two documents', () => {
  it('is nothing for the same content in another order of keys', () => {
    const after = { indicators: before.indicators, catalogue: { version: '1', id: 'T' } };
    expect(differenceBetween(before, after)).toEqual({ added: [], removed: [], changed: [], document: [] });
  });

  it('names fields by code and id, not by place', () => {
    const after = {
      catalogue: { id: 'T', version: '2' },
      indicators: [
        { code: 'C' },
        {
          code: 'A',
          name_lv: 'b',
          hard: [
            { id: 'H2', expr: '1 > 0' },
            { id: 'H1', expr: '{SELF} >= 0' },
          ],
          refs: ['X'],
        },
      ],
    };
    expect(differenceBetween(before, after)).toEqual({
      added: ['C'],
      removed: ['B'],
      changed: [
        {
          code: 'A',
          fields: [
            { field: 'name_lv', before: 'a', after: 'b' },
            { field: 'hard.H1.expr', before: '{SELF} > 0', after: '{SELF} >= 0' },
            { field: 'refs.1', before: 'Y', after: null },
            { field: 'hard.H2.id', before: null, after: 'H2' },
            { field: 'hard.H2.expr', before: null, after: '1 > 0' },
          ],
        },
      ],
      document: [{ field: 'catalogue.version', before: '1', after: '2' }],
    });
  });

  it('adds everything where the catalogue is new', () => {
    expect(differenceBetween(null, before)).toEqual({ added: ['A', 'B'], removed: [], changed: [], document: [] });
  });
});
