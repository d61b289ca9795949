// Real: the built service in its own process with sample data, HTTP, every route of its OpenAPI document. Nothing is
// mocked. A route that POLICIES does not know fails the suite, and so does a policy without a route.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ACCOUNTS,
  routesOf,
  startSampleService,
  type AccountName,
  type Credentials,
  type Person,
  type SampleService,
} from '../factories/sample-service.js';

const PEOPLE = [...(Object.keys(ACCOUNTS) as AccountName[]), 'public'] as const satisfies readonly Person[];
const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** Roles as sample people: whoever is of another municipality has the same role there. */
const WHO = {
  anybody: PEOPLE,
  signedIn: PEOPLE.filter((person) => person !== 'public'),
  lps: ['lps_administrator', 'lps_analyst', 'lps_reviewer'],
  analysts: ['lps_administrator', 'lps_analyst'],
  administrator: ['lps_administrator'],
  approvers: ['approver', 'foreign_approver'],
  approversAndAdministrator: ['approver', 'foreign_approver', 'lps_administrator'],
  writers: ['data_owner', 'coordinator', 'foreign_coordinator'],
  movers: ['coordinator', 'foreign_coordinator', 'approver', 'foreign_approver', 'lps_reviewer', 'lps_administrator'],
  talkers: [
    'data_owner',
    'coordinator',
    'foreign_coordinator',
    'approver',
    'foreign_approver',
    'lps_reviewer',
    'lps_administrator',
  ],
  reviewers: ['lps_reviewer', 'lps_administrator'],
  mayNameDeputies: ['approver', 'foreign_approver', 'coordinator', 'foreign_coordinator', 'lps_administrator'],
} as const satisfies Record<string, readonly Person[]>;
type Who = keyof typeof WHO;

/** Whose objects the id in the path may be: the kinds that tests make one of for each municipality. */
type Owned = 'token' | 'session' | 'deputy' | 'submission';

interface Policy {
  readonly who: Who;
  /** Values of the path's parameters; an id of nothing where they are not named. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** Answers to those who may. A write is sent a body that is refused, so that it changes nothing. */
  readonly answers: readonly number[];
  readonly body?: unknown;
  /** Each call with a session of its own, because it ends sessions. */
  readonly ownSession?: boolean;
  /** Whose objects exist: a stranger's is answered like one that does not exist. */
  readonly owned?: Owned;
  readonly stream?: boolean;
}

const REFUSED_BODY = { 'no such field': true };
const read = (who: Who, more: Partial<Policy> = {}): Policy => ({ who, answers: [200], ...more });
const readNothing = (who: Who, more: Partial<Policy> = {}): Policy => ({ who, answers: [404], ...more });
const write = (who: Who, more: Partial<Policy> = {}): Policy => ({ who, answers: [400], body: REFUSED_BODY, ...more });
const onNothing = (who: Who, more: Partial<Policy> = {}): Policy => ({ who, answers: [404], ...more });

/** The first of the sample catalogue. */
const INDICATOR = { code: 'SU-L-POLICY' };
const GULBENE = { atvk: '0029000' };
const KOLADA = { version: 'v3' };
const kolada = (): Policy => read('anybody', { path: { ...KOLADA, path: 'none' }, answers: [200, 400, 404] });
/** Of a submission that is nobody's: who may come this far finds nothing. */
const ofSubmission = (who: Who): Policy => readNothing(who, { owned: 'submission', path: { cell: 'SU-L-POLICY' } });
const intoSubmission = (who: Who, more: Partial<Policy> = {}): Policy => ({
  who,
  answers: [400, 404, 415, 422],
  body: REFUSED_BODY,
  owned: 'submission',
  path: { cell: 'SU-L-POLICY', action: 'submit' },
  ...more,
});

/** Who may call what. One line a route; the suite fails where this and the service differ. */
const POLICIES: Readonly<Record<string, Policy>> = {
  'POST /api/v1/session': write('anybody', { ownSession: true }),
  'GET /api/v1/session': read('anybody'),
  'DELETE /api/v1/session': { who: 'anybody', answers: [204], ownSession: true },
  'POST /api/v1/session/second-factor': write('signedIn'),
  'GET /api/v1/session/oidc': readNothing('anybody'),
  'GET /api/v1/session/oidc/callback': { who: 'anybody', answers: [403] },
  'GET /api/v1/users/me': read('signedIn'),
  'GET /api/v1/users/me/sessions': read('signedIn'),
  'DELETE /api/v1/users/me/sessions': { who: 'signedIn', answers: [204], ownSession: true },
  'DELETE /api/v1/users/me/sessions/{id}': onNothing('signedIn', { owned: 'session' }),
  'POST /api/v1/users/me/password': write('signedIn'),
  'POST /api/v1/users/me/second-factor': { who: 'signedIn', answers: [201] },
  'POST /api/v1/users/me/second-factor/confirmation': write('signedIn'),
  'POST /api/v1/users/me/second-factor/removal': write('signedIn'),
  'POST /api/v1/users/me/recovery-codes': write('signedIn'),
  'GET /api/v1/users': read('administrator'),
  'POST /api/v1/users': write('administrator'),
  'GET /api/v1/users/{id}': readNothing('administrator'),
  'PATCH /api/v1/users/{id}': write('administrator'),
  'POST /api/v1/users/{id}/invitation': onNothing('administrator'),
  'DELETE /api/v1/users/{id}/second-factor': onNothing('administrator'),
  'POST /api/v1/invitations/acceptance': write('anybody'),
  'GET /api/v1/deputies': read('mayNameDeputies'),
  'POST /api/v1/deputies': write('approversAndAdministrator'),
  'GET /api/v1/deputies/candidates': read('approvers'),
  'DELETE /api/v1/deputies/{id}': onNothing('approversAndAdministrator', { owned: 'deputy' }),
  'GET /api/v1/tokens': read('signedIn'),
  'POST /api/v1/tokens': write('signedIn'),
  'DELETE /api/v1/tokens/{id}': onNothing('signedIn', { owned: 'token' }),
  'GET /api/v1/audit': read('administrator'),
  'GET /api/v1/audit/verification': read('administrator'),
  'GET /api/v1/indicators': read('anybody'),
  'GET /api/v1/indicators/{code}': read('anybody', { path: INDICATOR }),
  'GET /api/v1/catalogue': read('lps'),
  'PUT /api/v1/catalogue': { who: 'administrator', answers: [400, 422], body: REFUSED_BODY },
  'GET /api/v1/catalogue/{id}/document': readNothing('lps'),
  'PUT /api/v1/catalogue/{id}/sources/{source}': write('administrator'),
  'GET /api/v1/municipalities': read('anybody'),
  'GET /api/v1/municipalities/{atvk}': read('anybody', { path: GULBENE }),
  'GET /api/v1/municipalities/{atvk}/peers': read('anybody', { path: GULBENE }),
  'GET /api/v1/peer-groups': read('anybody'),
  'POST /api/v1/imports': { who: 'analysts', answers: [415], body: REFUSED_BODY },
  'GET /api/v1/imports': read('analysts'),
  'GET /api/v1/imports/{id}': readNothing('analysts'),
  'GET /api/v1/imports/{id}/findings': readNothing('analysts'),
  'POST /api/v1/imports/{id}/undo': onNothing('analysts'),
  'POST /api/v1/scoring-runs': write('analysts'),
  'GET /api/v1/scoring-runs': read('lps'),
  'GET /api/v1/scoring-runs/{id}': readNothing('lps'),
  'GET /api/v1/scoring-runs/{id}/events': readNothing('lps'),
  'GET /api/health/live': read('anybody'),
  'GET /api/health/ready': read('anybody'),
  'GET /metrics': read('anybody'),
  'GET /api/v1/periods': read('anybody'),
  'POST /api/v1/periods': write('administrator'),
  'GET /api/v1/periods/{code}': read('anybody', { path: { code: '2025' } }),
  'PATCH /api/v1/periods/{code}': write('administrator', { path: { code: '2025' } }),
  'GET /api/v1/submissions': read('signedIn'),
  'GET /api/v1/submissions/mirror': read('lps', { answers: [200, 404] }),
  'GET /api/v1/submissions/board': read('signedIn'),
  'GET /api/v1/submissions/corrections': { who: 'anybody', answers: [200], query: '?period=2025' },
  'GET /api/v1/submissions/{id}': ofSubmission('signedIn'),
  'GET /api/v1/submissions/{id}/differences': ofSubmission('signedIn'),
  'POST /api/v1/submissions/{id}/actions/{action}': intoSubmission('movers'),
  'GET /api/v1/submissions/{id}/values': ofSubmission('signedIn'),
  'PATCH /api/v1/submissions/{id}/values': intoSubmission('writers'),
  'PUT /api/v1/submissions/{id}/values/{cell}': intoSubmission('writers'),
  'GET /api/v1/submissions/{id}/values/{cell}': ofSubmission('signedIn'),
  'POST /api/v1/submissions/{id}/values/{cell}/undo': intoSubmission('writers'),
  'GET /api/v1/submissions/{id}/findings': ofSubmission('signedIn'),
  'GET /api/v1/submissions/{id}/history': ofSubmission('signedIn'),
  'GET /api/v1/submissions/{id}/form.xlsx': ofSubmission('signedIn'),
  'POST /api/v1/submissions/{id}/form.xlsx': intoSubmission('writers'),
  'GET /api/v1/submissions/{id}/form.csv': ofSubmission('signedIn'),
  'POST /api/v1/submissions/{id}/form.csv': intoSubmission('writers'),
  'GET /api/v1/submissions/{id}/threads': ofSubmission('signedIn'),
  'POST /api/v1/submissions/{id}/threads': intoSubmission('talkers'),
  'POST /api/v1/submissions/{id}/threads/{thread}/messages': intoSubmission('talkers'),
  'POST /api/v1/submissions/{id}/threads/{thread}/resolve': intoSubmission('talkers', { body: undefined }),
  'GET /api/v1/submissions/{id}/receipt.pdf': ofSubmission('signedIn'),
  'GET /api/v1/periods/{code}/exceptions': read('signedIn', { path: { code: '2025' } }),
  'POST /api/v1/periods/{code}/exceptions': write('reviewers', { path: { code: '2025' } }),
  'GET /api/v1/methods': read('anybody'),
  'POST /api/v1/methods': write('analysts'),
  'GET /api/v1/methods/{id}': readNothing('anybody'),
  'PATCH /api/v1/methods/{id}': write('analysts'),
  'POST /api/v1/methods/{id}/preview': onNothing('analysts'),
  'POST /api/v1/methods/{id}/adopt': onNothing('administrator'),
  'POST /api/v1/method-lab/scores': write('analysts'),
  'POST /api/v1/method-lab/frontier': write('analysts'),
  'POST /api/v1/method-lab/quantiles': write('analysts'),
  'POST /api/v1/method-lab/suppression': write('analysts'),
  'GET /api/v1/benchmarks/{indicator}': read('anybody', { path: { indicator: 'SU-L-POLICY' } }),
  'GET /api/v1/municipalities/{atvk}/profile': read('anybody', { path: GULBENE }),
  'GET /api/v1/municipalities/{atvk}/costs': read('anybody', { path: GULBENE }),
  'GET /api/v1/scores/{indicator}/{atvk}/{period}/explanation': readNothing('anybody', { answers: [400, 404] }),
  'GET /api/v1/charts/{chart}': readNothing('anybody', { answers: [400, 404] }),
  'GET /embed/charts/{chart}': readNothing('anybody', { answers: [400, 404] }),
  'GET /api/v1/editions': read('anybody'),
  'POST /api/v1/editions': write('administrator'),
  'GET /api/v1/editions/{id}': readNothing('anybody'),
  'GET /api/v1/editions/{id}/changes': readNothing('anybody'),
  'GET /api/v1/overview': read('anybody'),
  'GET /api/v1/support-index': read('anybody', { query: '?municipality=0029000' }),
  'GET /api/v1/small-numbers/{indicator}': readNothing('anybody', { answers: [404, 422] }),
  'GET /kolada/{version}/kpi': kolada(),
  'GET /kolada/{version}/kpi/{path}': kolada(),
  'GET /kolada/{version}/kpi_groups': kolada(),
  'GET /kolada/{version}/kpi_groups/{path}': kolada(),
  'GET /kolada/{version}/municipality': kolada(),
  'GET /kolada/{version}/municipality/{path}': kolada(),
  'GET /kolada/{version}/municipality_groups': kolada(),
  'GET /kolada/{version}/municipality_groups/{path}': kolada(),
  'GET /kolada/{version}/ou': kolada(),
  'GET /kolada/{version}/ou/{path}': kolada(),
  'GET /kolada/{version}/data': kolada(),
  'GET /kolada/{version}/data/{path}': kolada(),
  'GET /kolada/{version}/oudata': kolada(),
  'GET /kolada/{version}/oudata/{path}': kolada(),
  'GET /open-data': read('anybody'),
  'GET /open-data/feed.atom': read('anybody'),
  'GET /open-data/catalog.jsonld': read('anybody'),
  'GET /open-data/schema.jsonld': read('anybody'),
  'GET /open-data/json-stat': read('anybody'),
  'GET /open-data/json-stat/{dataset}': readNothing('anybody'),
  'GET /open-data/pxweb/api/v1/{language}': read('anybody', { path: { language: 'lv' } }),
  'GET /open-data/pxweb/api/v1/{language}/{path}': readNothing('anybody', { path: { language: 'lv', path: 'none' } }),
  'POST /open-data/pxweb/api/v1/{language}/{path}': onNothing('anybody', {
    path: { language: 'lv', path: 'none' },
    answers: [400, 404],
    body: {},
  }),
  'GET /api/v1/exports/observations.csv': read('anybody', { query: '?period=2025&municipality=0029000' }),
  'GET /api/v1/exports/observations.xlsx': read('anybody', { query: '?period=2025&municipality=0029000' }),
  'GET /api/v1/exports/scores.csv': read('anybody', { query: '?period=2025&municipality=0029000' }),
  'GET /api/v1/exports/scores.xlsx': read('anybody', { query: '?period=2025&municipality=0029000' }),
  'GET /api/v1/exports/observations.csv-metadata.json': read('anybody'),
  'GET /api/v1/exports/scores.csv-metadata.json': read('anybody'),
};

describe('access', () => {
  let service: SampleService;
  let checked = 0;
  beforeAll(async () => {
    service = await startSampleService();
    await Promise.all(PEOPLE.map((person) => service.as(person)));
  }, 120_000);
  afterAll(async () => {
    process.stdout.write(`access matrix: ${Object.keys(POLICIES).length} routes, ${checked} answers checked\n`);
    await service.stop();
  });

  const addressOf = (path: string, policy: Policy): string =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => policy.path?.[name] ?? NOWHERE) + (policy.query ?? '');

  const call = async (
    credentials: Credentials,
    method: string,
    address: string,
    body?: unknown,
  ): Promise<{ status: number; text: string }> => {
    const response = await fetch(service.url + address, {
      method,
      redirect: 'manual',
      headers: { ...credentials, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    checked++;
    return { status: response.status, text: await response.text() };
  };

  it('of every route is declared, and nothing is declared that is no route', () => {
    expect(Object.keys(POLICIES).sort()).toEqual(
      routesOf(service.document)
        .map(({ key }) => key)
        .sort(),
    );
  });

  it.each(Object.entries(POLICIES))('%s', async (key, policy) => {
    const [method = '', path = ''] = key.split(' ');
    const address = addressOf(path, policy);
    const found: Record<string, number> = {};
    const expected: Record<string, unknown> = {};
    for (const person of PEOPLE) {
      const may = (WHO[policy.who] as readonly Person[]).includes(person);
      const credentials =
        policy.ownSession === true && person !== 'public' ? await service.signIn(person) : await service.as(person);
      const { status, text } = await call(credentials, method, address, policy.body);
      found[person] = status;
      expected[person] = may
        ? (policy.answers.find((answer) => answer === status) ?? policy.answers)
        : person === 'public'
          ? 401
          : 403;
      if (status >= 400) expect(JSON.parse(text)).toMatchObject({ status, code: expect.any(String) });
    }
    expect(found).toEqual(expected);
    if (policy.ownSession === true) service.forget();
  });

  /** Whoever is not signed in has no token: these act on nobody's session. */
  const withoutToken = ['POST /api/v1/session', 'POST /api/v1/invitations/acceptance'];
  it.each(Object.keys(POLICIES).filter((key) => !key.startsWith('GET') && !withoutToken.includes(key)))(
    '%s needs the CSRF token of a session, whoever has one',
    async (key) => {
      const policy = POLICIES[key];
      if (policy === undefined) return;
      const [method = '', path = ''] = key.split(' ');
      for (const person of ['lps_administrator', 'approver'] as const) {
        const { cookie = '' } = await service.as(person);
        const { status, text } = await call({ cookie }, method, addressOf(path, policy), policy.body);
        expect([status, JSON.parse(text).code]).toEqual([403, 'csrf_refused']);
      }
    },
  );

  describe('to what belongs to somebody', () => {
    const objects: Record<Owned, Partial<Record<AccountName, string>>> = {
      token: {},
      session: {},
      deputy: {},
      submission: {},
    };

    const issue = async (person: AccountName, scope: 'read' | 'write' = 'read') => {
      const { status, text } = await call(await service.as(person), 'POST', '/api/v1/tokens', {
        name: 'matrix',
        scope,
      });
      expect(status).toBe(201);
      return JSON.parse(text) as { id: string; token: string };
    };

    beforeAll(async () => {
      for (const person of ['coordinator', 'foreign_coordinator', 'approver', 'foreign_approver'] as const)
        objects.token[person] = (await issue(person)).id;
      for (const person of ['coordinator', 'foreign_coordinator'] as const) {
        const { text } = await call(await service.as(person), 'GET', '/api/v1/users/me/sessions');
        objects.session[person] = (JSON.parse(text) as { items: { id: string }[] }).items[0]?.id ?? '';
      }
      for (const person of WHO.approvers) {
        const mine = await service.as(person);
        const { text } = await call(mine, 'GET', '/api/v1/deputies/candidates');
        const [candidate] = (JSON.parse(text) as { items: { id: string }[] }).items;
        const named = await call(mine, 'POST', '/api/v1/deputies', {
          deputyId: candidate?.id,
          orderReference: 'Nr. 1',
          startsOn: '2020-01-01',
          endsOn: '2020-01-02',
        });
        expect(named.status).toBe(201);
        objects.deputy[person] = (JSON.parse(named.text) as { id: string }).id;
      }
    });

    it.each([
      ['token', 'DELETE /api/v1/tokens/{id}', 'coordinator', 'foreign_coordinator'],
      ['token', 'DELETE /api/v1/tokens/{id}', 'reader', 'coordinator'],
      ['token', 'DELETE /api/v1/tokens/{id}', 'lps_analyst', 'approver'],
      ['session', 'DELETE /api/v1/users/me/sessions/{id}', 'foreign_coordinator', 'coordinator'],
      ['session', 'DELETE /api/v1/users/me/sessions/{id}', 'lps_administrator', 'coordinator'],
      ['deputy', 'DELETE /api/v1/deputies/{id}', 'foreign_approver', 'approver'],
      ['deputy', 'DELETE /api/v1/deputies/{id}', 'approver', 'foreign_approver'],
    ] as const)(
      'a %s: %s by %s of what is %s’s is 404, told like one that does not exist',
      async (kind, key, by, of) => {
        const id = objects[kind][of] ?? '';
        expect(id).not.toBe('');
        const [method = '', path = ''] = key.split(' ');
        const foreign = await call(await service.as(by), method, path.replace('{id}', id));
        const none = await call(await service.as(by), method, path.replace('{id}', NOWHERE));
        expect([foreign.status, none.status]).toEqual([404, 404]);
        expect(foreign.text.replaceAll(id, NOWHERE)).toBe(none.text);
      },
    );

    const submissionOf = async (person: AccountName): Promise<string> => {
      const { text } = await call(await service.as(person), 'GET', '/api/v1/submissions?period=2025');
      return (JSON.parse(text) as { items: { id: string }[] }).items[0]?.id ?? '';
    };

    it.each(Object.entries(POLICIES).filter(([, { owned }]) => owned === 'submission'))(
      'a submission: %s is 404 for the other municipality, and told like one that does not exist',
      async (key, policy) => {
        const [method = '', path = ''] = key.split(' ');
        const id = await submissionOf('coordinator');
        expect(id).toMatch(/^[0-9a-f-]{36}$/);
        expect(await submissionOf('foreign_coordinator')).not.toBe(id);
        for (const person of ['foreign_coordinator', 'foreign_approver', 'reader'] as const) {
          if (!(WHO[policy.who] as readonly Person[]).includes(person)) continue;
          const credentials = await service.as(person);
          const foreign = await call(
            credentials,
            method,
            addressOf(path, { ...policy, path: { ...policy.path, id } }),
            policy.body,
          );
          const none = await call(credentials, method, addressOf(path, policy), policy.body);
          expect(foreign.status).toBe(none.status);
          expect(foreign.text.replaceAll(id, NOWHERE)).toBe(none.text);
        }
      },
    );

    it('a submission: its municipality and LPS read it', async () => {
      const id = await submissionOf('coordinator');
      for (const person of ['coordinator', 'approver', 'data_owner', 'lps_reviewer', 'lps_administrator'] as const)
        expect((await call(await service.as(person), 'GET', `/api/v1/submissions/${id}/values`)).status).toBe(200);
    });

    it('the public and readers see no draft figures, whatever they ask for', async () => {
      for (const person of ['public', 'reader', 'coordinator', 'approver', 'data_owner', 'lps_reviewer'] as const)
        for (const address of [
          '/api/v1/benchmarks/SU-L-POLICY?edition=draft',
          '/api/v1/overview?edition=draft',
          '/api/v1/municipalities/0029000/profile?edition=draft',
          '/api/v1/charts/ranking?indicator=SU-L-POLICY&edition=draft',
          '/open-data/json-stat?edition=draft',
          '/api/v1/exports/observations.csv?period=2025&edition=draft',
        ]) {
          const { status } = await call(await service.as(person), 'GET', address);
          expect([person, address, status >= 400 && status < 500]).toEqual([person, address, true]);
        }
    });

    it('is own: the owner sees and ends it', async () => {
      for (const [kind, address, person] of [
        ['token', '/api/v1/tokens', 'foreign_approver'],
        ['deputy', '/api/v1/deputies', 'approver'],
      ] as const) {
        const id = objects[kind][person] ?? '';
        const mine = await service.as(person);
        expect((await call(mine, 'GET', address)).text).toContain(id);
        expect((await call(mine, 'DELETE', `${address}/${id}`)).status).toBe(204);
      }
    });

    it.each([
      ['/api/v1/tokens', 'token'],
      ['/api/v1/deputies', 'deputy'],
      ['/api/v1/users/me/sessions', 'session'],
    ] as const)('%s lists nothing of others', async (address, kind) => {
      const { text } = await call(await service.as('foreign_coordinator'), 'GET', address);
      for (const [person, id] of Object.entries(objects[kind]))
        if (!person.startsWith('foreign_')) expect(text).not.toContain(id);
    });

    it('a read token writes nothing and a token makes no other; one that is revoked is nobody’s', async () => {
      const { id, token } = await issue('lps_administrator');
      const program = { authorization: `Bearer ${token}` };
      expect((await call(program, 'GET', '/api/v1/users')).status).toBe(200);
      for (const [key, policy] of Object.entries(POLICIES)) {
        const [method = '', path = ''] = key.split(' ');
        // PxWeb asks by POST: that writes nothing
        if (method === 'GET' || policy.ownSession === true || path.startsWith('/open-data/')) continue;
        const { status, text } = await call(program, method, addressOf(path, policy), policy.body);
        expect([key, status]).toEqual([key, 403]);
        expect(['token_scope', 'session_required', 'forbidden']).toContain(JSON.parse(text).code);
      }
      const writing = await issue('lps_administrator', 'write');
      const made = await call({ authorization: `Bearer ${writing.token}` }, 'POST', '/api/v1/tokens', { name: 'x' });
      expect([made.status, JSON.parse(made.text).code]).toEqual([403, 'session_required']);
      expect((await call(await service.as('lps_administrator'), 'DELETE', `/api/v1/tokens/${id}`)).status).toBe(204);
      expect((await call(program, 'GET', '/api/v1/municipalities')).status).toBe(401);
    });
  });
});
