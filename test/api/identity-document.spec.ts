// Real: the OpenAPI document of the running room, answers of the server. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { createOpenApi } from '../../src/http/openapi.js';
import { createIdentityApp, type IdentityApp } from '../factories/identity-app.js';

describe('the document of the API', () => {
  let house: IdentityApp;
  let ajv: Ajv;
  beforeAll(async () => {
    house = await createIdentityApp();
    ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(JSON.parse(JSON.stringify(createOpenApi(house.app))) as object, 'api');
  });
  afterAll(() => house.close());
  const schema = (pointer: string): ValidateFunction => ajv.compile({ $ref: `api#${pointer}` });
  const answerSchema = (method: string, path: string, status: number, type = 'application/json') =>
    schema(
      `/paths/${path.replaceAll('/', '~1')}/${method}/responses/${status}/content/${type.replaceAll('/', '~1')}/schema`,
    );

  it.each([
    ['/api/v1/session'],
    ['/api/v1/users'],
    ['/api/v1/users/me'],
    ['/api/v1/users/me/sessions'],
    ['/api/v1/tokens'],
    ['/api/v1/audit'],
    ['/api/v1/audit/verification'],
    ['/api/v1/deputies'],
  ])('describes what GET %s answers', async (path) => {
    const client = await house.signedIn('lps_administrator');
    await client.call('POST', '/tokens', { name: 'x', scope: 'read' });
    const { status, json } = await client.call('GET', path);
    expect(status).toBe(200);
    const validate = answerSchema('get', path, 200);
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('describes problems', async () => {
    const { json } = await house.client().call('GET', '/users');
    const validate = answerSchema('get', '/api/v1/users', 401, 'application/problem+json');
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
  });
});
