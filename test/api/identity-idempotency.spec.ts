// Real: HTTP server (injected requests), Postgres. Nothing is mocked; a dead process is a claim nobody renews.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createIdentityApp, type IdentityApp } from '../factories/identity-app.js';

type Client = Awaited<ReturnType<IdentityApp['signedIn']>>;

describe('Idempotency-Key', () => {
  let house: IdentityApp;
  let client: Client;
  let key: string;
  beforeAll(async () => {
    house = await createIdentityApp();
    client = await house.signedIn('coordinator');
  });
  beforeEach(() => {
    key = randomUUID();
    Object.assign(house.effects, { count: 0, delay: 0, fail: 'no' });
  });
  afterAll(() => house.close());

  const send = (body: object, headers: object = {}, who = client) =>
    who.call('POST', '/probe/effect', body, { 'idempotency-key': key, ...headers });
  /** What a process leaves that died before (or after) the commit of its effect. */
  const dead = (hasEffect: boolean) =>
    house.sql(
      `update idempotency_key set status = null, headers = null, body = null, leased_until = now() - interval '1 s',
         effect_at = case when $2 then now() end where key = $1`,
      [key, hasEffect],
    );

  it('gives the same answer again, marked, with one effect', async () => {
    const first = await send({ a: 1, b: [2] });
    expect([first.status, first.headers['idempotent-replay']]).toEqual([201, undefined]);
    for (let i = 0; i < 20; i++) {
      const again = await send({ b: [2], a: 1 });
      expect([again.status, again.text, again.headers['idempotent-replay']]).toEqual([201, first.text, 'true']);
      expect(again.headers['content-type']).toBe(first.headers['content-type']);
    }
    expect(house.effects.count).toBe(1);
  });

  it('refuses another body or query under the key', async () => {
    await send({ a: 1 });
    const { status, json } = await send({ a: 2 });
    expect([status, json['code']]).toEqual([422, 'idempotency_key_reused']);
    const query = await client.call('POST', '/probe/effect?lang=en', { a: 1 }, { 'idempotency-key': key });
    expect(query.json['code']).toBe('idempotency_key_reused');
    expect(house.effects.count).toBe(1);
  });

  it('lets one of many at the same time act; the others wait for its answer', async () => {
    house.effects.delay = 300;
    const answers = await Promise.all(Array.from({ length: 12 }, () => send({ a: 1 })));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(answers.filter(({ headers }) => headers['idempotent-replay'] === 'true')).toHaveLength(11);
    expect(house.effects.count).toBe(1);
  });

  it('keeps users, routes and requests without a key apart', async () => {
    await send({ a: 1 });
    const other = await house.signedIn('coordinator');
    expect((await send({ a: 2 }, {}, other)).status).toBe(201);
    const removal = await client.call('DELETE', '/probe/effect/1', undefined, { 'idempotency-key': key });
    expect([removal.status, removal.text]).toEqual([204, '']);
    const again = await client.call('DELETE', '/probe/effect/1', undefined, { 'idempotency-key': key });
    expect([again.status, again.text, again.headers['idempotent-replay']]).toEqual([204, '', 'true']);
    await client.call('POST', '/probe/effect', { a: 1 });
    await client.call('POST', '/probe/effect', { a: 1 });
    expect(house.effects.count).toBe(5);
  });

  it('repeats refusals as they were, and acts anew after a failure without effect', async () => {
    const refused = await send({ refuse: true });
    const again = await send({ refuse: true });
    expect([again.status, again.text]).toEqual([422, refused.text]);
    expect(again.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(again.headers['idempotent-replay']).toBe('true');

    key = randomUUID();
    house.effects.fail = 'before';
    expect((await send({ a: 1 })).status).toBe(500);
    house.effects.fail = 'no';
    expect((await send({ a: 1 })).status).toBe(201);
    expect(house.effects.count).toBe(1);
  });

  it('does not act twice when the failure came after the commit', async () => {
    house.effects.fail = 'after';
    expect((await send({ a: 1 })).status).toBe(500);
    house.effects.fail = 'no';
    const { status, json } = await send({ a: 1 });
    expect([status, json['code']]).toEqual([409, 'answer_lost']);
    expect(house.effects.count).toBe(1);
  });

  it('takes over from a process that died before its effect', async () => {
    await send({ a: 1 });
    await dead(false);
    const { status, headers } = await send({ a: 1 });
    expect([status, headers['idempotent-replay']]).toEqual([201, undefined]);
    expect(house.effects.count).toBe(2);
  });

  it('does not act again for a process that died after its effect', async () => {
    await send({ a: 1 });
    await dead(true);
    expect((await send({ a: 1 })).json['code']).toBe('answer_lost');
    expect(house.effects.count).toBe(1);
  });

  it('an attempt that lost its claim meanwhile commits nothing', async () => {
    house.effects.delay = 400;
    const slow = send({ a: 1 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await house.sql('update idempotency_key set owner = gen_random_uuid() where key = $1', [key]);
    expect((await slow).status).toBe(500);
    expect(house.effects.count).toBe(0);
    const written = await house.sql(
      `select count(*)::int as n from audit_entry e join idempotency_key k
      on k.key = $1 and e.actor_id = k.actor_id and e.action = 'probe.done' and e.recorded_at > k.created_at`,
      [key],
    );
    expect(written).toEqual([{ n: 0 }]);
  });

  it.each(['', 'a b', 'ā', 'x'.repeat(256)])('refuses the key “%s”', async (bad) => {
    const { status, json } = await send({ a: 1 }, { 'idempotency-key': bad });
    expect([status, json['errors']?.[0]?.path]).toEqual([400, 'Idempotency-Key']);
    expect(house.effects.count).toBe(0);
  });

  it('stores no answer that holds a secret', async () => {
    const issue = () => client.call('POST', '/tokens', { name: 'x', scope: 'read' }, { 'idempotency-key': key });
    const [one, two] = [await issue(), await issue()];
    expect(one.json['token']).not.toBe(two.json['token']);
    expect(await house.sql('select key from idempotency_key where key = $1', [key])).toEqual([]);
  });
});
