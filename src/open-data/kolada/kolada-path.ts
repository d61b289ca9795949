import { badRequest, notFound, type Problem } from '../../http/problem.js';
import { isDay } from '../../municipalities/day.js';
import { listOf } from '../http/lists.js';

/** Ids in one segment of an address, or one parameter. */
export const MOST_IDS = 25;

const SEGMENTS = ['kpi', 'municipality', 'ou', 'year'] as const;
type Segment = (typeof SEGMENTS)[number];

/** What the segments of an address ask for. */
export type DataSegments = Readonly<Partial<Record<Segment, readonly string[]>>>;

/**
 * Reads `kpi/U00001,U00002/year/2024`: two or three of the segments in any order.
 *
 * @param middle `municipality` for data, `ou` for data of units
 * @throws Problem 404 for an unknown segment, 400 for one alone, one twice, one without ids or too many ids
 */
export function readSegments(path: string, middle: 'municipality' | 'ou'): DataSegments {
  const parts = path.replace(/^\/+|\/+$/g, '').split('/');
  const found: Partial<Record<Segment, readonly string[]>> = {};
  for (let at = 0; at < parts.length; at += 2) {
    const name = SEGMENTS.find((segment) => segment === parts[at]);
    const isKnown = name !== undefined && (name === 'kpi' || name === 'year' || name === middle);
    if (!isKnown) throw notFound({ lv: `Posma “${parts[at]}” nav.`, en: `There is no segment “${parts[at]}”.` });
    const ids = listOf(parts[at + 1] ?? '');
    if (found[name] !== undefined || ids.length === 0) throw incomplete(middle);
    found[name] = fewEnough(ids, name);
  }
  if (Object.keys(found).length < 2) throw incomplete(middle);
  return found;
}

/** @throws Problem 400 for more than 25 ids */
export function fewEnough(ids: readonly string[], path: string): readonly string[] {
  if (ids.length <= MOST_IDS) return ids;
  const message = {
    lv: `Vienā pieprasījumā drīkst būt ne vairāk kā ${MOST_IDS} identifikatori; šeit to ir ${ids.length}.`,
    en: `At most ${MOST_IDS} ids are taken at once; here are ${ids.length}.`,
  };
  throw badRequest([{ path, code: 'too_many_ids', message }], 'too_many_ids');
}

/** @throws Problem 400 where the text is no day */
export function readDay(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (isDay(text)) return text;
  const message = {
    lv: 'Datumu raksta šādi: GGGG-MM-DD, piemēram, 2026-06-15.',
    en: 'A date is written YYYY-MM-DD, for example 2026-06-15.',
  };
  throw badRequest([{ path: 'from_date', code: 'invalid_date', message }], 'invalid_input');
}

/** 400: at least two of the three must be named. */
export function incomplete(middle: 'municipality' | 'ou'): Problem {
  const message = {
    lv: `Norādiet vismaz divus no trim: kpi, ${middle}, year, katru vienreiz un ar vismaz vienu vērtību.`,
    en: `Name at least two of kpi, ${middle} and year, each once and with at least one value.`,
  };
  return badRequest([{ path: 'data', code: 'two_segments_needed', message }], 'two_segments_needed');
}

/** 400: what the path names already cannot be named by parameters too. */
export function twice(names: readonly string[]): Problem {
  const message = {
    lv: 'Adrese jau nosaka, ko rādīt: lietojiet vai nu adreses posmus, vai parametrus.',
    en: 'The path says already what to show: use either its segments or parameters.',
  };
  return badRequest(
    names.map((path) => ({ path, code: 'path_and_parameters', message })),
    'path_and_parameters',
  );
}
