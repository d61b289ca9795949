/** Reading from the service: one function, since every call is a GET of JSON in the reader's language. */
import { preferences } from '../preferences/preferences.ts';
import { Problem, problemOf } from './problem.ts';

export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** An address of the API with its query, in the reader's language. Empty parameters are left out. */
export function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
  parameters.set('lang', preferences().language);
  return `/api/v1${path}?${parameters.toString()}`;
}

async function send(address: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'no_answer', '', null);
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

/**
 * @throws Problem where the service refuses or does not answer
 */
export async function read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await send(addressOf(path, query), {
    headers: { accept: 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  return (await response.json()) as T;
}

/**
 * A change, with the token against forged requests where there is one; undefined for an answer without content.
 *
 * @throws Problem where the service refuses or does not answer
 */
export async function write<T>(
  method: 'POST' | 'DELETE',
  path: string,
  { body, csrfToken }: { readonly body?: unknown; readonly csrfToken?: string | null },
): Promise<T | undefined> {
  const response = await send(addressOf(path), {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(csrfToken === null || csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.status === 204 ? undefined : ((await response.json()) as T);
}
