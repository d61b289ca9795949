/**
 * Parts of a composite written in words ("SU-L-EVENTS per 10,000 inh.", "mean(OFFER.GRANT, NIN-RATE/90)") put into the
 * formal form of every other formula. A code may be shortened to its ending where only one indicator ends so.
 */

const WORD = /[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*(?:\.[A-Za-z0-9_-]+)?/g;
const PER_INHABITANTS = /^(.*\S)\s+per\s+([\d,]+)\s+inh(?:\.|abitants)?$/;
const FUNCTION_WORDS: ReadonlySet<string> = new Set(['mean', 'min', 'max', 'abs', 'nz', 'pos']);
const POPULATION = '{CX-POP}';

/** The code that a word means: the exact one, or the only one that ends in it. */
function codeOf(word: string, codes: readonly string[]): string | null {
  const [head = '', value] = word.split('.');
  const matches = codes.includes(head) ? [head] : codes.filter((code) => code.endsWith(`-${head}`));
  const [only, second] = matches;
  if (only === undefined || second !== undefined) return null;
  return value === undefined ? only : `${only}.${value}`;
}

/**
 * @param wording x of a part
 * @param codes codes of the catalogue's indicators
 * @returns the formula, or null where a word cannot be understood
 */
export function formalForm(wording: string, codes: readonly string[]): string | null {
  if (wording.includes('{')) return wording;
  const per = PER_INHABITANTS.exec(wording);
  if (per !== null) {
    const inner = formalForm(per[1] ?? '', codes);
    return inner === null ? null : `${inner} / ${POPULATION} * ${(per[2] ?? '').replaceAll(',', '')}`;
  }
  const unknown: string[] = [];
  const formula = wording.replace(WORD, (word, at: number) => {
    if (FUNCTION_WORDS.has(word) && wording[at + word.length] === '(') return word;
    const code = codeOf(word, codes);
    if (code === null) unknown.push(word);
    return `{${code ?? word}}`;
  });
  return unknown.length === 0 ? formula : null;
}
