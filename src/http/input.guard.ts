import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { LocalisedText } from '../core/vocabulary.js';
import { badRequest, Problem, titleOf } from './problem.js';

/** Where @ApiConsumes keeps what a route reads. */
const CONSUMES = 'swagger/apiConsumes';

/** Deeper than any body of this service, and shallow enough for whatever walks through it by recursion. */
const DEEPEST = 64;

/** What no route can make sense of: NUL characters (Postgres has no text with them) and JSON nested beyond reason. */
type Flaw = 'nul_character' | 'too_deep';

const MESSAGES: Readonly<Record<Flaw | 'malformed', LocalisedText>> = {
  nul_character: { lv: 'Tekstā nedrīkst būt rakstzīme NUL.', en: 'A text must not contain the character NUL.' },
  too_deep: {
    lv: `JSON drīkst būt ne vairāk par ${DEEPEST} līmeņiem.`,
    en: `JSON may be nested ${DEEPEST} levels deep at most.`,
  },
  malformed: { lv: 'Sūtiet JSON objektu.', en: 'Send a JSON object.' },
};

/**
 * The first flaw anywhere in a parsed value, found without recursion.
 *
 * @param value plain data as JSON.parse makes them; class instances and bytes are not looked into
 */
export function flawOf(value: unknown): Flaw | undefined {
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 1 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value: current, depth } = next;
    if (typeof current === 'string' && current.includes('\0')) return 'nul_character';
    if (!isPlain(current)) continue;
    if (depth > DEEPEST) return 'too_deep';
    if (!Array.isArray(current) && Object.keys(current).some((key) => key.includes('\0'))) return 'nul_character';
    for (const inner of Object.values(current))
      if (typeof inner === 'string' || isPlain(inner)) left.push({ value: inner, depth: depth + 1 });
  }
  return undefined;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

function refuse(path: string, flaw: keyof typeof MESSAGES): never {
  throw badRequest([{ path, code: flaw, message: MESSAGES[flaw] }], flaw);
}

/** Fastify leaves multipart bodies unread: a route that reads none would take them for no body at all. */
function assertReadsMultipart(request: FastifyRequest, handler: object): void {
  if (!/^multipart\//i.test(request.headers['content-type'] ?? '')) return;
  const consumes = (Reflect.getMetadata(CONSUMES, handler) ?? []) as readonly string[];
  if (consumes.includes('multipart/form-data')) return;
  const detail = { lv: 'Sūtiet JSON (application/json).', en: 'Send JSON (application/json).' };
  throw new Problem({ status: 415, code: 'unsupported_media_type', title: titleOf(415), detail });
}

/** Refuses input that no route could take, before any route sees it. */
@Injectable()
export class InputGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { params, query, body } = request;
    assertReadsMultipart(request, context.getHandler());
    for (const [where, values] of [
      ['path', params],
      ['query', query],
    ] as const)
      for (const [name, value] of Object.entries(values ?? {}))
        if (flawOf(value) !== undefined || name.includes('\0'))
          refuse(where === 'path' ? name : where, 'nul_character');
    if (body === null || typeof body === 'number' || typeof body === 'boolean') refuse('body', 'malformed');
    const flaw = flawOf(body);
    if (flaw !== undefined) refuse('body', flaw);
    return true;
  }
}
