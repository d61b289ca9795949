/** Strict reading of requests: every value checked, every key known, every refusal with its path. */
import { refuse } from './refused.js';

/** An object of a request and where it stands. */
export interface Section {
  readonly value: Readonly<Record<string, unknown>>;
  readonly path: string;
}

/** Numbers as programs write them; nothing else reaches `Number()`. */
const NUMERIC = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const LONGEST_NUMBER = 400;

/** Path of a key below a path. */
export function below(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

/** Stops with INVALID_VALUE. */
export function invalid(path: string, expected: { readonly lv: string; readonly en: string }): never {
  const place = path === '' ? '' : `“${path}”: `;
  return refuse('INVALID_VALUE', path, { lv: `${place}jābūt ${expected.lv}.`, en: `${place}expected ${expected.en}.` });
}

/** An object with no keys but the known ones. */
export function readSection(value: unknown, path: string, known: readonly string[]): Section {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid(path, { lv: 'objektam', en: 'an object' });
  }
  const section: Section = { value: value as Readonly<Record<string, unknown>>, path };
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const names = known.join(', ');
    refuse('UNKNOWN_KEY', below(path, key), {
      lv: `Atslēga “${below(path, key)}” nav zināma. Zināmās: ${names}.`,
      en: `The key “${below(path, key)}” is not known. Known keys: ${names}.`,
    });
  }
  return section;
}

/** The value of a key; own properties only, null counts as left out. */
export function valueOf({ value }: Section, key: string): unknown {
  return Object.hasOwn(value, key) ? (value[key] ?? undefined) : undefined;
}

/** True when the key is there with a value other than null. */
export function has(section: Section, key: string): boolean {
  return valueOf(section, key) !== undefined;
}

/** An array. */
export function readArray(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : invalid(path, { lv: 'sarakstam', en: 'an array' });
}

/** An array under a key; left out means empty. */
export function arrayUnder(section: Section, key: string): readonly unknown[] {
  const value = valueOf(section, key);
  return value === undefined ? [] : readArray(value, below(section.path, key));
}

/** A finite number, also as a numeric string; NaN for null and undefined. */
export function readCell(value: unknown, path: string | (() => string)): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value === null || value === undefined) return NaN;
  if (typeof value === 'string' && value.length <= LONGEST_NUMBER && NUMERIC.test(value.trim())) {
    const number = Number(value.trim());
    if (Number.isFinite(number)) return number;
  }
  return invalid(typeof path === 'string' ? path : path(), { lv: 'skaitlim vai null', en: 'a number or null' });
}

/** Bounds of a number. */
export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
  /** The bounds themselves are not allowed. */
  readonly open?: boolean;
}

/** A number under a key within bounds, or the default where it is left out. */
export function numberUnder<D extends number | null>(
  section: Section,
  key: string,
  fallback: D,
  bounds: NumberBounds = {},
): number | D {
  const value = valueOf(section, key);
  return value === undefined ? fallback : readNumber(value, below(section.path, key), bounds);
}

/** A number within bounds. */
export function readNumber(value: unknown, path: string, bounds: NumberBounds = {}): number {
  const { min = -Infinity, max = Infinity, whole = false, open = false } = bounds;
  const number = readCell(value, path);
  const inside = open ? number > min && number < max : number >= min && number <= max;
  if (!inside || (whole && !Number.isInteger(number))) invalid(path, describe(bounds));
  return number;
}

function describe({ min, max, whole = false, open = false }: NumberBounds): { lv: string; en: string } {
  const lower = min === undefined ? '' : `${open ? '>' : '≥'} ${min}`;
  const upper = max === undefined ? '' : `${open ? '<' : '≤'} ${max}`;
  const limits = [lower, upper].filter((limit) => limit !== '').join(', ');
  const tail = limits === '' ? '' : ` (${limits})`;
  return whole
    ? { lv: `veselam skaitlim${tail}`, en: `a whole number${tail}` }
    : { lv: `skaitlim${tail}`, en: `a number${tail}` };
}

/** True or false under a key, or the default. */
export function booleanUnder(section: Section, key: string, fallback: boolean): boolean {
  const value = valueOf(section, key);
  if (value === undefined) return fallback;
  return typeof value === 'boolean'
    ? value
    : invalid(below(section.path, key), { lv: 'true vai false', en: 'true or false' });
}

/** One of several words. */
export function readChoice<const T extends string>(value: unknown, path: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === value);
  const names = choices.join(', ');
  return choice ?? invalid(path, { lv: `vienam no: ${names}`, en: `one of: ${names}` });
}

/** One of several words under a key, or the default. */
export function choiceUnder<const T extends string, D extends T | null>(
  section: Section,
  key: string,
  choices: readonly T[],
  fallback: D,
): T | D {
  const value = valueOf(section, key);
  return value === undefined ? fallback : readChoice(value, below(section.path, key), choices);
}

/** A code: a text that is not empty; whole numbers (2018) count as their digits. */
export function readCode(value: unknown, path: string): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== ''
    ? value
    : invalid(path, { lv: 'kodam (tekstam)', en: 'a code (a text)' });
}

/** A code under a key, or the default. */
export function codeUnder<D extends string | null>(section: Section, key: string, fallback: D): string | D {
  const value = valueOf(section, key);
  return value === undefined ? fallback : readCode(value, below(section.path, key));
}

/** A code that has to be there. */
export function requiredCode(section: Section, key: string): string {
  return readCode(valueOf(section, key), below(section.path, key));
}

/** Refuses a code that occurred before. */
export function refuseDuplicate(known: ReadonlyMap<string, unknown>, code: string, path: string): void {
  if (!known.has(code)) return;
  refuse('DUPLICATE_CODE', path, { lv: `Kods “${code}” atkārtojas.`, en: `The code “${code}” occurs twice.` });
}
