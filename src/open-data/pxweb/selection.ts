/** What a query to a PxWeb table asks for. Pure. */
import { badRequest, type InputError, type Problem } from '../../http/problem.js';
import type { DataSet } from '../figures/data-set.js';
import { DIMENSIONS, type DimensionCode } from '../json-stat/json-stat.js';

export const FORMATS = ['json', 'json-stat', 'json-stat2', 'csv', 'csv2', 'csv3', 'px', 'xlsx'] as const;
export type PxFormat = (typeof FORMATS)[number];

/** A part of a table: the whole data set with fewer codes, and the form of the answer. */
export interface PxQuery {
  readonly set: DataSet;
  readonly format: PxFormat;
}

type Codes = Readonly<Record<DimensionCode, readonly string[]>>;

interface Choice {
  readonly code: DimensionCode;
  readonly filter: string;
  readonly values: readonly string[];
}

/**
 * Reads the body of a POST: `item` takes the codes named, `all` those that a pattern with `*` and `?` matches, `top`
 * the first ones (of periods the newest). A variable that is not named is taken whole. Codes keep the table's order.
 *
 * @throws Problem 400 saying what is wrong where
 */
export function readQuery(body: unknown, set: DataSet): PxQuery {
  const document = isObject(body) ? body : {};
  const items: readonly unknown[] = Array.isArray(document['query']) ? document['query'] : [];
  if (!isObject(body) || (document['query'] !== undefined && !Array.isArray(document['query'])))
    throw refused(
      'query',
      'invalid_query',
      'Vajadzīgs JSON ar sarakstu “query”.',
      'JSON with a list “query” is needed.',
    );
  const codes = codesOf(set);
  const chosen: Record<DimensionCode, readonly string[]> = { ...codes };
  const seen = new Set<string>();
  items.forEach((item, at) => {
    const choice = readChoice(item, at);
    if (seen.has(choice.code)) throw unknownVariable(at, choice.code);
    seen.add(choice.code);
    chosen[choice.code] = pick(choice, codes[choice.code], at);
  });
  return { set: part(set, chosen), format: readFormat(document['response']) };
}

/** The values of each variable of a table. */
export function codesOf({ cells, municipalities, figures }: DataSet): Codes {
  return {
    indicator: cells.map(({ code }) => code),
    municipality: municipalities.map(({ atvk }) => atvk),
    period: figures.map(({ period }) => period.code),
  };
}

function readChoice(item: unknown, at: number): Choice {
  const { code, selection } = isObject(item) ? item : {};
  const known = DIMENSIONS.find((dimension) => dimension === code);
  if (known === undefined) throw unknownVariable(at, typeof code === 'string' ? code : '');
  const { filter, values } = isObject(selection) ? selection : {};
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string' || typeof value === 'number'))
    throw refused(
      `query.${at}.selection.values`,
      'invalid_values',
      'Vajadzīgs kodu saraksts “values”.',
      'A list of codes “values” is needed.',
    );
  return { code: known, filter: typeof filter === 'string' ? filter : '', values: values.map(String) };
}

function pick({ code, filter, values }: Choice, known: readonly string[], at: number): readonly string[] {
  switch (filter.toLowerCase()) {
    case 'item':
      return items(values, known, at);
    case 'all':
      return known.filter((candidate) => values.some((pattern) => patternOf(pattern).test(candidate)));
    case 'top':
      return top(values, known, { isTime: code === 'period', at });
    default:
      throw refused(
        `query.${at}.selection.filter`,
        'unknown_filter',
        `Filtra “${filter}” nav. Ir: item, all, top.`,
        `There is no filter “${filter}”. There are: item, all, top.`,
      );
  }
}

function items(values: readonly string[], known: readonly string[], at: number): readonly string[] {
  const wanted = new Set(values);
  const strange = values.filter((value) => !known.includes(value));
  if (strange.length > 0)
    throw refused(
      `query.${at}.selection.values`,
      'unknown_value',
      `Tabulā nav šādu kodu: ${strange.join(', ')}.`,
      `The table has no such codes: ${strange.join(', ')}.`,
    );
  return known.filter((code) => wanted.has(code));
}

function top(
  values: readonly string[],
  known: readonly string[],
  { isTime, at }: { readonly isTime: boolean; readonly at: number },
): readonly string[] {
  const [count = ''] = values;
  if (values.length !== 1 || !/^[1-9]\d{0,5}$/.test(count))
    throw refused(
      `query.${at}.selection.values`,
      'invalid_values',
      'Filtram “top” vajag vienu veselu skaitli, sākot ar 1.',
      'The filter “top” needs one whole number from 1 on.',
    );
  return isTime ? known.slice(-Number(count)) : known.slice(0, Number(count));
}

/** `*` for any characters, `?` for one; whatever the case. */
function patternOf(pattern: string): RegExp {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*+/g, '.*').replaceAll('?', '.')}$`, 'i');
}

function readFormat(response: unknown): PxFormat {
  const asked = isObject(response) ? response['format'] : undefined;
  if (asked === undefined) return 'json';
  const format = FORMATS.find((known) => known === (typeof asked === 'string' ? asked.toLowerCase() : ''));
  if (format !== undefined) return format;
  const list = FORMATS.join(', ');
  throw refused('response.format', 'unknown_format', `Ir šādi formāti: ${list}.`, `There are these formats: ${list}.`);
}

function part(set: DataSet, chosen: Codes): DataSet {
  return {
    ...set,
    cells: set.cells.filter(({ code }) => chosen.indicator.includes(code)),
    municipalities: set.municipalities.filter(({ atvk }) => chosen.municipality.includes(atvk)),
    figures: set.figures.filter(({ period }) => chosen.period.includes(period.code)),
  };
}

function unknownVariable(at: number, code: string): Problem {
  const list = DIMENSIONS.join(', ');
  return refused(
    `query.${at}.code`,
    'unknown_variable',
    `Mainīgais “${code}” neder. Katru var norādīt vienreiz: ${list}.`,
    `The variable “${code}” does not do. Each may be named once: ${list}.`,
  );
}

function refused(path: string, code: string, lv: string, en: string): Problem {
  const error: InputError = { path, code, message: { lv, en } };
  return badRequest([error], code);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
