/** Sentences of refusals that several places share. */
import type { LocalisedText } from '../vocabulary.js';

export const WEIGHT_NEGATIVE: LocalisedText = {
  lv: 'Svars nevar būt negatīvs.',
  en: 'A weight cannot be negative.',
};

/** By code; `other` for codes that cannot occur here. */
export const GOALPOST_REFUSALS: Readonly<Record<string, LocalisedText>> & { readonly other: LocalisedText } = {
  GOALPOSTS_EQUAL: {
    lv: 'Zemākā un augstākā robeža ir vienādas, tāpēc skalas nav.',
    en: 'Both goalposts are the same, so that there is no scale between them.',
  },
  GOALPOSTS_REVERSED: {
    lv: 'Zemākajai robežai jābūt mazākai par augstāko; virzienu nosaka “direction”.',
    en: 'The low goalpost has to be below the high one; the direction is set by “direction”.',
  },
  GOALPOSTS_LOG_NON_POSITIVE: {
    lv: 'Logaritmiskai skalai robežām jābūt lielākām par nulli.',
    en: 'On a logarithmic scale the goalposts have to be above zero.',
  },
  other: { lv: 'Robežas nav izmantojamas.', en: 'The goalposts cannot be used.' },
};

/** A mean refused because a value is not above zero. */
export const NON_POSITIVE: Readonly<Record<'GEOMETRIC_NON_POSITIVE' | 'HARMONIC_NON_POSITIVE', LocalisedText>> = {
  GEOMETRIC_NON_POSITIVE: {
    lv: 'Ģeometrisko vidējo nevar aprēķināt, ja kāda vērtība nav lielāka par nulli.',
    en: 'A geometric mean cannot be taken where a value is not above zero.',
  },
  HARMONIC_NON_POSITIVE: {
    lv: 'Harmonisko vidējo nevar aprēķināt, ja kāda vērtība nav lielāka par nulli.',
    en: 'A harmonic mean cannot be taken where a value is not above zero.',
  },
};
