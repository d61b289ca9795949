/** Words that go with open data, in whatever form. */
import type { Language, LocalisedText } from '../../core/vocabulary.js';
import { LICENCE, LICENCE_URL } from '../http/open-answers.js';
import type { CellStatus } from './data-set.js';
import type { OpenState } from './published-figures.js';

export const SERVICE: LocalisedText = { lv: 'mācīties salīdzinot', en: 'mācīties salīdzinot (learning by comparing)' };
export const PUBLISHER: LocalisedText = {
  lv: 'Latvijas Pašvaldību savienība (LPS)',
  en: 'Latvian Association of Local and Regional Governments (LPS)',
};
export const SOURCE: LocalisedText = {
  lv: 'Pašvaldību iesniegtie dati; apkopojusi Latvijas Pašvaldību savienība (LPS)',
  en: 'Data submitted by municipalities; compiled by the Latvian Association of Local and Regional Governments (LPS)',
};
export const SAMPLE_MARK: LocalisedText = {
  lv: 'Parauga dati: vērtības ir izdomātas un neko neliecina par pašvaldībām.',
  en: 'Sample data: the values are made up and say nothing about the municipalities.',
};
export const SUPPRESSION: LocalisedText = {
  lv: 'Mazi skaitļi (1–4 personas, līdz divi saņēmēji) un viss, no kā tos varētu aprēķināt, nav publicēts.',
  en: 'Small numbers (1 to 4 persons, up to two recipients) and whatever they could be computed from are not published.',
};

const KINDS: Readonly<Record<string, LocalisedText>> = {
  provisional: { lv: 'provizorisks', en: 'provisional' },
  final: { lv: 'galīgs', en: 'final' },
  revised: { lv: 'pārskatīts', en: 'revised' },
};

export const STATUS_WORDS: Readonly<Record<Exclude<CellStatus, ''>, LocalisedText>> = {
  m: { lv: 'nav publicēts', en: 'not published' },
  na: { lv: 'nav piemērojams', en: 'not applicable' },
  nc: { lv: 'netiek uzskaitīts', en: 'not collected' },
  np: { lv: 'nav iesniegts', en: 'not provided' },
  c: { lv: 'konfidenciāls', en: 'confidential' },
  e: { lv: 'novērtēts', en: 'estimated' },
  p: { lv: 'provizorisks', en: 'provisional' },
  r: { lv: 'pārskatīts', en: 'revised' },
  b: { lv: 'laikrindas pārrāvums', en: 'break in the series' },
};

export function kindWords(kind: string): LocalisedText {
  return KINDS[kind] ?? { lv: kind, en: kind };
}

/** Edition, licence, suppression and, where it is so, that the figures are made up. */
export function notes(state: OpenState, language: Language): string[] {
  const { edition } = state;
  const label = {
    lv: `Izdevums: ${edition?.id ?? '–'} (${kindWords(edition?.kind ?? '').lv}), publicēts ${day(state)}.`,
    en: `Edition: ${edition?.id ?? '–'} (${kindWords(edition?.kind ?? '').en}), published ${day(state)}.`,
  };
  const licence = { lv: `Licence: ${LICENCE} (${LICENCE_URL}).`, en: `Licence: ${LICENCE} (${LICENCE_URL}).` };
  const sample = state.sample ? [SAMPLE_MARK[language]] : [];
  return [...sample, label[language], licence[language], SUPPRESSION[language]];
}

export function day({ edition }: OpenState): string {
  return edition?.publishedAt?.slice(0, 10) ?? '–';
}
