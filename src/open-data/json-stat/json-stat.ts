/** JSON-stat 2.0. Pure. */
import type { Language } from '../../core/vocabulary.js';
import { figureAt, type CubeCell, type DataSet } from '../figures/data-set.js';
import type { OpenState } from '../figures/published-figures.js';
import { notes, SAMPLE_MARK, SERVICE, SOURCE, STATUS_WORDS } from '../figures/words.js';
import { LICENCE, LICENCE_URL } from '../http/open-answers.js';

interface Category {
  readonly index: readonly string[];
  readonly label: Readonly<Record<string, string>>;
  readonly unit?: Readonly<Record<string, { readonly base: string; readonly decimals: number }>>;
}

interface Dimension {
  readonly label: string;
  readonly category: Category;
}

export interface JsonStatDataset {
  readonly version: '2.0';
  readonly class: 'dataset';
  readonly label: string;
  readonly source: string;
  readonly updated: string;
  readonly href: string;
  readonly note: readonly string[];
  readonly id: readonly string[];
  readonly size: readonly number[];
  readonly role: { readonly metric: string[]; readonly geo: string[]; readonly time: string[] };
  readonly dimension: Readonly<Record<string, Dimension>>;
  /** Last dimension fastest; null where there is no number. */
  readonly value: readonly (number | null)[];
  /** By place in `value`. */
  readonly status: Readonly<Record<string, string>>;
  readonly extension: Readonly<Record<string, unknown>>;
}

export const DIMENSIONS = ['indicator', 'municipality', 'period'] as const;
export type DimensionCode = (typeof DIMENSIONS)[number];

const LABELS: Readonly<Record<DimensionCode, { readonly lv: string; readonly en: string }>> = {
  indicator: { lv: 'Rādītājs', en: 'Indicator' },
  municipality: { lv: 'Pašvaldība', en: 'Municipality' },
  period: { lv: 'Periods', en: 'Period' },
};

export function dimensionLabel(code: DimensionCode, language: Language): string {
  return LABELS[code][language];
}

/** What a data set is called; made-up figures say so in their name. */
export function labelOf(set: DataSet, state: OpenState, language: Language): string {
  const name = set.name[language];
  const label = name.charAt(0).toLocaleUpperCase('lv') + name.slice(1);
  return state.sample ? `${label} (${SAMPLE_MARK[language].split(':')[0] ?? ''})` : label;
}

/** @param href the address that gives the data set */
export function jsonStatDataset(set: DataSet, state: OpenState, language: Language, href: string): JsonStatDataset {
  const cube = cubeOf(set);
  const { edition, methodVersion, sample } = state;
  return {
    version: '2.0',
    class: 'dataset',
    label: labelOf(set, state, language),
    source: SOURCE[language],
    updated: state.updated,
    href,
    note: notes(state, language),
    id: DIMENSIONS,
    size: [set.cells.length, set.municipalities.length, set.figures.length],
    role: { metric: ['indicator'], geo: ['municipality'], time: ['period'] },
    dimension: dimensions(set, language),
    value: cube.map(({ value }) => value),
    status: Object.fromEntries(cube.flatMap(({ status }, at) => (status === '' ? [] : [[at, status]]))),
    extension: {
      licence: { name: LICENCE, url: LICENCE_URL },
      edition,
      methodVersion,
      sample,
      status: { label: Object.fromEntries(Object.entries(STATUS_WORDS).map(([code, text]) => [code, text[language]])) },
    },
  };
}

/** Every figure of a data set, last dimension fastest. */
export function cubeOf({ cells, municipalities, figures }: DataSet): CubeCell[] {
  return cells.flatMap((cell) =>
    municipalities.flatMap(({ unit }) => figures.map((period) => figureAt(period, cell, unit))),
  );
}

function dimensions({ cells, municipalities, figures }: DataSet, language: Language): Record<DimensionCode, Dimension> {
  const units = cells.map(({ code, unit, decimals }) => [code, { base: unit[language], decimals }] as const);
  return {
    indicator: {
      label: LABELS.indicator[language],
      category: {
        ...category(cells.map(({ code, name }) => [code, name[language]])),
        unit: Object.fromEntries(units),
      },
    },
    municipality: {
      label: LABELS.municipality[language],
      category: category(municipalities.map(({ atvk, name }) => [atvk, name[language]])),
    },
    period: {
      label: LABELS.period[language],
      category: category(figures.map(({ period }) => [period.code, period.title[language]])),
    },
  };
}

/** The index is a list: a JSON object would put codes that look like numbers into another order. */
function category(entries: readonly (readonly [code: string, label: string])[]): Category {
  return { index: entries.map(([code]) => code), label: Object.fromEntries(entries) };
}

/** The list of data sets, each with its address. */
export function jsonStatCollection(
  state: OpenState,
  sets: readonly DataSet[],
  language: Language,
  addresses: { readonly self: string; readonly of: (code: string) => string },
): Record<string, unknown> {
  return {
    version: '2.0',
    class: 'collection',
    label: SERVICE[language],
    source: SOURCE[language],
    updated: state.updated,
    href: addresses.self,
    note: notes(state, language),
    link: {
      item: sets.map((set) => ({
        class: 'dataset',
        href: addresses.of(set.code),
        label: labelOf(set, state, language),
      })),
    },
    extension: { licence: { name: LICENCE, url: LICENCE_URL }, edition: state.edition, sample: state.sample },
  };
}
