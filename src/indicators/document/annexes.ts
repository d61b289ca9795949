/** The parts of a catalogue beside indicators and dimensions: sources, flags, disclosure rules, groups and families. */
import type { LocalisedText } from '../../core/vocabulary.js';
import type { CodedText, DisclosureRule, Family, Group, Source } from '../model/catalogue.js';
import { isObject } from './read-document.js';
import { Section } from './section.js';

/** A key such as `service_cost` in words, for a language that has no name of its own. */
const inWords = (key: string): string => key.replaceAll('_', ' ');

function named(section: Section | null, key: string): LocalisedText {
  const name = section?.localised('name') ?? { lv: '', en: '' };
  return { lv: name.lv === '' ? inWords(key) : name.lv, en: section?.has('name_en') === true ? name.en : inWords(key) };
}

/** `families: {SU: social_enterprise_support}`, with names in `family_names` where the catalogue gives them. */
export function readFamilies(header: Section): Family[] {
  const names = new Map(header.entries('family_names'));
  return header.entries('families').map(([code, key]) => {
    const word = typeof key === 'string' ? key : code;
    const name = names.get(code);
    return { code, key: word, name: named(sectionOf(name, `catalogue.family_names.${code}`, header), word) };
  });
}

function sectionOf(value: unknown, path: string, parent: Section): Section | null {
  const data = value as Parameters<typeof isObject>[0];
  return isObject(data) ? new Section(data, path, parent.log) : null;
}

export function readGroups(header: Section): Group[] {
  return header.entries('groups').map(([code, value]) => {
    const section = sectionOf(value, `catalogue.groups.${code}`, header);
    return {
      code,
      name: named(section, code),
      collected: section?.number('collected') ?? 0,
      derived: section?.number('derived') ?? 0,
    };
  });
}

export function readDisclosureRules(root: Section): DisclosureRule[] {
  return root.sections('disclosure_rules').map((section) => ({
    code: section.text('code') ?? '',
    rule: section.localised('rule'),
    applies: section.text('applies'),
  }));
}

export function readSources(root: Section): Source[] {
  return root.sections('sources', 'id').map((section) => {
    const verified = section.text('verified');
    return {
      id: section.text('id') ?? '',
      title: section.text('title') ?? '',
      url: section.text('url'),
      verified: verified === 'yes' || verified === 'true' ? 'yes' : verified === 'partial' ? 'partial' : 'no',
      note: section.text('note'),
    };
  });
}

/** `flags`, `value_statuses` and `severities`: a code and its meaning. */
export function readCodedTexts(root: Section, key: string): CodedText[] {
  return root.sections(key).map((section) => ({
    code: section.text('code') ?? '',
    meaning: section.bilingual(),
    document: section.data,
  }));
}

/** Notes by topic; values that are not texts are left in the document. */
export function readNotes(root: Section, key: string): Record<string, string> {
  return Object.fromEntries(
    root.entries(key).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
