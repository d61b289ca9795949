import type { ObservationStatus } from '../core/vocabulary.js';
import type { Municipalities } from '../municipalities/municipalities.js';
import { FIRST_YEAR } from './character.js';
import { fillContext, purchasesOf, sampleMunicipalities, type SampleMunicipality } from './context.js';
import { enterprisesOf } from './enterprises.js';
import { fillLightSupport } from './light-support.js';
import { fillOutcomes } from './outcomes.js';
import { SampleForm, type SampleRow } from './sample-row.js';
import { fillService, firstVolumes, servicesOf, type ServiceYear } from './services.js';
import { fillTargetedSupport, offers } from './targeted-support.js';
import { fillWorkload } from './workload.js';

/** Years with values, oldest first. */
export const SAMPLE_YEARS = [FIRST_YEAR, FIRST_YEAR + 1, FIRST_YEAR + 2] as const;
/** The year whose collection is open, without values. */
export const SAMPLE_OPEN_YEAR = FIRST_YEAR + 3;
export const SAMPLE_SEED = 20_260_601;
/** Stands as the source of every sample value. */
export const SAMPLE_SOURCE = 'Parauga dati (izdomāti) / Sample data (made up)';

type Family = 'SU' | 'SP' | 'SD';

/** Modules that were never handed in. */
const NOT_HANDED_IN: readonly { readonly atvk: string; readonly year: number; readonly families: readonly Family[] }[] =
  [
    { atvk: '0055000', year: 2023, families: ['SD'] },
    { atvk: '0032000', year: 2024, families: ['SP'] },
    { atvk: '0024000', year: 2025, families: ['SD'] },
    { atvk: '0053000', year: 2025, families: ['SU', 'SP', 'SD'] },
  ];

/**
 * Made-up values of every collected cell, for every municipality that existed at the end of each year. The same seed
 * gives the same rows. Population is fact, carried on (and flagged estimated) after the last fact; nothing else is.
 * No hard rule of the catalogue is broken; soft ones now and then, mostly with a comment.
 *
 * @param municipalities of the reference data
 */
export function sampleRows(municipalities: Municipalities, seed = SAMPLE_SEED): SampleRow[] {
  const first = firstVolumes(sampleMunicipalities(municipalities, FIRST_YEAR, seed));
  return SAMPLE_YEARS.flatMap((year) => {
    const units = sampleMunicipalities(municipalities, year, seed);
    const services = servicesOf(units, first, year);
    const quality: ObservationStatus = year === SAMPLE_YEARS.at(-1) ? 'provisional' : 'normal';
    return units.flatMap((unit) => {
      const form = new SampleForm(unit.atvk, year, quality);
      fill(
        form,
        unit,
        services.filter(({ plan }) => plan.unit.atvk === unit.atvk),
      );
      return form.rows.map(withoutMissingModules);
    });
  });
}

function fill(form: SampleForm, unit: SampleMunicipality, services: readonly ServiceYear[]): void {
  const enterprises = enterprisesOf(unit.atvk, unit.character, form.year);
  const amount = services.reduce((sum, { purchase }) => sum + purchase.enterprise, 0);
  const sellers = services.filter(({ purchase }) => purchase.enterprise > 0).length;
  fillLightSupport(form, unit, { enterprises, offersGrants: offers(unit, 'GRANT', form.year) });
  const { supported } = fillTargetedSupport(form, unit, { enterprises, sales: { amount, sellers } });
  fillOutcomes(form, unit, { enterprises, supported });
  for (const service of services) fillService(form, service);
  fillWorkload(form, unit);
  const spent = services.reduce((sum, { own, purchase }) => sum + (own?.full ?? 0) + purchase.total, 0);
  fillContext(form, unit, {
    purchases: purchasesOf(unit, form.year),
    socialExpenditure: spent * unit.character.between('benefits', [1.3, 1.75]),
  });
}

/** A module that was not handed in has nothing but "not provided". */
function withoutMissingModules(row: SampleRow): SampleRow {
  const { atvk, indicator, period, quality } = row;
  const missing = NOT_HANDED_IN.some(
    (gap) =>
      gap.atvk === atvk &&
      String(gap.year) === period &&
      gap.families.some((family) => indicator.startsWith(`${family}-`)),
  );
  return missing ? { atvk, indicator, period, value: null, status: 'not_provided', quality } : row;
}
