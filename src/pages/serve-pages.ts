/** Serves the built pages (dist/web): files as they are, and the one document for every address of the application. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../http/language.js';
import { notFound } from '../http/problem.js';

/** Addresses that belong to programs: what is not found there is a problem document, never a page. */
const MACHINE = /^\/(api|kolada|open-data|metrics)(\/|$)/;
const HASHED = /\/assets\//;

function answerMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = notFound({ lv: 'Šādas adreses nav.', en: 'There is no such address.' });
  return reply
    .status(404)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.body(languageOf(request), request.url.split('?')[0])));
}

/** Registers the pages; where they are not built, only the API answers. */
export async function servePages(app: NestFastifyApplication, rootDir: string): Promise<void> {
  const root = path.join(rootDir, 'dist', 'web');
  if (!existsSync(path.join(root, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const lasting = HASHED.test(file.split(path.sep).join('/'));
      void reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', async (request, reply) => {
    const [address = '/'] = request.url.split('?');
    if (MACHINE.test(address) || /\.[a-z0-9]{2,5}$/i.test(address)) return answerMissing(request, reply);
    return reply.sendFile('index.html');
  });
}
