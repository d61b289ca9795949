/** What a reader has chosen on this device: language, large print, high contrast, municipality. No secrets. */
export type Language = 'lv' | 'en';

export interface Preferences {
  readonly language: Language;
  readonly largePrint: boolean;
  readonly highContrast: boolean;
  /** ATVK code of the municipality picked on the overview. */
  readonly municipality: string | null;
}

const KEY = 'macities.preferences';
const DEFAULTS: Preferences = { language: 'lv', largePrint: false, highContrast: false, municipality: null };
const listeners = new Set<() => void>();
let current: Preferences = read();

function read(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
    return {
      language: stored.language === 'en' ? 'en' : 'lv',
      largePrint: stored.largePrint === true,
      highContrast: stored.highContrast === true,
      municipality: typeof stored.municipality === 'string' ? stored.municipality : null,
    };
  } catch {
    return DEFAULTS;
  }
}

export function preferences(): Preferences {
  return current;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Changes some preferences, remembers them where the browser allows it, and tells whoever shows them. */
export function choose(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    /* private browsing: valid for this page only */
  }
  applyPreferences();
  for (const listener of listeners) listener();
}

/** Puts the preferences on the document, where the style sheets see them. `?lang=` in the address wins. */
export function applyPreferences(): void {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'lv' || asked === 'en') current = { ...current, language: asked };
  const { documentElement } = document;
  documentElement.lang = current.language;
  documentElement.dataset['print'] = current.largePrint ? 'large' : 'normal';
  documentElement.dataset['contrast'] = current.highContrast ? 'high' : 'normal';
}
