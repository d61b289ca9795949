import { FIRST_YEAR } from './character.js';
import type { SampleMunicipality } from './context.js';
import type { Enterprises } from './enterprises.js';
import type { Range } from './service-models.js';
import type { SampleForm } from './sample-row.js';

/** Link under which a made-up document would be found. */
export const SAMPLE_EVIDENCE = 'https://paraugs.example/dokuments';

/** Counted instruments: how often a municipality that does all it can uses them in the first year. */
const COUNTED: Readonly<Record<string, Range>> = {
  'SU-L-EXCH': [0.6, 4.5],
  'SU-L-SHADOW': [0, 12],
  'SU-L-MENTOR': [0, 6],
  'SU-L-MARKETING': [1, 9],
  'SU-L-IDEALAB': [0, 3.4],
};

/** Associations and others that work like social enterprises without the status. */
export function deFactoOf({ character, inhabitants }: SampleMunicipality, year: number): number {
  const usual = (inhabitants / 10_000) * character.between('de facto', [1.2, 3.6]);
  return Math.max(1, Math.round(usual * character.growth('de facto', year, 0.05)));
}

/** A level that activity leads to and that never falls. */
function level({ character }: SampleMunicipality, topic: string, year: number): number {
  const reached = character.activity * 2.9 + character.draw(topic) * 0.9 + 0.22 * (year - FIRST_YEAR) - 0.3;
  return Math.min(3, Math.max(0, Math.floor(reached)));
}

/** Never mapped, mapped long ago, within three years, or in this very year. */
function mappingOf({ character }: SampleMunicipality, year: number): number {
  if (character.activity < 0.3) return 0;
  if (character.activity < 0.52) return 1 + Math.round(character.draw('mapping'));
  const mapped = FIRST_YEAR + Math.floor(character.draw('mapping year') * 3);
  return year === mapped ? 3 : 2;
}

/** The cooperation that costs little: documents, contact person, advice, events. */
export function fillLightSupport(
  form: SampleForm,
  unit: SampleMunicipality,
  around: { readonly enterprises: Enterprises; readonly offersGrants: boolean },
): void {
  const { character } = unit;
  const { year } = form;
  const { registered } = around.enterprises;
  const policy = Math.max(level(unit, 'policy', year), around.offersGrants ? 1 : 0);
  form.put('SU-L-POLICY', policy, policy > 0 ? { evidence: `${SAMPLE_EVIDENCE}/politika` } : {});
  const hasContact = character.activity + 0.05 * (year - FIRST_YEAR) > 0.33;
  form.put('SU-L-CONTACT', hasContact ? 1 : 0);
  const effort = character.activity * (1 + 0.09 * character.activity) ** (year - FIRST_YEAR);
  const times = (topic: string, usual: number): number =>
    Math.round(effort * usual * character.growth(topic, year, 0.1));
  const hosts = registered + deFactoOf(unit, year);
  form.put(
    'SU-L-INFRA',
    Math.min(hosts, times('infrastructure', hosts * character.between('infrastructure', [0.2, 0.6]))),
  );
  const advice = 2 + registered * character.between('advice', [1.2, 2.6]);
  if (hasContact) form.put('SU-L-CONSULT', times('consultations', advice));
  else if (character.draw('records advice') < 0.25)
    form.skip('SU-L-CONSULT', 'not_collected', 'Konsultācijas atsevišķi neuzskaitām.');
  else form.put('SU-L-CONSULT', 0);
  form.put('SU-L-INFOMAT', times('materials', character.between('materials', [2, 14])));
  fillEvents(form, unit, times('events', character.between('events', [1, 7.5])));
  for (const [code, usual] of Object.entries(COUNTED)) form.put(code, times(code, character.between(code, usual)));
  const desks = character.activity > 0.36 ? Math.round(character.between('desks', [4, 26]) * character.activity) : 0;
  form.put('SU-L-COWORK', desks + (desks > 0 ? 2 * (year - FIRST_YEAR) : 0));
  const mapping = mappingOf(unit, year);
  form.put('SU-L-MAPPING', mapping, mapping === 3 ? { evidence: `${SAMPLE_EVIDENCE}/kartejums` } : {});
}

function fillEvents(form: SampleForm, { character }: SampleMunicipality, events: number): void {
  form.put('SU-L-EVENTS', events);
  form.put('SU-L-EVENTS|n', Math.round(events * character.between('participants', [9, 32])));
}
