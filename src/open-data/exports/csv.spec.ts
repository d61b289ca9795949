import { describe, expect, it } from '@jest/globals';
import { csvLine, csvText, LATVIAN, PLAIN } from './csv.js';

describe('csvLine', () => {
  it('writes numbers with the decimal mark of the style, negative ones untouched', () => {
    expect(csvLine(['0001000', -1.5, null, 0, 1234.25], PLAIN)).toBe('0001000,-1.5,,0,1234.25\r\n');
    expect(csvLine(['0001000', -1.5, null, 0, 1234.25], LATVIAN)).toBe('0001000;-1,5;;0;1234,25\r\n');
  });

  it('quotes what would break a line or a field', () => {
    expect(csvLine(['a,b', 'c"d', 'e\nf', 'g;h'], PLAIN)).toBe('"a,b","c""d","e\nf",g;h\r\n');
    expect(csvLine(['a,b', 'g;h'], LATVIAN)).toBe('"a,b";"g;h"\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('makes %j harmless where it is text', (text) => {
    expect(csvText(text, ',').replace(/^"/, '').startsWith("'")).toBe(true);
  });
});
