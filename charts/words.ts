/**
 * What all charts say, in Latvian and English. Place names stand in the nominative with a colon behind them, so that
 * no name has to be declined.
 */
import type { BenchmarkIndicator, PeerGroupLabel, Provenance } from '../src/core/benchmark.js';
import type { Comparison, Flag, Language, ReportingPeriod, TrendLabel, ValueStatus } from '../src/core/vocabulary.js';
import { formatDate, formatPeriod } from './number-format.js';
import { comparisonSigns, missingSigns } from './tokens.js';
import { indicatorUnit, pluralForm } from './units.js';

/** One of two texts. */
export function say(language: Language, lv: string, en: string): string {
  return language === 'lv' ? lv : en;
}

/** Why there is no number. */
export type MissingReason = keyof typeof missingSigns;

const REASONS: Readonly<Record<MissingReason, readonly [lv: string, en: string]>> = {
  not_applicable: ['nav piemērojams', 'not applicable'],
  not_collected: ['netiek uzskaitīts', 'not recorded'],
  not_provided: ['nav iesniegts', 'not provided'],
  confidential: ['konfidenciāls', 'confidential'],
};

/**
 * Why a cell holds no number: its status, or, where a derived value could not be computed or must not be shown, its
 * flags. A value that simply is not there counts as not provided.
 */
export function missingReason(status: ValueStatus, flags: readonly Flag[] = []): MissingReason {
  if (flags.includes('SUPPRESSED')) return 'confidential';
  if (status !== 'reported') return status;
  return flags.includes('ZERO_DENOMINATOR') ? 'not_applicable' : 'not_provided';
}

/** The reason in words: `nav iesniegts`. */
export function reasonWord(reason: MissingReason, language: Language): string {
  return say(language, ...REASONS[reason]);
}

/** The reason with its sign: `.. nav iesniegts`. */
export function reasonLabel(reason: MissingReason, language: Language): string {
  return `${missingSigns[reason]} ${reasonWord(reason, language)}`;
}

/** What the status column of a table says of a cell with or without a number. */
export function statusWord(
  value: number | null,
  status: ValueStatus,
  flags: readonly Flag[],
  language: Language,
): string {
  return value === null ? reasonLabel(missingReason(status, flags), language) : say(language, 'vērtība', 'value');
}

const COMPARISONS: Readonly<Record<Comparison, readonly [lv: string, en: string]>> = {
  better: ['labāk', 'better'],
  worse: ['sliktāk', 'worse'],
  similar: ['līdzīgi', 'similar'],
  higher: ['augstāk', 'higher'],
  lower: ['zemāk', 'lower'],
  not_compared: ['nav salīdzināts', 'not compared'],
};

const AGAINST_MEDIAN: Readonly<Record<Comparison, readonly [lv: string, en: string]>> = {
  better: ['labāk par mediānu', 'better than the median'],
  worse: ['sliktāk par mediānu', 'worse than the median'],
  similar: ['līdzīgi mediānai', 'similar to the median'],
  higher: ['augstāk par mediānu', 'higher than the median'],
  lower: ['zemāk par mediānu', 'lower than the median'],
  not_compared: ['ar mediānu nav salīdzināts', 'not compared with the median'],
};

/** A comparison as sign and word: `▲ labāk`. */
export function comparisonLabel(comparison: Comparison, language: Language): string {
  return `${comparisonSigns[comparison]} ${say(language, ...COMPARISONS[comparison])}`.trim();
}

/** A comparison with the median in words, without a sign: `labāk par mediānu`. */
export function againstMedian(comparison: Comparison, language: Language): string {
  return say(language, ...AGAINST_MEDIAN[comparison]);
}

const TRENDS: Readonly<Record<TrendLabel, readonly [lv: string, en: string]>> = {
  improving: ['uzlabojas', 'improving'],
  worsening: ['pasliktinās', 'worsening'],
  rising: ['pieaug', 'rising'],
  falling: ['samazinās', 'falling'],
  no_clear_change: ['bez skaidrām pārmaiņām', 'no clear change'],
  insufficient: ['tendencei vēl par maz datu', 'too few years for a trend'],
};

export function trendWord(trend: TrendLabel, language: Language): string {
  return say(language, ...TRENDS[trend]);
}

/** `18 pašvaldību`, `21 pašvaldība`, `3 pašvaldības`. */
export function municipalities(count: number, language: Language): string {
  if (language === 'en') return `${count} ${count === 1 ? 'municipality' : 'municipalities'}`;
  return `${count} ${pluralForm(count, ['pašvaldību', 'pašvaldība', 'pašvaldības'])}`;
}

/** Behind "no": `3 rādītājiem`, `21 rādītāja`. */
export function ofIndicators(number: number): string {
  return `${number} ${number % 10 === 1 && number % 100 !== 11 ? 'rādītāja' : 'rādītājiem'}`;
}

/** True for a group of neighbours by likeness, of which findings say "similar". */
function isSimilar(group: PeerGroupLabel): boolean {
  return /nearest|similar|neighbour/i.test(group.code);
}

/**
 * A place among others: `7. no 18 līdzīgām pašvaldībām`, `7th of 18 similar municipalities`. "Similar" only where the
 * peer group was chosen for likeness.
 */
export function rankPhrase(rank: number, of: number, group: PeerGroupLabel, language: Language): string {
  const similar = isSimilar(group);
  if (language === 'en') {
    const noun = of === 1 ? 'municipality' : 'municipalities';
    return `${ordinal(rank)} of ${of} ${similar ? 'similar ' : ''}${noun}`;
  }
  const single = of % 10 === 1 && of % 100 !== 11;
  const adjective = similar ? `${single ? 'līdzīgas' : 'līdzīgām'} ` : '';
  return `${placeNumber(rank)}. no ${of} ${adjective}${single ? 'pašvaldības' : 'pašvaldībām'}`;
}

/** A place without the noun: `7. no 18`, `7th of 18`. */
export function placeOf(rank: number, of: number, language: Language): string {
  return language === 'lv' ? `${placeNumber(rank)}. no ${of}` : `${ordinal(rank)} of ${of}`;
}

/** Shared places may be halves where ties take their average. */
function placeNumber(rank: number): string {
  return Number.isInteger(rank) ? String(rank) : String(rank).replace('.', ',');
}

function ordinal(rank: number): string {
  if (!Number.isInteger(rank)) return `place ${rank}`;
  const tens = rank % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${rank}${ending}`;
}

/** Indicator, unit, period and peer group, as the line under a headline. */
export function subtitleOf(
  indicator: BenchmarkIndicator,
  period: string,
  group: PeerGroupLabel,
  language: Language,
): string {
  const unit = indicatorUnit(indicator, language);
  return [
    unit === '' ? indicator.name[language] : `${indicator.name[language]}, ${unit}`,
    period,
    group.name[language],
  ].join(' · ');
}

/** `2025. gads`, or `2021.–2025. gads` over several. */
export function spanOf(periods: readonly ReportingPeriod[], language: Language): string {
  const first = periods[0];
  const last = periods.at(-1);
  if (first === undefined || last === undefined) return '';
  return formatPeriod({ code: last.code, startsOn: first.startsOn, endsOn: last.endsOn }, language);
}

export function sourceLine(provenance: Provenance, language: Language): string {
  return `${say(language, 'Avots', 'Source')}: ${provenance.source[language]}`;
}

const EDITIONS: Readonly<Record<Provenance['edition']['kind'], readonly [lv: string, en: string]>> = {
  provisional: ['Provizorisks izdevums', 'Provisional edition'],
  final: ['Galīgais izdevums', 'Final edition'],
  revised: ['Precizēts izdevums', 'Revised edition'],
  draft: ['Melnraksts, nav publicēts', 'Draft, not published'],
};

export function sampleWord(language: Language): string {
  return say(language, 'Parauga dati', 'Sample data');
}

/** How far the figures may be relied on: sample data first, then the edition, its date and the method. */
export function statusLine(provenance: Provenance, language: Language): string {
  const { edition, methodVersion, sample } = provenance;
  const made = sample
    ? [`${sampleWord(language)}: ${say(language, 'skaitļi ir izdomāti', 'the figures are made up')}`]
    : [];
  const kind = say(language, ...EDITIONS[edition.kind]);
  const date = edition.publishedAt === null ? '' : formatDate(edition.publishedAt, language);
  const published = date === '' ? kind : `${kind}, ${say(language, 'publicēts', 'published')} ${date}`;
  const method = `${say(language, 'Metodes versija', 'Method version')} ${methodVersion}`;
  return [...made, published, method].map(sentence).join(' ');
}

/** A text with a full stop at its end, but never two. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A name inside a sentence: its first letter small, unless the name begins with an abbreviation. */
export function midSentence(text: string): string {
  return text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

/** The first letter in capitals. */
export function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
