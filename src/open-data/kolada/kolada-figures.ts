/** Published figures as Kolada numbers them. Pure. */
import type { Language } from '../../core/vocabulary.js';
import { indicatorGroupId } from '../figures/group-ids.js';
import type { OpenCell, OpenPeerGroup, OpenPeriodFigures, OpenState } from '../figures/published-figures.js';

export type KoladaVersion = 'v2' | 'v3';

/** The country among the municipalities. */
export const COUNTRY = '0000';

export interface MemberRow {
  readonly member_id: string;
  readonly member_title: string;
}

export interface GroupRow {
  readonly id: string;
  readonly title: string;
  readonly members: readonly MemberRow[];
}

export interface MunicipalityRow {
  readonly id: string;
  readonly title: string;
  /** K: a municipality; L: the country. */
  readonly type: 'K' | 'L';
}

export interface KpiRow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly is_divided_by_gender: boolean | 0 | 1;
  readonly municipality_type: 'K';
  readonly operating_area: string;
  readonly perspective: string;
  readonly prel_publication_date: string | null;
  readonly publication_date: string | null;
  readonly publ_period: string | null;
  readonly has_ou_data: boolean;
  /** Our own code. */
  readonly indicator: string;
}

/** Kolada knows calendar years only. */
export function isYear({ period }: OpenPeriodFigures): boolean {
  return /^\d{4}$/.test(period.code);
}

const PERSPECTIVES: Readonly<Record<string, string>> = {
  light: 'Volymer',
  targeted: 'Volymer',
  outcome: 'Kvalitet och resultat',
  service_cost: 'Resurser',
  workload: 'Resurser',
};

/** Rows of `kpi` in the catalogue's order. */
export function kpiRows(state: OpenState, version: KoladaVersion, language: Language): KpiRow[] {
  const years = state.figures.filter(isYear);
  return state.cells.map((cell) => {
    const newest = years.findLast(({ columns }) => columns.has(cell.id))?.period.code ?? null;
    return kpiRow(cell, newest, { state, version, language });
  });
}

function kpiRow(
  cell: OpenCell,
  newest: string | null,
  {
    state,
    version,
    language,
  }: { readonly state: OpenState; readonly version: KoladaVersion; readonly language: Language },
): KpiRow {
  const day = state.edition?.publishedAt?.slice(0, 10) ?? null;
  const isProvisional = state.edition?.kind === 'provisional';
  const unit = cell.unit[language];
  const definition = cell.definition[language];
  const description = state.sample ? `${definition} ${SAMPLE[language]}`.trim() : definition;
  const row = {
    id: cell.koladaId,
    title: unit === '' ? cell.name[language] : `${cell.name[language]}, ${unit}`,
    description,
    is_divided_by_gender: version === 'v2' ? (0 as const) : false,
    municipality_type: 'K' as const,
    operating_area: cell.group.name[language],
    perspective: PERSPECTIVES[cell.group.code] ?? 'Övrigt',
    prel_publication_date: isProvisional ? day : null,
    publication_date: isProvisional ? null : day,
    publ_period: newest,
    has_ou_data: false,
    indicator: cell.code,
  };
  if (version === 'v3') return { ...row, auspice: null } as KpiRow;
  return { ...row, auspices: null, definition: description, ou_publication_date: null } as KpiRow;
}

export const SAMPLE = { lv: 'Parauga dati (izdomāti).', en: 'Sample data (made up).' } as const;

/** Groups of indicators. */
export function kpiGroupRows(state: OpenState, language: Language): GroupRow[] {
  const groups = new Map<string, { title: string; members: MemberRow[] }>();
  for (const { koladaId, name, group } of state.cells) {
    const id = indicatorGroupId(group.code);
    const row = groups.get(id) ?? { title: group.name[language], members: [] };
    row.members.push({ member_id: koladaId, member_title: name[language] });
    groups.set(id, row);
  }
  return [...groups].map(([id, row]) => ({ id, ...row }));
}

/** The country first, then the municipalities by name. */
export function municipalityRows(state: OpenState, language: Language): MunicipalityRow[] {
  if (state.municipalities.length === 0) return [];
  const country = { lv: 'Latvija (nesvērtais vidējais)', en: 'Latvia (unweighted mean)' }[language];
  return [
    { id: COUNTRY, title: country, type: 'L' },
    ...state.municipalities.map(({ atvk, name }) => ({ id: atvk, title: name[language], type: 'K' as const })),
  ];
}

/** Peer groups with the members of the newest year in which they are published. */
export function municipalityGroupRows(state: OpenState, language: Language): GroupRow[] {
  const names = new Map(state.municipalities.map(({ unit, atvk, name }) => [unit, { atvk, title: name[language] }]));
  return newestGroups(state).map(({ koladaId, name, members }) => ({
    id: koladaId,
    title: `${name[language]} (${{ lv: 'nesvērtais vidējais', en: 'unweighted mean' }[language]})`,
    members: members.flatMap((unit) => {
      const municipality = names.get(unit);
      return municipality === undefined ? [] : [{ member_id: municipality.atvk, member_title: municipality.title }];
    }),
  }));
}

/** Each peer group once, as it is in the newest year that has it. */
function newestGroups(state: OpenState): OpenPeerGroup[] {
  const groups = new Map<string, OpenPeerGroup>();
  for (const figures of state.figures.filter(isYear).reverse())
    for (const group of state.peerGroups.get(figures.period.code) ?? [])
      if (!groups.has(group.koladaId)) groups.set(group.koladaId, group);
  return [...groups.values()];
}
