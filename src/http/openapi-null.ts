/**
 * Spells "or null" so that every reader of OpenAPI 3.0 understands it. The generator writes `nullable` beside `allOf`,
 * where it has no effect (null is no object), and beside `enum` without null in the list.
 */
const NULL = { type: 'object', nullable: true, enum: [null] } as const;

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function spelled(node: Node): Node {
  const { nullable, allOf, oneOf, ...rest } = node;
  if (nullable !== true) return node;
  const choices = Array.isArray(oneOf) ? (oneOf as unknown[]) : Array.isArray(allOf) ? (allOf as unknown[]) : undefined;
  if (choices !== undefined && (oneOf !== undefined || choices.length === 1)) {
    const described = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'type'));
    return { ...described, oneOf: [...choices, NULL] };
  }
  if (Array.isArray(node['enum']) && !node['enum'].includes(null))
    return { ...node, enum: [...(node['enum'] as unknown[]), null] };
  return node;
}

/** The same document, schema by schema, with null spelled out. Values of examples and defaults are left alone. */
export function spellNull<T>(document: T): T {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isNode(value)) return value;
    const members = Object.entries(value).map(([name, member]) => [
      name,
      name === 'example' || name === 'examples' || name === 'default' ? member : walk(member),
    ]);
    return spelled(Object.fromEntries(members) as Node);
  };
  return walk(document) as T;
}
