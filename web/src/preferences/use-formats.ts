import { formatDate, formatDifference, formatNumber } from '../../../charts/number-format.ts';
import { quantity, shortValue } from '../../../charts/units.ts';
import type { BenchmarkIndicator } from '../../../src/core/benchmark.ts';
import type { LocalisedText } from '../../../src/core/vocabulary.ts';
import type { Language } from './preferences.ts';
import { usePreferences } from './use-preferences.ts';

export interface Formats {
  readonly language: Language;
  readonly number: (value: number, decimals?: number) => string;
  readonly difference: (value: number, decimals?: number) => string;
  readonly date: (iso: string) => string;
  /** A value with `€` or `%`: `12,40 €`. */
  readonly value: (value: number, indicator: BenchmarkIndicator) => string;
  /** A value with its unit in words: `12,40 € stundā`. */
  readonly quantity: (value: number, indicator: BenchmarkIndicator) => string;
  readonly text: (text: LocalisedText) => string;
}

/** Numbers, dates and texts in the reader's language. */
export function useFormats(): Formats {
  const { language } = usePreferences();
  return {
    language,
    number: (value, decimals = 0) => formatNumber(value, language, decimals),
    difference: (value, decimals = 0) => formatDifference(value, language, decimals),
    date: (iso) => formatDate(iso, language),
    value: (value, indicator) => shortValue(value, indicator, language),
    quantity: (value, indicator) => quantity(value, indicator, language),
    text: (text) => text[language],
  };
}
