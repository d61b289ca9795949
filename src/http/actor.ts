/**
 * Who asks. The identity room finds out and puts the actor on the request; every other room only reads it here.
 */
import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Scope } from '../database/database.js';
import { unauthorised } from './problem.js';

export type Role =
  'data_owner' | 'coordinator' | 'approver' | 'lps_reviewer' | 'lps_analyst' | 'lps_administrator' | 'reader';

/** Modules of the yearly form: social enterprises, service costs, social work workload. */
export type FormModule = 'SU' | 'SP' | 'SD';

/** A signed-in user or a program with a token. */
export interface Actor {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** ATVK code; null for LPS and readers. */
  readonly municipality: string | null;
  /** Modules of a data owner; all for others. */
  readonly modules: readonly FormModule[];
  readonly via: 'session' | 'token' | 'system';
  /** Roles held besides one's own for a time: `approver` for a deputy named by written order. */
  readonly alsoActsAs?: readonly Role[];
}

/** Whether the actor holds the role, as their own or as a deputy. */
export function holdsRole(actor: Actor, role: Role): boolean {
  return actor.role === role || actor.alsoActsAs?.includes(role) === true;
}

const LPS_ROLES: ReadonlySet<Role> = new Set<Role>(['lps_reviewer', 'lps_analyst', 'lps_administrator']);

export function isLps(actor: Actor | null): boolean {
  return actor !== null && LPS_ROLES.has(actor.role);
}

/** The rows that the actor's transactions may see. */
export function scopeOf(actor: Actor | null): Scope {
  return { municipality: actor?.municipality ?? undefined, wide: isLps(actor), user: actor?.userId };
}

/** The property of the request that the identity room sets. */
export interface ActingRequest extends FastifyRequest {
  actor?: Actor | null;
}

/** Injects the actor, or null where nobody is signed in. */
export const MaybeActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor | null => {
  return context.switchToHttp().getRequest<ActingRequest>().actor ?? null;
});

/** Injects the actor of a route that is not public. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = context.switchToHttp().getRequest<ActingRequest>().actor ?? null;
  if (actor === null) throw unauthorised();
  return actor;
});

export const POLICY = 'macities:policy';
export type Policy = 'public' | 'signed_in' | readonly Role[];

/** Anybody may call the route; the actor, if any, may see more. */
export const Public = (): CustomDecorator => SetMetadata(POLICY, 'public' satisfies Policy);
/** Whoever is signed in may call the route. */
export const SignedIn = (): CustomDecorator => SetMetadata(POLICY, 'signed_in' satisfies Policy);
/** Only these roles may call the route. Every route declares one policy; without one the service does not start. */
export const Allow = (...roles: Role[]): CustomDecorator => SetMetadata(POLICY, roles satisfies Policy);

/** The actor of work that the service does by itself: start-up, command line, background jobs. */
export const SYSTEM_ACTOR: Actor = {
  userId: '00000000-0000-0000-0000-000000000000',
  email: '',
  name: 'Pakalpojums',
  role: 'lps_administrator',
  municipality: null,
  modules: ['SU', 'SP', 'SD'],
  via: 'system',
};
