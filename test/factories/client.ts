/** A signed-in user of the API, as a program would be one: cookie kept, CSRF token sent. */
export type Get = (
  path: string,
  headers?: Readonly<Record<string, string>>,
) => Promise<{ status: number; body: unknown }>;

export interface Client {
  readonly get: Get;
  readonly send: (
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ status: number; body: unknown; headers: Headers }>;
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  return response.headers.get('content-type')?.includes('json') === true && text !== ''
    ? (JSON.parse(text) as unknown)
    : text;
}

/** Signs in and gives a client that can read and write. */
export async function connect(url: string, email: string, password: string): Promise<Client> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`Sign-in of ${email} failed with ${response.status}: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  return {
    get: async (path, headers = {}) => {
      const answer = await fetch(`${url}${path}`, { headers: { cookie, ...headers } });
      return { status: answer.status, body: await readBody(answer) };
    },
    send: async (method, path, body, headers = {}) => {
      const isForm = body instanceof FormData;
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: {
          cookie,
          'x-csrf-token': csrfToken,
          ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      });
      return { status: answer.status, body: await readBody(answer), headers: answer.headers };
    },
  };
}

/** Signs in and gives a reader. */
export async function signIn(url: string, email: string, password: string): Promise<Get> {
  return (await connect(url, email, password)).get;
}
