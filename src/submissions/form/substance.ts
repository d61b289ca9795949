/** Whether a text says something: a row of dots is as long as a sentence. */

/** Letters and digits that an explanation must have (WORKFLOW of the yearly collection). */
export const LEAST_EXPLANATION = 15;
const LEAST_DISTINCT = 6;
const LEAST_WORDS = 2;

/**
 * True for an explanation of substance: at least 15 letters and digits, at least six different ones, in at least two
 * different words. Spaces, punctuation and repetition do not count.
 *
 * @example hasSubstance('...............') // false
 * @example hasSubstance('aaaaaaaaaaaaaaaaaaaa') // false
 * @example hasSubstance('Slēgts pansionāta otrais korpuss.') // true
 */
export function hasSubstance(text: string | null): boolean {
  if (text === null) return false;
  const words = text.toLocaleLowerCase('lv').match(/[\p{L}\p{N}]+/gu) ?? [];
  const distinctWords = new Set(words);
  const letters = [...distinctWords].join('');
  return (
    distinctWords.size >= LEAST_WORDS && letters.length >= LEAST_EXPLANATION && new Set(letters).size >= LEAST_DISTINCT
  );
}

/** Control characters, zero-width marks and signs that turn the direction of writing. */
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text as it is kept: composed letters (NFC), nothing invisible, LF line ends, trimmed; null for an empty one. */
export function cleanText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const clean = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(INVISIBLE, '').trim();
  return clean === '' ? null : clean;
}
