import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const UNREAD_TYPE = 'application/vnd.macities.unread';
const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** Path of the laboratory. */
export const LABORATORY_PATH = 'api/v1/method-lab';

/**
 * Leaves JSON bodies of the laboratory unread: the route finds a stream in `request.body`. Fastify would read them
 * before anybody has asked who sends them, and parse them on the event loop.
 */
@Injectable()
export class UnreadBody implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // Without an HTTP server (worker, command line) there is no adapter, whatever the type says.
    const adapter = this.host.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (adapter?.getType() !== 'fastify') return;
    const fastify = adapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser(UNREAD_TYPE, (_request, stream, done) => {
      done(null, stream);
    });
    fastify.addHook('onRequest', (request: FastifyRequest, _reply, done) => {
      const isLaboratory = request.routeOptions.url?.startsWith(`/${LABORATORY_PATH}/`) === true;
      const { headers } = request.raw;
      if (isLaboratory && JSON_TYPE.test(headers['content-type'] ?? '')) headers['content-type'] = UNREAD_TYPE;
      done();
    });
  }
}
