import { FIRST_YEAR } from './character.js';
import type { SampleMunicipality } from './context.js';
import type { SampleForm } from './sample-row.js';

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

/** Where one case worker carries far more than elsewhere. */
const OVERLOADED = '0006000';

/** Posts, cases and hours of social work. Larger municipalities have fewer specialists for their size. */
export function fillWorkload(form: SampleForm, { atvk, character, inhabitants }: SampleMunicipality): void {
  const { year } = form;
  const scale = Math.min(1.35, Math.max(0.8, (inhabitants / 25_000) ** -0.09));
  const posts = (inhabitants / 1000) * character.between('posts', [1.0, 1.65]) * scale;
  const planned = Math.max(3, oneDecimal(posts * character.growth('posts', year, 0.02)));
  const filled = oneDecimal(
    planned * (1 - character.between('vacancies', [0, 0.2]) * (0.8 + 0.4 * character.draw(`vacancies ${year}`))),
  );
  const persons = Math.ceil(filled / character.between('part time', [0.9, 1]));
  form.put('SD-SW-FTE-PLAN', planned);
  form.put('SD-SW-FTE', filled);
  form.put('SD-SW-FTE|n', persons);
  form.put('SD-SW-FTE|sw', oneDecimal(filled * character.between('social workers', [0.38, 0.58])));
  const load = atvk === OVERLOADED ? 44 : character.between('caseload', [13, 33]);
  const cases = oneDecimal(filled * load * character.growth('cases', year, 0.04));
  const comment =
    atvk === OVERLOADED ? 'Divas vakances nav aizpildītas kopš pavasara, lietas pārdalītas pārējiem.' : undefined;
  form.put('SD-CASES', cases, { comment });
  form.put('SD-CASES|children', oneDecimal(cases * character.between('children', [0.28, 0.46])));
  fillHours(form, character, filled * character.between('hours', [1540, 1710]));
}

/** Some do not record direct hours; every year a few of them begin to. */
function fillHours(form: SampleForm, character: SampleMunicipality['character'], total: number): void {
  const { year } = form;
  const worked = Math.round(total);
  form.put('SD-HRS-TOTAL', worked);
  if (character.draw('records hours') < 0.34 - 0.09 * (year - FIRST_YEAR)) {
    form.skip('SD-HRS-DIRECT', 'not_collected', 'Tiešā darba stundas pagaidām neuzskaitām.');
    return;
  }
  const share = character.between('direct work', [0.3, 0.6]) * character.growth('direct work', year, 0.03);
  form.put('SD-HRS-DIRECT', Math.round(worked * share));
  form.put('SD-HRS-DIRECT|method', 1 + Math.floor(character.draw('hours method') * 3));
}
