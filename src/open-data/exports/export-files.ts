/** Files from rows. */
import { Readable } from 'node:stream';
import type { Language } from '../../core/vocabulary.js';
import type { OpenCell, OpenState } from '../figures/published-figures.js';
import { day, notes, PUBLISHER, SOURCE } from '../figures/words.js';
import { LICENCE_URL } from '../http/open-answers.js';
import { BOM, csvLine, LATVIAN, PLAIN, type CsvStyle, type Field } from './csv.js';
import type { ExportColumn, RowBatches } from './export-rows.js';
import { xlsxStream } from './xlsx.js';

export interface CsvOptions {
  readonly style: CsvStyle;
  readonly bom: boolean;
  /** Lines before the head, each to begin with `# `. */
  readonly comments: readonly string[];
}

/** `?lang=lv` asks for semicolons and decimal commas; the language of the browser alone does not. */
export function csvOptions(
  query: { readonly lang?: Language; readonly bom?: string; readonly metadata?: string },
  comments: readonly string[],
): CsvOptions {
  return {
    style: query.lang === 'lv' ? LATVIAN : PLAIN,
    bom: query.bom === 'true',
    comments: query.metadata === 'true' ? comments : [],
  };
}

/** A CSV file as it is made. */
export function csvStream(columns: readonly ExportColumn[], rows: RowBatches, options: CsvOptions): Readable {
  return Readable.from(csvPieces(columns, rows, options), { objectMode: false });
}

async function* csvPieces(
  columns: readonly ExportColumn[],
  rows: RowBatches,
  { style, bom, comments }: CsvOptions,
): AsyncGenerator<Buffer> {
  const before = comments.map((comment) => `# ${comment.replace(/[\r\n]+/g, ' ')}\r\n`).join('');
  const names = columns.map(({ name }) => name);
  yield Buffer.from(`${bom ? BOM : ''}${before}${csvLine(names, style)}`);
  for await (const batch of rows) {
    let piece = '';
    for (const row of batch) piece += csvLine(row, style);
    if (piece !== '') yield Buffer.from(piece);
  }
}

/** A workbook as it is made: the rows, the indicators, and what is to be known about both. */
export function workbookStream(
  columns: readonly ExportColumn[],
  rows: RowBatches,
  about: { readonly state: OpenState; readonly cells: readonly OpenCell[]; readonly language: Language },
): Readable {
  const { state, cells, language } = about;
  const words = WORDS[language];
  return xlsxStream([
    {
      name: words.data,
      head: columns.map(({ name }) => name),
      widths: columns.map(({ width }) => width),
      rows,
    },
    {
      name: words.about,
      head: [words.property, words.content],
      widths: [24, 110],
      rows: [aboutRows(state, language), columns.map(({ name, description }) => [name, description[language]])],
    },
    {
      name: words.indicators,
      head: ['indicator', 'indicatorName', 'unit', 'group', 'direction', 'definition'],
      widths: [20, 50, 18, 24, 18, 110],
      rows: [cells.map((cell) => definitionRow(cell, language))],
    },
  ]);
}

const WORDS = {
  lv: { data: 'Dati', about: 'Par datiem', indicators: 'Rādītāji', property: 'Kas', content: 'Saturs' },
  en: { data: 'Data', about: 'About', indicators: 'Indicators', property: 'What', content: 'Content' },
} as const;

function aboutRows(state: OpenState, language: Language): Field[][] {
  const words = {
    lv: {
      source: 'Avots',
      edition: 'Izdevums',
      date: 'Datums',
      method: 'Metodes versija',
      licence: 'Licence',
      note: 'Piezīme',
    },
    en: {
      source: 'Source',
      edition: 'Edition',
      date: 'Date',
      method: 'Method version',
      licence: 'Licence',
      note: 'Note',
    },
  }[language];
  return [
    [words.source, SOURCE[language]],
    [words.edition, state.edition?.id ?? ''],
    [words.date, day(state)],
    [words.method, state.methodVersion],
    [words.licence, LICENCE_URL],
    ...notes(state, language).map((note) => [words.note, note]),
  ];
}

function definitionRow({ code, name, unit, group, direction, definition }: OpenCell, language: Language): Field[] {
  return [code, name[language], unit[language], group.name[language], direction, definition[language]];
}

/** What stands beside a CSV file for programs: CSV on the Web (W3C). */
export function csvMetadata(
  columns: readonly ExportColumn[],
  state: OpenState,
  { language, url, style }: { readonly language: Language; readonly url: string; readonly style: CsvStyle },
): Record<string, unknown> {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': language }],
    url,
    'dc:title': { lv: 'Pašvaldību rādītāji', en: 'Municipal indicators' }[language],
    'dc:source': SOURCE[language],
    'dc:publisher': PUBLISHER[language],
    'dc:license': { '@id': LICENCE_URL },
    'dc:issued': day(state),
    'dc:description': notes(state, language).join(' '),
    dialect: { encoding: 'utf-8', delimiter: style.separator, lineTerminators: ['\r\n'], header: true },
    tableSchema: {
      columns: columns.map(({ name, datatype, description }) => ({
        name,
        titles: name,
        datatype:
          datatype === 'number' && style.decimal === ',' ? { base: 'number', format: { decimalChar: ',' } } : datatype,
        'dc:description': description[language],
      })),
    },
  };
}
