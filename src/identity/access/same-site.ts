/** Defence against requests that another site makes a signed-in user's browser send. */
import type { FastifyRequest } from 'fastify';
import type { AppConfig } from '../../config/app-config.js';
import { Problem, titleOf } from '../../http/problem.js';
import { sameSecret } from './secret.js';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isSafe(request: Pick<FastifyRequest, 'method'>): boolean {
  return SAFE_METHODS.has(request.method);
}

/**
 * Whether a browser says that the request comes from our own pages: by `Origin` (PUBLIC_URL's, or the host that was
 * asked), else by `Sec-Fetch-Site`. Programs send neither and pass; they carry no cookie unless they mean to.
 */
export function comesFromHere(request: FastifyRequest, config: AppConfig): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
  if (config.publicUrl !== undefined && origin === new URL(config.publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}

/** What a plain HTML form can send without being asked (`multipart/form-data` too, which uploads need). */
const FORM_TYPES = /^(application\/x-www-form-urlencoded|text\/plain)\b/i;

/** @throws Problem 415 `unsupported_media_type` for bodies that only forms send */
export function assertNoForm(request: FastifyRequest): void {
  if (!FORM_TYPES.test(request.headers['content-type'] ?? '')) return;
  throw new Problem({
    status: 415,
    code: 'unsupported_media_type',
    title: titleOf(415),
    detail: { lv: 'Sūtiet JSON (application/json).', en: 'Send JSON (application/json).' },
  });
}

/** @throws Problem 403 `origin_refused` */
export function assertOrigin(request: FastifyRequest, config: AppConfig): void {
  if (comesFromHere(request, config)) return;
  throw refusal('origin_refused', {
    lv: 'Pieprasījums nāk no citas vietnes.',
    en: 'The request comes from another site.',
  });
}

/** @throws Problem 403 `csrf_refused` where `x-csrf-token` is missing or not the session's */
export function assertCsrfToken(request: FastifyRequest, expected: string): void {
  const given = request.headers['x-csrf-token'];
  if (typeof given === 'string' && sameSecret(given, expected)) return;
  throw refusal('csrf_refused', {
    lv: 'Pieprasījumam trūkst derīgas galvenes “x-csrf-token”. Atjaunojiet lapu.',
    en: 'The request lacks a valid “x-csrf-token” header. Reload the page.',
  });
}

function refusal(code: string, detail: { lv: string; en: string }): Problem {
  return new Problem({ status: 403, code, title: titleOf(403), detail });
}
