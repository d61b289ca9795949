import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../../config/app-config.js';

const isSecure = (config: AppConfig) => config.publicUrl?.startsWith('https:') === true;

/** `__Host-` binds the cookie to this very host, and browsers take it over TLS only. */
function nameFor(config: AppConfig, name: string): string {
  return isSecure(config) ? `__Host-${name}` : name;
}

/** Lax rather than Strict, so that a link in an e-mail to a receipt works; writes need the CSRF token besides. */
function optionsFor(config: AppConfig) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(config) } as const;
}

/** A cookie that only the service reads. */
export class ServiceCookie {
  constructor(
    private readonly config: AppConfig,
    private readonly name: string,
  ) {}

  read(request: FastifyRequest): string | undefined {
    const value = (request.cookies as FastifyRequest['cookies'] | undefined)?.[nameFor(this.config, this.name)];
    return value === undefined || value === '' ? undefined : value;
  }

  /** Without `seconds` the browser forgets it when it closes. */
  write(reply: FastifyReply, value: string, seconds?: number): void {
    void reply.setCookie(nameFor(this.config, this.name), value, {
      ...optionsFor(this.config),
      ...(seconds === undefined ? {} : { maxAge: seconds }),
    });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(nameFor(this.config, this.name), optionsFor(this.config));
  }
}

/** The cookie of the session: `macities_session`, over TLS `__Host-macities_session`. */
export function sessionCookie(config: AppConfig): ServiceCookie {
  return new ServiceCookie(config, 'macities_session');
}
