// Real: HTTP server (injected requests), Postgres, sign-in, the scoring room. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { JobRegistry } from '../../src/queue/job-registry.js';
import { MethodsModule } from '../../src/scoring/methods/methods.module.js';
import { createIdentityApp, type IdentityApp, type TestClient } from '../factories/identity-app.js';

/** Nobody works here: runs are asked for elsewhere. */
@Global()
@Module({ providers: [JobRegistry], exports: [JobRegistry] })
class IdleQueue {}

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('the methods over HTTP', () => {
  let house: IdentityApp;
  let analyst: TestClient;
  let administrator: TestClient;
  const draft = (changes: object = {}) =>
    analyst.call('POST', '/methods', { options: { ties: 'average' }, reason: 'Mēģinājums', ...changes });

  beforeAll(async () => {
    house = await createIdentityApp({}, [IdleQueue, MethodsModule]);
    analyst = await house.signedIn('lps_analyst');
    administrator = await house.signedIn('lps_administrator');
  });
  afterAll(() => house.close());

  it('shows adopted versions to everybody and drafts to those who make them', async () => {
    const { status, json } = await draft();
    expect([status, json['version'], json['state']]).toEqual([201, '1.1.0', 'draft']);
    const id = String(json['id']);
    const states = async (client: TestClient) =>
      (await client.call('GET', '/methods')).json['items'].map(({ state }: { state: string }) => state);
    expect(await states(house.client())).toEqual(['adopted']);
    expect(await states(analyst)).toEqual(['draft', 'adopted']);
    expect((await house.client().call('GET', `/methods/${id}`)).status).toBe(404);
    expect((await analyst.call('GET', `/methods/${id}`)).headers['etag']).toBe('"1"');
  });

  it('lets an analyst draft and an administrator adopt, each change on top of the last', async () => {
    const { json } = await draft({ options: { ties: 'dense' } });
    const path = `/methods/${String(json['id'])}`;
    const reader = await house.signedIn('reader');
    expect((await reader.call('PATCH', path, { reason: 'Cits iemesls' })).status).toBe(403);
    const change = await analyst.call('PATCH', path, { options: { quantileGroups: 5 } }, { 'if-match': '"1"' });
    expect([change.status, change.json['options']]).toMatchObject([200, { ties: 'dense', quantileGroups: 5 }]);
    const stale = await analyst.call('PATCH', path, { reason: 'Par vēlu' }, { 'if-match': '"1"' });
    expect([stale.status, stale.json['code']]).toEqual([412, 'stale_version']);
    expect((await analyst.call('POST', `${path}/adopt`)).status).toBe(403);
    const adopted = await administrator.call('POST', `${path}/adopt`, undefined, { 'if-match': '"2"' });
    expect([adopted.status, adopted.json['state']]).toEqual([200, 'adopted']);
    const again = await administrator.call('PATCH', path, { reason: 'Tomēr citādi' });
    expect([again.status, again.json['code']]).toEqual([409, 'method_adopted']);
    const entries = await house.sql(`select action from audit_entry where subject like 'method:%' order by sequence`);
    expect(entries.map(({ action }) => action as string)).toEqual(
      expect.arrayContaining(['method.drafted', 'method.changed', 'method.adopted']),
    );
  });

  it.each([
    [{ options: { ties: 'first' } }, 400, 'options.ties'],
    [{ options: { colour: 'red' } }, 400, 'options.colour'],
    [{ options: { quantileGroups: 1 } }, 400, 'options.quantileGroups'],
    [{ reason: '' }, 400, 'reason'],
    [{ validFrom: '1899' }, 422, 'validFrom'],
    [{ options: {} }, 422, 'options'],
  ])('refuses %j', async (changes, status, path) => {
    const answer = await draft(changes);
    expect([answer.status, answer.json['errors'][0].path]).toEqual([status, path]);
  });

  it('has nothing to preview before anything is scored, and no version that does not exist', async () => {
    const { json } = await draft({ options: { ties: 'max' } });
    const preview = await analyst.call('POST', `/methods/${String(json['id'])}/preview`);
    expect([preview.status, preview.json['code']]).toEqual([404, 'not_scored']);
    expect((await analyst.call('POST', `/methods/${NOBODY}/preview`)).json['code']).toBe('method_not_found');
    expect((await analyst.call('GET', '/methods/latest')).status).toBe(400);
  });
});
