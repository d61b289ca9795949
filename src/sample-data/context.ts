import type { Municipalities } from '../municipalities/municipalities.js';
import type { MunicipalityKind } from '../municipalities/municipality.js';
import { characterOf, FIRST_YEAR, type Character } from './character.js';
import { cents, type SampleForm } from './sample-row.js';

/** A municipality in one year, with the facts that its made-up figures lean on. */
export interface SampleMunicipality {
  readonly atvk: string;
  readonly kind: MunicipalityKind;
  readonly region: string | null;
  readonly character: Character;
  /** Register of PMLP on 1 January of the year. */
  readonly declared: number;
  /** Mean of 1 January of this year and the next. */
  readonly inhabitants: number;
  readonly inhabitants65: number;
  /** Whether `declared` or `inhabitants` had to be carried on from earlier years. */
  readonly declaredIsEstimated: boolean;
  readonly inhabitantsIsEstimated: boolean;
}

/** Years over which the change of population is carried on. */
const CARRY_YEARS = 5;

interface YearFigure {
  readonly population: number;
  readonly estimated: boolean;
}

/** Inhabitants on 1 January: a fact where there is one, otherwise the last fact carried on with its mean change. */
function populationOf(municipalities: Municipalities, id: number, year: number): YearFigure {
  const series = municipalities.populationOf(id);
  const fact = series.find(({ referenceDate }) => referenceDate === `${year}-01-01`);
  if (fact !== undefined) return { population: fact.population, estimated: fact.estimated };
  const last = series.at(-1);
  const earlier = series.at(-1 - CARRY_YEARS);
  if (last === undefined || earlier === undefined) throw new Error(`There is no population for municipality ${id}.`);
  const change = (last.population / earlier.population) ** (1 / CARRY_YEARS);
  const years = year - Number(last.referenceDate.slice(0, 4));
  return { population: Math.round(last.population * change ** years), estimated: true };
}

/** The municipalities of a year with their character and facts, in unit order. */
export function sampleMunicipalities(municipalities: Municipalities, year: number, seed: number): SampleMunicipality[] {
  const units = [...municipalities.validOn(`${year}-12-31`)].sort((a, b) => a.id - b.id);
  return units.map(({ id, atvk, kind, region }) => {
    const character = characterOf(seed, { atvk, region });
    const begin = populationOf(municipalities, id, year);
    const end = populationOf(municipalities, id, year + 1);
    const inhabitants = Math.round((begin.population + end.population) / 2);
    const usual = region === 'riga' && kind === 'county' ? 0.165 : region === 'latgale' ? 0.245 : 0.215;
    const share = usual * character.between('ageing', [0.93, 1.07]) + 0.002 * (year - FIRST_YEAR);
    return {
      atvk,
      kind,
      region,
      character,
      declared: begin.population,
      inhabitants,
      inhabitants65: Math.round(inhabitants * share),
      declaredIsEstimated: begin.estimated,
      inhabitantsIsEstimated: begin.estimated || end.estimated,
    };
  });
}

/** Population, purchases and social expenditure, as LPS loads them centrally. */
export function fillContext(
  form: SampleForm,
  unit: SampleMunicipality,
  money: { readonly purchases: number; readonly socialExpenditure: number },
): void {
  const estimated = unit.inhabitantsIsEstimated ? ({ quality: 'estimated' } as const) : {};
  form.put('CX-POP', unit.inhabitants, estimated);
  form.put('CX-POP|fpr', unit.declared, unit.declaredIsEstimated ? { quality: 'estimated' } : {});
  form.put('CX-POP65', unit.inhabitants65, estimated);
  form.put('CX-PROC-EUR', cents(money.purchases));
  form.put('CX-SOCEXP-EUR', cents(money.socialExpenditure));
}

/** All municipal purchases of the year, EUR without VAT. */
export function purchasesOf({ character, inhabitants }: SampleMunicipality, year: number): number {
  return (
    inhabitants *
    character.between('purchases', [560, 930]) *
    1.05 ** (year - FIRST_YEAR) *
    character.growth('purchases', year)
  );
}
