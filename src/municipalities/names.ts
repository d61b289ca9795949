import type { Municipality } from './municipality.js';

/**
 * A name without what writers leave out or write differently: case, diacritics (composed or not), repeated or
 * non-breaking spaces, full stops. `foldName('VALMIERAS  NOV.')` and `foldName('Valmieras nov')` are the same.
 */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.\u2019'"]/g, '')
    .replace(/[\s\u00a0_-]+/g, ' ')
    .trim();
}

/** Every folded way in which people write the municipality's name. */
export function nameKeys(municipality: Pick<Municipality, 'name' | 'officialName' | 'kind'>): readonly string[] {
  const { name, officialName, kind } = municipality;
  const written = [name.lv, officialName, name.en];
  if (kind === 'county') {
    const stem = name.lv.replace(/ novads$/, '');
    written.push(`${stem} nov.`, `${stem} novada pašvaldība`, `${stem} novada dome`);
  } else {
    const stem = officialName.replace(/ valstspilsēta$/, '');
    if (stem !== officialName)
      written.push(`${stem} valstspilsētas pašvaldība`, `${stem} pilsēta`, `${stem} pilsētas pašvaldība`);
  }
  return [...new Set(written.map(foldName))];
}
