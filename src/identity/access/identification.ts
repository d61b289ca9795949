import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppConfig } from '../../config/app-config.js';
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
    request.actor = null;
    const bearer = bearerOf(request.headers.authorization);
    if (bearer !== undefined) await this.byToken(request, bearer);
    else await this.bySession(request, reply);
    if (request.actor !== null) this.rateLimit.take(`user:${request.actor.userId}`, SIGNED_IN_PER_MINUTE);
    else this.rateLimit.take(`address:${addressOf(request.ip)}`, PUBLIC_PER_MINUTE);
    if (bearer !== undefined && request.actor === null) throw invalidToken();
  }

  private async byToken(request: IdentifiedRequest, bearer: string): Promise<void> {
    const found = await this.tokens.find(bearer);
    if (found === undefined) return;
    request.actor = actorOf(found.user, 'token');
    request.tokenScope = found.scope;
  }

  private async bySession(request: IdentifiedRequest, reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    if (token === undefined) return;
    const session = await this.sessions.find(token);
    if (session === undefined) {
      this.cookie.clear(reply);
      return;
    }
    request.session = session;
    request.actor = actorOf(session.user, 'session');
  }
}

/** The credentials of the header, whatever scheme it names: an unknown scheme is an invalid token, not nobody. */
function bearerOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
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
