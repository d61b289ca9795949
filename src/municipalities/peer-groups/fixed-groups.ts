/** The fixed peer groups and the rules by which municipalities belong to them (METHOD.md part 2; catalogue, "peer_groups"). */
import type { LocalisedText } from '../../core/vocabulary.js';
import { TERRITORY_SINCE, type Municipalities } from '../municipalities.js';
import { isValidOn, PLANNING_REGIONS, type Municipality, type PlanningRegionCode } from '../municipality.js';

export type FixedGroupKind = 'all' | 'kind' | 'region' | 'population_band';

/** Dates are inclusive ISO days; `validTo` null: until further notice. */
export interface Membership {
  readonly municipality: number;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface FixedGroup {
  /** Never used for another group. */
  readonly id: number;
  readonly code: string;
  readonly kind: FixedGroupKind;
  readonly name: LocalisedText;
  readonly memberships: readonly Membership[];
}

interface Rule {
  readonly id: number;
  readonly code: string;
  readonly kind: FixedGroupKind;
  readonly name: LocalisedText;
  /** `population`: on the revision's reference day. */
  readonly includes: (unit: Municipality, population: number) => boolean;
}

/** Population bands are fixed for years and revised on these days, by the inhabitants (PMLP) of the reference day. */
export const BAND_REVISIONS: readonly { readonly from: string; readonly populationOn: string }[] = [
  { from: TERRITORY_SINCE, populationOn: '2021-01-01' },
  { from: '2025-07-01', populationOn: '2024-01-01' },
];

const region = (id: number, code: PlanningRegionCode): Rule => ({
  id,
  code: `region-${code}`,
  kind: 'region',
  name: PLANNING_REGIONS[code],
  includes: (unit) => unit.region === code,
});

const band = (id: number, code: string, name: LocalisedText, [from, below]: readonly [number, number]): Rule => ({
  id,
  code: `band-${code}`,
  kind: 'population_band',
  name,
  includes: (unit, population) => unit.kind === 'county' && population >= from && population < below,
});

const isRiga = (unit: Municipality): boolean => unit.isoCode === 'LV-RIX';

const RULES: readonly Rule[] = [
  {
    id: 1,
    code: 'all',
    kind: 'all',
    name: { lv: 'Visas pašvaldības', en: 'All municipalities' },
    includes: () => true,
  },
  {
    id: 2,
    code: 'state-cities',
    kind: 'kind',
    name: { lv: 'Valstspilsētas', en: 'State cities' },
    includes: (unit) => unit.kind === 'state_city',
  },
  {
    id: 3,
    code: 'counties',
    kind: 'kind',
    name: { lv: 'Novadi', en: 'Counties (novadi)' },
    includes: (unit) => unit.kind === 'county',
  },
  region(4, 'kurzeme'),
  region(5, 'latgale'),
  region(6, 'riga'),
  region(7, 'vidzeme'),
  region(8, 'zemgale'),
  { id: 9, code: 'band-riga', kind: 'population_band', name: { lv: 'Rīga', en: 'Riga' }, includes: isRiga },
  {
    id: 10,
    code: 'band-state-cities',
    kind: 'population_band',
    name: { lv: 'Valstspilsētas bez Rīgas', en: 'State cities without Riga' },
    includes: (unit) => unit.kind === 'state_city' && !isRiga(unit),
  },
  band(
    11,
    'under-10k',
    { lv: 'Novadi, mazāk par 10 000 iedzīvotāju', en: 'Counties, fewer than 10,000 inhabitants' },
    [0, 10_000],
  ),
  band(
    12,
    '10-20k',
    { lv: 'Novadi, no 10 000 līdz 20 000 iedzīvotāju', en: 'Counties, 10,000 to 20,000 inhabitants' },
    [10_000, 20_000],
  ),
  band(
    13,
    '20-35k',
    { lv: 'Novadi, no 20 000 līdz 35 000 iedzīvotāju', en: 'Counties, 20,000 to 35,000 inhabitants' },
    [20_000, 35_000],
  ),
  band(14, 'over-35k', { lv: 'Novadi, 35 000 iedzīvotāju un vairāk', en: 'Counties, 35,000 inhabitants and more' }, [
    35_000,
    Infinity,
  ]),
];

/** ISO day before. */
function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * The fixed groups with their dated memberships.
 *
 * Each revision counts from its day to the day before the next; within it a municipality belongs to a group from the
 * later of the revision and its own beginning to the earlier of both ends. A band includes its lower bound and excludes
 * its upper one. Every municipality of today's territory is in `all`, one kind, one region and one band at any time.
 */
export function fixedGroups(municipalities: Municipalities): readonly FixedGroup[] {
  return RULES.map(({ includes, ...group }) => ({
    ...group,
    memberships: municipalities
      .unitOrder()
      .filter((unit) => unit.validTo === null || unit.validTo >= TERRITORY_SINCE)
      .flatMap((unit) =>
        joined(
          BAND_REVISIONS.flatMap((revision, position) => {
            const next = BAND_REVISIONS[position + 1]?.from;
            const revisionEnd = next === undefined ? null : dayBefore(next);
            const from = later(revision.from, unit.validFrom ?? TERRITORY_SINCE);
            const validTo = earlier(revisionEnd, unit.validTo);
            if (validTo !== null && from > validTo) return [];
            const population = municipalities.populationOn(unit.id, revision.populationOn)?.population ?? 0;
            return includes(unit, population) ? [{ municipality: unit.id, validFrom: from, validTo }] : [];
          }),
        ),
      ),
  }));
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** Memberships of one municipality with adjoining spans made one. */
function joined(spans: readonly Membership[]): Membership[] {
  const result: Membership[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && last.validTo === dayBefore(span.validFrom))
      result[result.length - 1] = { ...last, validTo: span.validTo };
    else result.push(span);
  }
  return result;
}

/** Places of the members on a day, ascending. */
export function membersOn(group: FixedGroup, date: string): Int32Array {
  return Int32Array.from(
    group.memberships.filter((membership) => isValidOn(membership, date)).map(({ municipality }) => municipality),
  ).sort();
}
