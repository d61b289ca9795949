import type { LoggerService } from '@nestjs/common';
import { destination, pino, stdSerializers, type Logger } from 'pino';
import type { LogLevel } from '../config/app-config.js';

/**
 * Structured logs, one JSON object a line on standard error: what a person should read goes to standard output.
 * Bodies, queries, cookies and addresses are never written.
 */
export function createLog(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: stdSerializers.err },
      redact: { paths: ['err.parameters', 'err.config', 'err.query', 'err.detail'], remove: true },
    },
    destination({ fd: 2, sync: false }),
  );
}

type Level = 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal';

/** Nest's logger on top of pino. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const bindings = typeof context === 'string' ? { context } : {};
    // Nest reports each route and module at start as `log`: of no use to an operator
    const chatter = ['RouterExplorer', 'RoutesResolver', 'InstanceLoader', 'NestFactory', 'NestApplication'];
    const at = level === 'info' && chatter.includes(String(context)) ? 'trace' : level;
    if (message instanceof Error) this.logger[at]({ ...bindings, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.logger[at]({ ...bindings, ...message });
    else this.logger[at]({ ...bindings, ...(rest.length > 1 ? { stack: rest[0] } : {}) }, String(message));
  }
}
