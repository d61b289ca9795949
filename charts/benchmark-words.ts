/** What a benchmark says: its order, its headline, its finding, its text alternative and its table. */
import type { Benchmark, BenchmarkRow } from '../src/core/benchmark.js';
import type { Language } from '../src/core/vocabulary.js';
import type { Chart, ChartRequest, ChartTable } from './chart.js';
import { indicatorUnit, quantity, shortValue } from './units.js';
import {
  againstMedian,
  capitalised,
  comparisonLabel,
  missingReason,
  municipalities,
  rankPhrase,
  reasonLabel,
  reasonWord,
  say,
  sentence,
  statusWord,
  subtitleOf,
  trendWord,
} from './words.js';
import { formatPeriod } from './number-format.js';

/** A row that has a value. */
export type ValuedRow = BenchmarkRow & { readonly value: number };

export function hasValue(row: BenchmarkRow): row is ValuedRow {
  return row.value !== null;
}

/**
 * The rows as a ranking shows them: by rank where there is one, then values without a rank from the largest down,
 * then what is missing. Equals keep the order they came in. Direction is not looked at: ranks already hold it.
 */
export function ordered(rows: readonly BenchmarkRow[]): BenchmarkRow[] {
  const ranked = rows.filter((row) => row.value !== null && row.rank !== null);
  const unranked = rows.filter((row): row is ValuedRow => row.rank === null && hasValue(row));
  const missing = rows.filter((row) => row.value === null);
  return [
    ...ranked.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0)),
    ...unranked.toSorted((a, b) => b.value - a.value),
    ...missing,
  ];
}

/** The headline: the own municipality's value and place, or, without one, how far the group reaches. */
function benchmarkHeadline(benchmark: Benchmark, own: string | undefined, language: Language): string {
  const row = benchmark.rows.find((candidate) => candidate.municipality.atvk === own);
  if (row === undefined) return groupHeadline(benchmark, language);
  const { name } = row.municipality;
  if (!hasValue(row)) {
    const { indicator } = benchmark;
    return `${name}: ${indicator.name[language]} – ${reasonWord(missingReason(row.status, row.flags), language)}`;
  }
  const value = `${name}: ${quantity(row.value, benchmark.indicator, language)}`;
  if (row.rank !== null) return `${value}, ${rankPhrase(row.rank, row.of, benchmark.peerGroup, language)}`;
  if (row.comparison === 'not_compared') return value;
  return `${value}, ${againstMedian(row.comparison, language)}`;
}

function groupHeadline(benchmark: Benchmark, language: Language): string {
  const { indicator } = benchmark;
  const values = benchmark.rows.filter(hasValue).toSorted((a, b) => a.value - b.value);
  const low = values[0];
  const high = values.at(-1);
  const name = indicator.name[language];
  if (low === undefined || high === undefined) return `${name}: ${say(language, 'datu nav', 'no data')}`;
  const least = shortValue(low.value, indicator, language);
  const most = quantity(high.value, indicator, language);
  if (low.value === high.value) return `${name}: ${say(language, 'visur', 'everywhere')} ${most}`;
  return say(language, `${name}: no ${least} līdz ${most}`, `${name}: from ${least} to ${most}`);
}

/** The finding in one sentence: the headline and how it stands beside the median. */
function benchmarkFinding(benchmark: Benchmark, own: string | undefined, language: Language): string {
  const headline = benchmarkHeadline(benchmark, own, language);
  const { median } = benchmark.statistics;
  if (median === null) return sentence(headline);
  const value = shortValue(median, benchmark.indicator, language);
  const row = benchmark.rows.find((candidate) => candidate.municipality.atvk === own);
  const compared = row !== undefined && hasValue(row) && row.rank !== null && row.comparison !== 'not_compared';
  if (!compared) return sentence(`${headline}; ${say(language, 'mediāna', 'the median is')} ${value}`);
  return sentence(`${headline}; ${againstMedian(row.comparison, language)} (${value})`);
}

/** The text alternative of a benchmark: finding, size of the group, extremes, quartiles, and what is missing. */
function benchmarkDescription(benchmark: Benchmark, own: string | undefined, language: Language): string {
  const { indicator, statistics } = benchmark;
  const show = (value: number): string => shortValue(value, indicator, language);
  const values = benchmark.rows.filter(hasValue).toSorted((a, b) => a.value - b.value);
  const low = values[0];
  const high = values.at(-1);
  const unit = indicatorUnit(indicator, language);
  const subject = [
    `${indicator.name[language]}${unit === '' ? '' : `, ${unit}`}`,
    formatPeriod(benchmark.period, language),
    benchmark.peerGroup.name[language],
  ];
  const parts = [benchmarkFinding(benchmark, own, language), subject.join(', ')];
  if (low !== undefined && high !== undefined) {
    const ends = `${low.municipality.name} ${show(low.value)}`;
    parts.push(
      `${say(language, 'Mazākā vērtība', 'Smallest value')}: ${ends}; ${say(language, 'lielākā', 'largest')}: ${high.municipality.name} ${show(high.value)}`,
    );
  }
  if (statistics.q1 !== null && statistics.q3 !== null) {
    const reach = `${show(statistics.q1)} ${say(language, 'līdz', 'to')} ${show(statistics.q3)}`;
    parts.push(`${say(language, 'Vidējā puse pašvaldību: no', 'Middle half of municipalities: from')} ${reach}`);
  }
  parts.push(`${say(language, 'Ar vērtību', 'With a value')}: ${municipalities(values.length, language)}`);
  parts.push(...missingWords(benchmark.rows, language));
  return parts.map(sentence).join(' ');
}

/** What is missing and why: `.. nav iesniegts: Rīga, Balvu novads`; one text a reason. */
export function missingWords(rows: readonly BenchmarkRow[], language: Language): string[] {
  const names = new Map<string, string[]>();
  for (const row of rows) {
    if (row.value !== null) continue;
    const label = reasonLabel(missingReason(row.status, row.flags), language);
    names.set(label, [...(names.get(label) ?? []), row.municipality.name]);
  }
  return [...names].map(([label, listed]) => `${label}: ${listed.join(', ')}`);
}

/** Every municipality of a benchmark with rank, value, comparison, change, trend and status. */
export function benchmarkTable(benchmark: Benchmark, rows: readonly BenchmarkRow[], language: Language): ChartTable {
  const { indicator } = benchmark;
  const unit = indicatorUnit(indicator, language);
  const measure = { unit, numeric: true, decimals: indicator.decimals };
  return {
    columns: [
      { key: 'rank', label: say(language, 'Vieta', 'Rank'), numeric: true },
      { key: 'municipality', label: say(language, 'Pašvaldība', 'Municipality'), numeric: false },
      { key: 'value', label: capitalised(indicator.name[language]), ...measure },
      { key: 'comparison', label: say(language, 'Pret mediānu', 'Against the median'), numeric: false },
      {
        key: 'change',
        label: say(language, 'Pārmaiņas kopš iepriekšējā perioda', 'Change since the previous period'),
        ...measure,
      },
      { key: 'trend', label: say(language, 'Tendence', 'Trend'), numeric: false },
      { key: 'status', label: say(language, 'Statuss', 'Status'), numeric: false },
    ],
    rows: rows.map((row) => ({
      atvk: row.municipality.atvk,
      rank: row.rank,
      municipality: row.municipality.name,
      value: row.value,
      comparison: comparisonLabel(row.comparison, language),
      change: row.change,
      trend: trendWord(row.trend, language),
      status: statusWord(row.value, row.status, row.flags, language),
    })),
  };
}

/** All words of a chart of one benchmark, with the rows of its table in the order of a ranking. */
export function benchmarkWords(
  benchmark: Benchmark,
  request: ChartRequest,
): Pick<Chart, 'title' | 'subtitle' | 'finding' | 'description' | 'table'> {
  const { language, municipality: own } = request;
  const period = formatPeriod(benchmark.period, language);
  return {
    title: benchmarkHeadline(benchmark, own, language),
    subtitle: subtitleOf(benchmark.indicator, period, benchmark.peerGroup, language),
    finding: benchmarkFinding(benchmark, own, language),
    description: benchmarkDescription(benchmark, own, language),
    table: benchmarkTable(benchmark, ordered(benchmark.rows), language),
  };
}
