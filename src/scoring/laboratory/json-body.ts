/**
 * JSON that a stranger sent, parsed without surprises: bounded depth and weight before an object is made, valid UTF-8,
 * no key twice in one object.
 */
import type { LocalisedText } from '../../core/vocabulary.js';

/** A body, or why it cannot be read. */
export type JsonBody =
  { readonly fault: null; readonly value: unknown } | { readonly fault: JsonFault; readonly value: null };

export interface JsonFault {
  readonly status: 400 | 422;
  readonly code: 'malformed' | 'duplicate_key' | 'too_deep' | 'REQUEST_TOO_LARGE';
  readonly message: LocalisedText;
}

/** What a body may be at most. */
export interface JsonBounds {
  readonly depth: number;
  /** Estimated bytes of the parsed value. */
  readonly weight: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Bytes that each sign stands for once parsed, generously: an object, an array, an element, a member, a text. */
const WEIGHTS = { brace: 64, bracket: 48, comma: 16, colon: 48, quote: 16 } as const;

interface Outline {
  readonly weight: number;
  readonly depth: number;
  /** Members of all objects, keys that occur twice counted twice. */
  readonly members: number;
}

/** Reads the signs outside texts; makes nothing. */
function outlineOf(bytes: Uint8Array): Outline {
  let weight = 0;
  let depth = 0;
  let deepest = 0;
  let members = 0;
  for (let i = 0; i < bytes.length; i++) {
    const sign = bytes[i] ?? 0;
    switch (sign) {
      case QUOTE:
        i = endOfText(bytes, i);
        weight += 2 * WEIGHTS.quote;
        break;
      case COMMA:
        weight += WEIGHTS.comma;
        break;
      case COLON:
        weight += WEIGHTS.colon;
        members++;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        weight += sign === OPEN_BRACE ? WEIGHTS.brace : WEIGHTS.bracket;
        deepest = Math.max(deepest, ++depth);
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth--;
        break;
    }
  }
  return { weight: weight + bytes.length, depth: deepest, members };
}

/** Place of the quote that ends a text; the end of the bytes where there is none. */
function endOfText(bytes: Uint8Array, start: number): number {
  let i = start + 1;
  for (; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
  return i;
}

/** Members of all objects in a value. */
function membersOf(root: unknown): number {
  let count = 0;
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    const isArray = Array.isArray(value);
    const children: readonly unknown[] = isArray ? (value as unknown[]) : Object.values(value);
    if (!isArray) count += children.length;
    for (const child of children) if (typeof child === 'object' && child !== null) waiting.push(child);
  }
  return count;
}

/** Parses the bytes of a body. */
export function parseJson(bytes: Uint8Array, bounds: JsonBounds): JsonBody {
  const outline = outlineOf(bytes);
  if (outline.depth > bounds.depth) return fault('too_deep');
  if (outline.weight > bounds.weight) return fault('REQUEST_TOO_LARGE');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fault('malformed');
  }
  return membersOf(value) === outline.members ? { fault: null, value } : fault('duplicate_key');
}

const MESSAGES: Readonly<Record<JsonFault['code'], LocalisedText>> = {
  malformed: { lv: 'Tas nav derīgs JSON (UTF-8).', en: 'This is not valid JSON (UTF-8).' },
  duplicate_key: {
    lv: 'Kādā objektā viena un tā pati atslēga atkārtojas.',
    en: 'The same key occurs twice in one object.',
  },
  too_deep: { lv: 'JSON ir pārāk dziļi ligzdots.', en: 'The JSON is nested too deeply.' },
  REQUEST_TOO_LARGE: {
    lv: 'Pieprasījums ir pārāk liels. Sūtiet “columns”, nevis “observations”, vai dalīt to pa daļām.',
    en: 'The request is too large. Send “columns” instead of “observations”, or send it in parts.',
  },
};

function fault(code: JsonFault['code']): JsonBody {
  const status = code === 'REQUEST_TOO_LARGE' ? 422 : 400;
  return { fault: { status, code, message: MESSAGES[code] }, value: null };
}
