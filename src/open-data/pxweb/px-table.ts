/** A PxWeb table and its answers in text. Pure. */
import type { Language } from '../../core/vocabulary.js';
import type { CubeCell, DataSet } from '../figures/data-set.js';
import type { OpenState } from '../figures/published-figures.js';
import { notes, SOURCE } from '../figures/words.js';
import { cubeOf, DIMENSIONS, dimensionLabel, labelOf, type DimensionCode } from '../json-stat/json-stat.js';
import { csvLine, PLAIN, type Field } from '../exports/csv.js';
import { codesOf } from './selection.js';

interface PxVariable {
  readonly code: DimensionCode;
  readonly text: string;
  readonly values: readonly string[];
  readonly valueTexts: readonly string[];
  readonly time?: true;
}

export interface PxTable {
  readonly title: string;
  readonly variables: readonly PxVariable[];
}

/** What answers are made from. */
export interface PxSetting {
  readonly set: DataSet;
  readonly state: OpenState;
  readonly language: Language;
}

/** Metadata of a table. */
export function pxTable({ set, state, language }: PxSetting): PxTable {
  const codes = codesOf(set);
  const texts = textsOf(set, language);
  return {
    title: titleOf({ set, state, language }),
    variables: DIMENSIONS.map((code) => ({
      code,
      text: dimensionLabel(code, language),
      values: codes[code],
      valueTexts: texts[code],
      ...(code === 'period' ? { time: true as const } : {}),
    })),
  };
}

/** Missing figures as PxWeb writes them. */
export const PX_MISSING = '..';

/** Answer in PxWeb's own JSON. */
export function pxJson(setting: PxSetting): Record<string, unknown> {
  const { set, state, language } = setting;
  return {
    columns: [
      ...DIMENSIONS.map((code) => ({
        code,
        text: dimensionLabel(code, language),
        type: code === 'period' ? 't' : 'd',
      })),
      { code: set.code, text: titleOf(setting), type: 'c' },
    ],
    comments: [],
    data: rowsOf(set).map(({ key, cell }) => ({ key, values: [pxValue(cell)] })),
    metadata: [
      {
        infofile: '',
        updated: state.updated,
        label: titleOf(setting),
        source: SOURCE[language],
        note: notes(state, language),
      },
    ],
  };
}

/** CSV with texts and the periods side by side. */
export function pxCsv({ set, language }: PxSetting): string {
  const texts = textsOf(set, language);
  const cube = cubeOf(set);
  const width = set.figures.length;
  const head = [dimensionLabel('indicator', language), dimensionLabel('municipality', language), ...texts.period];
  const lines = texts.indicator.flatMap((indicator, i) =>
    texts.municipality.map((municipality, m) => {
      const from = (i * texts.municipality.length + m) * width;
      return [indicator, municipality, ...cube.slice(from, from + width).map(fieldOf)];
    }),
  );
  return csvFile([head, ...lines]);
}

/** CSV with one figure a line: with texts (`csv2`) or codes (`csv3`). */
export function pxCsvLong({ set, language }: PxSetting, names: 'texts' | 'codes'): string {
  const rows = rowsOf(set);
  const texts = textsOf(set, language);
  const codes = codesOf(set);
  const named = new Map(
    DIMENSIONS.map((code) => [code, new Map(codes[code].map((value, at) => [value, texts[code][at] ?? value]))]),
  );
  const head: Field[] = [
    ...DIMENSIONS.map((code) => (names === 'codes' ? code : dimensionLabel(code, language))),
    names === 'codes' ? 'value' : set.name[language],
  ];
  const lines = rows.map(({ key, cell }): Field[] => [
    ...key.map((value, at) =>
      names === 'codes' ? value : (named.get(DIMENSIONS[at] ?? 'indicator')?.get(value) ?? value),
    ),
    fieldOf(cell),
  ]);
  return csvFile([head, ...lines]);
}

/** A PC-Axis file in UTF-8. */
export function pxFile(setting: PxSetting): string {
  const { set, state, language } = setting;
  const texts = textsOf(set, language);
  const codes = codesOf(set);
  const label = (code: DimensionCode) => dimensionLabel(code, language);
  const lists = (keyword: string, values: Readonly<Record<DimensionCode, readonly string[]>>) =>
    DIMENSIONS.map((code) => `${keyword}("${label(code)}")=${values[code].map(quoted).join(',')};`);
  const cube = cubeOf(set);
  const width = set.figures.length;
  const lines: string[] = [];
  for (let at = 0; at < cube.length; at += width)
    lines.push(
      cube
        .slice(at, at + width)
        .map(pxFileValue)
        .join(' '),
    );
  return [
    'CHARSET="ANSI";',
    'AXIS-VERSION="2013";',
    'CODEPAGE="utf-8";',
    `LANGUAGE="${language}";`,
    `LAST-UPDATED="${pxTime(state.updated)}";`,
    `MATRIX=${quoted(set.code.slice(0, 20))};`,
    `SUBJECT-AREA=${quoted(set.name[language])};`,
    `SUBJECT-CODE=${quoted(set.code)};`,
    `CONTENTS=${quoted(titleOf(setting))};`,
    `TITLE=${quoted(titleOf(setting))};`,
    `UNITS=${quoted({ lv: 'skat. rādītāju', en: 'see indicator' }[language])};`,
    `DECIMALS=${Math.max(0, ...set.cells.map(({ decimals }) => decimals))};`,
    `STUB=${quoted(label('indicator'))},${quoted(label('municipality'))};`,
    `HEADING=${quoted(label('period'))};`,
    ...lists('VALUES', texts),
    ...lists('CODES', codes),
    `SOURCE=${quoted(SOURCE[language])};`,
    `NOTE=${quoted(notes(state, language).join(' '))};`,
    `DATA=\r\n${lines.join('\r\n')};`,
    '',
  ].join('\r\n');
}

/** Rows with the codes of their place, in the table's order. */
export function rowsOf(set: DataSet): { readonly key: readonly string[]; readonly cell: CubeCell }[] {
  const { indicator, municipality, period } = codesOf(set);
  const cube = cubeOf(set);
  let at = 0;
  return indicator.flatMap((i) =>
    municipality.flatMap((m) =>
      period.map((p) => ({ key: [i, m, p], cell: cube[at++] ?? { value: null, status: 'm' } })),
    ),
  );
}

export function textsOf({ cells, municipalities, figures }: DataSet, language: Language) {
  return {
    indicator: cells.map(({ name, unit }) =>
      unit[language] === '' ? name[language] : `${name[language]}, ${unit[language]}`,
    ),
    municipality: municipalities.map(({ name }) => name[language]),
    period: figures.map(({ period }) => period.code),
  };
}

function titleOf({ set, state, language }: PxSetting): string {
  const of = { lv: 'rādītājs, pašvaldība, periods', en: 'indicator, municipality, period' }[language];
  return `${labelOf(set, state, language)}: ${of}`;
}

function pxValue({ value }: CubeCell): string {
  return value === null ? PX_MISSING : String(value);
}

/** In the file itself what is missing stands in quotes; two points: not available. */
function pxFileValue({ value, status }: CubeCell): string {
  if (value !== null) return String(value);
  return status === 'na' ? '"."' : status === 'c' ? '"..."' : '".."';
}

function fieldOf({ value }: CubeCell): Field {
  return value ?? PX_MISSING;
}

function csvFile(lines: readonly (readonly Field[])[]): string {
  return lines.map((fields) => csvLine(fields, PLAIN)).join('');
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '\u201d').replace(/[\r\n]+/g, ' ')}"`;
}

/** `CCYYMMDD hh:mm` in UTC. */
function pxTime(time: string): string {
  return `${time.slice(0, 10).replaceAll('-', '')} ${time.slice(11, 16)}`;
}
