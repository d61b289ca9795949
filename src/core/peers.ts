/**
 * Peer groups (METHOD.md, item 14): the units a unit is fairly compared with. Nearest neighbours are found as CIPFA
 * does, fixed groups by bands of a few variables as SSB does for KOSTRA.
 */
import { isPresent, roundSignificant } from './numbers.js';
import { hasNoSpread } from './standard-score.js';
import { describeColumn } from './statistics.js';

/** Units with the variables that describe them, all in the same order. */
export interface PeerUniverse {
  /** Codes of the units; ties in distance go by them, in the order of their characters. */
  readonly codes: readonly string[];
  /** One column a variable, NaN where missing, for one reference year. */
  readonly variables: readonly Float64Array[];
}

/** Options of the nearest neighbours. */
export interface NearestOptions {
  /** Number of neighbours; 15 if left out. */
  readonly k?: number;
  /** One weight a variable, none negative; all 1 if left out. */
  readonly weights?: readonly number[];
  /**
   * `unmatched`: a unit that lacks a variable has no neighbours and is nobody's; `average_common`: the distance is
   * taken over the variables both units have, if they have 80 % of them, and scaled up to all.
   */
  readonly missing?: 'unmatched' | 'average_common';
}

/** A neighbour: its place in the unit order, its distance, and the distance relative to the farthest candidate. */
export interface Neighbour {
  readonly unit: number;
  readonly distance: number;
  /** 0..1; 1 is the farthest of all candidates of this unit. */
  readonly rebased: number;
  /** 1 for the nearest. */
  readonly position: number;
}

/** Variables brought to z-scores over the whole universe, from which all distances are taken. */
export interface PeerSpace {
  readonly codes: readonly string[];
  readonly scores: readonly Float64Array[];
}

export const DEFAULT_NEIGHBOURS = 15;
/** Share of the variables that two units must have in common to be compared over them. */
export const MIN_COMMON_VARIABLES = 0.8;

/**
 * Brings every variable to z-scores with the sample standard deviation over the whole universe. A variable that is the
 * same everywhere tells nobody apart: its scores are 0 where it is present.
 */
export function peerSpace({ codes, variables }: PeerUniverse): PeerSpace {
  const scores = variables.map((variable) => {
    const statistics = describeColumn(variable);
    const mean = statistics.mean ?? 0;
    const sd = hasNoSpread(statistics) ? null : statistics.sd;
    return variable.map((value) => {
      if (!Number.isFinite(value)) return NaN;
      return sd === null ? 0 : (value - mean) / sd;
    });
  });
  return { codes, scores };
}

/**
 * The nearest neighbours of a unit, nearest first, by d = √(Σ w (z_i − z_j)²); equal distances (ten significant
 * digits) go by unit code. The unit itself is not among them. The relation is not symmetric.
 *
 * @param unit position of the unit in the universe
 * @returns fewer than k where there are fewer candidates, none where the unit cannot be matched
 * @throws RangeError for k below 1, negative weights, or a number of weights other than that of the variables
 */
export function nearestPeers(space: PeerSpace, unit: number, options: NearestOptions = {}): Neighbour[] {
  const { k = DEFAULT_NEIGHBOURS, weights = space.scores.map(() => 1), missing = 'unmatched' } = options;
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`there is at least one neighbour, not ${k}`);
  if (weights.length !== space.scores.length || weights.some((weight) => !(weight >= 0))) {
    throw new RangeError('one weight a variable, none below zero');
  }
  const share = missing === 'unmatched' ? 1 : MIN_COMMON_VARIABLES;
  const candidates: { unit: number; distance: number; key: number }[] = [];
  for (let other = 0; other < space.codes.length; other++) {
    if (other === unit) continue;
    const distance = distanceBetween(space.scores, weights, [unit, other], share);
    if (distance !== null) candidates.push({ unit: other, distance, key: roundSignificant(distance) });
  }
  candidates.sort((a, b) => a.key - b.key || compareCodes(space.codes[a.unit], space.codes[b.unit]));
  const farthest = candidates.at(-1)?.distance ?? 0;
  return candidates.slice(0, k).map(({ unit: peer, distance }, i) => ({
    unit: peer,
    distance,
    rebased: farthest === 0 ? 0 : Math.min(distance / farthest, 1),
    position: i + 1,
  }));
}

/**
 * The units a unit is ranked among: its neighbours and, by default, itself (n = k + 1), in the unit order.
 */
export function comparisonSet(unit: number, neighbours: readonly Neighbour[], includeSelf = true): Int32Array {
  const peers = neighbours.map((neighbour) => neighbour.unit);
  return Int32Array.from(includeSelf ? [unit, ...peers] : peers).sort();
}

/**
 * The members of each fixed group, in the unit order; units without a group belong to none.
 *
 * @param groupOf one group a unit, null where it has none
 */
export function fixedGroups(groupOf: readonly (string | null)[]): Map<string, Int32Array> {
  const members = new Map<string, number[]>();
  for (const [unit, group] of groupOf.entries()) {
    if (group === null) continue;
    const list = members.get(group) ?? [];
    list.push(unit);
    members.set(group, list);
  }
  return new Map([...members].map(([group, units]) => [group, Int32Array.from(units)]));
}

/** A variable of a rule table and the limits between its bands, ascending. */
export interface BandRule {
  readonly values: Float64Array;
  readonly limits: readonly number[];
}

/**
 * The group of every unit by a rule table as for KOSTRA (population × bound costs × free income): the bands of its
 * variables, from 1, joined by "-". A value equal to a limit belongs to the band above it.
 *
 * @returns null for a unit that lacks a variable
 * @example bandGroups([{ values: Float64Array.of(9_000, 20_000), limits: [10_000, 20_000] }], 2) // ['1', '3']
 */
export function bandGroups(rules: readonly BandRule[], unitCount: number): (string | null)[] {
  return Array.from({ length: unitCount }, (_, unit) => {
    const bands: number[] = [];
    for (const { values, limits } of rules) {
      const value = values[unit];
      if (!isPresent(value)) return null;
      bands.push(1 + limits.filter((limit) => value >= limit).length);
    }
    return bands.join('-');
  });
}

function distanceBetween(
  scores: readonly Float64Array[],
  weights: readonly number[],
  [a, b]: readonly [number, number],
  minShare: number,
): number | null {
  let common = 0;
  let weightCommon = 0;
  let weightTotal = 0;
  let sum = 0;
  for (const [i, weight] of weights.entries()) {
    const difference = (scores[i]?.[a] ?? NaN) - (scores[i]?.[b] ?? NaN);
    weightTotal += weight;
    if (Number.isNaN(difference)) continue;
    common++;
    weightCommon += weight;
    sum += weight * difference * difference;
  }
  if (common === 0 || common < minShare * weights.length) return null;
  if (common === weights.length) return Math.sqrt(sum);
  return weightCommon === 0 ? null : Math.sqrt((sum * weightTotal) / weightCommon);
}

function compareCodes(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
