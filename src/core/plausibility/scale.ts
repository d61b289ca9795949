import { at, isJudged, middle, othersOf, presentIn, type PlausibilityFinding, type Prepared } from './series.js';

/** Slips of unit: whole units typed as thousands, euros as cents, shares as percent. */
const SLIPS: readonly { readonly factor: number; readonly least: number; readonly most: number }[] = [
  { factor: 1_000_000, least: 400_000, most: 2_500_000 },
  { factor: 1000, least: 400, most: 2500 },
  { factor: 100, least: 60, most: 170 },
];
/** The unit's own history must not range wider than this to be a measure. */
const STEADY = 5;
const LEAST_PEERS = 8;
/** What lies nearer to the usual size than this is no slip. */
const CLEARLY = 10;

/**
 * `scale_suspected`: the value is about 100, 1,000 or 1,000,000 times the unit's usual value (or that part of it), the
 * usual value being the median of at least two other values that lie within a factor of five. A unit without such a
 * history is compared with the peers of the period, per inhabitant where inhabitants are known; then only the
 * factors from 1,000 on count, and the peers themselves must lie closer together than that.
 */
export function slipsOfScale(series: Prepared): PlausibilityFinding[] {
  const findings: PlausibilityFinding[] = [];
  const usuals = Array.from({ length: series.units }, (_, unit) => usualSize(series, unit));
  for (let period = 0; period < series.periods; period++) {
    let peers: Peers | null = null;
    for (let unit = 0; unit < series.units; unit++) {
      const value = at(series, period, unit);
      if (value === 0 || Number.isNaN(value) || !isJudged(series, period, unit)) continue;
      const usual = usuals[unit] ?? NaN;
      if (usual === 0) {
        peers ??= peersOf(series, period);
        const finding = againstPeers(series, period, unit, peers);
        if (finding !== null) findings.push(finding);
      } else if (Math.max(Math.abs(value) / usual, usual / Math.abs(value)) > CLEARLY) {
        const finding = againstHistory(series, period, unit);
        if (finding !== null) findings.push(finding);
      }
    }
  }
  return findings;
}

/**
 * Median size of all the unit's values, the odd one included; 0 where it has only one. A slip of 60 or more against
 * others that lie within a factor of five still stands more than ten times from it, so that hardly any value needs the
 * closer look.
 */
function usualSize(series: Prepared, unit: number): number {
  const sizes = othersOf(series, -1, unit).filter((value) => value !== 0);
  return sizes.length < 2 ? 0 : middle(sizes.map(Math.abs));
}

interface Peers {
  /** Median of the peers' sizes, per inhabitant where `perInhabitant`. */
  readonly median: number;
  /** Largest factor by which nine tenths of the peers lie from the median. */
  readonly reach: number;
  readonly count: number;
  readonly perInhabitant: boolean;
}

function peersOf(series: Prepared, period: number): Peers {
  const perInhabitant = series.population !== null && grows(series, period);
  const sizes = presentSizes(series, period, perInhabitant);
  const median = middle(sizes);
  const distances = sizes.map((size) => Math.max(size / median, median / size)).sort((a, b) => a - b);
  const reach = distances[Math.floor(distances.length * 0.9)] ?? Infinity;
  return { median, reach, count: sizes.length, perInhabitant };
}

/** Whether the larger half of the units (by inhabitants) also has the clearly larger values. */
function grows(series: Prepared, period: number): boolean {
  const pairs = presentIn(series, period).length;
  const people: [number, number][] = [];
  for (let unit = 0; unit < series.units && pairs >= LEAST_PEERS; unit++) {
    const value = Math.abs(at(series, period, unit));
    const inhabitants = series.population?.[period * series.units + unit] ?? NaN;
    if (value > 0 && inhabitants > 0) people.push([inhabitants, value]);
  }
  people.sort((a, b) => a[0] - b[0]);
  const half = Math.floor(people.length / 2);
  const small = middle(people.slice(0, half).map(([, value]) => value));
  const large = middle(people.slice(-half).map(([, value]) => value));
  return half >= LEAST_PEERS / 2 && large > 1.5 * small;
}

function sizeOf(series: Prepared, cell: readonly [number, number], perInhabitant: boolean): number {
  const [period, unit] = cell;
  const value = Math.abs(at(series, period, unit));
  return perInhabitant ? value / (series.population?.[period * series.units + unit] ?? NaN) : value;
}

function presentSizes(series: Prepared, period: number, perInhabitant: boolean): number[] {
  const sizes: number[] = [];
  for (let unit = 0; unit < series.units; unit++) {
    const size = sizeOf(series, [period, unit], perInhabitant);
    if (size > 0 && Number.isFinite(size)) sizes.push(size);
  }
  return sizes;
}

function againstHistory(series: Prepared, period: number, unit: number): PlausibilityFinding | null {
  const sign = Math.sign(at(series, period, unit));
  const others = othersOf(series, period, unit).filter((value) => value !== 0);
  if (others.some((value) => Math.sign(value) !== sign)) return null;
  const sizes = others.map(Math.abs).sort((a, b) => a - b);
  const [smallest = NaN] = sizes;
  const largest = sizes.at(-1) ?? NaN;
  if (sizes.length < 2 || !(largest / smallest <= STEADY)) return null;
  const usual = middle(sizes);
  const slip = slipOf(Math.abs(at(series, period, unit)) / usual);
  return slip === null ? null : finding(series, [period, unit], { reference: usual, slip, peers: null });
}

function againstPeers(series: Prepared, period: number, unit: number, peers: Peers): PlausibilityFinding | null {
  if (peers.count < LEAST_PEERS) return null;
  const slip = slipOf(sizeOf(series, [period, unit], peers.perInhabitant) / peers.median);
  if (slip === null || Math.max(slip, 1 / slip) < 1000 || peers.reach > 100) return null;
  return finding(series, [period, unit], { reference: peers.median, slip, peers });
}

/** The slip that a ratio looks like: 1000, 0.001, 100 …, or null. */
function slipOf(ratio: number): number | null {
  for (const { factor, least, most } of SLIPS) {
    if (ratio >= least && ratio <= most) return factor;
    if (1 / ratio >= least && 1 / ratio <= most) return 1 / factor;
  }
  return null;
}

function finding(
  series: Prepared,
  [period, unit]: readonly [number, number],
  { reference, slip, peers }: { reference: number; slip: number; peers: Peers | null },
): PlausibilityFinding {
  return {
    code: 'scale_suspected',
    severity: 'warning',
    period,
    unit,
    value: at(series, period, unit),
    reference,
    factor: slip,
    comparedPeriod: -1,
    count: peers?.count ?? 0,
    perInhabitant: peers?.perInhabitant ?? false,
  };
}
