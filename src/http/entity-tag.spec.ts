import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { entityTag, matchesTag, tagAnswers } from './entity-tag.js';

describe('entity tags', () => {
  it('are strong, equal for equal bytes, other for other bytes', () => {
    expect(entityTag('a')).toMatch(/^"[\w-]{27}"$/);
    expect(entityTag('a')).toBe(entityTag(Buffer.from('a')));
    expect(entityTag('a')).not.toBe(entityTag('b'));
  });

  it.each([
    [undefined, false],
    ['"x"', true],
    ['W/"x"', true],
    ['"y", "x"', true],
    ['*', true],
    ['"y"', false],
  ])('If-None-Match %s of "x": %s', (header, expected) => {
    expect(matchesTag(header, '"x"')).toBe(expected);
  });
});

describe('answers without a tag of their own', () => {
  let server: FastifyInstance;
  const get = (url: string, tag?: string) =>
    server.inject({ url, headers: tag === undefined ? {} : { 'if-none-match': tag } });

  beforeEach(() => {
    server = fastify();
    tagAnswers(server);
    server.get('/data', () => ({ text: 'ā' }));
    server.get('/version', (_, reply) => reply.header('etag', '"3"').send({ version: 3 }));
    server.get('/secret', (_, reply) => reply.header('cache-control', 'no-store').send({}));
    server.get('/text', () => 'text');
    server.post('/data', () => ({}));
  });
  afterEach(() => server.close());

  it('get the tag of their bytes and 304 without a body', async () => {
    const first = await get('/data');
    expect(first.headers).toMatchObject({ etag: entityTag('{"text":"ā"}'), 'cache-control': 'no-cache' });
    expect(first.headers['vary']).toContain('accept-language');
    const second = await get('/data', String(first.headers['etag']));
    expect([second.statusCode, second.body, second.headers['etag']]).toEqual([304, '', first.headers['etag']]);
    expect((await get('/data', '"other"')).statusCode).toBe(200);
  });

  it('keep the tag of a version', async () => {
    expect((await get('/version')).headers['etag']).toBe('"3"');
    expect((await get('/version', '"3"')).statusCode).toBe(304);
    expect((await get('/version', '"2"')).statusCode).toBe(200);
  });

  it('have none where they must not be kept, are no data, or answer a write', async () => {
    for (const answer of [
      await get('/secret'),
      await get('/text'),
      await server.inject({ method: 'POST', url: '/data' }),
    ])
      expect(answer.headers['etag']).toBeUndefined();
  });
});
