/** The built service with sample data in a process of its own, and requests to it as each of the sample accounts. */
import type { Environment, RunningService } from './service.js';
import { privateDirectory, startService } from './service.js';

export const SAMPLE_PASSWORD = 'parauga-parole-1';

/** Sample accounts by the name that tests call them; nobody is signed in as `public`. */
export const ACCOUNTS = {
  lps_administrator: 'administrators@paraugs.example',
  lps_analyst: 'analitikis@paraugs.example',
  lps_reviewer: 'recenzents@paraugs.example',
  coordinator: 'koordinators@gulbene.paraugs.example',
  approver: 'izpilddirektors@gulbene.paraugs.example',
  data_owner: 'datu.ipasnieks@gulbene.paraugs.example',
  reader: 'lasitajs@paraugs.example',
  foreign_coordinator: 'koordinators@cesis.paraugs.example',
  foreign_approver: 'izpilddirektors@cesis.paraugs.example',
} as const;
export type AccountName = keyof typeof ACCOUNTS;
export type Person = AccountName | 'public';

/** Headers that make a request that of a person. */
export type Credentials = Readonly<Record<string, string>>;

export interface SampleService extends RunningService {
  /** The OpenAPI document that it serves. */
  readonly document: OpenApiDocument;
  /** A session of the account; the same one each time. */
  readonly as: (person: Person) => Promise<Credentials>;
  /** Forgets the sessions, where they have been ended. */
  readonly forget: () => void;
  /** A further session of the account, to be thrown away. */
  readonly signIn: (person: AccountName) => Promise<Credentials>;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header' | 'cookie';
    readonly required?: boolean;
    readonly schema?: Readonly<Record<string, unknown>>;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** Every route of the document, as `GET /path`. */
export function routesOf(document: OpenApiDocument): { key: string; method: string; path: string; does: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, does]) => ({
      key: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      does,
    })),
  );
}

async function openSession(url: string, email: string): Promise<Credentials> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: SAMPLE_PASSWORD }),
  });
  if (!response.ok) throw new Error(`Sign-in of ${email} failed with ${response.status}: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  return { cookie, 'x-csrf-token': csrfToken };
}

/** Starts it; `stop()` when done. Takes about 20 s: the sample data are imported and scored. */
export async function startSampleService(environment: Environment = {}): Promise<SampleService> {
  const service = await startService({
    DATA_DIR: privateDirectory(),
    SAMPLE_DATA: 'true',
    SAMPLE_PASSWORD,
    ...environment,
  });
  const sessions = new Map<Person, Promise<Credentials>>();
  const signIn = (person: AccountName) => openSession(service.url, ACCOUNTS[person]);
  return {
    ...service,
    document: (await (await fetch(`${service.url}/api/openapi.json`)).json()) as OpenApiDocument,
    signIn,
    forget: () => {
      sessions.clear();
    },
    as: (person) => {
      const session = sessions.get(person) ?? (person === 'public' ? Promise.resolve({}) : signIn(person));
      sessions.set(person, session);
      return session;
    },
  };
}
