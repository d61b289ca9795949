/** What the attacks write, and how they look at it afterwards: over the API and beside it. */
import { randomUUID } from 'node:crypto';
import { connect, type Client } from '../../factories/client.js';
import { startService, type Environment, type RunningService } from '../../factories/service.js';

const ADMINISTRATOR = { email: 'uzbrukums@paraugs.example', password: 'ledus-tilts-aiz-Gaujas' };

/** Settings of a service on a database, with an administrator and without sample data. */
export function settingsOn(databaseUrl: string, more: Environment = {}): Environment {
  return {
    DATABASE_URL: databaseUrl,
    SAMPLE_DATA: 'false',
    ADMIN_EMAIL: ADMINISTRATOR.email,
    ADMIN_PASSWORD: ADMINISTRATOR.password,
    ...more,
  };
}

/** A running service and an administrator who is signed in to it. */
export interface Office {
  readonly service: RunningService;
  readonly client: Client;
}

export const signIn = (url: string): Promise<Client> => connect(url, ADMINISTRATOR.email, ADMINISTRATOR.password);

/** Starts the service and signs in; gives the time until it was ready again. */
export async function openOffice(environment: Environment): Promise<Office & { readonly milliseconds: number }> {
  const started = performance.now();
  const service = await startService(environment);
  const ready = await fetch(`${service.url}/api/health/ready`);
  if (ready.status !== 200) throw new Error(`The service is not ready: ${await ready.text()}`);
  const milliseconds = performance.now() - started;
  return { service, client: await signIn(service.url), milliseconds };
}

/** One write that a client asked for; the answer may never have come. */
export interface Write {
  readonly code: string;
  readonly key: string;
  status: number | null;
}

let number = 0;

/** A write that has not been sent: a reporting period under a code of its own. */
export function newWrite(): Write {
  return { code: `F${process.pid}-${String(++number)}`, key: randomUUID(), status: null };
}

// By name: Node's own errors are of another realm than the suite's.
const isClosed = (error: unknown): boolean => (error as Error).name === 'TypeError';

/** Sends the write; its status stays null where no answer came. */
export async function send(client: Client, write: Write): Promise<{ status: number | null; headers?: Headers }> {
  const body = { code: write.code, startsOn: '2031-01-01', endsOn: '2031-12-31', title: titleOf(write) };
  try {
    const { status, headers } = await client.send('POST', '/api/v1/periods', body, { 'idempotency-key': write.key });
    write.status = status;
    return { status, headers };
  } catch (error) {
    if (!isClosed(error)) throw error;
    return { status: null };
  }
}

const titleOf = ({ code }: Write) => ({ lv: `Pārbaude ${code}`, en: `Test ${code}` });

/** Writes one after another until it is told to stop or no answer comes any more. */
export async function keepWriting(client: Client, writes: Write[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const write = newWrite();
    writes.push(write);
    const { status } = await send(client, write);
    if (status === null) return;
  }
}

/** What the database holds of a write: rows and audit entries, which are both there once or both not at all. */
export interface Kept {
  readonly rows: number;
  readonly entries: number;
}

type Query = <T>(sql: string, parameters?: readonly unknown[]) => Promise<T[]>;

/** What is kept of each write. */
export async function keptOf(query: Query, writes: readonly Write[]): Promise<Map<string, Kept>> {
  const rows = await query<Kept & { code: string }>(
    `select code, (select count(*)::int from reporting_period p where p.code = wanted.code
                     and p.title_lv = 'Pārbaude ' || wanted.code) as rows,
            (select count(*)::int from audit_entry a where a.subject = 'period:' || wanted.code) as entries
       from unnest($1::text[]) as wanted (code)`,
    [writes.map(({ code }) => code)],
  );
  return new Map(rows.map(({ code, rows: there, entries }) => [code, { rows: there, entries }]));
}

/** Writes that break the promise: acknowledged and not kept once, or kept by halves. */
export function broken(writes: readonly Write[], kept: ReadonlyMap<string, Kept>): string[] {
  return writes
    .filter(({ code, status }) => {
      const { rows, entries } = kept.get(code) ?? { rows: 0, entries: 0 };
      const isAcknowledged = status !== null && status >= 200 && status < 300;
      return isAcknowledged ? rows !== 1 || entries !== 1 : rows !== entries || rows > 1;
    })
    .map(({ code, status }) => `${code} (${status ?? 'no answer'})`);
}

export const isAcknowledged = ({ status }: Write): boolean => status !== null && status >= 200 && status < 300;

/** Uploads a file of observations; gives the id of the import. */
export async function upload(client: Client, text: string, key: string = randomUUID()): Promise<string> {
  const form = new FormData();
  form.append('source', 'Pārbaude');
  form.append('file', new Blob([text], { type: 'text/csv' }), 'dati.csv');
  const { status, body } = await client.send('POST', '/api/v1/imports', form, { 'idempotency-key': key });
  if (status !== 202) throw new Error(`The import was refused with ${status}: ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
}
