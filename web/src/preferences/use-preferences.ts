import { useSyncExternalStore } from 'react';
import { preferences, subscribe, type Preferences } from './preferences.ts';

/** The reader's preferences; the component is drawn anew when they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}
