// Real: Postgres. Nothing is mocked.
import { expect, it } from '@jest/globals';
import { createTestDatabase } from '../../test/factories/database.js';
import { IdentityHousekeeping } from './housekeeping.js';

it('deletes what is over and keeps the rest', async () => {
  const suite = await createTestDatabase();
  const { database } = suite;
  const [user] = await database.query<{ id: string }>(
    `insert into app_user (email, name, role) values ('a@tests.example', 'A', 'reader') returning id`,
  );
  const id = user?.id;
  const bytes = `decode(md5(random()::text), 'hex')`;
  for (const days of [0, 29, 32]) {
    await database.query(
      `insert into session (token_hash, user_id, second_factor, method, address, expires_at)
       values (${bytes}, $1, 'passed', 'password', '', now() - make_interval(days => $2))`,
      [id, days],
    );
    await database.query(
      `insert into idempotency_key (actor_id, route, key, fingerprint, owner, leased_until, created_at)
       values ($1, 'POST /x', $2::text, '', gen_random_uuid(), now(), now() - make_interval(days => $2::int))`,
      [id, days],
    );
    await database.query(
      `insert into oidc_sign_in values (${bytes}, '', '', '', '/', now() + interval '1 day' - make_interval(days => $1))`,
      [days],
    );
  }
  for (const days of [1, 99, 101])
    await database.query(
      `insert into login_throttle (key, touched_at) values ($1::text, now() - make_interval(days => $1::int))`,
      [days],
    );
  await database.query(
    `insert into api_token (token_hash, user_id, name, scope, expires_at, revoked_at) values
       (${bytes}, $1, 'old', 'read', now(), now() - interval '2 years'),
       (${bytes}, $1, 'new', 'read', now() + interval '1 day', null)`,
    [id],
  );
  const housekeeping = new IdentityHousekeeping(database);
  await housekeeping.run();
  await housekeeping.run();
  const [left] = await database.query<Record<string, number>>(
    `select (select count(*)::int from session) as sessions, (select count(*)::int from idempotency_key) as keys,
       (select count(*)::int from oidc_sign_in) as flows, (select count(*)::int from login_throttle) as counters,
       (select count(*)::int from api_token) as tokens, (select count(*)::int from app_user) as users`,
  );
  expect(left).toEqual({ sessions: 2, keys: 1, flows: 1, counters: 2, tokens: 1, users: 1 });
  await suite.close();
});
