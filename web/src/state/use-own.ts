import { useSession } from '../api/queries.ts';
import { usePreferences } from '../preferences/use-preferences.ts';
import type { Address } from './use-address.ts';

/** The municipality that a page emphasises: the one in the address, else the one remembered here, else one's own. */
export function useOwn(address: Address): string | null {
  const { municipality } = usePreferences();
  const session = useSession().data;
  return address.get('municipality') ?? municipality ?? session?.municipality?.atvk ?? null;
}
