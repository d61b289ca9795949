import { describe, expect, it } from '@jest/globals';
import { NAME_ROOM, plain, shorten, textWidth, widest, wrap } from './text.js';

describe('wrap', () => {
  it('breaks at spaces and never beyond the width', () => {
    const text =
      'Gulbenes novads: 12,40 € stundā, 7. no 18 līdzīgām pašvaldībām un vēl pāris vārdu, lai rindu būtu vairāk';
    const lines = wrap(text, 20, 300);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join(' ')).toBe(text);
    for (const line of lines) expect(textWidth(line, 20)).toBeLessThanOrEqual(300);
  });

  it('keeps a number with the word behind it', () => {
    const width = textWidth('vieta ir 15. no', 14);
    expect(wrap('vieta ir 15. no 39', 14, textWidth('vieta ir 15.', 14) + 1)).toEqual(['vieta ir', '15. no 39']);
    expect(wrap('vieta ir 15. no 39', 14, width + 1)[0]).toBe('vieta ir 15. no');
  });

  it('breaks a word that is wider than a line instead of cutting it off', () => {
    const lines = wrap('Vissvarīgākpašvaldībnieciskajā', 14, 60);
    expect(lines.join('')).toBe('Vissvarīgākpašvaldībnieciskajā');
    for (const line of lines) expect(textWidth(line, 14)).toBeLessThanOrEqual(60);
  });

  it('makes no line of nothing, and at least one letter a line where nothing fits', () => {
    expect(wrap('  ', 14, 100)).toEqual([]);
    expect(wrap('ab', 14, 1)).toEqual(['a', 'b']);
  });
});

describe('textWidth', () => {
  it('knows Latvian letters as wide as their plain ones and unknown ones as wider', () => {
    expect(textWidth('āčēģīķļņšūž', 14)).toBeCloseTo(textWidth('acegiklnsuz', 14), 5);
    for (const letter of 'ĀČĒĢĪĶĻŅŠŪŽāčēģīķļņšūž€') expect(textWidth(letter, 1000)).toBeLessThan(720);
    expect(textWidth('漢', 14)).toBeGreaterThan(textWidth('a', 14));
    expect(widest([], 14)).toBe(0);
  });
});

describe('shorten', () => {
  it('leaves real names whole and cuts endless ones', () => {
    expect(shorten('Dienvidkurzemes novads', 14, NAME_ROOM)).toBe('Dienvidkurzemes novads');
    const cut = shorten('Ļoti '.repeat(40), 14, NAME_ROOM);
    expect(cut.endsWith('…')).toBe(true);
    expect(textWidth(cut, 14)).toBeLessThanOrEqual(NAME_ROOM);
  });
});

describe('plain', () => {
  it('disarms templates and leaves other text alone', () => {
    expect(plain('{b} <b>{a|x}')).toBe('{\u200bb} <b>{\u200ba|x}');
    expect(plain('Ķekavas novads')).toBe('Ķekavas novads');
  });
});
