import { Problem, titleOf } from '../../http/problem.js';
import type { ChartFormat } from './chart-query.js';

const TYPES: Readonly<Record<ChartFormat, string>> = {
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
};
/** In this order where several are welcome alike. */
const FORMATS: readonly ChartFormat[] = ['json', 'svg', 'png'];

export function typeOf(format: ChartFormat): string {
  return format === 'png' ? TYPES.png : `${TYPES[format]}; charset=utf-8`;
}

/**
 * The form that `Accept` prefers (RFC 9110, 12.5.1); data where it says nothing.
 *
 * @throws Problem 406 where it takes none of them
 */
export function acceptedFormat(accept: string | undefined): ChartFormat {
  if (accept === undefined || accept.trim() === '') return 'json';
  const ranges = accept.split(',').map(rangeOf);
  const welcome = FORMATS.map((format) => ({ format, quality: qualityOf(TYPES[format], ranges) }));
  const best = welcome.reduce((a, b) => (b.quality > a.quality ? b : a));
  if (best.quality > 0) return best.format;
  throw new Problem({
    status: 406,
    code: 'not_acceptable',
    title: titleOf(406),
    detail: {
      lv: `Diagramma ir pieejama šādos veidos: ${Object.values(TYPES).join(', ')}.`,
      en: `The chart comes as ${Object.values(TYPES).join(', ')}.`,
    },
  });
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/);
  const quality = parameters.map((parameter) => /^q=([01](?:\.\d{0,3})?)$/.exec(parameter)?.[1]).find(Boolean);
  return { type, quality: quality === undefined ? 1 : Number(quality) };
}

/** Of several ranges that fit the most exact counts. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const [family = ''] = type.split('/');
  for (const pattern of [type, `${family}/*`, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === pattern);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
