/** What a profile says: its headline, its finding, its text alternative and its table. */
import type { MunicipalityProfile, ProfileRow } from '../src/core/benchmark.js';
import { directionSign } from '../src/core/direction.js';
import type { Language } from '../src/core/vocabulary.js';
import type { ChartTable } from './chart.js';
import { formatPeriod } from './number-format.js';
import { indicatorUnit, pluralForm, quantity, shortValue } from './units.js';
import {
  againstMedian,
  capitalised,
  comparisonLabel,
  missingReason,
  ofIndicators,
  reasonWord,
  say,
  sentence,
  statusWord,
  trendWord,
} from './words.js';

const GROUPS: Readonly<Record<string, readonly [lv: string, en: string]>> = {
  light: ['Vieglā sadarbība', 'Light co-operation'],
  targeted: ['Mērķētā sadarbība', 'Targeted support'],
  outcome: ['Iznākumi', 'Outcomes'],
  service_cost: ['Pakalpojumu izmaksas', 'Cost of services'],
  workload: ['Sociālā darba noslodze', 'Workload in social work'],
  context: ['Konteksts', 'Context'],
};

/** The name of a group of the catalogue; a group that is not known here is named by its code. */
export function groupName(group: string, language: Language): string {
  const words = GROUPS[group];
  return words === undefined ? capitalised(group.replaceAll('_', ' ')) : say(language, ...words);
}

/**
 * Where a value stands between the ends of its strip: 0 is the weakest peer (or the smallest value, without a
 * direction), 1 the best (or largest). A value beyond the peers stands at the end; where all are equal, in the middle.
 */
export function standing(row: ProfileRow, value: number): number {
  const { min, max } = row.statistics;
  if (min === null || max === null || min === max) return 0.5;
  const share = Math.min(Math.max((value - min) / (max - min), 0), 1);
  return directionSign(row.indicator.direction) === -1 ? 1 - share : share;
}

function count(data: MunicipalityProfile, comparison: ProfileRow['comparison']): number {
  return data.rows.filter((row) => row.value !== null && !row.indicator.isCost && row.comparison === comparison).length;
}

function indicators(number: number, language: Language): string {
  if (language === 'en') return `${number} ${number === 1 ? 'indicator' : 'indicators'}`;
  return `${number} ${pluralForm(number, ['rādītāju', 'rādītājs', 'rādītāji'])}`;
}

/** `Gulbenes novads: labāk par mediānu – 5 no 9 rādītājiem, sliktāk – 3`: costs and what has no direction are not counted. */
export function profileHeadline(data: MunicipalityProfile, language: Language): string {
  const { name } = data.municipality;
  const better = count(data, 'better');
  const worse = count(data, 'worse');
  const judged = better + worse + count(data, 'similar');
  if (judged === 0) {
    const valued = data.rows.filter((row) => row.value !== null).length;
    return `${name}: ${indicators(valued, language)} ${say(language, 'līdzās salīdzināmām pašvaldībām', 'beside its peers')}`;
  }
  return say(
    language,
    `${name}: labāk par mediānu – ${better} no ${ofIndicators(judged)}, sliktāk – ${worse}`,
    `${name}: better than the median in ${better} of ${indicators(judged, 'en')}, worse in ${worse}`,
  );
}

/** The headline with the indicators in which the municipality stands highest and lowest among its peers. */
export function profileFinding(data: MunicipalityProfile, language: Language): string {
  const ranked = data.rows
    .filter((row) => row.percentile !== null && row.value !== null)
    .toSorted((a, b) => (b.percentile ?? 0) - (a.percentile ?? 0));
  const best = ranked[0];
  const weakest = ranked.at(-1);
  const parts = [profileHeadline(data, language)];
  if (best !== undefined && weakest !== undefined && best !== weakest) {
    parts.push(`${say(language, 'augstākā vieta', 'highest place')}: ${best.indicator.name[language]}`);
    parts.push(`${say(language, 'zemākā vieta', 'lowest place')}: ${weakest.indicator.name[language]}`);
  }
  return sentence(parts.join('; '));
}

export function profileDescription(data: MunicipalityProfile, language: Language): string {
  const subject = `${formatPeriod(data.period, language)}, ${data.peerGroup.name[language]}`;
  const rows = data.rows.map((row) => {
    const name = row.indicator.name[language];
    if (row.value === null) return `${name}: ${reasonWord(missingReason(row.status, row.flags), language)}`;
    const compared = row.comparison === 'not_compared' ? '' : `, ${againstMedian(row.comparison, language)}`;
    const median =
      row.statistics.median === null ? '' : ` (${shortValue(row.statistics.median, row.indicator, language)})`;
    return `${name}: ${quantity(row.value, row.indicator, language)}${compared}${compared === '' ? '' : median}`;
  });
  return [profileFinding(data, language), subject, ...rows].map(sentence).join(' ');
}

export function profileTable(data: MunicipalityProfile, language: Language): ChartTable {
  return {
    columns: [
      { key: 'group', label: say(language, 'Grupa', 'Group'), numeric: false },
      { key: 'indicator', label: say(language, 'Rādītājs', 'Indicator'), numeric: false },
      { key: 'unit', label: say(language, 'Mērvienība', 'Unit'), numeric: false },
      { key: 'value', label: say(language, 'Vērtība', 'Value'), numeric: true },
      { key: 'median', label: say(language, 'Mediāna', 'Median'), numeric: true },
      { key: 'min', label: say(language, 'Mazākā', 'Smallest'), numeric: true },
      { key: 'max', label: say(language, 'Lielākā', 'Largest'), numeric: true },
      { key: 'rank', label: say(language, 'Vieta', 'Rank'), numeric: true },
      { key: 'of', label: say(language, 'No', 'Of'), numeric: true },
      { key: 'comparison', label: say(language, 'Pret mediānu', 'Against the median'), numeric: false },
      { key: 'trend', label: say(language, 'Tendence', 'Trend'), numeric: false },
      { key: 'status', label: say(language, 'Statuss', 'Status'), numeric: false },
    ],
    rows: data.rows.map((row) => ({
      code: row.indicator.code,
      group: groupName(row.group, language),
      indicator: row.indicator.name[language],
      unit: indicatorUnit(row.indicator, language),
      value: row.value,
      decimals: row.indicator.decimals,
      median: row.statistics.median,
      min: row.statistics.min,
      max: row.statistics.max,
      rank: row.rank,
      of: row.rank === null ? null : row.of,
      comparison: comparisonLabel(row.comparison, language),
      trend: trendWord(row.trend, language),
      status: statusWord(row.value, row.status, row.flags, language),
    })),
  };
}
