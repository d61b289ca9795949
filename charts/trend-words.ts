/** What a series says: its headline, its finding, its text alternative and its table. */
import type { BenchmarkSeries } from '../src/core/benchmark.js';
import type { Language } from '../src/core/vocabulary.js';
import type { ChartTable } from './chart.js';
import { medianLabel } from './marks.js';
import { formatPeriod, formatPeriodShort, inPeriod } from './number-format.js';
import { indicatorUnit, quantity, shortValue } from './units.js';
import { capitalised, missingReason, reasonWord, say, sentence, spanOf, statusWord, trendWord } from './words.js';

export type OwnSeries = BenchmarkSeries['municipalities'][number];

/** Positions of the values that are there. */
export function present(values: readonly (number | null)[]): { readonly index: number; readonly value: number }[] {
  return values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
}

export function periodAt(series: BenchmarkSeries, index: number, language: Language): string {
  const period = series.periods[index];
  return period === undefined ? '' : formatPeriod(period, language);
}

export function trendHeadline(series: BenchmarkSeries, own: OwnSeries | undefined, language: Language): string {
  const { indicator } = series;
  const values = own === undefined ? series.statistics.map(({ median }) => median) : own.values;
  const name = own?.municipality.name ?? `${say(language, 'Mediāna', 'Median')}, ${series.peerGroup.name[language]}`;
  const found = present(values);
  const first = found[0];
  const final = found.at(-1);
  if (first === undefined || final === undefined) return `${name}: ${say(language, 'datu nav', 'no data')}`;
  const at = (index: number): string => {
    const period = series.periods[index];
    return period === undefined ? '' : inPeriod(period, language);
  };
  const label = own === undefined || own.trend === 'insufficient' ? '' : `; ${trendWord(own.trend, language)}`;
  const full = (value: number): string => quantity(value, indicator, language);
  const short = (value: number): string => shortValue(value, indicator, language);
  if (first.index === final.index) {
    return say(
      language,
      `${name}: ${at(final.index)} ${full(final.value)}`,
      `${name}: ${full(final.value)} ${at(final.index)}`,
    );
  }
  return say(
    language,
    `${name}: ${at(first.index)} ${short(first.value)}, ${at(final.index)} ${full(final.value)}${label}`,
    `${name}: ${full(first.value)} ${at(first.index)}, ${short(final.value)} ${at(final.index)}${label}`,
  );
}

export function trendFinding(series: BenchmarkSeries, own: OwnSeries | undefined, language: Language): string {
  const line = trendHeadline(series, own, language);
  const final = own === undefined ? undefined : present(own.values).at(-1);
  const median = final === undefined ? undefined : series.statistics[final.index]?.median;
  if (median === undefined || median === null) return sentence(line);
  return sentence(`${line}; ${medianLabel(shortValue(median, series.indicator, language), language)}`);
}

export function trendDescription(series: BenchmarkSeries, own: OwnSeries | undefined, language: Language): string {
  const { indicator } = series;
  const show = (value: number | null | undefined): string =>
    value === null || value === undefined ? say(language, 'nav', 'none') : shortValue(value, indicator, language);
  const subject = `${indicator.name[language]}, ${spanOf(series.periods, language)}, ${series.peerGroup.name[language]}`;
  const years = series.periods.map((period, index) => {
    const value = own?.values[index];
    const status = own?.statuses[index] ?? 'not_provided';
    const figure = value === null ? reasonWord(missingReason(status), language) : show(value);
    const mine = own === undefined ? '' : `${figure}, `;
    return `${formatPeriodShort(period)}: ${mine}${medianLabel(show(series.statistics[index]?.median), language)}`;
  });
  return [trendFinding(series, own, language), subject, years.join('; '), ...breakWords(series, language)]
    .map(sentence)
    .join(' ');
}

export function breakWord(language: Language): string {
  return say(language, 'laikrindas pārtraukums', 'break in series');
}

function breakWords(series: BenchmarkSeries, language: Language): string[] {
  return series.periods
    .filter((period) => series.breaks.includes(period.code))
    .map((period) => {
      return `${capitalised(breakWord(language))}: ${formatPeriod(period, language)}`;
    });
}

export function trendTable(series: BenchmarkSeries, language: Language): ChartTable {
  const { indicator } = series;
  const unit = indicatorUnit(indicator, language);
  const measure = { unit, numeric: true, decimals: indicator.decimals };
  const rows = series.municipalities.flatMap((line) =>
    series.periods.map((period, index) => ({
      atvk: line.municipality.atvk,
      municipality: line.municipality.name,
      period: period.code,
      value: line.values[index] ?? null,
      q1: series.statistics[index]?.q1 ?? null,
      median: series.statistics[index]?.median ?? null,
      q3: series.statistics[index]?.q3 ?? null,
      status: statusWord(line.values[index] ?? null, line.statuses[index] ?? 'not_provided', [], language),
      break: series.breaks.includes(period.code) ? breakWord(language) : '',
    })),
  );
  return {
    columns: [
      { key: 'municipality', label: say(language, 'Pašvaldība', 'Municipality'), numeric: false },
      { key: 'period', label: say(language, 'Periods', 'Period'), numeric: false },
      { key: 'value', label: capitalised(indicator.name[language]), ...measure },
      { key: 'q1', label: say(language, 'Apakšējā kvartile', 'Lower quartile'), ...measure },
      { key: 'median', label: say(language, 'Mediāna', 'Median'), ...measure },
      { key: 'q3', label: say(language, 'Augšējā kvartile', 'Upper quartile'), ...measure },
      { key: 'status', label: say(language, 'Statuss', 'Status'), numeric: false },
      { key: 'break', label: say(language, 'Piezīme', 'Note'), numeric: false },
    ],
    rows,
  };
}
