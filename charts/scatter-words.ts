/** What two indicators say together: headline, finding, text alternative and table. */
import type { MunicipalityLabel } from '../src/core/benchmark.js';
import type { ChartValue, ScatterData } from '../src/core/chart-data.js';
import type { Language } from '../src/core/vocabulary.js';
import type { Chart, ChartRequest, ChartTable } from './chart.js';
import { formatNumber, formatPeriod } from './number-format.js';
import { indicatorUnit, quantity, shortValue } from './units.js';
import {
  capitalised,
  midSentence,
  missingReason,
  municipalities,
  reasonLabel,
  say,
  sentence,
  statusWord,
} from './words.js';

export interface ScatterPoint {
  readonly municipality: MunicipalityLabel;
  readonly x: number;
  readonly y: number;
  readonly outlier: boolean;
}

/** All words of a scatter chart. */
export function scatterWords(
  data: ScatterData,
  request: ChartRequest,
): Pick<Chart, 'title' | 'subtitle' | 'finding' | 'description' | 'table'> {
  const { language, municipality: own } = request;
  const title = headline(data, own, language);
  const link = linkWords(data, language);
  const both = `${data.x.name[language]} ${say(language, 'un', 'and')} ${midSentence(data.y.name[language])}`;
  const subtitle = [both, formatPeriod(data.period, language), data.peerGroup.name[language]].join(' · ');
  const finding = title === capitalised(link) ? sentence(title) : sentence(`${title}; ${link}`);
  return {
    title,
    subtitle,
    finding,
    description: describe(data, finding, subtitle, language),
    table: tableOf(data, language),
  };
}

/** Where the own municipality stands, or, without one, how closely the two indicators go together. */
function headline(data: ScatterData, own: string | undefined, language: Language): string {
  const point = data.points.find(({ municipality }) => municipality.atvk === own);
  if (point === undefined) return capitalised(linkWords(data, language));
  const { name } = point.municipality;
  const part = (value: ChartValue, indicator: ScatterData['x']): string =>
    `${midSentence(indicator.name[language])} ${value.value === null ? reasonLabel(missingReason(value.status, value.flags), language) : quantity(value.value, indicator, language)}`;
  return `${name}: ${part(point.x, data.x)}, ${part(point.y, data.y)}`;
}

/**
 * How closely two indicators go together by rank correlation: from 0.6 clearly, from 0.3 weakly, below that not
 * visibly. It says nothing of causes.
 */
function linkWords(data: ScatterData, language: Language): string {
  const { correlation } = data;
  if (correlation === null) return say(language, 'saistību vēl nevar noteikt', 'too few municipalities to see a link');
  const size = Math.abs(correlation);
  const figure = `(ρ = ${formatNumber(correlation, language, 2)})`;
  if (size < 0.3) return `${say(language, 'rādītāji kopā gandrīz nemainās', 'the two hardly go together')} ${figure}`;
  const strength =
    size < 0.6 ? say(language, 'nedaudz biežāk', 'somewhat more often') : say(language, 'parasti', 'usually');
  const other =
    correlation > 0
      ? say(language, 'lielāks arī otrs', 'the other is larger too')
      : say(language, 'mazāks otrs', 'the other is smaller');
  return say(
    language,
    `kur lielāks viens, tur ${strength} ${other} ${figure}`,
    `where one is larger, ${strength} ${other} ${figure}`,
  );
}

/** Municipalities that cannot be drawn, by reason. */
export function absentWords(data: ScatterData, language: Language): string[] {
  const names = new Map<string, string[]>();
  for (const { municipality, x, y } of data.points) {
    const missing = x.value === null ? x : y.value === null ? y : null;
    if (missing === null) continue;
    const label = reasonLabel(missingReason(missing.status, missing.flags), language);
    names.set(label, [...(names.get(label) ?? []), municipality.name]);
  }
  return [...names].map(([label, listed]) => `${label}: ${listed.join(', ')}`);
}

function describe(data: ScatterData, finding: string, subtitle: string, language: Language): string {
  const both = data.points.filter(({ x, y }) => x.value !== null && y.value !== null);
  const medians = [
    data.xMedian === null ? '' : `${data.x.name[language]} ${shortValue(data.xMedian, data.x, language)}`,
    data.yMedian === null ? '' : `${data.y.name[language]} ${shortValue(data.yMedian, data.y, language)}`,
  ].filter((part) => part !== '');
  const outliers = data.points.filter(({ outlier }) => outlier).map(({ municipality }) => municipality.name);
  const parts = [
    finding,
    subtitle,
    `${say(language, 'Ar abām vērtībām', 'With both values')}: ${municipalities(both.length, language)}`,
    ...(medians.length === 0 ? [] : [`${say(language, 'Mediānas', 'Medians')}: ${medians.join('; ')}`]),
    ...(outliers.length === 0
      ? []
      : [`${say(language, 'Tālu no pārējām', 'Far from the others')}: ${outliers.join(', ')}`]),
    ...absentWords(data, language),
  ];
  return parts.map(sentence).join(' ');
}

function tableOf(data: ScatterData, language: Language): ChartTable {
  const column = (key: string, indicator: ScatterData['x']): ChartTable['columns'][number] => ({
    key,
    label: capitalised(indicator.name[language]),
    unit: indicatorUnit(indicator, language),
    numeric: true,
    decimals: indicator.decimals,
  });
  const status = (value: ChartValue): string => statusWord(value.value, value.status, value.flags, language);
  return {
    columns: [
      { key: 'municipality', label: say(language, 'Pašvaldība', 'Municipality'), numeric: false },
      column('x', data.x),
      column('y', data.y),
      { key: 'xStatus', label: say(language, 'Pirmā rādītāja statuss', 'Status of the first'), numeric: false },
      { key: 'yStatus', label: say(language, 'Otrā rādītāja statuss', 'Status of the second'), numeric: false },
      { key: 'outlier', label: say(language, 'Tālu no pārējām', 'Far from the others'), numeric: false },
    ],
    rows: data.points.map(({ municipality, x, y, outlier }) => ({
      atvk: municipality.atvk,
      municipality: municipality.name,
      x: x.value,
      y: y.value,
      xStatus: status(x),
      yStatus: status(y),
      outlier: outlier ? say(language, 'jā', 'yes') : say(language, 'nē', 'no'),
    })),
  };
}
