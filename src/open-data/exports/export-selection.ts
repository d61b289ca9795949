/** Which figures a file holds. Pure. */
import { notFound, unprocessable, type Problem } from '../../http/problem.js';
import type {
  OpenCell,
  OpenMunicipality,
  OpenPeerGroup,
  OpenPeriodFigures,
  OpenState,
} from '../figures/published-figures.js';
import type { ExportQuery } from './export.query.js';

/** A part of a state of the figures. */
export interface ExportSelection {
  readonly state: OpenState;
  readonly cells: readonly OpenCell[];
  readonly figures: readonly OpenPeriodFigures[];
  /** By place in the unit order. */
  readonly municipalities: ReadonlyMap<number, OpenMunicipality>;
  /** Codes of peer groups; null: not asked about. */
  readonly peerGroups: readonly string[] | null;
}

/** @throws Problem 404 for an unknown period, indicator or municipality, 422 for an unknown peer group */
export function select(state: OpenState, query: Omit<ExportQuery, 'edition' | 'lang'>): ExportSelection {
  const { period, indicator, municipality, peerGroup } = query;
  const isCell = (code: string) => (cell: OpenCell) => cell.code === code || cell.code.startsWith(`${code}.`);
  for (const code of period ?? [])
    if (!state.periods.some((known) => known.code === code)) throw nothing('period', code);
  for (const code of indicator ?? []) if (!state.cells.some(isCell(code))) throw nothing('indicator', code);
  for (const code of municipality ?? [])
    if (!state.municipalities.some(({ atvk }) => atvk === code)) throw nothing('municipality', code);
  const groups = new Set([...state.peerGroups.values()].flatMap((list) => list.map(({ code }) => code)));
  for (const code of peerGroup ?? []) if (!groups.has(code)) throw unknownGroup(code);
  return {
    state,
    cells:
      indicator === undefined
        ? state.cells
        : state.cells.filter((cell) => indicator.some((code) => isCell(code)(cell))),
    figures: period === undefined ? state.figures : state.figures.filter((of) => period.includes(of.period.code)),
    municipalities: new Map(
      state.municipalities
        .filter(({ atvk }) => municipality === undefined || municipality.includes(atvk))
        .map((known) => [known.unit, known]),
    ),
    peerGroups: peerGroup ?? null,
  };
}

/** The peer groups of a period that are asked for; all that are kept where none are. */
export function groupsOf({ state, peerGroups }: ExportSelection, period: string): OpenPeerGroup[] {
  const groups = state.peerGroups.get(period) ?? [];
  return groups.filter(({ code }) => (peerGroups === null ? !code.startsWith('nearest-') : peerGroups.includes(code)));
}

/** Municipalities of a period that are asked for, by name. */
export function unitsOf(selection: ExportSelection, figures: OpenPeriodFigures): OpenMunicipality[] {
  const present = new Set(figures.units);
  const inGroups =
    selection.peerGroups === null
      ? null
      : new Set(groupsOf(selection, figures.period.code).flatMap(({ members }) => members));
  return [...selection.municipalities.values()].filter(
    ({ unit }) => present.has(unit) && (inGroups === null || inGroups.has(unit)),
  );
}

const NAMES = {
  period: { lv: 'Periods', en: 'Period' },
  indicator: { lv: 'Rādītājs', en: 'Indicator' },
  municipality: { lv: 'Pašvaldība', en: 'Municipality' },
} as const;

function nothing(what: keyof typeof NAMES, code: string): Problem {
  const { lv, en } = NAMES[what];
  return notFound(
    {
      lv: `${lv} “${code}” šajā izdevumā nav publicēts.`,
      en: `${en} “${code}”: nothing is published in this edition.`,
    },
    `${what}_not_found`,
  );
}

function unknownGroup(code: string): Problem {
  const message = {
    lv: `Salīdzināmās grupas “${code}” šajā izdevumā nav.`,
    en: `There is no peer group “${code}” in this edition.`,
  };
  return unprocessable('unknown_peer_group', message, [{ path: 'peerGroup', code: 'unknown_peer_group', message }]);
}
