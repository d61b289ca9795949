import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A strong entity tag of the bytes. */
export function entityTag(bytes: Buffer | string): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
}

/** Whether `If-None-Match` names the tag (weak comparison, as RFC 9110 wants for it). */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}

/** Bytes ready to be sent, with their tag. */
export interface TaggedBytes {
  readonly bytes: Buffer;
  readonly tag: string;
  readonly contentType: string;
}

export function tagged(bytes: Buffer, contentType: string): TaggedBytes {
  return { bytes, tag: entityTag(bytes), contentType };
}

const VARY = 'accept-language, accept, cookie, authorization';

/** Sends the bytes, or 304 where the client holds them already. `cacheControl` defaults to revalidation each time. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  content: TaggedBytes,
  cacheControl = 'no-cache',
): void {
  void reply.header('etag', content.tag).header('cache-control', cacheControl).header('vary', VARY);
  if (matchesTag(request.headers['if-none-match'], content.tag)) {
    void reply.status(304).send();
    return;
  }
  void reply.header('content-type', content.contentType).send(content.bytes);
}

function mayBeTagged({ method }: FastifyRequest, reply: FastifyReply): boolean {
  const isData = /^application\/([\w.-]+\+)?json/.test(String(reply.getHeader('content-type') ?? ''));
  const isKept = !String(reply.getHeader('cache-control') ?? '').includes('no-store');
  return method === 'GET' && reply.statusCode === 200 && isData && isKept;
}

/**
 * Gives every JSON answer to a GET that has no entity tag of its own (a version) the strong tag of its bytes, and
 * answers 304 where the client holds them. Answers that must not be kept (`no-store`) have none.
 */
export function tagAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload: unknown, done) => {
    if (!mayBeTagged(request, reply) || !(typeof payload === 'string' || Buffer.isBuffer(payload))) {
      done(null, payload);
      return;
    }
    const own = reply.getHeader('etag');
    const tag = typeof own === 'string' ? own : entityTag(payload);
    void reply.header('etag', tag);
    if (reply.getHeader('cache-control') === undefined) void reply.header('cache-control', 'no-cache');
    if (reply.getHeader('vary') === undefined) void reply.header('vary', VARY);
    if (!matchesTag(request.headers['if-none-match'], tag)) {
      done(null, payload);
      return;
    }
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, null);
  });
}
