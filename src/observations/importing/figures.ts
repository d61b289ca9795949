import type { Language, LocalisedText } from '../../core/vocabulary.js';

const LOCALES: Readonly<Record<Language, string>> = { lv: 'lv-LV', en: 'en-GB' };
const NONE: Readonly<Record<Language, string>> = { lv: 'nav', en: 'none' };
const formats = new Map<string, Intl.NumberFormat>();

/** A number for a sentence: at most two decimals, three significant digits where it is small; "none" for NaN. */
export function figure(value: number, language: Language): string {
  if (Number.isNaN(value)) return NONE[language];
  const small = value !== 0 && Math.abs(value) < 1;
  const key = `${language}${small}`;
  let format = formats.get(key);
  if (format === undefined) {
    const digits = small ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 };
    format = new Intl.NumberFormat(LOCALES[language], digits);
    formats.set(key, format);
  }
  return format.format(value);
}

/** How many times one number is of another, for a sentence: 3,2 or 0,25. */
export function times(factor: number, language: Language): string {
  return figure(factor >= 10 ? Math.round(factor) : Math.round(factor * 100) / 100, language);
}

/** The same sentence in both languages, from a template that formats its figures. */
export function sentence(
  lv: (format: (value: number) => string) => string,
  en: (format: (value: number) => string) => string,
): LocalisedText {
  return { lv: lv((value) => figure(value, 'lv')), en: en((value) => figure(value, 'en')) };
}
