import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { POLICY, type Policy } from '../../http/actor.js';

/** A route and who may call it. */
export interface RoutePolicy {
  readonly method: string;
  readonly path: string;
  readonly controller: string;
  readonly handler: string;
  readonly policy: Policy | undefined;
}

const pathOf = (path: unknown): string => {
  const one: unknown = Array.isArray(path) ? path[0] : path;
  return typeof one === 'string' ? one : '';
};
const joined = (...parts: string[]) =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;

/** Looks at every route when the service starts: one without a policy keeps it from starting. */
@Injectable()
export class PolicyAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.routes().filter(({ policy }) => policy === undefined);
    if (open.length === 0) return;
    const names = open.map(({ method, path, controller, handler }) => `${method} ${path} (${controller}.${handler})`);
    throw new Error(`These routes declare no policy (@Public, @SignedIn or @Allow):\n  ${names.join('\n  ')}`);
  }

  /** Every route of every controller with its policy. */
  routes(): RoutePolicy[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, object>;
      return this.scanner.getAllMethodNames(prototype).flatMap((handler) => {
        const method = prototype[handler];
        if (method === undefined || !Reflect.hasMetadata(PATH_METADATA, method)) return [];
        const read = (key: string, target: object): unknown => Reflect.getMetadata(key, target);
        const policy = read(POLICY, method) ?? read(POLICY, metatype);
        return [
          {
            method: RequestMethod[(read(METHOD_METADATA, method) as RequestMethod | undefined) ?? RequestMethod.GET],
            path: joined(pathOf(read(PATH_METADATA, metatype)), pathOf(read(PATH_METADATA, method))),
            controller: metatype.name,
            handler,
            policy: policy as Policy | undefined,
          },
        ];
      });
    });
  }
}
