import { useSearchParams } from 'react-router';

export interface Address {
  /** The value of a parameter; null where it is absent or empty. */
  readonly get: (name: string) => string | null;
  /** A list in one parameter, separated by commas. */
  readonly list: (name: string) => readonly string[];
  /** Changes parameters without a new entry in the history; null and empty remove. */
  readonly set: (changes: Readonly<Record<string, string | readonly string[] | null>>) => void;
  /** The query as it is, for links to other pages. */
  readonly query: URLSearchParams;
}

/** The state of a page, which lives in its address so that a link shows the same to everybody. */
export function useAddress(): Address {
  const [query, setQuery] = useSearchParams();
  const get = (name: string): string | null => {
    const value = query.get(name);
    return value === '' ? null : value;
  };
  return {
    query,
    get,
    list: (name) =>
      get(name)
        ?.split(',')
        .filter((part) => part !== '') ?? [],
    set: (changes) => {
      setQuery(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            const text = typeof value === 'string' ? value : (value ?? []).join(',');
            if (text === '') after.delete(name);
            else after.set(name, text);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      );
    },
  };
}
