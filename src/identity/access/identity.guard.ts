/** Stands before every route: finds out who asks, and lets them pass as the route's policy says. */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { AppConfig } from '../../config/app-config.js';
import { holdsRole, POLICY, type Actor, type Policy } from '../../http/actor.js';
import { forbidden, Problem, titleOf, unauthorised } from '../../http/problem.js';
import { Identification } from './identification.js';
import { DURING_ENROLMENT, SESSION_ONLY, WITHOUT_CSRF_TOKEN, type IdentifiedRequest } from './identified-request.js';
import { assertCsrfToken, assertNoForm, assertOrigin, isSafe } from './same-site.js';

@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identification: Identification,
    private readonly config: AppConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const targets = [context.getHandler(), context.getClass()];
    const says = (key: string) => this.reflector.getAllAndOverride<boolean | undefined>(key, targets) === true;
    await this.identification.identify(request, reply);
    const policy = this.reflector.getAllAndOverride<Policy | undefined>(POLICY, targets);
    if (policy === undefined) throw new Error('A route without a policy was called.');
    if (!isSafe(request)) assertNoForm(request);
    if (request.tokenScope === undefined && !isSafe(request)) {
      assertOrigin(request, this.config);
      if (request.session !== undefined && !says(WITHOUT_CSRF_TOKEN))
        assertCsrfToken(request, request.session.csrfToken);
    }
    if (request.session?.restricted === true && !says(DURING_ENROLMENT)) {
      if (policy !== 'public') throw secondFactorOwed(request.session.secondFactor);
      request.actor = null;
    }
    assertPolicy(policy, request.actor ?? null);
    if (request.tokenScope !== undefined) assertToken(request, says(SESSION_ONLY));
    return true;
  }
}

function assertPolicy(policy: Policy, actor: Actor | null): void {
  if (policy === 'public') return;
  if (actor === null) throw unauthorised();
  if (policy !== 'signed_in' && !policy.some((role) => holdsRole(actor, role))) throw forbidden();
}

function assertToken(request: IdentifiedRequest, isSessionOnly: boolean): void {
  if (isSessionOnly)
    throw refusal('session_required', {
      lv: 'To var izdarīt tikai pieslēdzies lietotājs, ne programma ar piekļuves atslēgu.',
      en: 'Only a signed-in person can do this, not a program with a token.',
    });
  if (request.tokenScope === 'read' && !isSafe(request))
    throw refusal('token_scope', {
      lv: 'Šī piekļuves atslēga ļauj tikai lasīt.',
      en: 'This token permits reading only.',
    });
}

function secondFactorOwed(state: string): Problem {
  return state === 'verification_required'
    ? refusal('second_factor_required', {
        lv: 'Vispirms ievadiet autentifikatora kodu.',
        en: 'Enter the code of your authenticator first.',
      })
    : refusal('second_factor_enrolment_required', {
        lv: 'Jūsu lomai vajadzīgs otrais faktors. Vispirms piesaistiet autentifikatoru.',
        en: 'Your role needs a second factor. Enrol an authenticator first.',
      });
}

function refusal(code: string, detail: { lv: string; en: string }): Problem {
  return new Problem({ status: 403, code, title: titleOf(403), detail });
}
