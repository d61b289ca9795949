/** Pages of answers as Kolada's clients read them. */

export const MOST_PER_PAGE = 5000;

export interface KoladaPage {
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

/**
 * Both versions' envelope at once: `next_url` and `previous_url` always, null where there is no such page (v3);
 * `next_page` and `previous_page` only where there is one (v2, whose clients look whether the key exists).
 * `count` is the number of values on this page.
 */
export interface KoladaEnvelope<T> {
  readonly values: readonly T[];
  readonly count: number;
  readonly next_url: string | null;
  readonly previous_url: string | null;
  readonly next_page?: string;
  readonly previous_page?: string;
}

/**
 * One page of the values.
 *
 * @param address of this answer, with its query
 */
export function envelope<T>(all: readonly T[], { page, perPage }: KoladaPage, address: string): KoladaEnvelope<T> {
  const from = (page - 1) * perPage;
  const values = all.slice(from, from + perPage);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const next = page < last ? withPage(address, page + 1) : null;
  const previous = page > 1 ? withPage(address, Math.min(page - 1, last)) : null;
  return {
    values,
    count: values.length,
    next_url: next,
    previous_url: previous,
    ...(next === null ? {} : { next_page: next }),
    ...(previous === null ? {} : { previous_page: previous }),
  };
}

/** The address of another page; commas between ids stay as they were written. */
function withPage(address: string, page: number): string {
  const url = new URL(address);
  url.searchParams.set('page', String(page));
  return url.href.replace(/%2C/gi, ',');
}
