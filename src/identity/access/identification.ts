import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppConfig } from '../../config/app-config.js';
import type { Actor } from '../../http/actor.js';
import { Problem, titleOf } from '../../http/problem.js';
import { addressOf } from '../sessions/login-throttle.js';
import { sessionCookie, type ServiceCookie } from '../sessions/session-cookie.js';
import { SessionStore } from '../sessions/session-store.js';
import { TokenService } from '../tokens/token-service.js';
import { actorOf } from '../users/user.js';
import type { IdentifiedRequest } from './identified-request.js';
import { PUBLIC_PER_MINUTE, RateLimit, SIGNED_IN_PER_MINUTE } from './rate-limit.js';

/** Finds the actor by token or session and counts the request. */
@Injectable()
export class Identification {
  private readonly cookie: ServiceCookie;

  constructor(
    config: AppConfig,
    private readonly sessions: SessionStore,
    private readonly tokens: TokenService,
    private readonly rateLimit: RateLimit,
  ) {
    this.cookie = sessionCookie(config);
  }

  /**
   * Puts actor and session on the request. A token goes before a cookie; a cookie that no longer holds is cleared and
   * its bearer is nobody.
   *
   * @throws Problem 401 `invalid_token` for a token that does not hold, 429 `too_many_requests`
   */
  async identify(request: IdentifiedRequest, reply: FastifyReply): Promise<void> {
    const bearer = bearerOf(request.headers.authorization);
    const actor = bearer === undefined ? await this.bySession(request, reply) : await this.byToken(request, bearer);
    request.actor = actor;
    if (actor !== null) this.rateLimit.take(`user:${actor.userId}`, SIGNED_IN_PER_MINUTE);
    else this.rateLimit.take(`address:${addressOf(request.ip)}`, PUBLIC_PER_MINUTE);
    if (bearer !== undefined && actor === null) throw invalidToken();
  }

  private async byToken(request: IdentifiedRequest, bearer: string): Promise<Actor | null> {
    const found = await this.tokens.find(bearer);
    if (found === undefined) return null;
    request.tokenScope = found.scope;
    return actorOf(found.user, 'token');
  }

  private async bySession(request: IdentifiedRequest, reply: FastifyReply): Promise<Actor | null> {
    const token = this.cookie.read(request);
    if (token === undefined) return null;
    const session = await this.sessions.find(token);
    if (session === undefined) {
      this.cookie.clear(reply);
      return null;
    }
    request.session = session;
    return actorOf(session.user, 'session');
  }
}

/** The token of an `Authorization: Bearer` header; empty where it is malformed. Other schemes are the proxy's affair. */
function bearerOf(header: string | undefined): string | undefined {
  if (header === undefined || !/^Bearer\b/i.test(header)) return undefined;
  return /^Bearer +([\w.~+/-]+=*) *$/i.exec(header)?.[1] ?? '';
}

function invalidToken(): Problem {
  return new Problem({
    status: 401,
    code: 'invalid_token',
    title: titleOf(401),
    detail: {
      lv: 'Piekļuves atslēga neder: tās nav, tā ir atsaukta vai tai beidzies termiņš.',
      en: 'The token does not hold: there is none such, it was revoked or has expired.',
    },
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });
}
