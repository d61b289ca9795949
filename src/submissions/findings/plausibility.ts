/** Whether a value fits its own history and the peers of last year. It warns; it never alters a value. */
import type { LocalisedText } from '../../core/vocabulary.js';
import type { ValueType } from '../../indicators/model/catalogue.js';
import type { FormCell } from '../form/form-definition.js';
import { isNumber } from '../values/stored-value.js';
import type { SubmissionContent } from '../values/submission-content.js';
import { figure } from './sentences.js';

/** Values of the peers in the period before, per inhabitant, ready to compare with. */
export interface PeerPicture {
  /** Code of the period that the peers' values belong to. */
  readonly period: string;
  /** By flat key. */
  readonly cells: ReadonlyMap<string, PeerSpread>;
}

/** Middle and spread of the logarithms of positive values per inhabitant. */
export interface PeerSpread {
  readonly count: number;
  readonly median: number;
  /** Median distance from the median. */
  readonly deviation: number;
  /** Median of the values themselves, for reviewers. */
  readonly medianValue: number;
}

const SIZED: ReadonlySet<ValueType> = new Set<ValueType>(['integer', 'decimal', 'money', 'FTE', 'hours']);
const LEAST_PEERS = 10;
/** Robust standard deviations (1.4826 · MAD) from the peers' median that count as odd. */
const ODD_DISTANCE = 4;
/** Peers that lie closer together than this say nothing about a factor of two. */
const LEAST_DEVIATION = 0.25;
/** A slip of a factor of 1,000 leaves the value between these shares of it. */
const SLIP = { factor: 1000, least: 400, most: 2500 } as const;

/** What is odd about one value; null where nothing is. */
export interface Oddity {
  readonly code: 'scale_suspected' | 'outlier_among_peers';
  readonly message: LocalisedText;
}

/**
 * Spread of a column of values.
 *
 * @param values NaN where there is none; zeros and negative values are left out
 * @param population inhabitants in the same order
 */
export function spreadOf(values: Float64Array, population: Float64Array): PeerSpread | null {
  const logs: number[] = [];
  const plain: number[] = [];
  values.forEach((value, unit) => {
    const people = population[unit] ?? NaN;
    if (Number.isFinite(value)) plain.push(value);
    if (value > 0 && people > 0) logs.push(Math.log(value / people));
  });
  if (plain.length === 0) return null;
  const median = middle(logs);
  return {
    count: logs.length,
    median,
    deviation: middle(logs.map((log) => Math.abs(log - median))),
    medianValue: middle(plain),
  };
}

function middle(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length / 2;
  if (sorted.length === 0) return NaN;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

/** The most telling oddity of a cell. */
export function oddityOf(
  cell: FormCell,
  content: SubmissionContent,
  peers: PeerPicture | null,
  population: number | null,
): Oddity | null {
  const now = content.at(cell);
  if (cell.kind !== 'collected' || !SIZED.has(cell.valueType) || !isNumber(now) || now.value <= 0) return null;
  const before = content.around.previous.get(cell.key);
  const usual = before !== undefined && isNumber(before) ? before.value : null;
  return slip(cell, now.value, usual) ?? (usual === null ? outlier(cell, now.value, peers, population) : null);
}

function slip(cell: FormCell, value: number, usual: number | null): Oddity | null {
  if (usual === null || usual <= 0) return null;
  const ratio = value > usual ? value / usual : usual / value;
  if (ratio < SLIP.least || ratio > SLIP.most) return null;
  const more = value > usual;
  return {
    code: 'scale_suspected',
    message: {
      lv: `${figure(value, 'lv')} ${cell.unit.lv} ir apmēram ${SLIP.factor} reizes ${more ? 'vairāk' : 'mazāk'} nekā pērn (${figure(usual, 'lv')}). Vai mērvienība ir pareiza – tūkstoši vai vieninieki? Labojiet vai paskaidrojiet.`,
      en: `${figure(value, 'en')} ${cell.unit.en} is about ${SLIP.factor} times ${more ? 'more' : 'less'} than last year (${figure(usual, 'en')}). Is the unit right – thousands or single units? Correct it or explain.`,
    },
  };
}

/** Without a history of its own a value is measured by its peers, per inhabitant. */
function outlier(cell: FormCell, value: number, peers: PeerPicture | null, population: number | null): Oddity | null {
  const spread = peers?.cells.get(cell.key);
  if (peers === null || spread === undefined || spread.count < LEAST_PEERS || population === null) return null;
  const distance = Math.log(value / population) - spread.median;
  if (Math.abs(distance) <= ODD_DISTANCE * 1.4826 * Math.max(spread.deviation, LEAST_DEVIATION)) return null;
  const usual = Math.exp(spread.median) * population;
  return {
    code: 'outlier_among_peers',
    message: {
      lv: `${figure(value, 'lv')} ${cell.unit.lv} ir daudz ${distance > 0 ? 'vairāk' : 'mazāk'} nekā citām pašvaldībām: ${peers.period}. gadā pēc iedzīvotāju skaita tas būtu ap ${figure(usual, 'lv')} (salīdzinātas ${spread.count} pašvaldības). Labojiet vai paskaidrojiet.`,
      en: `${figure(value, 'en')} ${cell.unit.en} is far ${distance > 0 ? 'more' : 'less'} than elsewhere: by inhabitants it would be about ${figure(usual, 'en')} as of ${peers.period} (${spread.count} municipalities compared). Correct it or explain.`,
    },
  };
}
