/** What pages ask the service for, each with the place where the answer is kept. */
import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { preferences } from '../preferences/preferences.ts';
import { usePreferences } from '../preferences/use-preferences.ts';
import { read, type Query } from './http.ts';
import type { Problem } from './problem.ts';
import type {
  Edition,
  EditionChange,
  Indicator,
  IndicatorDetail,
  Municipality,
  NearestPeers,
  Overview,
  Page,
  PeerGroup,
  Period,
  Session,
} from './types.ts';

interface Options {
  readonly enabled?: boolean;
  /** Shows the previous answer while the next one is on its way, so that nothing jumps. */
  readonly keep?: boolean;
}

/** Where the answer to a question is kept, and how it is asked, in the reader's language. */
export function readOptions<T>(path: string, query: Query = {}) {
  return queryOptions<T, Problem>({
    queryKey: [path, query, preferences().language],
    queryFn: ({ signal }) => read<T>(path, query, signal),
  });
}

/** Reads an address of the API; the answer follows the reader's language. */
export function useRead<T>(path: string, query: Query = {}, options: Options = {}): UseQueryResult<T, Problem> {
  usePreferences();
  return useQuery<T, Problem>({
    ...readOptions<T>(path, query),
    enabled: options.enabled ?? true,
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
  });
}

export const useMunicipalities = () => useRead<Page<Municipality>>('/municipalities', { perPage: 1000 });
export const useMunicipality = (atvk: string) => useRead<Municipality>(`/municipalities/${encodeURIComponent(atvk)}`);
export const usePeerGroups = () => useRead<Page<PeerGroup>>('/peer-groups');
export const usePeers = (atvk: string | null) =>
  useRead<NearestPeers>(`/municipalities/${encodeURIComponent(atvk ?? '')}/peers`, {}, { enabled: atvk !== null });
export const useIndicators = () => useRead<Page<Indicator>>('/indicators', { perPage: 1000 });
export const useIndicator = (code: string) => useRead<IndicatorDetail>(`/indicators/${encodeURIComponent(code)}`);
export const usePeriods = () => useRead<Page<Period>>('/periods');
export const SESSION_PATH = '/session';
export const useSession = () => useRead<Session>(SESSION_PATH);

export const EDITIONS = { path: '/editions', query: { perPage: 1000 } } as const;
export const useEditions = () => useRead<Page<Edition>>(EDITIONS.path, EDITIONS.query);

/** Periods that have published figures, newest first, ready for a choice. */
export function usePublishedPeriods(): readonly { readonly value: string; readonly label: string }[] {
  const published = new Set((useEditions().data?.items ?? []).flatMap(({ periods }) => periods));
  const titles = new Map((usePeriods().data?.items ?? []).map(({ code, title }) => [code, title]));
  return [...published]
    .toSorted((a, b) => (a < b ? 1 : -1))
    .map((code) => ({ value: code, label: titles.get(code) ?? code }));
}

/** Corrections of an edition, newest edition first. */
export const useEditionChanges = (edition: string | null, perPage = 20) =>
  useRead<Page<EditionChange>>(
    `/editions/${encodeURIComponent(edition ?? '')}/changes`,
    { perPage },
    { enabled: edition !== null },
  );

export const useOverview = () => useRead<Overview>('/overview');
