import type { SampleMunicipality } from './context.js';
import type { Enterprises } from './enterprises.js';
import { deFactoOf } from './light-support.js';
import type { SampleForm } from './sample-row.js';

/** The municipality whose own list and the register differ by one. */
const DIFFERS_FROM_REGISTER = '0052000';

/** Social enterprises and what they do for people. */
export function fillOutcomes(
  form: SampleForm,
  unit: SampleMunicipality,
  around: { readonly enterprises: Enterprises; readonly supported: number },
): void {
  const { enterprises, supported } = around;
  const { registered } = enterprises;
  const differs = unit.atvk === DIFFERS_FROM_REGISTER;
  const comment = differs ? 'Viens uzņēmums adresi mainījis decembrī; reģistrā tas vēl nav redzams.' : undefined;
  form.put('SU-O-REG', registered, { comment });
  form.put('SU-O-REG|left', enterprises.left);
  form.put('SU-O-REG|muni', enterprises.municipal);
  form.put('SU-O-REG|register', differs ? registered + 1 : registered);
  form.put('SU-O-NEW', enterprises.joined);
  form.put('SU-O-WISE', enterprises.workIntegration);
  form.put('SU-O-WISE-JOBS', enterprises.jobs);
  const served =
    supported * unit.character.between('served', [2, 16]) * unit.character.growth('served', form.year, 0.08);
  form.put('SU-O-TG-SERVED', Math.round(served));
  form.put('SU-O-DEFACTO', deFactoOf(unit, form.year));
}
