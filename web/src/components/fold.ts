/** A text for comparing: small letters without diacritics, so that "cesu" finds "Cēsu". */
export function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
