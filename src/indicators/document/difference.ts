import type { Json, JsonObject } from '../model/catalogue.js';
import { isList, isObject } from './read-document.js';

/** A field whose text differs: dotted path within the indicator or the document, e.g. `hard.H1.expr`. */
export interface FieldChange {
  readonly field: string;
  /** null: the field is new. */
  readonly before: Json;
  /** null: the field is gone. */
  readonly after: Json;
}

export interface IndicatorChange {
  readonly code: string;
  readonly fields: readonly FieldChange[];
}

/** What an import changes. Codes are in the order of the files. */
export interface CatalogueDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly IndicatorChange[];
  /** Changes outside the indicators: header, dimensions, composites, sources. */
  readonly document: readonly FieldChange[];
}

/** The name of an item of a list: its code or id, else its place. */
function labelOf(item: Json, place: number): string {
  const name = isObject(item) ? (item['code'] ?? item['id']) : undefined;
  return typeof name === 'string' ? name : String(place);
}

function childrenOf(value: Json): [string, Json][] | null {
  if (isList(value)) return value.map((item, i): [string, Json] => [labelOf(item, i), item]);
  return isObject(value) ? Object.entries(value) : null;
}

function flatten(value: Json, path: string, into: Map<string, Json>): Map<string, Json> {
  const children = childrenOf(value);
  if (children === null || (children.length === 0 && path !== '')) into.set(path, value);
  for (const [name, child] of children ?? []) flatten(child, path === '' ? name : `${path}.${name}`, into);
  return into;
}

function changesBetween(before: JsonObject, after: JsonObject): FieldChange[] {
  const old = flatten(before, '', new Map());
  const now = flatten(after, '', new Map());
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => JSON.stringify(old.get(field) ?? null) !== JSON.stringify(now.get(field) ?? null))
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }));
}

function indicatorsOf(document: JsonObject | null): Map<string, JsonObject> {
  const list = document?.['indicators'];
  const items = isList(list) ? list.filter((item) => isObject(item)) : [];
  return new Map(items.map((item, i) => [labelOf(item, i), item]));
}

const withoutIndicators = (document: JsonObject | null): JsonObject =>
  Object.fromEntries(Object.entries(document ?? {}).filter(([key]) => key !== 'indicators'));

/**
 * The difference between two documents of one catalogue.
 *
 * @param before null where the catalogue is new: everything is added
 */
export function differenceBetween(before: JsonObject | null, after: JsonObject): CatalogueDifference {
  const old = indicatorsOf(before);
  const now = indicatorsOf(after);
  const changed = [...now].flatMap(([code, indicator]) => {
    const previous = old.get(code);
    const fields = previous === undefined ? [] : changesBetween(previous, indicator);
    return fields.length === 0 ? [] : [{ code, fields }];
  });
  return {
    added: [...now.keys()].filter((code) => !old.has(code)),
    removed: [...old.keys()].filter((code) => !now.has(code)),
    changed,
    document: before === null ? [] : changesBetween(withoutIndicators(before), withoutIndicators(after)),
  };
}
