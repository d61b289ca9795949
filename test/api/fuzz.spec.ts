// Real: the built service in its own process with sample data, HTTP, every route of its OpenAPI document. Nothing is
// mocked. The same FUZZ_SEED asks the same questions.
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { HOSTILE_DOCUMENTS, HOSTILE_JSON, HOSTILE_TEXTS, seeded } from '../factories/hostile-values.js';
import {
  routesOf,
  startSampleService,
  type OpenApiDocument,
  type Operation,
  type Person,
  type SampleService,
} from '../factories/sample-service.js';

const SEED = Number(process.env['FUZZ_SEED'] ?? '20261123');
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? '8');
const AT_ONCE = 6;
/** What an answer to a stranger must not contain: stacks, paths, SQL, names of programs. */
const INTERNALS =
  /\bat \S+ \(|node_modules|node:internal|\.(?:js|ts):\d+|(?:^|\W)(?:select|insert into|delete from) .* (?:from|values|where) |syntax error at|violates|relation "|ECONN|TypeORM|postgres:\/\//i;
/** Good values for parameters whose kind cannot be told from the schema. */
const NOTHING = '00000000-0000-4000-8000-000000000000';
const GOOD: Readonly<Record<string, string>> = {
  id: NOTHING,
  atvk: '0029000',
  code: 'SU-L-POLICY',
  on: '2025-06-30',
  period: '2025',
  variables: 'population',
};

type Route = ReturnType<typeof routesOf>[number];
interface Ask {
  readonly method: string;
  readonly address: string;
  readonly type?: string;
  readonly body?: string | Buffer;
  /** Length that is announced, where it is not the body's. */
  readonly announced?: number | undefined;
}
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}

describe(`requests from the seed ${SEED}`, () => {
  let service: SampleService;
  let routes: Route[];
  let asked = 0;
  let validated = 0;
  const random = seeded(SEED);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined && items.length === 0) throw new Error('There is nothing to choose from.');
    return item as T;
  };

  beforeAll(async () => {
    service = await startSampleService();
    routes = routesOf(service.document);
  }, 120_000);
  afterAll(async () => {
    process.stdout.write(`fuzz: ${asked} requests to ${routes.length} routes, ${validated} answers matched schemas\n`);
    await service.stop();
  });

  const askAs = async (person: Person, { method, address, type, body, announced }: Ask): Promise<Answer> => {
    asked++;
    const headers = { ...(await service.as(person)), ...(type === undefined ? {} : { 'content-type': type }) };
    return exchange(service.url, { method, address, headers, body, announced });
  };

  /** Asks as the administrator, whom most routes are open to; else as somebody of a municipality who may. */
  const ask = async (question: Ask): Promise<Answer> => {
    for (const person of ['lps_administrator', 'coordinator'] as const) {
      const answer = await askAs(person, question);
      if (answer.status !== 403 || !answer.text.includes('"forbidden"')) return answer;
    }
    return askAs('approver', question);
  };

  /** What is wrong with an answer, whatever was asked. */
  const faultsOf = (question: Ask, { status, text, type }: Answer): string[] => {
    const what = `${question.method} ${question.address.slice(0, 200)} ${String(question.body ?? '').slice(0, 80)} → ${status}`;
    const faults: string[] = [];
    if (status >= 500) faults.push(`${what}: ${text.slice(0, 200)}`);
    if (status >= 400) {
      if (!type.startsWith('application/problem+json')) faults.push(`${what} is no problem document but ${type}`);
      else if (typeof (JSON.parse(text) as { code?: unknown }).code !== 'string') faults.push(`${what} has no code`);
      if (INTERNALS.test(text.replaceAll(/"(?:instance|message|detail)":"[^"]*[“„][^"]*"/g, '')))
        faults.push(`${what} shows internals: ${text.slice(0, 300)}`);
    }
    return faults;
  };

  /** Asks everything, some at a time, and gives what was wrong. */
  const askAll = async (questions: readonly Ask[], check: (question: Ask, answer: Answer) => string[] = () => []) => {
    const faults: string[] = [];
    const left = [...questions];
    const worker = async (): Promise<void> => {
      for (let question = left.pop(); question !== undefined; question = left.pop()) {
        try {
          const answer = await ask(question);
          faults.push(...faultsOf(question, answer), ...check(question, answer));
        } catch (error) {
          faults.push(`${question.method} ${question.address.slice(0, 200)}: ${String(error)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return faults;
  };

  /** Foreign conventions (Kolada, PxWeb) look at their path and form first, and take lists as repetitions. */
  const isOurs = ({ path }: Route): boolean => path.startsWith('/api/v1/') && !path.startsWith('/api/v1/exports/');
  const queryOf = (route: Route) => (route.does.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const addressOf = (route: Route, values: (name: string) => string): string =>
    route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values(name)));
  const ordinary = (route: Route): string => addressOf(route, (name) => GOOD[name] ?? 'none');
  const isStream = ({ path }: Route): boolean => path.endsWith('/events');
  /** These take no input and end the session with which everything else is asked. */
  const endsSession = ({ key }: Route): boolean =>
    ['DELETE /api/v1/session', 'DELETE /api/v1/users/me/sessions'].includes(key);
  /** A lone surrogate has no UTF-8: it goes as the bytes that a careless program would send. */
  const encoded = (text: string): string => {
    try {
      return encodeURIComponent(text);
    } catch {
      return '%ED%A0%80';
    }
  };

  it('with an unknown query parameter are 400 with the names of those that there are', async () => {
    const unknown = ['zzz', 'year[]', '__proto__', '__proto__[a]', 'constructor', 'lang[]', 'q[a]', 'Lang', ''];
    const questions = routes.flatMap((route) =>
      unknown.map((name) => ({ method: route.method, address: `${ordinary(route)}?${encoded(name)}=1` })),
    );
    const faults = await askAll(questions, (question, { status, text }) => {
      const { code, errors = [] } = JSON.parse(text === '' ? '{}' : text) as {
        code?: string;
        errors?: { message: string }[];
      };
      const tells = errors.some(({ message }) => message.includes('lang'));
      if (status === 400 && code === 'malformed' && question.address.startsWith('/open-data/pxweb/')) return [];
      return status === 400 && code === 'unknown_parameter' && tells
        ? []
        : [`${question.method} ${question.address}: ${status} ${text.slice(0, 200)}`];
    });
    expect(faults).toEqual([]);
  }, 60_000);

  it('with a query parameter given twice are 400', async () => {
    const questions = routes
      .filter((route) => route.method === 'GET' && isOurs(route))
      .flatMap((route) =>
        queryOf(route).map(({ name }) => ({
          method: 'GET',
          address: `${ordinary(route)}?${name}=${GOOD[name] ?? '1'}&${name}=${GOOD[name] ?? '1'}`,
        })),
      );
    const faults = await askAll(questions, (question, { status }) =>
      status === 400 || (status === 404 && question.address.includes(NOTHING))
        ? []
        : [`${question.address}: ${status}`],
    );
    expect(faults).toEqual([]);
  }, 60_000);

  it('with hostile values in path and query never fail, and show nothing of the inside', async () => {
    const questions = Array.from({ length: ROUNDS }, () =>
      routes
        .filter((route) => !isStream(route) && !endsSession(route))
        .map((route) => {
          const query = queryOf(route)
            .filter(() => random() < 0.5)
            .map(({ name }) => `${name}=${encoded(pick(HOSTILE_TEXTS))}`);
          const address = addressOf(route, (name) =>
            (random() < 0.3 ? (GOOD[name] ?? 'x') : pick(HOSTILE_TEXTS) || 'x').replaceAll(/[\ud800-\udfff]+/g, 'x'),
          );
          return { method: route.method, address: `${address}${query.length > 0 ? `?${query.join('&')}` : ''}` };
        }),
    ).flat();
    expect(await askAll(questions)).toEqual([]);
  }, 60_000);

  it('with malformed escapes and endless addresses never fail', async () => {
    const questions = [
      '/api/v1/indicators/%',
      '/api/v1/indicators/%ff',
      '/api/v1/municipalities/%E0%A4%A',
      '/api/v1/indicators?q=%',
      `/api/v1/indicators?q=${'a'.repeat(12_000)}`,
      `/api/v1/${'x/'.repeat(2000)}`,
      '/api/v1/../../etc/passwd',
      '//api//v1',
      '/api/v1/indicators/..%2f..%2f..%2fetc%2fpasswd',
      `/api/v1/indicators?${'q=1&'.repeat(1200)}`,
    ].map((address) => ({ method: 'GET', address }));
    expect(await askAll(questions)).toEqual([]);
  });

  const jsonRoutes = () => routes.filter(({ does }) => does.requestBody?.content['application/json'] !== undefined);

  it('with hostile JSON are refused', async () => {
    const questions = jsonRoutes().flatMap((route) =>
      HOSTILE_DOCUMENTS.map((body) => ({
        method: route.method,
        address: ordinary(route),
        type: 'application/json',
        body,
      })),
    );
    const faults = await askAll(questions, (question, { status }) =>
      status >= 400
        ? []
        : [`${question.method} ${question.address} took ${String(question.body).slice(0, 60)}: ${status}`],
    );
    expect(faults).toEqual([]);
  }, 60_000);

  it('with an unknown field are 400 and name it', async () => {
    const questions = jsonRoutes()
      .filter((route) => isOurs(route) && route.path !== '/api/v1/catalogue')
      .flatMap((route) =>
        ['zzz', 'role ', 'isAdmin', 'municipality_id'].map((name) => ({
          method: route.method,
          address: ordinary(route),
          type: 'application/json',
          body: JSON.stringify({ [name]: 1 }),
        })),
      );
    const faults = await askAll(questions, (question, { status, text }) => {
      const name = Object.keys(JSON.parse(String(question.body)) as object)[0] ?? '';
      const {
        code: own,
        detail = '',
        errors = [],
      } = JSON.parse(text) as {
        code: string;
        detail?: string;
        errors?: { path: string; code: string }[];
      };
      const names =
        errors.some(({ path, code }) => path === name && code === 'unknown_field') ||
        (own === 'UNKNOWN_KEY' && detail.includes(name)); // the laboratory's own format
      return status === 400 && names
        ? []
        : [`${question.method} ${question.address} ${String(question.body)}: ${status} ${text.slice(0, 200)}`];
    });
    expect(faults).toEqual([]);
  }, 60_000);

  it('with hostile values in known fields never fail', async () => {
    const questions = Array.from({ length: ROUNDS }, () =>
      jsonRoutes().map((route) => {
        const schema = schemaOf(service.document, route.does);
        const fields = Object.keys((schema['properties'] as object | undefined) ?? { document: 1 });
        const body = Object.fromEntries(
          fields
            .filter(() => random() < 0.8)
            .map((name) => [name, random() < 0.5 ? pick(HOSTILE_JSON) : pick(HOSTILE_TEXTS)]),
        );
        return { method: route.method, address: ordinary(route), type: 'application/json', body: JSON.stringify(body) };
      }),
    ).flat();
    expect(await askAll(questions)).toEqual([]);
  }, 60_000);

  it('with a wrong content type are 400 or 415', async () => {
    const types = [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'application/octet-stream',
      'image/png',
      'text/html',
      'application/json-patch+json',
      'x',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
    ];
    const writes = routes.filter((route) => isOurs(route) && route.does.requestBody !== undefined);
    const questions = writes.flatMap((route) =>
      types.map((type) => ({ method: route.method, address: ordinary(route), type, body: '{"a":1}' })),
    );
    const faults = await askAll(questions, (question, { status, text }) =>
      [400, 406, 415].includes(status)
        ? []
        : [`${question.method} ${question.address} ${question.type}: ${status} ${text.slice(0, 150)}`],
    );
    expect(faults).toEqual([]);
  }, 60_000);

  it('of ten megabytes are 413', async () => {
    // the laboratory takes bodies of up to 256 MiB, and refuses this one for its content
    const questions = jsonRoutes()
      .filter(({ path }) => !path.startsWith('/api/v1/method-lab/'))

      .map((route) => ({
        method: route.method,
        address: ordinary(route),
        type: 'application/json',
        body: '{"a":"',
        announced: 10 * 1024 * 1024,
      }));
    const faults = await askAll(questions, (question, { status }) =>
      status === 413 ? [] : [`${question.method} ${question.address}: ${status}`],
    );
    expect(faults).toEqual([]);
  }, 60_000);

  it('that succeed are answered as the document says', async () => {
    const validators = validatorsOf(service.document);
    const questions = routes
      .filter((route) => route.method === 'GET' && !isStream(route))
      .flatMap((route) => {
        const address = addressOf(route, (name) =>
          route.path.includes('/periods/') ? '2025' : (GOOD[name] ?? 'none'),
        );
        const has = (name: string) => queryOf(route).some((parameter) => parameter.name === name);
        return [
          { method: 'GET', address },
          ...(has('lang') ? ['lv', 'en'].map((lang) => ({ method: 'GET', address: `${address}?lang=${lang}` })) : []),
          ...(has('perPage')
            ? ['page=1&perPage=1', 'page=2&perPage=3', 'page=99999', 'perPage=1000'].map((query) => ({
                method: 'GET',
                address: `${address}?${query}`,
              }))
            : []),
        ];
      });
    const faults = await askAll(questions, (question, { status, text, type }) => {
      if (status !== 200 || !type.includes('json')) return [];
      const validate = validators.find((candidate) =>
        candidate.matches(question.address.split('?')[0] ?? ''),
      )?.validate;
      if (validate === undefined) return [`${question.address} has no schema for its answer`];
      if (validate(JSON.parse(text))) {
        validated++;
        return [];
      }
      const [first] = validate.errors ?? [];
      return [
        `${question.address}: ${first?.instancePath ?? ''} ${first?.message ?? ''} ${JSON.stringify(first?.params)}`,
      ];
    });
    expect(faults).toEqual([]);
    expect(validated).toBeGreaterThan(30);
  }, 60_000);

  it('leave the service as it was', async () => {
    const { status, text } = await ask({ method: 'GET', address: '/api/v1/session' });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ role: 'lps_administrator' });
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    expect((await ask({ method: 'GET', address: '/api/v1/audit/verification' })).text).toContain('"ok":true');
    expect((await ask({ method: 'GET', address: '/api/health/ready' })).status).toBe(200);
    expect(service.output()).not.toMatch(/internal_error|UnhandledPromise|heap out of memory/);
  });
});

interface Exchange {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  readonly announced: number | undefined;
}

/** One request. Of a body that is announced longer than it is the rest never comes: the answer must come before. */
function exchange(origin: string, { method, address, headers, body, announced }: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const length = body === undefined ? {} : { 'content-length': announced ?? Buffer.byteLength(body) };
    const options = { hostname, port, method, path: address, headers: { ...headers, ...length }, timeout: 20_000 };
    let answered = false;
    const request = http.request(options, (response) => {
      answered = true;
      const parts: Buffer[] = [];
      const finish = (): void => {
        const type = response.headers['content-type'] ?? '';
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8'), type });
      };
      response
        .on('data', (part: Buffer) => parts.push(part))
        .once('end', finish)
        .once('error', finish);
    });
    request.once('timeout', () => request.destroy(new Error('No answer came within 20 s.')));
    request.on('error', (error) => {
      if (!answered) reject(error);
    });
    if (announced === undefined) request.end(body);
    else request.write(body ?? '');
  });
}

/** The schema of a JSON body with its references followed once. */
function schemaOf(document: OpenApiDocument, does: Operation): Record<string, unknown> {
  const schema = does.requestBody?.content['application/json']?.schema as { $ref?: string } | undefined;
  const name = schema?.$ref?.split('/').at(-1);
  return ((name === undefined ? schema : document.components.schemas[name]) ?? {}) as Record<string, unknown>;
}

/** One validator a route for its answer 200 to GET. */
function validatorsOf(document: OpenApiDocument): { matches(address: string): boolean; validate: ValidateFunction }[] {
  const ajv = new Ajv({ strict: false, allErrors: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', components: document.components });
  const pointed = (schema: object): object =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')) as object;
  return routesOf(document)
    .filter(({ method }) => method === 'GET')
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length)
    .flatMap(({ path, does }) => {
      const content = Object.entries(does.responses['200']?.content ?? {});
      const schema = content.find(([type]) => type.includes('json'))?.[1].schema;
      if (schema === undefined) return [];
      const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      return [{ matches: (address: string) => pattern.test(address), validate: ajv.compile(pointed(schema)) }];
    });
}
