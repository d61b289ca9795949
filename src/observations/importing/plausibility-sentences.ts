/** What a plausibility finding says: what is odd, compared with what, what to do. */
import type { PlausibilityFinding } from '../../core/plausibility/series.js';
import type { LocalisedText } from '../../core/vocabulary.js';
import { sentence, times } from './figures.js';

/** What the sentences name besides numbers. */
export interface Named {
  readonly period: string;
  readonly comparedPeriod: string | null;
  readonly unit: LocalisedText;
}

type Sentence = (finding: PlausibilityFinding, named: Named) => LocalisedText;

const unitOf = (unit: string): string => (unit === '' ? '' : ` ${unit}`);

const zeroBreaks: Sentence = ({ reference, count }, { unit }) =>
  sentence(
    (n) =>
      `Nulle, lai gan citos periodos (${count}) vērtība parasti ir ap ${n(reference)}${unitOf(unit.lv)}. Vai dati vispār ir? Ja to nav, atstājiet šūnu tukšu; ja nulle ir pareiza, paskaidrojiet.`,
    (n) =>
      `Zero, although the value is usually about ${n(reference)}${unitOf(unit.en)} in other periods (${count}). Are there data at all? If not, leave the cell blank; if zero is right, explain.`,
  );

const zeroAmong: Sentence = ({ reference, count }, { unit }) =>
  sentence(
    (n) =>
      `Nulle, lai gan ${count} citām pašvaldībām vērtība nav nulle (mediāna ${n(reference)}${unitOf(unit.lv)}). Vai dati vispār ir? Ja to nav, atstājiet šūnu tukšu; ja nulle ir pareiza, paskaidrojiet.`,
    (n) =>
      `Zero, although ${count} other municipalities have values (median ${n(reference)}${unitOf(unit.en)}). Are there data at all? If not, leave the cell blank; if zero is right, explain.`,
  );

const scale: Sentence = ({ value, reference, factor, count, perInhabitant }, { unit }) => {
  const large = factor > 1;
  const size = large ? factor : 1 / factor;
  const own = count === 0;
  return sentence(
    (n) =>
      `${n(value)}${unitOf(unit.lv)} ir apmēram ${n(size)} reizes ${large ? 'vairāk' : 'mazāk'} nekā ${own ? `parasti (${n(reference)})` : `citām pašvaldībām${perInhabitant ? ' uz iedzīvotāju' : ''}`}. Vai mērvienība ir pareiza (${size === 100 ? 'centi vai eiro, procenti' : 'tūkstoši vai vieninieki'})? Labojiet vai paskaidrojiet.`,
    (n) =>
      `${n(value)}${unitOf(unit.en)} is about ${n(size)} times ${large ? 'larger' : 'smaller'} than ${own ? `usual (${n(reference)})` : `that of other municipalities${perInhabitant ? ' per inhabitant' : ''}`}. Is the unit right (${size === 100 ? 'cents or euros, percent' : 'thousands or single units'})? Correct or explain.`,
  );
};

const jump: Sentence = ({ value, reference, code }, { comparedPeriod, unit }) => {
  const period = comparedPeriod ?? '';
  const later = code === 'jump_on_next_period';
  return sentence(
    (n) =>
      `${n(value)}${unitOf(unit.lv)}, bet ${later ? 'nākamajā' : 'iepriekšējā'} periodā (${period}) ${n(reference)}. Vai abas vērtības iegūtas vienādi un par visu periodu? Labojiet vai paskaidrojiet.`,
    (n) =>
      `${n(value)}${unitOf(unit.en)}, but ${n(reference)} in the ${later ? 'next' : 'previous'} period (${period}). Were both counted alike and for the whole period? Correct or explain.`,
  );
};

const country: Sentence = ({ factor, count }, { comparedPeriod, period }) => {
  const larger = factor > 1;
  const size = larger ? factor : 1 / factor;
  return {
    lv: `${period}: gandrīz visām pašvaldībām (${count}) vērtība ir apmēram ${times(size, 'lv')} reizes ${larger ? 'lielāka' : 'mazāka'} nekā periodā ${comparedPeriod ?? ''}. Vai mainījusies uzskaite, vai kas skaitīts divreiz? Pārbaudiet avotu.`,
    en: `${period}: for nearly all municipalities (${count}) the value is about ${times(size, 'en')} times ${larger ? 'larger' : 'smaller'} than in ${comparedPeriod ?? ''}. Has the way of counting changed, or was something counted twice? Check the source.`,
  };
};

const outlier: Sentence = ({ value, reference, count, perInhabitant, severity }, { unit }) => {
  const usual = severity === 'information';
  return sentence(
    (n) =>
      `${n(value)}${unitOf(unit.lv)} krasi atšķiras no citām pašvaldībām (${count}): pēc mediānas${perInhabitant ? ' uz iedzīvotāju' : ''} būtu ap ${n(reference)}. ${usual ? 'Tā ir arī citos periodos.' : 'Labojiet vai paskaidrojiet.'}`,
    (n) =>
      `${n(value)}${unitOf(unit.en)} lies far from other municipalities (${count}): by their median${perInhabitant ? ' per inhabitant' : ''} it would be about ${n(reference)}. ${usual ? 'So it is in other periods.' : 'Correct or explain.'}`,
  );
};

const SENTENCES: Readonly<Record<PlausibilityFinding['code'], Sentence>> = {
  zero_breaks_series: zeroBreaks,
  zero_among_values: zeroAmong,
  scale_suspected: scale,
  jump_on_last_period: jump,
  jump_on_next_period: jump,
  country_wide_change: country,
  outlier_among_peers: outlier,
};

/** The finding in words. */
export function plausibilitySentence(finding: PlausibilityFinding, named: Named): LocalisedText {
  return SENTENCES[finding.code](finding, named);
}
