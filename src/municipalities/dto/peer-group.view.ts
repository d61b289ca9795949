import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../core/vocabulary.js';
import { inLanguage } from '../../http/language.js';
import type { Municipalities } from '../municipalities.js';
import { compareLatvian } from '../latvian-order.js';
import { isValidOn } from '../municipality.js';
import type { FixedGroup, FixedGroupKind } from '../peer-groups/fixed-groups.js';
import type { NearestResult } from '../peer-groups/peer-groups.js';
import { PEER_VARIABLE, PEER_VARIABLES, type PeerVariableCode } from '../peer-groups/peer-variables.js';

export class MunicipalityNameView {
  @ApiProperty({ example: '0054000' })
  atvk!: string;
  @ApiProperty({ example: 'Valmieras novads' })
  name!: string;
}

export class PeerGroupMemberView extends MunicipalityNameView {
  @ApiProperty({ format: 'date', example: '2021-07-01', description: 'First day of the membership.' })
  validFrom!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day; null: until further notice.' })
  validTo!: string | null;
}

export class PeerGroupView {
  @ApiProperty({ example: 'region-vidzeme' })
  code!: string;
  @ApiProperty({ enum: ['all', 'kind', 'region', 'population_band'] })
  kind!: FixedGroupKind;
  @ApiProperty({ example: 'Vidzemes plānošanas reģions' })
  name!: string;
  @ApiProperty({ example: 'Vidzemes plānošanas reģions' })
  nameLv!: string;
  @ApiProperty({ example: 'Vidzeme planning region' })
  nameEn!: string;
  @ApiProperty({ example: 11 })
  size!: number;
  @ApiProperty({ type: [PeerGroupMemberView] })
  members!: PeerGroupMemberView[];
}

export class PeerGroupPageView {
  @ApiProperty({ type: [PeerGroupView] })
  items!: PeerGroupView[];
  @ApiProperty({ example: 14 })
  total!: number;
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 100 })
  perPage!: number;
}

export class PeerVariableView {
  @ApiProperty({ enum: PEER_VARIABLES })
  code!: PeerVariableCode;
  @ApiProperty({ example: 'Inhabitants (PMLP register)' })
  name!: string;
  @ApiProperty({ example: 'inhabitants' })
  unit!: string;
  @ApiProperty({ enum: ['ln', 'none'], description: 'Distances are taken after this transformation and a z-score.' })
  transformation!: 'ln' | 'none';
  @ApiProperty({ example: 1 })
  weight!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'The municipality’s own value, not transformed.' })
  value!: number | null;
}

export class NeighbourView extends MunicipalityNameView {
  @ApiProperty({ example: 1, description: '1 = nearest.' })
  position!: number;
  @ApiProperty({ example: 0.214 })
  distance!: number;
  @ApiProperty({ example: 0.038, description: 'Distance relative to the farthest candidate, 0..1.' })
  rebased!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number', nullable: true },
    example: { population: 44_000, density: 16.5, population_change: -1.2 },
  })
  values!: Record<string, number | null>;
}

export class NearestPeersView {
  @ApiProperty({ type: MunicipalityNameView })
  municipality!: MunicipalityNameView;
  @ApiProperty({ format: 'date', example: '2026-01-01' })
  on!: string;
  @ApiProperty({ example: 7 })
  k!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'nearest-0054000',
    description: 'Code of this group for benchmarks and charts; null with variables or weights of one’s own.',
  })
  peerGroup!: string | null;
  @ApiProperty({ type: [PeerVariableView] })
  variables!: PeerVariableView[];
  @ApiProperty({ type: [NeighbourView] })
  items!: NeighbourView[];
  @ApiProperty({ example: 7 })
  total!: number;
}

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** A fixed group with its members on a day, by Latvian name. */
export function peerGroupView(
  group: FixedGroup,
  municipalities: Municipalities,
  { date, language }: { readonly date: string; readonly language: Language },
): PeerGroupView {
  const members = group.memberships.flatMap((membership) => {
    const unit = municipalities.byId(membership.municipality);
    if (unit === undefined || !isValidOn(membership, date)) return [];
    const { validFrom, validTo } = membership;
    return [{ atvk: unit.atvk, name: inLanguage(unit.name, language), validFrom, validTo }];
  });
  members.sort((a, b) => compareLatvian(a.name, b.name));
  const { code, kind, name } = group;
  return {
    code,
    kind,
    name: inLanguage(name, language),
    nameLv: name.lv,
    nameEn: name.en,
    size: members.length,
    members,
  };
}

/** Nearest neighbours with everything their distances were taken from. */
export function nearestPeersView(
  result: NearestResult,
  peerGroup: string | null,
  { date, language }: { readonly date: string; readonly language: Language },
): NearestPeersView {
  const { municipality, variables, neighbours } = result;
  return {
    municipality: { atvk: municipality.atvk, name: inLanguage(municipality.name, language) },
    on: date,
    k: neighbours.length,
    peerGroup,
    variables: variables.map(({ code, weight, value }) => ({
      code,
      name: inLanguage(PEER_VARIABLE[code].name, language),
      unit: inLanguage(PEER_VARIABLE[code].unit, language),
      transformation: PEER_VARIABLE[code].transformation,
      weight,
      value: orNull(value),
    })),
    items: neighbours.map(({ municipality: { atvk, name }, position, distance, rebased, values }) => ({
      atvk,
      name: inLanguage(name, language),
      position,
      distance,
      rebased,
      values: Object.fromEntries(variables.map(({ code }, i) => [code, orNull(values[i])])),
    })),
    total: neighbours.length,
  };
}
