import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { ActingRequest } from '../../http/actor.js';
import type { TokenScope } from '../tokens/token-scope.js';
import type { LiveSession } from '../sessions/session-store.js';

/** A request after the guard has found out who asks. */
export interface IdentifiedRequest extends ActingRequest {
  session?: LiveSession | undefined;
  tokenScope?: TokenScope | undefined;
}

export const SESSION_ONLY = 'macities:session-only';
/** The route is for people at a browser: a program's token is refused, so that a leaked one makes no new credentials. */
export const SessionOnly = (): CustomDecorator => SetMetadata(SESSION_ONLY, true);

export const DURING_ENROLMENT = 'macities:during-enrolment';
/** The route is open to sessions that still owe their second factor. */
export const DuringEnrolment = (): CustomDecorator => SetMetadata(DURING_ENROLMENT, true);

export const WITHOUT_CSRF_TOKEN = 'macities:without-csrf-token';
/** The route cannot ask for the token because it is what gives it; the Origin is checked nevertheless. */
export const WithoutCsrfToken = (): CustomDecorator => SetMetadata(WITHOUT_CSRF_TOKEN, true);
