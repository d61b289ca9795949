/** Quantities in words: a number with its unit, declined as far as a list of the catalogue's nouns allows. */
import type { BenchmarkIndicator } from '../src/core/benchmark.js';
import { roundDecimals } from '../src/core/numbers.js';
import type { Language } from '../src/core/vocabulary.js';
import { formatNumber, MINUS, NBSP } from './number-format.js';

/** Latvian nouns after numbers: many (0, 10–19 …), one (1, 21 …), other (2, 3 …, and fractions). */
const NOUNS_LV: Readonly<Record<string, readonly [zero: string, one: string, other: string]>> = {
  uzņēmumi: ['uzņēmumu', 'uzņēmums', 'uzņēmumi'],
  iedzīvotāji: ['iedzīvotāju', 'iedzīvotājs', 'iedzīvotāji'],
  pasākumi: ['pasākumu', 'pasākums', 'pasākumi'],
  materiāli: ['materiālu', 'materiāls', 'materiāli'],
  gadījumi: ['gadījumu', 'gadījums', 'gadījumi'],
  instrumenti: ['instrumentu', 'instruments', 'instrumenti'],
  personas: ['personu', 'persona', 'personas'],
  slodzes: ['slodžu', 'slodze', 'slodzes'],
  stundas: ['stundu', 'stunda', 'stundas'],
  vietas: ['vietu', 'vieta', 'vietas'],
  'darba vietas': ['darba vietu', 'darba vieta', 'darba vietas'],
  organizācijas: ['organizāciju', 'organizācija', 'organizācijas'],
  konsultācijas: ['konsultāciju', 'konsultācija', 'konsultācijas'],
  cilvēkdienas: ['cilvēkdienu', 'cilvēkdiena', 'cilvēkdienas'],
};

const NOUNS_EN: Readonly<Record<string, string>> = {
  enterprises: 'enterprise',
  inhabitants: 'inhabitant',
  events: 'event',
  items: 'item',
  cases: 'case',
  persons: 'person',
  'full-time posts': 'full-time post',
  hours: 'hour',
  places: 'place',
  workplaces: 'workplace',
  organisations: 'organisation',
  consultations: 'consultation',
  measures: 'measure',
  'person-days': 'person-day',
};

/** Abbreviations of the catalogue written out; the first that fits goes first. */
const WRITTEN_OUT: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  lv: [
    [/^EUR\/vienība$/, '€ par vienību'],
    [/^EUR\//, '€ '],
    [/^EUR\b/, '€'],
    [/iedz\. 65\+/, 'iedzīvotājiem, kas ir 65 gadus veci vai vecāki'],
    [/\buz iedz\./, 'uz iedzīvotāju'],
    [/iedz\./, 'iedzīvotājiem'],
  ],
  en: [
    [/^EUR\//, '€ per '],
    [/^EUR\b/, '€'],
    [/\baged 65\+/, 'people aged 65 or older'],
    [/\bper inh\./, 'per inhabitant'],
    [/\binh\./, 'inhabitants'],
    [/\bper FTE\b/, 'per full-time post'],
    [/\bFTE\b/, 'full-time posts'],
    [/\bexcl\. VAT\b/, 'without VAT'],
  ],
};

/** A unit without abbreviations: `EUR/stundā` is `€ stundā`, `uz 1000 iedz.` is `uz 1000 iedzīvotājiem`. */
export function unitName(unit: string, language: Language): string {
  const written = WRITTEN_OUT[language].reduce((text, [pattern, words]) => text.replace(pattern, words), unit.trim());
  return written.replace(/(\d)-(\d)/g, '$1–$2');
}

/** The unit of an indicator without abbreviations. */
export function indicatorUnit(indicator: BenchmarkIndicator, language: Language): string {
  return unitName(indicator.unit[language], language);
}

/** An indicator by name and unit: `Aprūpe mājās, € stundā`; per cent and the like are on the number itself. */
export function indicatorWithUnit(indicator: BenchmarkIndicator, language: Language): string {
  const unit = indicatorUnit(indicator, language);
  return unit === '' || unit === '%' ? indicator.name[language] : `${indicator.name[language]}, ${unit}`;
}

/** An indicator as the name of an axis, whose numbers carry no unit: `Bezdarba līmenis, %`. */
export function axisName(indicator: BenchmarkIndicator, language: Language): string {
  const unit = indicatorUnit(indicator, language);
  return unit === '' ? indicator.name[language] : `${indicator.name[language]}, ${unit}`;
}

/**
 * A value as short as a mark's label allows: with `€`, `%`, `jā` or `nē`, but without the rest of its unit.
 *
 * @example shortValue(12.4, careHour, 'lv') // '12,40 €'
 */
export function shortValue(value: number, indicator: BenchmarkIndicator, language: Language): string {
  const unit = indicatorUnit(indicator, language);
  const number = formatNumber(value, language, indicator.decimals);
  if (unit.startsWith('€')) return euro(number, language);
  if (unit === '%') return language === 'lv' ? `${number}${NBSP}%` : `${number}%`;
  if (/^(jā\/nē|yes\/no)$/.test(unit) && (value === 0 || value === 1)) return yesOrNo(value, language);
  return number;
}

/**
 * A value with its unit in words: `12,40 € stundā`, `21 uzņēmums`, `63,2 no 100`, `1,25 (attiecība)`.
 *
 * A unit whose noun is not known stands in brackets behind the number, which is right in every number and case.
 */
export function quantity(value: number, indicator: BenchmarkIndicator, language: Language): string {
  const unit = indicatorUnit(indicator, language);
  const short = shortValue(value, indicator, language);
  if (unit.startsWith('€')) return `${short}${unit.slice(1)}`;
  if (unit === '' || unit === '%' || !/[\d]/.test(short)) return short;
  const range = /^\p{L}+ \(?0–(\d+)\)?$/u.exec(unit);
  if (range?.[1] !== undefined) return `${short} ${language === 'lv' ? 'no' : 'of'} ${range[1]}`;
  if (/^(uz|per) /.test(unit)) return `${short} ${unit}`;
  const [noun = unit, rest] = unit.split(/ (?=(?:uz|per) )/, 2);
  const declined = declineNoun(noun, roundDecimals(value, Math.min(indicator.decimals, 10)), language);
  if (declined === null) return `${short} (${unit})`;
  return rest === undefined ? `${short} ${declined}` : `${short} ${declined} ${rest}`;
}

function euro(number: string, language: Language): string {
  if (language === 'lv') return `${number}${NBSP}€`;
  return number.startsWith(MINUS) ? `${MINUS}€${number.slice(1)}` : `€${number}`;
}

function yesOrNo(value: 0 | 1, language: Language): string {
  if (language === 'lv') return value === 1 ? 'jā' : 'nē';
  return value === 1 ? 'yes' : 'no';
}

function declineNoun(noun: string, value: number, language: Language): string | null {
  if (language === 'en') {
    const singular = NOUNS_EN[noun];
    if (singular === undefined) return null;
    return Math.abs(value) === 1 ? singular : noun;
  }
  const forms = NOUNS_LV[noun];
  return forms === undefined ? null : pluralForm(value, forms);
}

/**
 * The form of a Latvian noun that a number asks for: zero for 0, 10–19, 20, 30 …; one for 1, 21, 31 … but not 11;
 * other for the rest and for fractions.
 *
 * @example pluralForm(21, ['pašvaldību', 'pašvaldība', 'pašvaldības']) // 'pašvaldība'
 */
export function pluralForm(count: number, forms: readonly [zero: string, one: string, other: string]): string {
  const size = Math.abs(count);
  if (!Number.isInteger(size)) return forms[2];
  if (size % 10 === 0 || (size % 100 >= 11 && size % 100 <= 19)) return forms[0];
  return size % 10 === 1 ? forms[1] : forms[2];
}
