/** The feed of editions (Atom, RFC 4287). Pure. */
import type { Language } from '../../core/vocabulary.js';
import type { OpenEdition, OpenRevision } from '../figures/published-figures.js';
import { kindWords, PUBLISHER, SAMPLE_MARK, SERVICE } from '../figures/words.js';
import { LICENCE, LICENCE_URL } from '../http/open-answers.js';

/** Revised values that an entry lists; the rest is counted and stands at the edition's own address. */
const LISTED = 500;

/** An edition with what it changed. */
export interface FeedEntry {
  readonly edition: OpenEdition;
  readonly revisions: readonly OpenRevision[];
}

export interface FeedSetting {
  readonly base: string;
  readonly self: string;
  readonly language: Language;
}

/** The feed as XML, newest edition first. */
export function atomFeed(entries: readonly FeedEntry[], { base, self, language }: FeedSetting): string {
  const updated = entries[0]?.edition.publishedAt.toISOString() ?? '1970-01-01T00:00:00.000Z';
  const title = { lv: 'izdevumi un labojumi', en: 'editions and corrections' }[language];
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<id>${xml(`${base}/open-data/feed.atom`)}</id>`,
    `<title>${xml(`${SERVICE[language]}: ${title}`)}</title>`,
    `<updated>${updated}</updated>`,
    `<author><name>${xml(PUBLISHER[language])}</name></author>`,
    `<rights>${xml(`${LICENCE} ${LICENCE_URL}`)}</rights>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="license" href="${LICENCE_URL}"/>`,
    ...entries.map((entry) => entryXml(entry, base, language)),
    '</feed>',
    '',
  ].join('\n');
}

function entryXml({ edition, revisions }: FeedEntry, base: string, language: Language): string {
  const { id, kind, publishedAt, periods, sample, note } = edition;
  const time = publishedAt.toISOString();
  const named = { lv: 'Izdevums', en: 'Edition' }[language];
  const over = periods.map(({ title }) => title[language]).join(', ');
  const mark = sample ? ` (${SAMPLE_MARK[language].split(':')[0] ?? ''})` : '';
  return [
    '<entry>',
    `<id>${xml(`urn:macities:edition:${encodeURIComponent(id)}`)}</id>`,
    `<title>${xml(`${named} ${id}, ${kindWords(kind)[language]}${mark}: ${over}`)}</title>`,
    `<updated>${time}</updated>`,
    `<published>${time}</published>`,
    `<link rel="alternate" type="application/json" href="${xml(`${base}/open-data/json-stat?edition=${encodeURIComponent(id)}`)}"/>`,
    `<link rel="enclosure" type="text/csv" href="${xml(`${base}/api/v1/exports/observations.csv?edition=${encodeURIComponent(id)}`)}"/>`,
    ...(note === null ? [] : [`<summary>${xml(note)}</summary>`]),
    `<content type="html">${xml(contentOf(revisions, language))}</content>`,
    '</entry>',
  ].join('\n');
}

/** Every revised value as a row: old, new, why. HTML whose own text is escaped. */
function contentOf(revisions: readonly OpenRevision[], language: Language): string {
  const words = WORDS[language];
  if (revisions.length === 0) return `<p>${words.none}</p>`;
  const rows = revisions.slice(0, LISTED).map(({ cell, municipality, period, oldValue, newValue, reason }) => {
    const fields = [
      municipality.name[language],
      `${cell.code} ${cell.name[language]}`,
      period.code,
      shown(oldValue, language),
      shown(newValue, language),
      reason ?? words.computed,
    ];
    return `<tr>${fields.map((field) => `<td>${xml(field)}</td>`).join('')}</tr>`;
  });
  const head = `<tr>${words.head.map((name) => `<th>${name}</th>`).join('')}</tr>`;
  const more = revisions.length > LISTED ? `<p>${words.more} ${revisions.length - LISTED}.</p>` : '';
  return `<table>${head}${rows.join('')}</table>${more}`;
}

const WORDS = {
  lv: {
    none: 'Neviena agrāk publicēta vērtība nav mainīta.',
    head: ['Pašvaldība', 'Rādītājs', 'Periods', 'Bija', 'Ir', 'Kāpēc'],
    computed: 'pārrēķināts',
    more: 'Vēl mainītu vērtību:',
  },
  en: {
    none: 'No value published before has changed.',
    head: ['Municipality', 'Indicator', 'Period', 'Was', 'Is', 'Why'],
    computed: 'computed anew',
    more: 'Further values changed:',
  },
} as const;

function shown(value: number | null, language: Language): string {
  if (value === null) return '–';
  return new Intl.NumberFormat(language, { maximumFractionDigits: 10 }).format(value);
}

const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML and HTML; characters that XML 1.0 does not allow are dropped. */
export function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => SPECIAL[sign] ?? sign);
}
