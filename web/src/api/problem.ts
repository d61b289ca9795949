/** A refusal of the service (RFC 9457), or no answer at all (`status` 0). */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string | null,
  ) {
    super(`${status} ${code}`);
  }
}

interface ProblemBody {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly errors?: readonly { readonly message?: unknown }[];
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** Reads the problem document of an answer that is not a success. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  const messages = (body.errors ?? []).flatMap(({ message }) => (typeof message === 'string' ? [message] : []));
  const detail = typeof body.detail === 'string' ? body.detail : messages.length > 0 ? messages.join(' ') : null;
  return new Problem(response.status, textOr(body.code, 'unknown'), textOr(body.title, response.statusText), detail);
}
