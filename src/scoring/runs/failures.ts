/** Classes of Postgres's codes: connection, resources, operator intervention, lock, serialisation. */
const PASSING_CLASSES = new Set(['08', '53', '57', '55', '40']);
const PASSING_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** Whether the fault lies with the moment and not with the work: the same may succeed later. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && (PASSING_CODES.has(code) || PASSING_CLASSES.has(code.slice(0, 2)))) return true;
  return /connection terminated|connection ended|timeout exceeded|scoring thread ended|client has encountered a connection error/i.test(
    error.message,
  );
}
