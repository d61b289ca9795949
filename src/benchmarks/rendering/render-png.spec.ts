import { describe, expect, it } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import { ranking } from '../../../charts/ranking.js';
import { fontFamily } from '../../../charts/tokens.js';
import { careBenchmark } from '../../../test/factories/benchmarks.js';
import { renderPng } from './render-png.js';
import { renderSvg } from './render-svg.js';

// Real: resvg and the fonts of the packages.
const fontFiles = [
  require.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
  require.resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
];
const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Source Sans 3' };

/** The pixels of one letter drawn large. */
function pixels(letter: string, weight = 400): string {
  const text = `<text x="10" y="60" font-size="50" font-weight="${weight}" font-family="${fontFamily}">${letter}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">${text}</svg>`;
  return new Resvg(svg, { background: '#FFFFFF', font }).render().pixels.toString('base64');
}

describe('renderPng', () => {
  const svg = renderSvg(ranking(careBenchmark(), { language: 'lv', municipality: '0029000' }));

  it('is a PNG of the size asked', () => {
    const png = renderPng(svg, { scale: 2, fontFiles });
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect(png.readUInt32BE(16)).toBe(1440);
    expect(png.length).toBeGreaterThan(10_000);
  });

  it('draws no words without fonts, which shows that it takes none from the system', () => {
    const bare = renderPng(svg, { scale: 1, fontFiles: [] });
    expect(renderPng(svg, { scale: 1, fontFiles }).length).toBeGreaterThan(bare.length * 1.5);
  });

  it.each(Array.from('āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ€▲▼●×…↑↓−“”'))('has %s in its own shape', (letter) => {
    const missing = pixels('\u{10fffd}'); // a code point that no font has
    expect(pixels(letter)).not.toBe(missing);
    expect(pixels(letter, 600)).not.toBe(pixels('\u{10fffd}', 600));
    const plainLetter = letter.normalize('NFD').charAt(0);
    if (plainLetter !== letter) expect(pixels(letter)).not.toBe(pixels(plainLetter));
  });

  it('refuses what is not well-formed', () => {
    expect(() => renderPng('<svg', { scale: 1, fontFiles })).toThrow();
  });
});
