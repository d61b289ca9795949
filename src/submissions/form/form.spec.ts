// Real: the shipped catalogue, compiled; the strict number parser.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compileCatalogues } from '../../indicators/compiled/compile-catalogues.js';
import { readCatalogue } from '../../indicators/document/read-catalogue.js';
import { formOf, type FormCell } from './form-definition.js';
import { EMPTY, readEntry, understood, type Content, type Entry } from './read-entry.js';
import { cleanText, hasSubstance } from './substance.js';

const { catalogue } = readCatalogue(readFileSync('catalogue/catalogue.yaml', 'utf8'));
if (catalogue === null) throw new Error('The catalogue cannot be read.');
const { compiled } = compileCatalogues([catalogue]);
if (compiled === null) throw new Error('The catalogue cannot be compiled.');
const form = formOf(compiled);
const cellOf = (key: string): FormCell => {
  const cell = form.byKey.get(key);
  if (cell === undefined) throw new Error(`No cell ${key}.`);
  return cell;
};
const read = (key: string, entry: Entry, before: Content = EMPTY) => readEntry(cellOf(key), entry, before);

describe('the form', () => {
  it('has every collected cell in one module, those of LPS apart', () => {
    const collected = form.cells.filter(({ kind, companion }) => kind === 'collected' && companion === null);
    expect(new Set(collected.map(({ indicator }) => indicator.code)).size).toBe(53);
    expect(
      form.cells.filter(({ kind, companion }) => kind === 'central' && companion === null).map(({ key }) => key),
    ).toEqual(['CX-POP', 'CX-POP65', 'CX-SOCEXP-EUR']);
    expect(cellOf('CX-PROC-EUR').module).toBe('SU');
    expect(formOf(compiled)).toBe(form);
  });

  it('knows what does not exist without its service or instrument', () => {
    expect(cellOf('SP-COST-PAY.CARE').existsBy).toBe('SP-MODE.CARE');
    expect(cellOf('SP-CLIENTS.LTC|lm').existsBy).toBe('SP-MODE.LTC');
    expect(cellOf('SU-M-GRANT-EUR').existsBy).toBe('SU-M-OFFER.GRANT');
    expect(cellOf('SU-M-PROC-EUR').existsBy).toBeNull();
    expect(cellOf('SU-O-REG').existsBy).toBeNull();
    expect(form.dependants.get('SU-M-OFFER.GRANT')?.map(({ key }) => key)).toEqual([
      'SU-M-GRANT-EUR',
      'SU-M-GRANT-EUR|n',
      'SU-M-GRANT-EUR|muni',
      'SU-M-GRANT-EUR|committed',
    ]);
  });

  it('asks for companions that a hard rule cannot do without', () => {
    const required = (key: string) => cellOf(key).required;
    expect(['SU-M-GRANT-EUR|n', 'SU-M-GRANT-EUR|muni', 'SU-O-REG|left', 'SU-O-REG|register'].map(required)).toEqual([
      'with_value',
      'no',
      'always',
      'no',
    ]);
  });
});

describe('readEntry', () => {
  it('understands what people write and never takes a blank for zero', () => {
    expect(read('SU-M-GRANT-EUR', { value: '1\u00a0234,5' })).toMatchObject({ value: 1234.5, status: 'reported' });
    expect(read('SU-M-GRANT-EUR', { value: '12 345,60 EUR' })).toMatchObject({ value: 12345.6 });
    expect(read('SP-REV-CLIENT.CARE', { value: '\u2212 5' })).toMatchObject({ code: 'not_a_number' });
    expect(read('SU-L-INFRA', { value: 0 })).toMatchObject({ value: 0, status: 'reported' });
    expect(read('SU-L-INFRA', { value: '' })).toMatchObject({ value: null, status: 'not_provided' });
    expect(read('SU-L-INFRA', { value: '', status: 'reported' })).toMatchObject({ code: 'value_missing' });
    for (const value of ['0x10', '1e309', 'NaN', 'Infinity', '=1+1', '5 gab.'])
      expect([value, 'code' in read('SU-L-INFRA', { value })]).toEqual([value, true]);
  });

  it('reads yes and no, and answers of a scale', () => {
    expect(read('SU-L-CONTACT', { value: 'jā' })).toMatchObject({ value: 1 });
    expect(read('SU-L-CONTACT', { value: false })).toMatchObject({ value: 0 });
    expect(read('SU-L-CONTACT', { value: 'varbūt' })).toMatchObject({ code: 'not_yes_or_no' });
    expect(read('SU-L-POLICY', { value: 'pieminēta' })).toMatchObject({ value: 1 });
    expect(read('SU-L-POLICY', { value: '1 – mentioned' })).toMatchObject({ value: 1 });
    expect(understood(cellOf('SU-L-POLICY'), { value: 1, content: null }).lv).toBe('1 – pieminēta');
    expect(understood(cellOf('SU-M-GRANT-EUR'), { value: 12345.6, content: null }).lv).toBe('12\u00a0345,6');
  });

  it('wants a reason for what is not recorded', () => {
    expect(read('SU-L-INFRA', { status: 'not_collected' })).toMatchObject({ code: 'comment_needed' });
    expect(read('SU-L-INFRA', { status: 'not_collected', comment: '...............' })).toMatchObject({
      code: 'comment_needed',
    });
    expect(read('SU-L-INFRA', { status: 'not_collected', comment: 'Īpašumu nodaļa to neskaita' })).toMatchObject({
      status: 'not_collected',
      value: null,
    });
    expect(read('SU-L-INFRA', { status: 'not_collected', value: 4, comment: 'Īpašumu nodaļa to neskaita' })).toEqual(
      expect.objectContaining({ code: 'status_with_value' }),
    );
  });

  it('keeps what an entry does not speak of', () => {
    const before: Content = { ...EMPTY, value: 7, status: 'reported', comment: 'Tā ir pareizi, pārbaudīts.' };
    expect(read('SU-L-INFRA', { evidence: 'https://example.lv/lemums 3. punkts' }, before)).toEqual({
      ...before,
      evidence: 'https://example.lv/lemums 3. punkts',
    });
    expect(read('SU-L-INFRA', { value: 8 }, before)).toMatchObject({ value: 8, comment: before.comment });
    expect(read('SU-L-INFRA', { comment: null }, before)).toMatchObject({ value: 7, comment: null });
  });

  it('refuses links that are none, and values of computed cells', () => {
    for (const evidence of ['javascript:alert(1)', 'lēmums 5', 'https://', 'data:text/html,x'])
      expect(read('SU-L-INFRA', { evidence })).toMatchObject({ code: 'evidence_not_a_link' });
    expect(read('SU-M-AID-EUR', { value: 5 })).toMatchObject({ code: 'cell_not_editable' });
    expect(read('SU-M-AID-EUR', { comment: 'Atbalsts pieauga, jo sākās programma.' })).toMatchObject({ value: null });
    expect(read('CX-POP', { value: 5 })).toMatchObject({ code: 'cell_not_editable' });
    expect(read('SU-O-REG|left', { value: -1 })).toMatchObject({ code: 'companion_out_of_range' });
    expect(read('SU-O-REG|left', { value: '1,5' })).toMatchObject({ code: 'companion_out_of_range' });
  });
});

describe('substance', () => {
  it('is more than length', () => {
    for (const text of [
      '...............',
      'aaaaaaaaaaaaaaaaaaaa',
      'jā jā jā jā jā jā jā',
      'labots labots labots',
      ' ',
      '',
    ])
      expect([text, hasSubstance(text)]).toEqual([text, false]);
    expect(hasSubstance('Slēgts otrais korpuss.')).toBe(true);
    expect(hasSubstance('2025. gadā atvērts centrs')).toBe(true);
  });

  it('comes without what cannot be seen', () => {
    expect(cleanText(' K\u0327ekava\u202e \r\n\u200bnovads ')).toBe('Ķekava \nnovads');
    expect(cleanText(' \u200b ')).toBeNull();
  });
});
