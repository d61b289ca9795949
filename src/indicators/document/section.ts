import type { LocalisedText } from '../../core/vocabulary.js';
import type { Json, JsonObject } from '../model/catalogue.js';
import type { FindingLog } from './findings.js';
import { isList, isObject } from './read-document.js';

const nothing: LocalisedText = { lv: '', en: '' };

/** One object of the document with its place; reads fields leniently and reports what has the wrong type. */
export class Section {
  constructor(
    readonly data: JsonObject,
    readonly path: string,
    readonly log: FindingLog,
  ) {}

  has(key: string): boolean {
    return Object.hasOwn(this.data, key) && this.data[key] !== null;
  }

  get(key: string): Json | undefined {
    return Object.hasOwn(this.data, key) ? this.data[key] : undefined;
  }

  private wrong(key: string, lv: string, en: string): void {
    this.log.error('wrong_type', this.path === '' ? key : `${this.path}.${key}`, {
      lv: `“${key}”: jābūt ${lv}.`,
      en: `“${key}” must be ${en}.`,
    });
  }

  /** A text; numbers and yes/no are taken as they are written. Null where absent. */
  text(key: string): string | null {
    const value = this.get(key);
    if (value === undefined || value === null) return null;
    if (typeof value === 'object') {
      this.wrong(key, 'tekstam', 'text');
      return null;
    }
    const text = String(value).trim();
    return text === '' ? null : text;
  }

  number(key: string): number | null {
    const value = this.get(key);
    if (value === undefined || value === null) return null;
    if (typeof value === 'number') return value;
    this.wrong(key, 'skaitlim', 'a number');
    return null;
  }

  flag(key: string): boolean {
    return this.get(key) === true;
  }

  /** The objects of a list; an absent list is empty. */
  sections(key: string, label = 'code'): Section[] {
    const value = this.get(key);
    if (value === undefined || value === null) return [];
    if (!isList(value)) {
      this.wrong(key, 'sarakstam', 'a list');
      return [];
    }
    return value.flatMap((item, i) => {
      if (!isObject(item)) {
        this.wrong(`${key}[${i}]`, 'objektam', 'an object');
        return [];
      }
      const name = item[label] ?? item['id'];
      const place = typeof name === 'string' || typeof name === 'number' ? String(name) : String(i);
      return [new Section(item, this.path === '' ? `${key}.${place}` : `${this.path}.${key}.${place}`, this.log)];
    });
  }

  /** The texts of a list; a single text counts as a list of one. */
  texts(key: string): string[] {
    const value = this.get(key);
    if (value === undefined || value === null) return [];
    const items = isList(value) ? value : [value];
    const texts = items.filter((item) => typeof item === 'string' || typeof item === 'number').map(String);
    if (texts.length !== items.length) this.wrong(key, 'tekstu sarakstam', 'a list of texts');
    return texts;
  }

  /** An object with a section for each of its keys. */
  entries(key: string): [string, Json][] {
    const value = this.get(key);
    if (value === undefined || value === null) return [];
    if (isObject(value)) return Object.entries(value);
    if (isList(value) && value.length === 0) return [];
    this.wrong(key, 'objektam', 'an object');
    return [];
  }

  /**
   * A text in both languages: `name_lv` and `name_en`, or `name` for either (a text, or an object with `lv` and `en`).
   * Where one language is missing the other stands in.
   */
  localised(key: string): LocalisedText {
    const common = this.get(key);
    if (isObject(common)) return new Section(common, `${this.path}.${key}`, this.log).bilingual();
    const either = this.text(key);
    return both(this.text(`${key}_lv`) ?? either, this.text(`${key}_en`) ?? either);
  }

  /** The fields `lv` and `en` of this section. */
  bilingual(): LocalisedText {
    return both(this.text('lv'), this.text('en'));
  }
}

function both(lv: string | null, en: string | null): LocalisedText {
  const first = lv ?? en;
  return first === null ? nothing : { lv: lv ?? first, en: en ?? first };
}
