import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preferences, subscribe } from '../preferences/preferences.ts';
import { addDictionaries } from './dictionary.ts';
import { en } from './en.ts';
import { lv } from './lv.ts';

/** Starts the translations in the reader's language; they follow the preference from then on. */
export async function startTranslations(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: preferences().language,
    fallbackLng: 'lv',
    resources: { lv: { translation: lv }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  addDictionaries();
  subscribe(() => {
    if (i18next.language !== preferences().language) void i18next.changeLanguage(preferences().language);
  });
}
