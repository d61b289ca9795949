/** Answers to queries in every form, and the limits. Pure but for the workbook's stream. */
import type { LocalisedText } from '../../core/vocabulary.js';
import { Problem, titleOf } from '../../http/problem.js';
import { notes } from '../figures/words.js';
import { xlsxStream, XLSX_TYPE } from '../exports/xlsx.js';
import { cubeOf, DIMENSIONS, dimensionLabel, jsonStatDataset } from '../json-stat/json-stat.js';
import { pxCsv, pxCsvLong, pxFile, pxJson, textsOf, type PxSetting } from './px-table.js';
import { codesOf, type PxFormat } from './selection.js';

/** Figures that one query may ask for. */
export const MAX_CELLS = 100_000;

/** What `?config` tells clients before they ask. */
export const PX_CONFIG = { maxValues: MAX_CELLS, maxCells: MAX_CELLS, maxCalls: 30, timeWindow: 10, CORS: true };

/** @throws Problem 403, as PxWeb answers, for more figures than the limit */
export function assertWithinLimits({ set }: Pick<PxSetting, 'set'>): void {
  const cells = set.cells.length * set.municipalities.length * set.figures.length;
  if (cells <= MAX_CELLS) return;
  const detail: LocalisedText = {
    lv: `Vienā vaicājumā drīkst būt ne vairāk kā ${MAX_CELLS} vērtības; šeit to ir ${cells}.`,
    en: `At most ${MAX_CELLS} values may be asked for at once; here are ${cells}.`,
  };
  throw new Problem({ status: 403, code: 'too_many_cells', title: titleOf(403), detail });
}

const CSV_TYPE = 'text/csv; charset=utf-8';

/** Content and type of an answer. */
export interface PxAnswer {
  readonly contentType: string;
  readonly content: unknown;
}

/** @param href address of the table */
export async function pxAnswer(setting: PxSetting, format: PxFormat, href: string): Promise<PxAnswer> {
  const json = (content: unknown): PxAnswer => ({ contentType: 'application/json; charset=utf-8', content });
  const { set, state, language } = setting;
  switch (format) {
    case 'json':
      return json(pxJson(setting));
    case 'json-stat2':
      return json(jsonStatDataset(set, state, language, href));
    case 'json-stat':
      return json(jsonStatOne(setting, href));
    case 'csv':
      return { contentType: CSV_TYPE, content: pxCsv(setting) };
    case 'csv2':
      return { contentType: CSV_TYPE, content: pxCsvLong(setting, 'texts') };
    case 'csv3':
      return { contentType: CSV_TYPE, content: pxCsvLong(setting, 'codes') };
    case 'px':
      return { contentType: 'application/octet-stream', content: pxFile(setting) };
    case 'xlsx':
      return { contentType: XLSX_TYPE, content: await pxWorkbook(setting) };
  }
}

/** The older JSON-stat: a bundle of one data set, with ids, sizes and roles inside its dimensions. */
function jsonStatOne(setting: PxSetting, href: string): Record<string, unknown> {
  const { set, state, language } = setting;
  const { id, size, role, dimension, label, source, updated, value, status } = jsonStatDataset(
    set,
    state,
    language,
    href,
  );
  const dimensions = Object.fromEntries(
    Object.entries(dimension).map(([code, { category, ...rest }]) => [
      code,
      { ...rest, category: { ...category, index: Object.fromEntries(category.index.map((key, at) => [key, at])) } },
    ]),
  );
  return { dataset: { dimension: { ...dimensions, id, size, role }, label, source, updated, value, status } };
}

/** A workbook with the periods side by side, and the notes on a sheet of their own. */
async function pxWorkbook({ set, state, language }: PxSetting): Promise<Buffer> {
  const codes = codesOf(set);
  const texts = textsOf(set, language);
  const cube = cubeOf(set);
  const width = set.figures.length;
  const rows = codes.indicator.flatMap((indicator, i) =>
    codes.municipality.map((municipality, m) => {
      const from = (i * codes.municipality.length + m) * width;
      const figures = cube.slice(from, from + width).map(({ value }) => value ?? '..');
      return [indicator, texts.indicator[i] ?? '', municipality, texts.municipality[m] ?? '', ...figures];
    }),
  );
  const [first, second] = DIMENSIONS.map((code) => dimensionLabel(code, language));
  const code = { lv: 'kods', en: 'code' }[language];
  const head = [`${first ?? ''} (${code})`, first ?? '', `${second ?? ''} (${code})`, second ?? '', ...texts.period];
  const about = { lv: 'Par datiem', en: 'About' }[language];
  const stream = xlsxStream([
    {
      name: { lv: 'Dati', en: 'Data' }[language],
      head,
      widths: head.map((_, at) => [20, 50, 12, 24][at] ?? 12),
      rows: [rows],
    },
    { name: about, head: [about], widths: [100], rows: [notes(state, language).map((note) => [note])] },
  ]);
  const pieces: Buffer[] = [];
  for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}
