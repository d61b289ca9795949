import { describe, expect, it } from '@jest/globals';
import { contrast } from './contrast.js';
import { chartTheme, inkOn } from './theme.js';
import { colours, costBands, fontSizes, indexBands, neutralBands } from './tokens.js';

describe('contrast', () => {
  it('follows the formula of WCAG', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 6);
    expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.478, 3);
    expect(contrast('#FFFFFF', '#777777')).toBeCloseTo(4.478, 3);
  });

  it.each(['ink', 'softInk', 'accent', 'better', 'worse', 'cost'] as const)(
    'lets %s be read on paper and sheet',
    (name) => {
      expect(contrast(colours[name], colours.paper)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colours[name], colours.sheet)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['peerEdge', 'hatch', 'similar', 'accent', 'cost', 'ink'] as const)('lets marks of %s be seen', (name) => {
    expect(contrast(colours[name], colours.paper)).toBeGreaterThanOrEqual(3);
    expect(contrast(colours[name], colours.quartileBand)).toBeGreaterThanOrEqual(3);
  });

  it('finds an ink for every fill of the bands', () => {
    for (const fill of [...indexBands, ...costBands, ...neutralBands, colours.peer, colours.sheet, colours.paper]) {
      expect(contrast(inkOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colours.ink, colours.sampleSheet)).toBeGreaterThanOrEqual(4.5);
  });

  it('reads as well in high contrast', () => {
    const { colour, patterns } = chartTheme({ language: 'lv', contrast: 'high' });
    expect(patterns).toBe(true);
    expect(contrast(colour.softInk, colours.paper)).toBeGreaterThanOrEqual(7);
    expect(contrast(colour.line, colours.paper)).toBeGreaterThanOrEqual(3);
    expect(contrast(colour.peerEdge, colour.peer)).toBeGreaterThanOrEqual(3);
  });
});

describe('sizes', () => {
  it('never fall below 14 px but on tiles', () => {
    const { tile, ...others } = fontSizes;
    expect(tile).toBe(12);
    for (const size of Object.values(others)) expect(size).toBeGreaterThanOrEqual(14);
  });
});
