/**
 * A body that is too large is answered 413 before all of it has arrived. If the connection were closed at once, the
 * sender, still writing, would see a broken connection instead of the answer: so the rest is read and thrown away first.
 */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** More than this, or for longer, nobody is listened to. */
const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_MS = 5000;

/**
 * Reads what is left of a body without keeping it, within limits of size and time.
 *
 * @param mostBytes a body that declares more is not read at all; one that turns out longer is no longer read
 */
export function readToTheEnd(body: IncomingMessage, mostBytes = MOST_BYTES): Promise<void> {
  const declared = Number(body.headers['content-length'] ?? 0);
  if (body.complete || body.destroyed || declared > mostBytes) return Promise.resolve();
  return new Promise((resolve) => {
    let left = mostBytes;
    const onData = (chunk: Buffer): void => {
      left -= chunk.length;
      if (left < 0) end();
    };
    const end = (): void => {
      clearTimeout(timer);
      body.off('data', onData).off('end', end).off('close', end).off('error', end);
      resolve();
    };
    const timer = setTimeout(end, LONGEST_MS);
    body.on('data', onData).once('end', end).once('close', end).once('error', end);
    body.resume();
  });
}

/** Lets the sender of a body that is too large finish, so that it can read the answer. */
export function letSendersFinish(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode === 413) await readToTheEnd(request.raw);
    return payload;
  });
}
