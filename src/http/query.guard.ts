import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { getMetadataStorage } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { badRequest } from './problem.js';

type Constructor = new () => object;

/** Names of the query parameters that a handler's DTO (or `@Query('name')`) accepts, besides `lang`. */
export function acceptedParameters(controller: object, handler: string): ReadonlySet<string> {
  const accepted = new Set<string>(['lang']);
  const routeArguments = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  const types = (Reflect.getMetadata('design:paramtypes', (controller as { prototype: object }).prototype, handler) ??
    []) as Constructor[];
  for (const [key, argument] of Object.entries(routeArguments)) {
    if (!key.startsWith(`${RouteParamtypes.QUERY}:`)) continue;
    if (typeof argument.data === 'string') accepted.add(argument.data);
    const dto = types[argument.index];
    if (dto === undefined || (dto as unknown) === Object || (dto as unknown) === String) continue;
    for (const { propertyName } of getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false))
      accepted.add(propertyName);
  }
  return accepted;
}

/** Every route takes `lang`, those too that read no parameter. */
function assertLanguage(lang: unknown): void {
  if (lang === undefined || lang === 'lv' || lang === 'en') return;
  const message = { lv: 'Atļautās vērtības: lv, en.', en: 'Allowed values: lv, en.' };
  throw badRequest([{ path: 'lang', code: 'is_in', message }], 'invalid_input');
}

/** A misspelled query parameter is a 400 that names the accepted ones, never a silently wider answer. */
@Injectable()
export class QueryGuard implements CanActivate {
  private readonly cache = new WeakMap<object, ReadonlySet<string>>();

  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    let accepted = this.cache.get(handler);
    if (accepted === undefined) {
      accepted = acceptedParameters(context.getClass(), handler.name);
      this.cache.set(handler, accepted);
    }
    const query = (context.switchToHttp().getRequest<FastifyRequest>().query ?? {}) as Record<string, unknown>;
    const unknown = Object.keys(query).filter((name) => !accepted.has(name));
    if (unknown.length === 0) {
      assertLanguage(query['lang']);
      return true;
    }
    const names = [...accepted].sort().join(', ');
    throw badRequest(
      unknown.map((name) => ({
        path: name,
        code: 'unknown_parameter',
        message: {
          lv: `Parametra “${name}” nav. Pieņemtie parametri: ${names}.`,
          en: `There is no parameter “${name}”. Accepted parameters: ${names}.`,
        },
      })),
      'unknown_parameter',
    );
  }
}
