import { describe, expect, it } from '@jest/globals';
import { TILE_CODES, TILE_COLUMNS, TILE_ROWS, tileLayout } from './tile-layout.js';
import { textWidth } from './text.js';
import { fontSizes } from './tokens.js';

const before = TILE_CODES.filter((code) => code !== '0038001');
const since = TILE_CODES.filter((code) => code !== '0038000' && code !== '0055000');

/** How many separate groups of touching tiles a layout has, corners included. */
function islands(codes: readonly string[]): number {
  const tiles = [...tileLayout(codes).values()];
  const left = new Set(tiles);
  let count = 0;
  for (const tile of tiles) {
    if (!left.delete(tile)) continue;
    count++;
    const queue = [tile];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const other of left) {
        const near = Math.abs(other.column - next.column) <= 1 && Math.abs(other.row - next.row) <= 1;
        if (near && left.delete(other)) queue.push(other);
      }
    }
  }
  return count;
}

describe.each([
  ['43 municipalities up to June 2025', before, 43],
  ['42 municipalities since July 2025', since, 42],
])('%s', (_, codes, count) => {
  const layout = tileLayout(codes);

  it('gives each one tile of its own on the grid', () => {
    expect(layout.size).toBe(count);
    const places = new Set([...layout.values()].map(({ column, row }) => `${column}/${row}`));
    expect(places.size).toBe(count);
    for (const { column, row } of layout.values()) {
      expect(column).toBeGreaterThanOrEqual(0);
      expect(column).toBeLessThan(TILE_COLUMNS);
      expect(row).toBeGreaterThanOrEqual(0);
      expect(row).toBeLessThan(TILE_ROWS);
    }
  });

  it('is one country without a hole in Madona’s south', () => {
    expect(islands(codes)).toBe(1);
    const taken = new Set([...layout.values()].map(({ column, row }) => `${column}/${row}`));
    expect(taken.has('8/3')).toBe(true);
  });

  it('tells all apart by letters and by names that fit on a tile', () => {
    expect(new Set([...layout.values()].map(({ letters }) => letters)).size).toBe(count);
    expect(new Set([...layout.values()].map(({ name }) => name)).size).toBe(count);
    for (const { name } of layout.values()) {
      const lines = name.split('\n');
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(textWidth(line, fontSizes.tile)).toBeLessThanOrEqual(62);
    }
  });
});

describe('places', () => {
  it('lie as in Latvia', () => {
    const at = (code: string): { column: number; row: number } =>
      tileLayout(before).get(code) ?? { column: -1, row: -1 };
    expect(at('0005000').column).toBeLessThan(at('0001000').column); // Liepāja is west of Rīga
    expect(at('0037000').column).toBeGreaterThan(at('0001000').column); // Ludza is east of it
    expect(at('0053000').row).toBeLessThan(at('0025000').row); // Valka is north of Bauska
    expect(at('0004000').column).toBeLessThan(at('0001000').column); // Jūrmala is west of Rīga
    expect(tileLayout(since).get('0038001')).toEqual(tileLayout(before).get('0038000'));
  });

  it('leaves out codes of other times', () => {
    expect(tileLayout(['0010000']).size).toBe(0);
  });
});
