import { at, countingNoise, isJudged, middle, type PlausibilityFinding, type Prepared } from './series.js';

/** B. Iglewicz and D. Hoaglin, "How to Detect and Handle Outliers" (1993): |M| > 3.5, M = 0.6745 · (x − median) / MAD. */
const LIMIT = 3.5;
const CONSISTENCY = 0.6745;
const LEAST_PEERS = 10;
const CORRELATED = 0.7;
const NOISES = 3;

/** A period's values on the scale on which they are compared, NaN where they cannot be. */
interface Column {
  readonly score: Float64Array;
  /** Distance from the median on the compared scale. */
  readonly distance: Float64Array;
  readonly median: number;
  readonly count: number;
  readonly perInhabitant: boolean;
  readonly logarithmic: boolean;
}

/**
 * `outlier_among_peers` by the modified z score, on a logarithmic scale where all values are positive, and per
 * inhabitant where values grow with inhabitants (correlation of logarithms of at least 0.7). Zeros take no part.
 *
 * A unit that always lies far from its peers is different, not wrong: its newest value carries the finding once, as
 * information. Otherwise the value must also lie farther from the unit's own usual place than is common.
 */
export function outliers(series: Prepared, excluded: Uint8Array): PlausibilityFinding[] {
  const columns = Array.from({ length: series.periods }, (_, period) => columnOf(series, period));
  const common = commonMove(series, columns);
  const findings: PlausibilityFinding[] = [];
  for (let period = 0; period < series.periods; period++) {
    const column = columns[period];
    if (column === undefined) continue;
    for (let unit = 0; unit < series.units; unit++) {
      if (!(Math.abs(column.score[unit] ?? NaN) > LIMIT) || !isJudged(series, period, unit)) continue;
      if (excluded[period * series.units + unit] === 1 || withinNoise(series, column, period, unit)) continue;
      const move = ownMove(columns, period, unit);
      const moved = Number.isNaN(move) || (move > LIMIT * common && isFar(column, unit, move));
      if (!moved && !isNewest(series, period, unit)) continue;
      findings.push(finding(series, column, [period, unit], moved));
    }
  }
  return findings;
}

function columnOf(series: Prepared, period: number): Column {
  const start = period * series.units;
  const values = series.values.slice(start, start + series.units).map((value) => (value === 0 ? NaN : value));
  const logarithmic = values.every((value) => Number.isNaN(value) || value > 0);
  const people = series.population?.subarray(start, start + series.units) ?? null;
  const perInhabitant = logarithmic && people !== null && correlation(values, people) >= CORRELATED;
  const scaled = values.map((value, unit) => {
    const size = perInhabitant ? value / (people[unit] ?? NaN) : value;
    return logarithmic ? Math.log(size) : size;
  });
  const present = scaled.filter(Number.isFinite);
  const median = middle(present);
  const mad = middle(present.map((value) => Math.abs(value - median)));
  const comparable = present.length >= LEAST_PEERS && mad > 0;
  return {
    score: scaled.map((value) => (comparable ? (CONSISTENCY * (value - median)) / mad : NaN)),
    distance: scaled.map((value) => value - median),
    median: logarithmic ? Math.exp(median) : median,
    count: present.length,
    perInhabitant,
    logarithmic,
  };
}

/** Correlation of the logarithms of what is present and positive in both. */
function correlation(values: Float64Array, people: Float64Array): number {
  let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
  values.forEach((value, unit) => {
    const [x, y] = [Math.log(value), Math.log(people[unit] ?? NaN)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    n++;
    sx += x;
    sy += y;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
  });
  const spread = Math.sqrt((sxx - (sx * sx) / n) * (syy - (sy * sy) / n));
  return n >= LEAST_PEERS && spread > 0 ? (sxy - (sx * sy) / n) / spread : 0;
}

/** How far the unit moved from where it usually stands among its peers; NaN with fewer than two other periods. */
function ownMove(columns: readonly Column[], period: number, unit: number): number {
  const others = columns
    .filter((_, other) => other !== period)
    .map((column) => column.distance[unit] ?? NaN)
    .filter(Number.isFinite);
  return others.length < 2 ? NaN : Math.abs((columns[period]?.distance[unit] ?? NaN) - middle(others));
}

/** Whether the move alone would make an outlier. */
function isFar(column: Column, unit: number, move: number): boolean {
  return Math.abs((move / (column.distance[unit] ?? NaN)) * (column.score[unit] ?? NaN)) > LIMIT;
}

/** Robust standard deviation of all such moves. */
function commonMove(series: Prepared, columns: readonly Column[]): number {
  const moves: number[] = [];
  for (let unit = 0; unit < series.units; unit++) {
    const usual = middle(columns.map((column) => column.distance[unit] ?? NaN).filter(Number.isFinite));
    for (const column of columns) {
      const move = Math.abs((column.distance[unit] ?? NaN) - usual);
      if (Number.isFinite(move)) moves.push(move);
    }
  }
  return moves.length === 0 ? 0 : 1.482602218505602 * middle(moves);
}

function withinNoise(series: Prepared, column: Column, period: number, unit: number): boolean {
  if (!column.logarithmic || !series.wholeNumbers) return false;
  const value = at(series, period, unit);
  const expected = value / Math.exp(column.distance[unit] ?? 0);
  return Math.abs(column.distance[unit] ?? 0) <= NOISES * countingNoise(series, value, expected);
}

function isNewest(series: Prepared, period: number, unit: number): boolean {
  for (let later = period + 1; later < series.periods; later++) {
    if (!Number.isNaN(at(series, later, unit))) return false;
  }
  return true;
}

function finding(
  series: Prepared,
  column: Column,
  [period, unit]: readonly [number, number],
  moved: boolean,
): PlausibilityFinding {
  const value = at(series, period, unit);
  const distance = column.distance[unit] ?? NaN;
  return {
    code: 'outlier_among_peers',
    severity: moved ? 'warning' : 'information',
    period,
    unit,
    value,
    reference: column.logarithmic ? value / Math.exp(distance) : column.median,
    factor: column.logarithmic ? Math.exp(distance) : NaN,
    comparedPeriod: -1,
    count: column.count,
    perInhabitant: column.perInhabitant,
  };
}
