/** The facts by which municipalities are near to one another. */
import type { LocalisedText } from '../../core/vocabulary.js';
import type { Municipalities } from '../municipalities.js';
import type { Municipality } from '../municipality.js';

export const PEER_VARIABLES = ['population', 'density', 'population_change', 'area'] as const;
export type PeerVariableCode = (typeof PEER_VARIABLES)[number];

/** Density and inhabitants say all about area that distance needs, so area is left out unless asked for. */
export const DEFAULT_PEER_VARIABLES: readonly PeerVariableCode[] = ['population', 'density', 'population_change'];

/** Years over which the change of population is averaged. */
const CHANGE_YEARS = 9;

interface PeerVariable {
  readonly name: LocalisedText;
  readonly unit: LocalisedText;
  /** `ln`: distances are taken between natural logarithms, since sizes differ by ratios. */
  readonly transformation: 'ln' | 'none';
  /** The plain value on a day; NaN where the facts do not give it. */
  readonly valueOf: (municipalities: Municipalities, unit: Municipality, date: string) => number;
}

export const PEER_VARIABLE: Readonly<Record<PeerVariableCode, PeerVariable>> = {
  population: {
    name: { lv: 'Iedzīvotāju skaits (PMLP)', en: 'Inhabitants (PMLP register)' },
    unit: { lv: 'iedzīvotāji', en: 'inhabitants' },
    transformation: 'ln',
    valueOf: populationValue,
  },
  density: {
    name: { lv: 'Iedzīvotāju blīvums', en: 'Population density' },
    unit: { lv: 'iedzīvotāji uz km²', en: 'inhabitants per km²' },
    transformation: 'ln',
    valueOf: (municipalities, unit, date) => populationValue(municipalities, unit, date) / unit.areaKm2,
  },
  population_change: {
    name: {
      lv: 'Iedzīvotāju skaita pārmaiņas gadā (vidēji 9 gados)',
      en: 'Yearly change of population (mean of 9 years)',
    },
    unit: { lv: '% gadā', en: '% a year' },
    transformation: 'none',
    valueOf: changeValue,
  },
  area: {
    name: { lv: 'Platība', en: 'Area' },
    unit: { lv: 'km²', en: 'km²' },
    transformation: 'ln',
    valueOf: (_municipalities, unit) => unit.areaKm2,
  },
};

function populationValue(municipalities: Municipalities, { id }: Municipality, date: string): number {
  return municipalities.populationOn(id, date)?.population ?? Number.NaN;
}

/** ((newest / oldest)^(1/years) − 1) · 100 over at most nine years before the day; NaN with one figure only. */
function changeValue(municipalities: Municipalities, { id }: Municipality, date: string): number {
  const newest = municipalities.populationOn(id, date);
  if (newest === undefined) return Number.NaN;
  const year = (day: string): number => Number(day.slice(0, 4));
  const since = year(newest.referenceDate) - CHANGE_YEARS;
  const oldest = municipalities.populationOf(id).find(({ referenceDate }) => year(referenceDate) >= since);
  const years = oldest === undefined ? 0 : year(newest.referenceDate) - year(oldest.referenceDate);
  if (oldest === undefined || years <= 0 || oldest.population <= 0) return Number.NaN;
  return ((newest.population / oldest.population) ** (1 / years) - 1) * 100;
}

/** The value that distances are taken of. */
export function transformed(code: PeerVariableCode, value: number): number {
  if (PEER_VARIABLE[code].transformation === 'none') return value;
  return value > 0 ? Math.log(value) : Number.NaN;
}
