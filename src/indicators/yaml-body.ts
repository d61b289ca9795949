import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

export const YAML_TYPES = ['text/yaml', 'application/yaml', 'application/x-yaml'] as const;

/** Lets Fastify hand a YAML body to the route as the text it is; the catalogue's reader judges it. */
@Injectable()
export class YamlBody implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // Without an HTTP server (worker, command line) there is no adapter, whatever the type says.
    const adapter = this.host.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (adapter?.getType() !== 'fastify') return;
    const fastify = adapter.getInstance<FastifyInstance>();
    for (const type of YAML_TYPES)
      if (!fastify.hasContentTypeParser(type))
        fastify.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => {
          done(null, body);
        });
  }
}
