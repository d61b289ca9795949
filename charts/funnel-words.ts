/** What a funnel says: what is chance and what is not. */
import type { FunnelLabel } from '../src/core/advanced/funnel.js';
import type { FunnelData } from '../src/core/chart-data.js';
import type { Language } from '../src/core/vocabulary.js';
import type { Chart, ChartRequest, ChartTable } from './chart.js';
import { formatPeriod, formatShare } from './number-format.js';
import { indicatorUnit, quantity } from './units.js';
import {
  capitalised,
  missingReason,
  municipalities,
  reasonLabel,
  reasonWord,
  say,
  sentence,
  statusWord,
  subtitleOf,
} from './words.js';

/** A point that can be drawn. */
export interface FunnelPoint {
  readonly municipality: FunnelData['points'][number]['municipality'];
  readonly value: number;
  readonly denominator: number;
  readonly label: FunnelLabel | null;
}

const LABELS: Readonly<Record<FunnelLabel, readonly [lv: string, en: string]>> = {
  below_998: ['zem 99,8 % robežas', 'below the 99.8% limit'],
  below_95: ['zem 95 % robežas', 'below the 95% limit'],
  as_expected: ['nejaušības robežās', 'within what chance explains'],
  above_95: ['virs 95 % robežas', 'above the 95% limit'],
  above_998: ['virs 99,8 % robežas', 'above the 99.8% limit'],
};

export function funnelLabel(label: FunnelLabel, language: Language): string {
  return say(language, ...LABELS[label]).replaceAll(' %', '\u00a0%');
}

/** `95 %`, `99,8 %`. */
export function levelName(level: number, language: Language): string {
  return formatShare(level, language, Number.isInteger(Math.round(level * 1000) / 10) ? 0 : 1);
}

export function funnelWords(
  data: FunnelData,
  request: ChartRequest,
): Pick<Chart, 'title' | 'subtitle' | 'finding' | 'description' | 'table'> {
  const { language, municipality: own } = request;
  const title = headline(data, own, language);
  const subtitle = subtitleOf(data.indicator, formatPeriod(data.period, language), data.peerGroup, language);
  const finding = sentence(`${title}; ${pooledWords(data, language)}`);
  return {
    title,
    subtitle,
    finding,
    description: describe(data, finding, subtitle, language),
    table: tableOf(data, language),
  };
}

function pooledWords(data: FunnelData, language: Language): string {
  return `${say(language, 'visām kopā', 'overall')} ${quantity(data.target, data.indicator, language)}`;
}

function headline(data: FunnelData, own: string | undefined, language: Language): string {
  const point = data.points.find(({ municipality }) => municipality.atvk === own);
  if (point === undefined) {
    const drawn = data.points.filter(({ label }) => label !== null);
    const beyond = drawn.filter(({ label }) => label !== 'as_expected').length;
    const name = data.indicator.name[language];
    return say(
      language,
      `${name}: ārpus nejaušības robežām – ${beyond} no ${drawn.length}`,
      `${name}: ${beyond} of ${municipalities(drawn.length, 'en')} differ by more than chance`,
    );
  }
  const { name } = point.municipality;
  if (point.value === null) return `${name}: ${reasonWord(missingReason(point.status, point.flags), language)}`;
  const value = `${name}: ${quantity(point.value, data.indicator, language)}`;
  return point.label === null ? value : `${value}, ${funnelLabel(point.label, language)}`;
}

/** How to read the picture, and what is missing. */
export function funnelNotes(data: FunnelData, language: Language): string[] {
  const reading = say(
    language,
    'Starp robežām atšķirību var izskaidrot ar nejaušību; jo mazāka pašvaldība, jo robežas platākas.',
    'Between the limits chance can explain the difference; the smaller the municipality, the wider the limits.',
  );
  const names = new Map<string, string[]>();
  for (const point of data.points) {
    if (point.value !== null && point.denominator !== null) continue;
    const label = reasonLabel(missingReason(point.status, point.flags), language);
    names.set(label, [...(names.get(label) ?? []), point.municipality.name]);
  }
  return [reading, ...[...names].map(([label, listed]) => `${label}: ${listed.join(', ')}`)];
}

function describe(data: FunnelData, finding: string, subtitle: string, language: Language): string {
  const groups = (Object.keys(LABELS) as FunnelLabel[]).flatMap((label) => {
    const names = data.points.filter((point) => point.label === label).map(({ municipality }) => municipality.name);
    if (names.length === 0) return [];
    const listed = label === 'as_expected' ? municipalities(names.length, language) : names.join(', ');
    return [`${capitalised(funnelLabel(label, language))}: ${listed}`];
  });
  return [finding, subtitle, ...groups, ...funnelNotes(data, language)].map(sentence).join(' ');
}

function tableOf(data: FunnelData, language: Language): ChartTable {
  const { indicator } = data;
  return {
    columns: [
      { key: 'municipality', label: say(language, 'Pašvaldība', 'Municipality'), numeric: false },
      {
        key: 'value',
        label: capitalised(indicator.name[language]),
        unit: indicatorUnit(indicator, language),
        numeric: true,
        decimals: indicator.decimals,
      },
      { key: 'denominator', label: capitalised(data.denominator[language]), numeric: true, decimals: 0 },
      { key: 'label', label: say(language, 'Pret robežām', 'Against the limits'), numeric: false },
      { key: 'status', label: say(language, 'Statuss', 'Status'), numeric: false },
    ],
    rows: data.points.map((point) => ({
      atvk: point.municipality.atvk,
      municipality: point.municipality.name,
      value: point.value,
      denominator: point.denominator,
      label: point.label === null ? null : funnelLabel(point.label, language),
      status: statusWord(point.value, point.status, point.flags, language),
    })),
  };
}
