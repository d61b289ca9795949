import { usePreferences } from '../preferences/use-preferences.ts';
import type { Address } from './use-address.ts';

/** The municipality that a page emphasises: the one in the address, else the one remembered on this device. */
export function useOwn(address: Address): string | null {
  const { municipality } = usePreferences();
  return address.get('municipality') ?? municipality;
}
