/** Who is compared with whom: one set for all, one a group, or one a unit. */
import { comparisonSet, fixedGroups, nearestPeers, peerSpace, type Neighbour } from '../peers.js';
import type { CellColumn } from './rates.js';
import type { ScoresRequest } from './request.js';

/** A comparison set and the units whose scores it gives. */
export interface PeerSet {
  /** `all`, the name of a fixed group, or the code of the unit whose neighbours these are. */
  readonly label: string;
  /** Positions of the members in the unit order: their values make the statistics. */
  readonly members: Int32Array;
  /** The members and the units scored among them, where these are not members themselves. */
  readonly pool: Int32Array;
  /** Places in the pool of the units that are scored: all, or the one unit the set belongs to. */
  readonly scored: Int32Array;
}

/** The sets, and for nearest neighbours the neighbours of each unit. */
export interface PeerSets {
  readonly sets: readonly PeerSet[];
  readonly neighbours: readonly (readonly Neighbour[])[];
}

/** Makes the sets. A unit without a group, or without neighbours, is in no set and gets no rank. */
export function makePeerSets(request: ScoresRequest, cells: readonly (readonly (CellColumn | null)[])[]): PeerSets {
  const { peerGroup, units } = request;
  switch (peerGroup.kind) {
    case 'all': {
      const everybody = Int32Array.from(units.keys());
      return { sets: [wholeSet('all', everybody)], neighbours: [] };
    }
    case 'fixed': {
      const groups = fixedGroups(units.map(({ groups }) => groups.get(peerGroup.by) ?? null));
      return { sets: [...groups].map(([label, members]) => wholeSet(label, members)), neighbours: [] };
    }
    case 'nearest':
      return nearestSets(request, cells);
  }
}

function wholeSet(label: string, members: Int32Array): PeerSet {
  return { label, members, pool: members, scored: Int32Array.from(members.keys()) };
}

function nearestSets(request: ScoresRequest, cells: readonly (readonly (CellColumn | null)[])[]): PeerSets {
  const { peerGroup, units, periods } = request;
  if (peerGroup.kind !== 'nearest') return { sets: [], neighbours: [] };
  const period = peerGroup.period === null ? periods.length - 1 : periods.indexOf(peerGroup.period);
  const variables = peerGroup.variables.map((index) => publicValues(cells[index]?.[period] ?? null, units.length));
  const space = peerSpace({ codes: units.map(({ code }) => code), variables });
  const neighbours = units.map((_, unit) =>
    nearestPeers(space, unit, { k: peerGroup.k, weights: peerGroup.weights, missing: peerGroup.missing }),
  );
  const sets = units.flatMap(({ code }, unit): PeerSet[] => {
    const own = neighbours[unit] ?? [];
    if (own.length === 0) return [];
    const members = comparisonSet(unit, own, peerGroup.includeSelf);
    const pool = peerGroup.includeSelf ? members : comparisonSet(unit, own);
    return [{ label: code, members, pool, scored: Int32Array.of(pool.indexOf(unit)) }];
  });
  return { sets, neighbours };
}

/** The raw values of a column without those held back. */
function publicValues(column: CellColumn | null, size: number): Float64Array {
  if (column === null) return new Float64Array(size).fill(NaN);
  return column.raw.map((value, unit) => (column.hidden[unit] === 1 ? NaN : value));
}
