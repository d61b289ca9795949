import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const OPEN = /^\/(?:kolada|open-data)(?:[/?]|$)/;
const QUERY_BY_POST = /^\/open-data\/pxweb\//;
const A_DAY_IN_SECONDS = '86400';

/**
 * Lets every page of the world read the open part, and makes sure that there is nothing else to read: whoever asks is
 * nobody there, so that an answer never depends on a session.
 */
@Injectable()
export class OpenAccess implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // Without an HTTP server (worker, command line) there is no adapter, whatever the type says.
    const adapter = this.host.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (adapter?.getType() !== 'fastify') return;
    adapter.getInstance<FastifyInstance>().addHook('onRequest', openUp);
  }
}

/** Fastify's hook, with its callback. */
export function openUp(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (!OPEN.test(request.url)) {
    done();
    return;
  }
  void reply
    .header('access-control-allow-origin', '*')
    .header('access-control-expose-headers', 'etag, link, retry-after, content-disposition');
  if (request.method === 'OPTIONS') {
    void reply
      .header('access-control-allow-methods', 'GET, HEAD, POST, OPTIONS')
      .header('access-control-allow-headers', 'content-type, accept, accept-language, if-none-match')
      .header('access-control-max-age', A_DAY_IN_SECONDS)
      .status(204)
      .send();
    return;
  }
  makeAnonymous(request);
  done();
}

/** A query by POST changes nothing, so that it may come from any page, and with whatever type a client gives JSON. */
function makeAnonymous(request: FastifyRequest): void {
  const { headers } = request.raw;
  delete headers.cookie;
  delete headers.authorization;
  delete headers.origin;
  delete headers['sec-fetch-site'];
  if (request.method === 'POST' && QUERY_BY_POST.test(request.url)) headers['content-type'] = 'application/json';
}
