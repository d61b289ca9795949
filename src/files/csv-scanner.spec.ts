import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { ByteDictionary } from '../observations/reading/byte-dictionary.js';
import { CsvScanner } from './csv-scanner.js';

function records(content: string, delimiter = ','): string[][] {
  const scanner = new CsvScanner(Buffer.from(content), delimiter.charCodeAt(0));
  const all: string[][] = [];
  while (scanner.next()) all.push(Array.from({ length: scanner.count }, (_, column) => scanner.text(column)));
  return all;
}

describe('CsvScanner', () => {
  it('cuts what any writer of RFC 4180 wrote as csv-parse does', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ž', '"', ',', '\n', '\r', ' ', '1', '€') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1 }), (table) => {
        const content = table.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        const expected = parse(content, { relax_column_count: true, record_delimiter: '\r\n' });
        expect(records(content)).toEqual(expected);
        expect(records(content)).toEqual(table);
      }),
    );
  });

  it('keeps empty cells at the end and quotes in the middle of a plain cell', () => {
    expect(records('a,b,\n,,\n5" pipe,x')).toEqual([
      ['a', 'b', ''],
      ['', '', ''],
      ['5" pipe', 'x'],
    ]);
  });

  it('ends with the last line end', () => {
    expect(records('a;b\r\nc;d\r\n', ';')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});

describe('ByteDictionary', () => {
  it('gives each text one number, through growth', () => {
    const dictionary = new ByteDictionary();
    const number = (text: string) => {
      const bytes = Buffer.from(`<${text}>`);
      return dictionary.numberOf(bytes, 1, bytes.length - 1);
    };
    const texts = Array.from({ length: 5000 }, (_, i) => `ķ${i * 7919}`);
    expect(texts.map(number)).toEqual(texts.map((_, i) => i));
    expect([...texts].reverse().map(number)).toEqual(texts.map((_, i) => 4999 - i));
    expect(dictionary.texts).toEqual(texts);
  });
});
