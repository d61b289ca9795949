import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

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

/** Sends the bytes, or 304 where the client holds them already. `cacheControl` defaults to revalidation each time. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  content: TaggedBytes,
  cacheControl = 'no-cache',
): void {
  void reply
    .header('etag', content.tag)
    .header('cache-control', cacheControl)
    .header('vary', 'accept-language, accept, cookie, authorization');
  if (matchesTag(request.headers['if-none-match'], content.tag)) {
    void reply.status(304).send();
    return;
  }
  void reply.header('content-type', content.contentType).send(content.bytes);
}
