/** The words of this room, as types. Municipalities are named by their ATVK code; inside, by their place in the unit order. */
import type { TerritoryLink } from '../core/territory.js';
import type { LocalisedText } from '../core/vocabulary.js';

/** `republican_city` existed until the reform of 2021 only. */
export type MunicipalityKind = 'state_city' | 'county' | 'republican_city';

export type PlanningRegionCode = 'kurzeme' | 'latgale' | 'riga' | 'vidzeme' | 'zemgale';

/** One dated version of a municipality. */
export interface Municipality {
  /** Place in the unit order of value columns: 0, 1, 2, … */
  readonly id: number;
  readonly atvk: string;
  /** Everyday names; the official Latvian name apart. */
  readonly name: LocalisedText;
  readonly officialName: string;
  readonly kind: MunicipalityKind;
  /** null for municipalities that ended before the regions of today. */
  readonly region: PlanningRegionCode | null;
  readonly nuts3: string;
  readonly isoCode: string;
  readonly adminCentre: string | null;
  readonly areaKm2: number;
  /** First day; null: before the beginning of the records. */
  readonly validFrom: string | null;
  /** Last day; null: valid until further notice. */
  readonly validTo: string | null;
  readonly note: string;
  readonly source: string;
}

/** One municipality passing into another. */
export interface LineageLink extends TerritoryLink {
  readonly areaShare: number;
  /** Parishes and towns concerned. */
  readonly units: string;
  readonly note: string;
  readonly source: string;
}

/** `declared_residence`: register of PMLP; `usual_residents`: estimate of CSP. The two differ and are never mixed. */
export type PopulationDefinition = 'declared_residence' | 'usual_residents';

export interface PopulationFigure {
  readonly municipality: number;
  /** ISO date. */
  readonly referenceDate: string;
  readonly definition: PopulationDefinition;
  readonly population: number;
  readonly estimated: boolean;
  readonly source: string;
}

/** Everything the reference files say. */
export interface ReferenceFacts {
  readonly municipalities: readonly Municipality[];
  readonly lineage: readonly LineageLink[];
  readonly population: readonly PopulationFigure[];
}

export const PLANNING_REGIONS: Readonly<Record<PlanningRegionCode, LocalisedText>> = {
  kurzeme: { lv: 'Kurzemes plānošanas reģions', en: 'Kurzeme planning region' },
  latgale: { lv: 'Latgales plānošanas reģions', en: 'Latgale planning region' },
  riga: { lv: 'Rīgas plānošanas reģions', en: 'Rīga planning region' },
  vidzeme: { lv: 'Vidzemes plānošanas reģions', en: 'Vidzeme planning region' },
  zemgale: { lv: 'Zemgales plānošanas reģions', en: 'Zemgale planning region' },
};

/** Whether the municipality exists on a day. */
export function isValidOn(municipality: Pick<Municipality, 'validFrom' | 'validTo'>, date: string): boolean {
  const { validFrom, validTo } = municipality;
  return (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo);
}
