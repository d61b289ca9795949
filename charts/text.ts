/** Measuring and breaking lines: ECharts breaks no titles by itself, and a pure function has no canvas to ask. */

/** Advance widths of Source Sans 3 SemiBold in thousandths of the font size, by the characters that share them. */
const ADVANCES: readonly (readonly [number, string])[] = [
  [200, ' \u00a0\u202f'],
  [0, '\u200b'],
  [255, '|'],
  [262, 'iīìíîï'],
  [263, 'j'],
  [271, 'lļ'],
  [275, "',.:;·"],
  [282, 'IĪ'],
  [317, 'f'],
  [324, '()[]{}-'],
  [344, '/\\'],
  [361, 't'],
  [373, 'r'],
  [431, 'sš'],
  [443, 'zž'],
  [444, '?'],
  [462, 'cč'],
  [481, 'x'],
  [495, 'vy'],
  [500, '_–YLĻ'],
  [507, 'eē'],
  [513, '0123456789#$+<=>€−×±F'],
  [520, 'aāgģ'],
  [522, 'kķ'],
  [540, 'VEĒZŽXSŠT'],
  [556, 'uūoõhAĀ'],
  [562, 'nņbdpqđ'],
  [576, 'CČP'],
  [597, 'BKĶRŖ'],
  [628, 'DGĢ'],
  [656, 'UŪNŅH'],
  [674, 'OQÕ'],
  [748, 'wM'],
  [843, 'mW%—…'],
];

const advances = new Map(
  ADVANCES.flatMap(([width, letters]) => Array.from(letters, (letter) => [letter, width] as const)),
);
const UNKNOWN_ADVANCE = 720;

/** Room for a reader whose machine lacks the font and draws the text in a wider one. */
const FALLBACK_SLACK = 1.04;

/**
 * The width in px that a line of text takes at a font size, a little generous.
 *
 * @example textWidth('Rīga', 14) // about 30
 */
export function textWidth(text: string, fontSize: number): number {
  let thousandths = 0;
  for (const letter of text) thousandths += advances.get(letter) ?? UNKNOWN_ADVANCE;
  return (thousandths * fontSize * FALLBACK_SLACK) / 1000;
}

/** The widest of several lines; 0 for none. */
export function widest(texts: readonly string[], fontSize: number): number {
  return texts.reduce((width, text) => Math.max(width, textWidth(text, fontSize)), 0);
}

/**
 * Text broken at spaces into lines no wider than `width` px. A no-break space is not broken; a word wider than a
 * line is broken inside, so that nothing is ever cut off. An empty text is no line.
 */
export function wrap(text: string, fontSize: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words(text, fontSize, width)) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (textWidth(joined, fontSize) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, fontSize, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

/** The words of a text; a number or place ("4,71", "15.") stays with the word behind it, as a typesetter would keep it. */
function words(text: string, fontSize: number, width: number): string[] {
  const kept: string[] = [];
  for (const word of text.split(/[ \n\t\r]+/).filter((part) => part !== '')) {
    const last = kept.at(-1);
    const joined = `${last ?? ''} ${word}`;
    const sticks =
      last !== undefined && /(?:^|[ \u00a0(–-])[\d,.\u00a0]*\d\.?$/.test(last) && textWidth(joined, fontSize) <= width;
    if (sticks) kept[kept.length - 1] = joined;
    else kept.push(word);
  }
  return kept;
}

/** A word in pieces that each fit the width; at least one letter a piece. */
function breakWord(word: string, fontSize: number, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && textWidth(piece + letter, fontSize) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** Room in px for the name of a municipality in a column; all real names take less. */
export const NAME_ROOM = 240;

/** A text that fits the width: itself, or its beginning with an ellipsis. For columns; headlines are wrapped instead. */
export function shorten(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, fontSize) > width) letters.pop();
  return `${letters.join('')}…`;
}

/**
 * Text that ECharts would read as a template or as rich text, made plain: after each opening brace stands a
 * zero-width space, so that `{b}` in a name is drawn as `{b}`.
 */
export function plain(text: string): string {
  return text.replaceAll('{', '{\u200b');
}
