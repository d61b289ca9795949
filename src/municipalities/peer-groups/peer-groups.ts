import { Injectable } from '@nestjs/common';
import { comparisonSet, nearestPeers, peerSpace } from '../../core/peers.js';
import type { LocalisedText } from '../../core/vocabulary.js';
import { territoryDate, type Municipalities } from '../municipalities.js';
import type { Municipality } from '../municipality.js';
import { MunicipalityDirectory } from '../municipality-directory.js';
import { membersOn, type FixedGroup, type FixedGroupKind } from './fixed-groups.js';
import { DEFAULT_PEER_VARIABLES, PEER_VARIABLE, transformed, type PeerVariableCode } from './peer-variables.js';

/** A peer group with its members on one day. */
export interface PeerGroupMembers {
  /** null for groups that are not kept: nearest neighbours and the reader's own choice. */
  readonly id: number | null;
  readonly code: string;
  readonly kind: FixedGroupKind | 'nearest' | 'own';
  readonly name: LocalisedText;
  /** Places in the unit order, ascending. */
  readonly members: Int32Array;
}

/** A peer group that scores are kept for. */
export interface FixedPeerGroupMembers extends PeerGroupMembers {
  readonly id: number;
  readonly kind: FixedGroupKind;
}

export interface NearestRequest {
  readonly k?: number | undefined;
  readonly variables?: readonly PeerVariableCode[] | undefined;
  /** One weight a variable; all 1 where absent. */
  readonly weights?: readonly number[] | undefined;
}

export interface NearestResult {
  readonly municipality: Municipality;
  readonly variables: readonly {
    readonly code: PeerVariableCode;
    readonly weight: number;
    /** The municipality's own value; NaN where unknown. */
    readonly value: number;
  }[];
  readonly neighbours: readonly {
    readonly municipality: Municipality;
    readonly position: number;
    readonly distance: number;
    readonly rebased: number;
    /** Values of the variables in their order. */
    readonly values: readonly number[];
  }[];
}

/** Neighbours in the pages (METHOD.md part 2). */
export const PAGE_NEIGHBOURS = 7;

const NEAREST = /^nearest-(\d{7})(?:-k(\d{1,2}))?$/;
const OWN = /^own(?:-\d{7})+$/;

/**
 * Who is compared with whom. Fixed groups are kept and dated; `nearest-<atvk>` (or `nearest-<atvk>-k<number>`) and
 * `own-<atvk>-<atvk>-…` are made when asked for.
 */
@Injectable()
export class PeerGroups {
  constructor(private readonly directory: MunicipalityDirectory) {}

  /**
   * The fixed groups with the members that figures of a period belong to. Periods that ended before the reform of 2021
   * are kept on the municipalities of 2021. Groups without members are left out.
   *
   * @param periodEndsOn last day of the period, ISO date
   */
  async membership(periodEndsOn: string): Promise<FixedPeerGroupMembers[]> {
    const { groups } = await this.directory.current();
    return groups.map((group) => withMembers(group, periodEndsOn)).filter(({ members }) => members.length > 0);
  }

  /** The group of a code for a period, fixed or made; undefined where there is none of that code. */
  async resolve(code: string, periodEndsOn: string): Promise<PeerGroupMembers | undefined> {
    const { groups, municipalities } = await this.directory.current();
    const fixed = groups.find((group) => group.code === code);
    if (fixed !== undefined) return withMembers(fixed, periodEndsOn);
    const date = territoryDate(periodEndsOn);
    const [, atvk = '', k] = NEAREST.exec(code) ?? [];
    if (atvk !== '') return nearestGroup(municipalities, code, { atvk, date, k: Number(k ?? PAGE_NEIGHBOURS) });
    return OWN.test(code) ? ownGroup(municipalities, code, date) : undefined;
  }

  /**
   * The nearest neighbours of a municipality among those that exist on the day, nearest first (METHOD.md part 1, 14).
   *
   * @returns undefined where the municipality does not exist on the day; no neighbours where a fact of it is missing
   */
  async nearest(atvk: string, date: string, request: NearestRequest = {}): Promise<NearestResult | undefined> {
    return nearestOf(await this.directory.snapshot(), atvk, date, request);
  }
}

function withMembers(group: FixedGroup, periodEndsOn: string): FixedPeerGroupMembers {
  const { id, code, kind, name } = group;
  return { id, code, kind, name, members: membersOn(group, territoryDate(periodEndsOn)) };
}

function nearestGroup(
  municipalities: Municipalities,
  code: string,
  { atvk, date, k }: { readonly atvk: string; readonly date: string; readonly k: number },
): PeerGroupMembers | undefined {
  const result = k < 1 ? undefined : nearestOf(municipalities, atvk, date, { k });
  if (result === undefined) return undefined;
  const neighbours = result.neighbours.map((neighbour) => ({ ...neighbour, unit: neighbour.municipality.id }));
  const { name } = result.municipality;
  return {
    id: null,
    code,
    kind: 'nearest',
    name: {
      lv: `${name.lv} un ${neighbours.length} līdzīgākās pašvaldības`,
      en: `${name.en} and its ${neighbours.length} nearest neighbours`,
    },
    members: comparisonSet(result.municipality.id, neighbours),
  };
}

function ownGroup(municipalities: Municipalities, code: string, date: string): PeerGroupMembers | undefined {
  const valid = new Map(municipalities.validOn(date).map(({ atvk, id }) => [atvk, id]));
  const chosen = code
    .split('-')
    .slice(1)
    .map((atvk) => valid.get(atvk));
  const members = [...new Set(chosen.filter((id) => id !== undefined))];
  if (chosen.includes(undefined)) return undefined;
  const name = { lv: 'Pašu izvēlētas pašvaldības', en: 'Municipalities of your own choice' };
  return { id: null, code, kind: 'own', name, members: Int32Array.from(members).sort() };
}

function nearestOf(
  municipalities: Municipalities,
  atvk: string,
  date: string,
  request: NearestRequest,
): NearestResult | undefined {
  const units = municipalities.validOn(date);
  const place = units.findIndex((unit) => unit.atvk === atvk);
  const municipality = units[place];
  if (municipality === undefined) return undefined;
  const codes = request.variables ?? DEFAULT_PEER_VARIABLES;
  const weights = request.weights ?? codes.map(() => 1);
  const plain = codes.map((code) => units.map((unit) => PEER_VARIABLE[code].valueOf(municipalities, unit, date)));
  const space = peerSpace({
    codes: units.map((unit) => unit.atvk),
    variables: codes.map((code, i) => Float64Array.from(plain[i] ?? [], (value) => transformed(code, value))),
  });
  const values = (unit: number): number[] => plain.map((column) => column[unit] ?? Number.NaN);
  return {
    municipality,
    variables: codes.map((code, i) => ({ code, weight: weights[i] ?? 1, value: values(place)[i] ?? Number.NaN })),
    neighbours: nearestPeers(space, place, { k: request.k ?? PAGE_NEIGHBOURS, weights }).flatMap(
      ({ unit, position, distance, rebased }) => {
        const neighbour = units[unit];
        return neighbour === undefined
          ? []
          : [{ municipality: neighbour, position, distance, rebased, values: values(unit) }];
      },
    ),
  };
}
