/** What an index says when it is taken apart: how many points, in which quarter, and what moved it. */
import type { IndexBreakdown, IndexComponent } from '../src/core/chart-data.js';
import type { Language } from '../src/core/vocabulary.js';
import type { Chart, ChartTable } from './chart.js';
import { formatDifference, formatNumber, formatPeriod } from './number-format.js';
import { missingReason, municipalities, reasonWord, say, sentence } from './words.js';

/** A row of the picture and of the table: a dimension, or one of its parts. */
export interface IndexLine {
  readonly component: IndexComponent;
  readonly dimension: boolean;
  readonly peerMedian: number | null;
}

/** Each dimension followed by its parts. */
export function componentLines(data: IndexBreakdown): IndexLine[] {
  return data.dimensions.flatMap((dimension) => [
    { component: dimension, dimension: true, peerMedian: dimension.peerMedian },
    ...dimension.parts.map((part) => ({ component: part, dimension: false, peerMedian: null })),
  ]);
}

const QUARTERS: readonly (readonly [lv: string, en: string])[] = [
  ['augstākā ceturtdaļa', 'highest quarter'],
  ['otrā ceturtdaļa', 'second quarter'],
  ['trešā ceturtdaļa', 'third quarter'],
  ['zemākā ceturtdaļa', 'lowest quarter'],
];

export function indexWords(
  data: IndexBreakdown,
  language: Language,
): Pick<Chart, 'title' | 'subtitle' | 'finding' | 'description' | 'table'> {
  const title = headline(data, language);
  const kind =
    data.variant === 'readiness' ? say(language, 'Gatavības indekss', 'Readiness index') : data.index.name[language];
  const subtitle = [kind, formatPeriod(data.period, language), data.peerGroup.name[language]].join(' · ');
  const finding = sentence([title, ...moverWords(data, language)].join('; '));
  return {
    title,
    subtitle,
    finding,
    description: describe(data, finding, subtitle, language),
    table: tableOf(data, language),
  };
}

function points(value: number, language: Language): string {
  return formatNumber(value, language, 1);
}

function headline(data: IndexBreakdown, language: Language): string {
  const { name } = data.municipality;
  if (data.score === null)
    return `${name}: ${say(language, 'indeksu nevar aprēķināt, trūkst datu', 'the index cannot be computed, figures are missing')}`;
  const score = `${name}: ${points(data.score, language)} ${say(language, 'no 100', 'of 100')}`;
  const quarter = data.quantileGroup === null ? undefined : QUARTERS[data.quantileGroup - 1];
  const band = quarter === undefined ? '' : `, ${say(language, ...quarter)}`;
  if (data.rankInterval === null) return `${score}${band}`;
  const [best, worst] = data.rankInterval.map((place) => formatNumber(place, language, 0));
  const among = say(
    language,
    `${best ?? ''}.–${worst ?? ''}. vieta no ${data.of}`,
    `place ${best ?? ''} to ${worst ?? ''} of ${municipalities(data.of, 'en')}`,
  );
  return `${score}${band} (${among})`;
}

/** The parts that moved the index most, up and down. */
function moverWords(data: IndexBreakdown, language: Language): string[] {
  const moved = data.dimensions
    .flatMap(({ parts }) => parts)
    .flatMap((part) =>
      part.change === null || part.change === 0 ? [] : [{ name: part.name[language], change: part.change }],
    )
    .toSorted((a, b) => b.change - a.change);
  const up = moved[0];
  const down = moved.at(-1);
  const words: string[] = [];
  if (up !== undefined && up.change > 0) {
    words.push(
      `${say(language, 'visvairāk cēla', 'raised most by')}: ${up.name} (${formatDifference(up.change, language, 1)})`,
    );
  }
  if (down !== undefined && down.change < 0) {
    words.push(
      `${say(language, 'visvairāk mazināja', 'lowered most by')}: ${down.name} (${formatDifference(down.change, language, 1)})`,
    );
  }
  return words;
}

/** How to read the picture. */
export function indexNotes(data: IndexBreakdown, language: Language): string[] {
  const readiness =
    data.variant === 'readiness'
      ? [
          say(
            language,
            'Pašvaldībā nav sociālo uzņēmumu, tāpēc vērtē tikai gatavību; ar pilno indeksu nesalīdzina.',
            'There are no social enterprises here, so that only readiness is scored; it is not compared with the full index.',
          ),
        ]
      : [];
  return [
    say(
      language,
      'Kontūra: cik punktu iespējams; pildījums: cik punktu ir; svītriņa: mediāna; pēdējais skaitlis: pārmaiņas kopš iepriekšējā perioda.',
      'Outline: points that are possible; fill: points reached; tick: median; last number: change since the previous period.',
    ),
    ...readiness,
  ];
}

function describe(data: IndexBreakdown, finding: string, subtitle: string, language: Language): string {
  const lines = data.dimensions.map((dimension) => {
    const name = dimension.name[language];
    if (dimension.contribution === null) return `${name}: ${reasonWord(missingReason(dimension.status), language)}`;
    const reached = `${points(dimension.contribution, language)} ${say(language, 'no', 'of')} ${points(dimension.weight * 100, language)}`;
    const median =
      dimension.peerMedian === null
        ? ''
        : `, ${say(language, 'mediāna', 'median')} ${points(dimension.peerMedian, language)}`;
    return `${name}: ${reached}${median}`;
  });
  return [finding, subtitle, ...lines, ...indexNotes(data, language)].map(sentence).join(' ');
}

function tableOf(data: IndexBreakdown, language: Language): ChartTable {
  const measure = { unit: say(language, 'punkti', 'points'), numeric: true, decimals: 1 };
  return {
    columns: [
      { key: 'component', label: say(language, 'Dimensija vai daļa', 'Dimension or part'), numeric: false },
      { key: 'level', label: say(language, 'Līmenis', 'Level'), numeric: false },
      { key: 'possible', label: say(language, 'Iespējams', 'Possible'), ...measure },
      { key: 'contribution', label: say(language, 'Ir', 'Reached'), ...measure },
      { key: 'median', label: say(language, 'Mediāna', 'Median'), ...measure },
      { key: 'change', label: say(language, 'Pārmaiņas', 'Change'), ...measure },
      { key: 'status', label: say(language, 'Statuss', 'Status'), numeric: false },
    ],
    rows: componentLines(data).map(({ component, dimension, peerMedian }) => ({
      code: component.code,
      component: component.name[language],
      level: dimension ? say(language, 'dimensija', 'dimension') : say(language, 'daļa', 'part'),
      possible: component.weight * 100,
      contribution: component.contribution,
      median: peerMedian,
      change: component.change,
      status:
        component.contribution === null
          ? reasonWord(missingReason(component.status), language)
          : say(language, 'vērtība', 'value'),
    })),
  };
}
