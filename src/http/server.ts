/** The HTTP server as every route finds it: limits, cookies, uploads, security headers, request log. */
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { AppConfig } from '../config/app-config.js';
import { tagAnswers } from './entity-tag.js';
import { InputGuard } from './input.guard.js';
import { answerProblem, problemOf, ProblemFilter } from './problem.filter.js';
import { QueryGuard } from './query.guard.js';
import { letSendersFinish } from './refused-body.js';
import { validationPipe } from './validation.js';

const MEBIBYTE = 1024 * 1024;

/** Fastify with limits on bodies, headers and time; unknown proxies' forwarding headers are not believed. */
export function createAdapter(config: AppConfig): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: 8 * MEBIBYTE,
    requestTimeout: 60_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5000 },
    connectionTimeout: 90_000,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 500 },
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
      answerProblem(problemOf(error), request, reply);
    },
  });
}

const isSecure = (config: AppConfig) => config.publicUrl?.startsWith('https:') === true;

async function registerPlugins(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: 20 * MEBIBYTE, files: 1, fields: 10, fieldSize: 10_000, parts: 12, headerPairs: 100 },
    throwFileSizeLimit: true,
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isSecure(config) ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'same-origin' },
  });
}

function logRequests(app: NestFastifyApplication, log: Logger): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const { statusCode, elapsedTime } = reply;
    const line = { requestId: request.id, method: request.method, route: request.routeOptions.url, statusCode };
    log[statusCode >= 500 ? 'error' : 'debug']({ ...line, milliseconds: Math.round(elapsedTime * 10) / 10 }, 'request');
    done();
  });
}

/** Everything that stands before the routes: used by the service and by tests alike. */
export async function prepareServer(app: NestFastifyApplication, config: AppConfig, log: Logger): Promise<void> {
  await registerPlugins(app, config);
  logRequests(app, log);
  const fastify = app.getHttpAdapter().getInstance();
  tagAnswers(fastify);
  letSendersFinish(fastify);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new InputGuard(), new QueryGuard());
}
