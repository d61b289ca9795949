/**
 * From the text of a file to plain data. A hostile file costs little: its size, nesting, number of nodes and aliases
 * are bounded, tags and prototype keys are refused, and nothing in it is executed.
 */
import type { LocalisedText } from '../../core/vocabulary.js';
import type { Json, JsonObject } from '../model/catalogue.js';
import type { FindingLog } from './findings.js';
import { YamlRefusal, parseYaml, type YamlFault } from './parse-yaml.js';

/** Largest file in bytes. */
const LARGEST_DOCUMENT = 5 * 1024 * 1024;
const MOST_NODES = 300_000;
const DEEPEST = 32;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);
/** Control characters, which no text of a catalogue needs, and halves of surrogate pairs, which are no characters. */
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u;

class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly lv: string,
    readonly en: string,
    readonly path = '',
  ) {
    super(en);
  }
}

const refuse = (code: string, lv: string, en: string): never => {
  throw new Refusal(code, lv, en);
};

/** Copies data into plain objects without prototype surprises. */
class Copier {
  private nodes = 0;

  copy(value: unknown, path: string, depth: number): Json {
    if (++this.nodes > MOST_NODES || depth > DEEPEST)
      refuse(
        'document_too_complex',
        'Dokuments ir pārāk liels vai pārāk dziļi ligzdots.',
        'Too large or nested too deeply.',
      );
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string') return this.text(value, path);
    if (typeof value === 'number')
      return Number.isFinite(value) ? value : refuse('bad_number', `Nav skaitlis: ${path}.`, `Not a number: ${path}.`);
    if (Array.isArray(value)) return value.map((item, i) => this.copy(item, `${path}[${i}]`, depth + 1));
    if (typeof value === 'object' && !(value instanceof Date)) return this.object(value, path, depth);
    return refuse('bad_value', `Vērtība neder: ${path}.`, `Not a value of a catalogue: ${path}.`);
  }

  private text(value: string, path: string): string {
    if (UNWRITABLE.test(value))
      refuse('bad_character', `Neatļauta rakstzīme: ${path}.`, `A character that cannot be stored: ${path}.`);
    return value;
  }

  private object(value: object, path: string, depth: number): JsonObject {
    const result: Record<string, Json> = {};
    for (const [key, item] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key))
        refuse('forbidden_key', `Neatļauta atslēga “${key}”.`, `Key “${key}” is not allowed.`);
      this.text(key, path);
      result[key] = this.copy(item, path === '' ? key : `${path}.${key}`, depth + 1);
    }
    return result;
  }
}

function asObject(data: unknown): JsonObject {
  const copy = new Copier().copy(data, '', 0);
  return isObject(copy)
    ? copy
    : refuse('not_a_catalogue', 'Kataloga fails ir YAML ar atslēgām.', 'A catalogue is a YAML file with keys.');
}

/** Whether a value is an object of the document. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list of the document. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function yamlMessage({ code, line, reason }: YamlFault): LocalisedText {
  switch (code) {
    case 'document_too_complex':
      return {
        lv: 'Dokuments ir pārāk sarežģīts (garums, atsauces vai ligzdojums).',
        en: 'The document is too complex (length, references or nesting).',
      };
    case 'duplicate_key':
      return { lv: `${line}. rindā atkārtojas atslēga “${reason}”.`, en: `Line ${line} repeats the key “${reason}”.` };
    case 'bad_yaml':
      return { lv: `YAML kļūda ${line}. rindā: ${reason}`, en: `YAML error in line ${line}: ${reason}` };
  }
}

/**
 * Reads a YAML (or JSON) text, or data that were JSON already.
 *
 * @returns the document, or null with the reason in the log
 */
export function readDocument(input: unknown, log: FindingLog): JsonObject | null {
  try {
    if (typeof input !== 'string') return asObject(input);
    if (input.length > LARGEST_DOCUMENT || Buffer.byteLength(input) > LARGEST_DOCUMENT)
      refuse('document_too_large', 'Fails ir lielāks par 5 MB.', 'The file is larger than 5 MB.');
    return asObject(parseYaml(input));
  } catch (error) {
    if (error instanceof Refusal) log.error(error.code, error.path, { lv: error.lv, en: error.en });
    else if (error instanceof YamlRefusal) log.error(error.fault.code, '', yamlMessage(error.fault));
    // Nesting beyond the parser's stack.
    else if (error instanceof RangeError)
      log.error('document_too_complex', '', yamlMessage({ code: 'document_too_complex', line: 0, reason: '' }));
    else throw error;
    return null;
  }
}
