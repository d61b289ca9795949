/** Texts of one page or component in both languages; they come with the page that needs them. */
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { preferences, type Language } from '../preferences/preferences.ts';

type Base<K extends string> = K extends `${infer Stem}_${'zero' | 'one' | 'other'}` ? Stem : K;

export interface Dictionary<K extends string> {
  readonly name: string;
  readonly texts: Readonly<Record<Language, Readonly<Record<K, string>>>>;
}

export type Values = Readonly<Record<string, string | number>>;
export type Say<K extends string> = (key: Base<K>, values?: Values) => string;

const known: Dictionary<string>[] = [];

function add({ name, texts }: Dictionary<string>): void {
  for (const language of ['lv', 'en'] as const) i18next.addResourceBundle(language, name, texts[language]);
}

/** Declares texts. The compiler wants every key of the Latvian ones in English too, and all three plural forms. */
export function dictionary<K extends string>(
  name: string,
  lv: Readonly<Record<K, string>>,
  en: Readonly<Record<NoInfer<K>, string>>,
): Dictionary<K> {
  const made: Dictionary<K> = { name, texts: { lv, en } };
  known.push(made);
  if (i18next.isInitialized) add(made);
  return made;
}

/** Makes the texts that were declared before the start known; called once. */
export function addDictionaries(): void {
  known.forEach(add);
}

/** Speaks the texts of a dictionary in the reader's language; `count` chooses the plural form. */
export function useTexts<K extends string>({ name }: Dictionary<K>): Say<K> {
  const { i18n } = useTranslation();
  const speak = i18n.getFixedT(preferences().language, name);
  return (key, values) => speak(key, values ?? {});
}
