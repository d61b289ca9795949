import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from './language.js';
import { Problem, titleOf, type ProblemDetails } from './problem.js';

/** Postgres conditions under which trying again later helps: connection failures, shutdown, timeouts, resources. */
const UNAVAILABLE = /^(08|57P|53|55P03|57014|25P03)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

function isUnavailable(error: unknown): boolean {
  const { code, driverError, message } = error as {
    code?: unknown;
    driverError?: { code?: unknown };
    message?: unknown;
  };
  const codes = [code, driverError?.code].filter((value): value is string => typeof value === 'string');
  if (codes.some((value) => UNAVAILABLE.test(value) || NETWORK.has(value))) return true;
  return (
    typeof message === 'string' &&
    /Connection terminated|timeout exceeded when trying to connect|Driver not Connected|is not queryable/i.test(message)
  );
}

/** Turns whatever was thrown into problem details; faults are logged with their particulars and answered without. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error))
    return new Problem({ status: 503, code: 'unavailable', title: titleOf(503), headers: { 'retry-after': '5' } });
  const status = statusOf(error);
  if (status === undefined || status >= 500)
    return new Problem({ status: 500, code: 'internal_error', title: titleOf(500) });
  const details: ProblemDetails = { status, code: codeOf(error, status), title: titleOf(status) };
  return new Problem(status === 429 ? { ...details, headers: { 'retry-after': '60' } } : details);
}

/** The parser of uploads knows no codes: what it says of a body that breaks off or has no boundary. */
const BROKEN_UPLOAD = /^(Multipart: Boundary not found|Unexpected end of multipart data|.*terminated early due to)/;

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  if (typeof message === 'string' && BROKEN_UPLOAD.test(message)) return 400;
  return typeof statusCode === 'number' && statusCode >= 400 ? statusCode : undefined;
}

function codeOf(error: unknown, status: number): string {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && code.startsWith('FST_')) return code.slice(4).replace(/^ERR_/, '').toLowerCase();
  const names: Record<number, string> = {
    400: 'malformed',
    404: 'not_found',
    405: 'method_not_allowed',
    413: 'too_large',
  };
  return names[status] ?? `http_${status}`;
}

/** Sends a problem document in the language of the request. */
export function answerProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers } = problem.details;
  void reply
    .status(status)
    .headers({ 'cache-control': 'no-store', ...headers })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.body(languageOf(request), request.url.split('?')[0])));
}

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.details.status >= 500)
      this.logger.error({ err: error, requestId: request.id, route: request.routeOptions.url });
    if (!reply.sent) answerProblem(problem, request, reply);
  }
}
