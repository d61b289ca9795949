// Real: the shipped catalogue with all its rules, and the sound submission of the golden tests put through the form.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { soundSubmission } from '../../../test/golden/sound-submission.js';
import { compileCatalogues } from '../../indicators/compiled/compile-catalogues.js';
import { readCatalogue } from '../../indicators/document/read-catalogue.js';
import { formOf } from '../form/form-definition.js';
import { EMPTY } from '../form/read-entry.js';
import type { RecordedValue, StoredValue } from '../values/stored-value.js';
import { hashOf, SubmissionContent } from '../values/submission-content.js';
import { checkAffected, checkAll, NO_YARDSTICK, type Yardstick } from './check.js';
import { blocking } from './finding.js';
import { spreadOf } from './plausibility.js';

const { catalogue } = readCatalogue(readFileSync('catalogue/catalogue.yaml', 'utf8'));
if (catalogue === null) throw new Error('The catalogue cannot be read.');
const { compiled } = compileCatalogues([catalogue]);
if (compiled === null) throw new Error('The catalogue cannot be compiled.');
const form = formOf(compiled);

const stored = (cell: string, more: Partial<StoredValue>): StoredValue => ({
  ...EMPTY,
  cell,
  origin: 'typed',
  version: 1,
  changedAt: new Date(0),
  changedBy: null,
  ...more,
});
const recorded = (value: number): RecordedValue => ({ value, status: 'reported', source: 'test' });

function sound(): SubmissionContent {
  const values = new Map<string, StoredValue>();
  const present = new Map<string, RecordedValue>();
  const previous = new Map<string, RecordedValue>();
  for (const [key, value] of soundSubmission()) {
    if (typeof value !== 'number') continue;
    if (key.endsWith('|prev')) previous.set(key.slice(0, -5), recorded(value));
    else if (form.byKey.get(key)?.kind === 'collected')
      values.set(key, stored(key, { value, status: 'reported', evidence: 'https://example.lv/lemums' }));
    else present.set(key, recorded(value));
  }
  return new SubmissionContent(form, values, { present, previous });
}
const change = (content: SubmissionContent, cell: string, more: Partial<StoredValue>) =>
  content.with([stored(cell, { ...(content.values.get(cell) ?? {}), ...more })]);
const codes = (content: SubmissionContent, yardstick: Yardstick = NO_YARDSTICK) =>
  checkAll(content, yardstick).map(({ code }) => code);

describe('checkAll', () => {
  it('finds nothing on a sound submission', () => {
    expect(checkAll(sound(), NO_YARDSTICK)).toEqual([]);
  });

  it('says what is odd, against what, and what to do', () => {
    const [first] = checkAll(change(sound(), 'SU-L-EVENTS', { value: 400 }), NO_YARDSTICK);
    expect(first).toMatchObject({ code: 'SU-L-EVENTS.S1', severity: 'warning', explained: false, module: 'SU' });
    expect(first?.message.lv).toContain('Ievadīts: 400; pērn 4.');
    expect(first?.message.lv).toContain('Labojiet vai paskaidrojiet');
    expect(first?.message.en).toContain('Entered: 400; last year 4.');
  });

  it('takes an explanation of substance for a warning, and never for an error', () => {
    const odd = change(sound(), 'SU-L-EVENTS', { value: 12 });
    const explained = change(odd, 'SU-L-EVENTS', { comment: 'Notika reģiona festivāls ar semināriem.' });
    const dots = change(odd, 'SU-L-EVENTS', { comment: '....................' });
    expect([odd, explained, dots].map((content) => blocking(checkAll(content, NO_YARDSTICK), 'SU').length)).toEqual([
      1, 0, 1,
    ]);
    const wrong = change(explained, 'SU-L-EVENTS', { value: -1, comment: 'Notika reģiona festivāls ar semināriem.' });
    expect(blocking(checkAll(wrong, NO_YARDSTICK), 'SU').map(({ code }) => code)).toContain('SU-L-EVENTS.H1');
  });

  it('misses every cell that must be filled, and companions only where they mean something', () => {
    const empty = new SubmissionContent(form, new Map(), { present: new Map(), previous: new Map() });
    const missing = checkAll(empty, NO_YARDSTICK).filter(({ code }) => code === 'value_missing');
    const required = form.cells.filter(({ required: needed }) => needed === 'always' || needed === 'with_value');
    expect(missing).toHaveLength(required.filter(({ companion }) => companion === null).length);
    const zero = change(sound(), 'SU-M-TRANSFER-EUR', { value: 0 }).with([stored('SU-M-TRANSFER-EUR|n', {})]);
    expect(codes(zero)).not.toContain('value_missing');
    const some = sound().with([stored('SU-M-TRANSFER-EUR|n', {})]);
    expect(codes(some)).toEqual(['value_missing']);
  });

  it('finds what happens across modules and through derived values', () => {
    const content = change(sound(), 'SP-COST-PURCH-SE.CARE', { value: 900_000 });
    expect(codes(content)).toEqual(
      expect.arrayContaining(['SP-COST-PURCH-SE.H3', 'SP-COST-PURCH-SE.S2', 'SU-M-PROC-EUR.S3']),
    );
  });

  it('takes at most 50 ms for a whole submission', () => {
    const times = Array.from({ length: 15 }, (_, i) => {
      const content = change(sound(), 'SU-L-EVENTS', { value: 100 + i });
      const start = performance.now();
      checkAll(content, NO_YARDSTICK);
      return performance.now() - start;
    }).sort((a, b) => a - b);
    expect(times[7]).toBeLessThan(50);
  });
});

describe('checkAffected', () => {
  it('finds what a full check finds on the cells it looked at, and looks at few', () => {
    for (const [cell, value] of [
      ['SU-L-EVENTS', 400],
      ['SU-O-REG', 9],
      ['SP-MODE.CARE', 0],
      ['SP-VOL-OWN.LTC', 10],
      ['SD-SW-FTE', 99],
      ['CX-PROC-EUR', 1],
    ] as const) {
      const content = change(sound(), cell, { value });
      const { checkedCells, findings } = checkAffected(content, [cell], NO_YARDSTICK);
      const all = checkAll(content, NO_YARDSTICK).filter((finding) => checkedCells.includes(finding.cell));
      expect(findings).toEqual(all);
      expect(findings.length).toBeGreaterThan(0);
      expect(checkedCells.length).toBeLessThan(form.cells.length / 3);
      // What lies outside is as it was on the sound submission: silent.
      expect(all).toHaveLength(checkAll(content, NO_YARDSTICK).length);
    }
  });
});

describe('plausibility', () => {
  const population = Float64Array.from({ length: 20 }, (_, i) => 5000 + i * 1000);
  const values = population.map((people, i) => people * 0.4 * (1 + (i % 5) * 0.1));
  const spread = spreadOf(values, population);
  const peers = { period: '2024', cells: new Map(spread === null ? [] : [['SU-M-PROC-EUR', spread]]) };
  const withoutHistory = (content: SubmissionContent) =>
    new SubmissionContent(form, content.values, { ...content.around, previous: new Map() });

  it('sees thousands typed for single units', () => {
    const content = change(sound(), 'CX-PROC-EUR', { value: 5000, comment: null });
    expect(codes(content)).toContain('scale_suspected');
  });

  it('measures a value without history by its peers, per inhabitant', () => {
    const content = withoutHistory(sound());
    const found = checkAll(content, { peers, population: 20_000 });
    expect(found.map(({ code, cell }) => [code, cell])).toEqual([['outlier_among_peers', 'SU-M-PROC-EUR']]);
    expect(found[0]?.message.lv).toMatch(/daudz vairāk nekā citām pašvaldībām.*20 pašvaldības/);
    expect(checkAll(content, { peers, population: 400_000 })).toEqual([]);
  });
});

describe('the hash of a content', () => {
  const identity = { submission: 's', municipality: '0001000', period: '2025' };
  const hash = (content: SubmissionContent) => hashOf(content.canonical('SU', identity)).toString('hex');

  it('depends on values, statuses, explanations and evidence, not on who entered them or in what order', () => {
    const content = sound();
    const reversed = new SubmissionContent(form, new Map([...content.values].reverse()), content.around);
    const byAnother = change(content, 'SU-L-EVENTS', { changedBy: 'somebody', changedAt: new Date(), version: 9 });
    expect([hash(reversed), hash(byAnother)]).toEqual([hash(content), hash(content)]);
    for (const more of [{ value: 5 }, { comment: 'Cits paskaidrojums.' }, { evidence: null }])
      expect(hash(change(content, 'SU-L-EVENTS', more))).not.toBe(hash(content));
    expect(hash(change(content, 'SP-PLACES.LTC', { value: 1 }))).toBe(hash(content));
    expect(hash(content.with([stored('SU-L-EVENTS|x', {})]))).toBe(hash(content));
  });
});
