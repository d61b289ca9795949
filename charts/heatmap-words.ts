/** What a heat map says: who stands in the best and in the weakest quarter how often. */
import type { BenchmarkIndicator } from '../src/core/benchmark.js';
import type { ChartValue, HeatmapData } from '../src/core/chart-data.js';
import type { Language } from '../src/core/vocabulary.js';
import type { Chart, ChartCell, ChartRequest, ChartTable } from './chart.js';
import { tip } from './marks.js';
import { formatPeriod } from './number-format.js';
import { indicatorUnit, quantity } from './units.js';
import {
  capitalised,
  missingReason,
  municipalities,
  ofIndicators,
  reasonLabel,
  reasonWord,
  say,
  sentence,
} from './words.js';

type Row = HeatmapData['rows'][number];

/** True where a quarter says how good a value is. */
function isJudged(indicator: BenchmarkIndicator): boolean {
  return indicator.direction !== 'neutral' && !indicator.isCost;
}

/** The darkest and the lightest step of a kind of indicator by name; the steps between lie between. */
export function heatmapKeyLabels(indicator: BenchmarkIndicator, language: Language): { step: number; label: string }[] {
  if (isJudged(indicator)) {
    return [
      { step: 3, label: say(language, 'labākā ceturtdaļa', 'best quarter') },
      { step: 0, label: say(language, 'vājākā ceturtdaļa', 'weakest quarter') },
    ];
  }
  const kind = indicator.isCost ? say(language, 'izmaksas', 'costs') : say(language, 'bez vērtējuma', 'not judged');
  return [
    { step: 3, label: `${say(language, 'lielākā ceturtdaļa', 'largest quarter')} (${kind})` },
    { step: 0, label: `${say(language, 'mazākā ceturtdaļa', 'smallest quarter')} (${kind})` },
  ];
}

/** What is said when a pointer rests on a cell. */
export function cellTip(
  name: string,
  indicator: BenchmarkIndicator,
  cell: Row['cells'][number],
  language: Language,
): ReturnType<typeof tip> {
  const figure =
    cell.value === null
      ? reasonLabel(missingReason(cell.status, cell.flags), language)
      : quantity(cell.value, indicator, language);
  const quarter =
    cell.value === null || cell.quantileGroup === null ? '' : quarterName(indicator, cell.quantileGroup, language);
  return tip(name, `${indicator.name[language]}: ${figure}`, quarter);
}

function quarterName(indicator: BenchmarkIndicator, group: number, language: Language): string {
  const from = isJudged(indicator)
    ? say(language, '1. – labākā', '1 is the best')
    : say(language, '1. – lielākā', '1 is the largest');
  return say(language, `${group}. ceturtdaļa (${from})`, `quarter ${group} (${from})`);
}

export function heatmapWords(
  data: HeatmapData,
  request: ChartRequest,
): Pick<Chart, 'title' | 'subtitle' | 'finding' | 'description' | 'table'> {
  const { language, municipality: own } = request;
  const title = headline(data, own, language);
  const subtitle = [data.name[language], formatPeriod(data.period, language), data.peerGroup.name[language]].join(
    ' · ',
  );
  const finding = sentence(title);
  return {
    title,
    subtitle,
    finding,
    description: describe(data, finding, subtitle, language),
    table: tableOf(data, language),
  };
}

function judgedCells(data: HeatmapData, row: Row): Row['cells'] {
  return row.cells.filter((cell, index) => {
    const indicator = data.columns[index];
    return indicator !== undefined && isJudged(indicator) && cell.value !== null && cell.quantileGroup !== null;
  });
}

function headline(data: HeatmapData, own: string | undefined, language: Language): string {
  const row = data.rows.find(({ municipality }) => municipality.atvk === own);
  if (row === undefined) {
    const cells = data.rows.flatMap((candidate) => candidate.cells);
    const missing = cells.filter(({ value }) => value === null).length;
    const head = `${data.name[language]}: ${municipalities(data.rows.length, language)}`;
    return say(
      language,
      `${head}, trūkst ${missing} no ${cells.length} skaitļiem`,
      `${head}, ${missing} of ${cells.length} figures missing`,
    );
  }
  const judged = judgedCells(data, row);
  const best = judged.filter(({ quantileGroup }) => quantileGroup === 1).length;
  const weakest = judged.filter(({ quantileGroup }) => quantileGroup === 4).length;
  const { name } = row.municipality;
  return say(
    language,
    `${name}: labākajā ceturtdaļā – ${best} no ${ofIndicators(judged.length)}, vājākajā – ${weakest}`,
    `${name}: in the best quarter in ${best} of ${judged.length} indicators, in the weakest in ${weakest}`,
  );
}

function describe(data: HeatmapData, finding: string, subtitle: string, language: Language): string {
  const rows = data.rows.map((row) => {
    const judged = judgedCells(data, row);
    const best = judged.filter(({ quantileGroup }) => quantileGroup === 1).length;
    return `${row.municipality.name} ${best}/${judged.length}`;
  });
  const columns = data.columns.map((indicator) => indicator.name[language]).join(', ');
  const counted = say(language, 'Cik reižu labākajā ceturtdaļā', 'How often in the best quarter');
  return [finding, subtitle, `${say(language, 'Rādītāji', 'Indicators')}: ${columns}`, `${counted}: ${rows.join('; ')}`]
    .map(sentence)
    .join(' ');
}

/** One row a municipality, for each indicator a column with its value and one with its quarter or reason. */
function tableOf(data: HeatmapData, language: Language): ChartTable {
  const status = (cell: ChartValue & { quantileGroup: number | null }): ChartCell =>
    cell.value === null ? reasonWord(missingReason(cell.status, cell.flags), language) : cell.quantileGroup;
  return {
    columns: [
      { key: 'municipality', label: say(language, 'Pašvaldība', 'Municipality'), numeric: false },
      ...data.columns.flatMap((indicator) => [
        {
          key: indicator.code,
          label: capitalised(indicator.name[language]),
          unit: indicatorUnit(indicator, language),
          numeric: true,
          decimals: indicator.decimals,
        },
        {
          key: `${indicator.code}|group`,
          label: `${capitalised(indicator.name[language])}: ${say(language, 'ceturtdaļa', 'quarter')}`,
          numeric: false,
        },
      ]),
    ],
    rows: data.rows.map((row) => ({
      atvk: row.municipality.atvk,
      municipality: row.municipality.name,
      ...Object.fromEntries(
        data.columns.flatMap((indicator, index): [string, ChartCell][] => {
          const cell = row.cells[index];
          if (cell === undefined) return [];
          return [
            [indicator.code, cell.value],
            [`${indicator.code}|group`, status(cell)],
          ];
        }),
      ),
    })),
  };
}
