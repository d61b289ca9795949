/**
 * Refusals in the OpenAPI document: each has the form of a problem document, and those that any route may give
 * (a parameter that does not exist, nobody signed in, too many requests, not available) need no mention at the route.
 */
type Node = Record<string, unknown>;

const SCHEMA = '#/components/schemas/ProblemView';
const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch']);

const EVERYWHERE: Readonly<Record<string, string>> = {
  '400': 'Unknown parameter or malformed value; the errors name what is accepted',
  '429': 'Too many requests; `Retry-After` says when to try again',
  '503': 'Not available for a moment; `Retry-After` says when to try again',
};

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const asProblem = (response: Node): Node => ({
  ...response,
  content: { 'application/problem+json': { schema: { $ref: SCHEMA } } },
});

function withProblems(operation: Node): Node {
  const responses = isNode(operation['responses']) ? operation['responses'] : {};
  const refusals = Object.entries(EVERYWHERE).map(([status, description]) => [status, { description }] as const);
  const all = Object.entries({ ...Object.fromEntries(refusals), ...responses }).map(([status, response]) => {
    const isRefusal = /^[45]/.test(status) && isNode(response) && !('content' in response) && !('$ref' in response);
    return [status, isRefusal ? asProblem(response) : response] as const;
  });
  return { ...operation, responses: Object.fromEntries(all) };
}

/** The same document with the form of every refusal under the API; what has a form of its own keeps it. */
export function describeRefusals<T extends { readonly paths: object }>(document: T): T {
  const paths = Object.entries(document.paths).map(([path, item]) => {
    if (!path.startsWith('/api/v1/') || !isNode(item)) return [path, item] as const;
    const operations = Object.entries(item).map(([method, operation]) =>
      METHODS.has(method) && isNode(operation) ? [method, withProblems(operation)] : [method, operation],
    );
    return [path, Object.fromEntries(operations)] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
