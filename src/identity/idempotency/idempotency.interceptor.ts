/**
 * Writes with an `Idempotency-Key` have one effect, however often they are sent.
 *
 * The key is claimed (committed) before the handler runs, and the answer is stored before it is sent. Answers of 400 to
 * 499 are answers like others, except 429; after 5xx and 429 the key is free again. Who comes while the first attempt
 * runs waits for its answer.
 *
 * What remains: the process may die between the commit of the effect and the storing of the answer. The effect's
 * transaction carries a mark (every audited change writes it, see claim.ts), so a repetition is told
 * `409 answer_lost`: the request was carried out, read the resource. Without the mark nothing was committed, and the
 * repetition acts. A handler that changes data without an audit record is not protected within this window.
 */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { badRequest, conflict, Problem, titleOf, unprocessable } from '../../http/problem.js';
import type { IdentifiedRequest } from '../access/identified-request.js';
import { isSafe } from '../access/same-site.js';
import { canonicalJson } from '../audit/canonical-json.js';
import { underClaim, type Claim } from './claim.js';
import { IdempotencyStore, LEASE_SECONDS, type KeyedRequest, type StoredAnswer } from './idempotency-store.js';
import { NOT_REPLAYED } from './not-replayed.js';

const LONGEST_WAIT = 25_000;
const KEPT_HEADERS = ['content-type', 'content-language', 'content-disposition', 'etag', 'location', 'cache-control'];

/** The stored answer is on its way already; the filter finds the reply sent and adds nothing. */
class Replayed extends Problem {
  constructor() {
    super({ status: 409, code: 'replayed', title: titleOf(409) });
  }
}

interface Running {
  readonly claim: Claim;
  readonly renewal: NodeJS.Timeout;
}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor, OnModuleInit {
  private readonly running = new WeakMap<FastifyRequest, Running>();

  constructor(
    private readonly reflector: Reflector,
    private readonly store: IdempotencyStore,
    private readonly host: HttpAdapterHost,
  ) {}

  /** The answer is taken where Fastify has its bytes: whoever made it, a handler or the problem filter. */
  onModuleInit(): void {
    const adapter = this.host.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    const instance = adapter?.getInstance<FastifyInstance | undefined>();
    instance?.addHook('onSend', async (request, reply, payload) => {
      await this.keep(request, reply, payload);
      return payload;
    });
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const isExempt = this.reflector.getAllAndOverride<boolean | undefined>(NOT_REPLAYED, [
      context.getHandler(),
      context.getClass(),
    ]);
    const keyed = isSafe(request) || isExempt === true ? undefined : keyedRequest(request);
    if (keyed === undefined) return next.handle();
    const outcome = await this.claimOrWait(keyed);
    if ('answer' in outcome) {
      await replay(context.switchToHttp().getResponse<FastifyReply>(), outcome.answer);
      throw new Replayed();
    }
    const { claim } = outcome;
    const renewal = setInterval(() => void this.store.renew(claim).catch(() => undefined), (LEASE_SECONDS * 1000) / 4);
    this.running.set(request, { claim, renewal: renewal.unref() });
    return underClaim(claim, () => next.handle());
  }

  private async claimOrWait(keyed: KeyedRequest): Promise<{ claim: Claim } | { answer: StoredAnswer }> {
    const deadline = performance.now() + LONGEST_WAIT;
    for (let wait = 25; ; wait = Math.min(wait * 2, 500)) {
      const outcome = await this.store.claim(keyed);
      switch (outcome.kind) {
        case 'claimed':
        case 'answered':
          return outcome;
        case 'other_request':
          throw keyReused();
        case 'answer_lost':
          throw answerLost();
        case 'running':
          if (performance.now() > deadline) throw stillRunning();
          await pause(wait);
      }
    }
  }

  private async keep(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
    const running = this.running.get(request);
    if (running === undefined) return;
    this.running.delete(request);
    clearInterval(running.renewal);
    running.claim.isClosed = true;
    const body = bytesOf(payload);
    if (reply.statusCode >= 500 || reply.statusCode === 429 || body === undefined) {
      await this.store.release(running.claim);
      return;
    }
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => {
        const value = reply.getHeader(name);
        return value === undefined ? [] : [[name, String(value)]];
      }),
    );
    await this.store.complete(running.claim, { status: reply.statusCode, headers, body });
  }
}

/** The request's key and fingerprint; undefined without a key or for nobody. */
function keyedRequest(request: IdentifiedRequest): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  const actor = request.actor ?? null;
  if (key === undefined || actor === null) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw badRequest(
      [
        {
          path: 'Idempotency-Key',
          code: 'is_idempotency_key',
          message: {
            lv: 'Jābūt 1–255 redzamām ASCII rakstzīmēm, piemēram, UUID.',
            en: 'Must be 1 to 255 visible ASCII characters, for example a UUID.',
          },
        },
      ],
      'invalid_input',
    );
  const [path = ''] = request.url.split('?');
  const fingerprint = createHash('sha256').update(canonicalJson({ query: request.query, body: bodyOf(request) }));
  return { actorId: actor.userId, route: `${request.method} ${path}`, key, fingerprint: fingerprint.digest() };
}

/** Uploads are streams that nobody has read yet: of them the kind and length stand for the content. */
function bodyOf(request: FastifyRequest): unknown {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/')) return { upload: request.headers['content-length'] ?? null };
  return request.body ?? null;
}

/** undefined for streams, which cannot be kept. */
function bytesOf(payload: unknown): Buffer | undefined {
  if (payload === undefined || payload === null) return Buffer.alloc(0);
  if (typeof payload === 'string') return Buffer.from(payload);
  return Buffer.isBuffer(payload) ? payload : undefined;
}

async function replay(reply: FastifyReply, answer: StoredAnswer): Promise<void> {
  void reply.status(answer.status).headers({ ...answer.headers, 'idempotent-replay': 'true' });
  await reply.send(answer.body.length === 0 ? undefined : answer.body);
}

function keyReused(): Problem {
  return unprocessable('idempotency_key_reused', {
    lv: 'Ar šo “Idempotency-Key” jau nosūtīts cits pieprasījums. Jaunam pieprasījumam vajag jaunu atslēgu.',
    en: 'Another request was sent with this Idempotency-Key already. A new request needs a new key.',
  });
}

function answerLost(): Problem {
  return conflict('answer_lost', {
    lv: 'Pieprasījums ir izpildīts, bet atbilde nav saglabājusies. Nolasiet datus no jauna.',
    en: 'The request was carried out, but its answer was lost. Read the data anew.',
  });
}

function stillRunning(): Problem {
  return new Problem({
    status: 409,
    code: 'idempotency_in_progress',
    title: { lv: 'Pieprasījums vēl tiek izpildīts', en: 'The request is still being carried out' },
    headers: { 'retry-after': '5' },
  });
}
