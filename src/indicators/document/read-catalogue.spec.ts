import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Catalogue, JsonObject } from '../model/catalogue.js';
import { readCatalogue } from './read-catalogue.js';

const shipped = (): Catalogue => {
  const { catalogue, findings } = readCatalogue(readFileSync('catalogue/catalogue.yaml', 'utf8'));
  expect(findings).toEqual([]);
  if (catalogue === null) throw new Error('refused');
  return catalogue;
};

const codesOf = (input: unknown) =>
  readCatalogue(input).findings.map(({ code, severity, path }) => [severity, code, path]);

/** A catalogue of one indicator with these fields. */
const one = (fields: JsonObject, more: JsonObject = {}) => ({
  catalogue: { id: 'T' },
  indicators: [{ code: 'A', ...fields }],
  ...more,
});

const indicator = (fields: JsonObject, more: JsonObject = {}) => {
  const { catalogue, findings } = readCatalogue(one(fields, more));
  if (catalogue === null) throw new Error(JSON.stringify(findings));
  return catalogue.indicators[0];
};

describe('the shipped catalogue', () => {
  it('has 81 indicators, 182 hard and 120 soft rules, as its header says', () => {
    const { indicators, groups } = shipped();
    const rules = indicators.flatMap((item) => item.rules);
    expect(indicators).toHaveLength(81);
    expect(indicators.filter(({ kind }) => kind === 'collected')).toHaveLength(56);
    expect(indicators.filter(({ kind }) => kind === 'derived')).toHaveLength(25);
    expect(rules.filter(({ kind }) => kind === 'hard')).toHaveLength(182);
    expect(rules.filter(({ kind }) => kind === 'soft')).toHaveLength(120);
    for (const group of groups) {
      const members = indicators.filter((item) => item.group === group.code);
      expect([group.code, members.filter(({ kind }) => kind === 'collected').length]).toEqual([
        group.code,
        group.collected,
      ]);
      expect([group.code, members.filter(({ kind }) => kind === 'derived').length]).toEqual([
        group.code,
        group.derived,
      ]);
    }
  });

  it('has every text for users in both languages', () => {
    const { indicators, groups, families, dimensions, composites, disclosureRules } = shipped();
    const texts = [
      ...indicators.flatMap(({ name, definition, unit, rules, companions, scale }) => [
        ...[name, definition, unit, ...rules.map(({ message }) => message)],
        ...[...companions.map((companion) => companion.name), ...scale.map(({ label }) => label)],
      ]),
      ...[...groups, ...families].map(({ name }) => name),
      ...dimensions.flatMap(({ values }) => values.map(({ name }) => name)),
      ...composites.flatMap((composite) =>
        composite.dimensions.flatMap(({ name, parts }) => [name, ...parts.map(({ cell }) => cell.name)]),
      ),
      ...disclosureRules.map(({ rule }) => rule),
    ];
    expect(texts.filter(({ lv, en }) => lv === '' || en === '')).toEqual([]);
    expect([...groups, ...families].filter(({ name }) => name.lv === name.en)).toEqual([]);
    expect(dimensions.flatMap(({ values }) => values).filter(({ name }) => name.lv === name.en)).toEqual([]);
  });

  it('keeps every field of an indicator', () => {
    const { indicators } = shipped();
    const places = indicators.find(({ code }) => code === 'SP-PLACES');
    expect(places).toMatchObject({
      family: 'SP',
      group: 'service_cost',
      valueType: 'integer',
      direction: 'neutral',
      normaliser: 'per_1000_inhabitants',
      disclosure: 'D0',
      refs: ['MK324', 'MK338'],
      ownerRole: 'sociālais dienests',
      dimension: 'service',
      dimensionValues: ['LTC', 'CRISIS', 'DAC', 'GROUP', 'WORK', 'RESP', 'SHELT'],
      decimals: 0,
      isCost: false,
    });
    expect(places?.cells.map(({ code }) => code)).toContain('SP-PLACES.SHELT');
    expect(indicators.find(({ code }) => code === 'CX-POP')).toMatchObject({
      source: 'CSP, PMLP - central load by LPS',
    });
    expect(indicators.find(({ code }) => code === 'SP-MODE')?.scale[2]).toEqual({
      value: 2,
      label: { lv: 'pirkts', en: 'purchased' },
    });
  });

  it('names cells and their units after the service', () => {
    const unitCost = shipped().indicators.find(({ code }) => code === 'SP-UNITCOST')?.cells[0];
    expect(unitCost).toMatchObject({
      code: 'SP-UNITCOST.DAC',
      name: { lv: 'Vienības pašizmaksa pārējiem pakalpojumiem – dienas aprūpes centrs' },
      unit: { lv: 'EUR/apmeklējuma diena', en: 'EUR/attendance day' },
      decimals: 2,
      isCost: true,
    });
  });

  it('gives each part of the support index a formula and a cell', () => {
    const [index] = shipped().composites;
    const parts = index?.dimensions.flatMap((dimension) => dimension.parts) ?? [];
    expect(index?.dimensions.map(({ id, weight }) => [id, weight])).toEqual([
      ['D1', 20],
      ['D2', 20],
      ['D3', 30],
      ['D4', 30],
    ]);
    expect(parts).toHaveLength(13);
    expect(parts.every(({ formula }) => formula.includes('{'))).toBe(true);
    expect(parts.find(({ cell }) => cell.code === 'SU-IDX.DELEG')).toMatchObject({ averagedYears: 3, weight: 15 });
    expect(parts.filter(({ averagedYears }) => averagedYears === 3).map(({ cell }) => cell.code)).toEqual([
      'SU-IDX.RESV',
      'SU-IDX.DELEG',
      'SU-IDX.AID',
    ]);
  });
});

describe('a foreign catalogue', () => {
  it('needs an id and indicators only', () => {
    const { catalogue, findings } = readCatalogue(
      'catalogue: {id: RAIM}\nindicators:\n- code: social_spend_eur\n  name_lv: Izdevumi\n  unit: EUR\n- code: population_pmlp\n',
    );
    expect(findings).toEqual([]);
    expect(catalogue?.indicators[0]).toMatchObject({
      code: 'social_spend_eur',
      name: { lv: 'Izdevumi', en: 'Izdevumi' },
      unit: { lv: 'EUR', en: 'EUR' },
      kind: 'collected',
      valueType: 'decimal',
      direction: 'neutral',
      decimals: 2,
      isCost: false,
    });
    expect(catalogue?.version).toBeNull();
    expect(catalogue?.indicators[1]?.name).toEqual({ lv: 'population_pmlp', en: 'population_pmlp' });
  });

  it.each([
    ['higher_better', 'higher_is_better'],
    ['higher_is_better', 'higher_is_better'],
    ['lower_better', 'lower_is_better'],
    ['lower_is_better', 'lower_is_better'],
    ['neutral', 'neutral'],
  ])('direction %s means %s', (word, direction) => {
    expect(indicator({ direction: word })?.direction).toBe(direction);
  });

  it('may say more than is asked for', () => {
    const more = {
      source: { publisher: 'LM', url: 'https://www.lm.gov.lv' },
      value_type: 'number',
      direction: 'lower',
    };
    expect(indicator(more, { dimensions: [], composites: null })).toMatchObject({
      source: 'LM, https://www.lm.gov.lv',
      valueType: 'decimal',
      direction: 'lower_is_better',
    });
    expect(codesOf(one({ value_type: 'colour' }))).toEqual([
      ['warning', 'unknown_value_type', 'indicators.A.value_type'],
    ]);
  });

  it('is derived where it has a formula', () => {
    expect(indicator({ formula: '1' })?.kind).toBe('derived');
    expect(codesOf(one({ kind: 'derived' }))).toEqual([['error', 'formula_missing', 'indicators.A']]);
    expect(codesOf(one({ kind: 'collected', formula: '1' }))).toEqual([
      ['error', 'formula_unexpected', 'indicators.A.formula'],
    ]);
  });

  it('takes one language for the other', () => {
    expect(indicator({ name_en: 'Staff', definition: { lv: 'Visi', en: 'All' } })).toMatchObject({
      name: { lv: 'Staff', en: 'Staff' },
      definition: { lv: 'Visi', en: 'All' },
    });
  });

  it('understands parts of a composite in words', () => {
    const text = readFileSync('catalogue/catalogue.yaml', 'utf8')
      .replace('x: "{SU-L-EVENTS} / {CX-POP} * 10000"', 'x: SU-L-EVENTS per 10,000 inh.')
      .replace(/x: "mean\(\{SU-M-OFFER.GRANT\}.*/, 'x: mean(OFFER.GRANT, NIN-RATE/90, OFFER.FREEUSE)');
    const parts = readCatalogue(text).catalogue?.composites[0]?.dimensions.flatMap((dimension) => dimension.parts);
    expect(parts?.find(({ cell }) => cell.code === 'SU-IDX.EVENTS')?.formula).toBe('{SU-L-EVENTS} / {CX-POP} * 10000');
    expect(parts?.find(({ cell }) => cell.code === 'SU-IDX.RESOURCE-OFFER')?.formula).toBe(
      'mean({SU-M-OFFER.GRANT}, {SU-M-NIN-RATE}/90, {SU-M-OFFER.FREEUSE})',
    );
    const unclear = text.replace('x: "{SU-L-MAPPING}"', 'x: how well needs are mapped');
    expect(codesOf(unclear)).toEqual([
      ['error', 'composite_part_unreadable', 'composites.support_index.dimensions.D1.parts.MAPPING.x'],
    ]);
  });
});

describe('what is wrong is named with its place', () => {
  const dimensions = { service: [{ code: 'CARE' }] };
  it.each<[string, unknown, string, string]>([
    ['no object', '- a\n- b', 'not_a_catalogue', ''],
    ['no id', { indicators: [{ code: 'A' }] }, 'catalogue_id_missing', 'catalogue.id'],
    ['a strange id', { catalogue: { id: 'a b' }, indicators: [{ code: 'A' }] }, 'catalogue_id_missing', 'catalogue.id'],
    ['no indicators', { catalogue: { id: 'T' }, indicators: [] }, 'indicators_missing', 'indicators'],
    ['indicators as text', { catalogue: { id: 'T' }, indicators: 'A' }, 'indicators_missing', 'indicators'],
    ['an indicator as text', { catalogue: { id: 'T' }, indicators: ['A'] }, 'wrong_type', 'indicators[0]'],
    ['no code', { catalogue: { id: 'T' }, indicators: [{}] }, 'bad_code', 'indicators.0'],
    ['a code with a dot', { catalogue: { id: 'T' }, indicators: [{ code: 'A.B' }] }, 'bad_code', 'indicators.A.B'],
    ['SELF as code', { catalogue: { id: 'T' }, indicators: [{ code: 'SELF' }] }, 'bad_code', 'indicators.SELF'],
    [
      'a code twice',
      { catalogue: { id: 'T' }, indicators: [{ code: 'A' }, { code: 'A' }] },
      'duplicate_code',
      'indicators.A',
    ],
    ['an unknown direction', one({ direction: 'up' }), 'unknown_direction', 'indicators.A.direction'],
    ['an inherited direction', one({ direction: 'constructor' }), 'unknown_direction', 'indicators.A.direction'],
    ['an unknown dimension', one({ dimensions: ['age'] }), 'unknown_dimension', 'indicators.A.dimensions'],
    [
      'two dimensions',
      one({ dimensions: ['service', 'service'] }, { dimensions }),
      'too_many_dimensions',
      'indicators.A.dimensions',
    ],
    [
      'an unknown service',
      one({ dimensions: ['service'], services: ['LTC'] }, { dimensions }),
      'unknown_dimension',
      'indicators.A.services',
    ],
    [
      'a service twice',
      one({}, { dimensions: { service: [{ code: 'X' }, { code: 'X' }] } }),
      'duplicate_code',
      'dimensions.service.X',
    ],
    [
      'a band upside down',
      one({}, { dimensions: { service: [{ code: 'X', warn_band: [9, 1] }] } }),
      'bad_band',
      'dimensions.service.X.warn_band',
    ],
    ['a rule without expression', one({ hard: [{ id: 'H1' }] }), 'expression_missing', 'indicators.A.hard.H1'],
    [
      'a rule twice',
      one({
        hard: [
          { id: 'H1', expr: '1' },
          { id: 'H1', expr: '1' },
        ],
      }),
      'duplicate_code',
      'indicators.A.hard.H1',
    ],
    ['rules as text', one({ hard: 'x' }), 'wrong_type', 'indicators.A.hard'],
    ['a companion called prev', one({ companions: [{ code: 'prev' }] }), 'bad_code', 'indicators.A.companions.prev'],
    ['a scale of words', one({ scale: { low: 'zems' } }), 'bad_scale', 'indicators.A.scale'],
    [
      'a composite of nothing',
      one({}, { composites: { i: { indicator: 'B' } } }),
      'unknown_code',
      'composites.i.indicator',
    ],
    ['a name as list', one({ name_lv: ['x'] }), 'wrong_type', 'indicators.A.name_lv'],
  ])('%s', (_, input, code, path) => {
    const { catalogue } = readCatalogue(input);
    expect(catalogue).toBeNull();
    expect(codesOf(input)[0]).toEqual(['error', code, path]);
  });

  it('tells of fields and keys that mean nothing here without refusing them', () => {
    const input = one({ diretion: 'neutral' }, { colours: {} });
    expect(readCatalogue(input).catalogue).not.toBeNull();
    expect(codesOf(input)).toEqual([
      ['warning', 'unknown_key', 'colours'],
      ['information', 'unknown_field', 'indicators.A.diretion'],
    ]);
  });
});

describe('a hostile file costs little and is refused', () => {
  const header = 'catalogue: {id: T}\nindicators: [{code: A}]\n';
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
    .split('')
    .map(
      (name, i) =>
        `${name}: &${name} [${Array(10)
          .fill(`*${'abcdefghi'[i] ?? ''}`)
          .join(', ')}]`,
    )
    .join('\n')}\n`;
  it.each<[string, string, string]>([
    ['6 MB', `${header}x: "${'y'.repeat(6 * 1024 * 1024)}"`, 'document_too_large'],
    ['a million brackets', `${header}x: ${'['.repeat(1_000_000)}`, 'document_too_complex'],
    ['a million dashes', `${header}x:\n ${'- '.repeat(1_000_000)}`, 'document_too_complex'],
    ['a million items', `${header}x: [${'1,'.repeat(1_000_000)}1]`, 'document_too_complex'],
    ['200,000 anchors', `${header}x: ${'&a '.repeat(200_000)}`, 'document_too_complex'],
    ['aliases that multiply', header + bomb, 'document_too_complex'],
    ['an unknown tag', `${header}x: !!js/function "return 1"`, 'bad_yaml'],
    ['a prototype key', `${header}__proto__: {polluted: yes}`, 'forbidden_key'],
    ['a constructor key', `${header}x: {constructor: {prototype: 1}}`, 'forbidden_key'],
    ['the same key twice', `${header}x: 1\nx: 2`, 'duplicate_key'],
    ['NUL in a text', `${header}x: "a\\0b"`, 'bad_character'],
    ['half a surrogate pair', `${header}x: "\\ud800"`, 'bad_character'],
    ['infinity', `${header}x: .inf`, 'bad_number'],
    ['an open quote', `${header}x: "abc`, 'bad_yaml'],
    ['two documents', `${header}---\n${header}`, 'bad_yaml'],
    ['nothing', '', 'not_a_catalogue'],
    ['a picture', '\u0089PNG\r\n\u001a\n', 'bad_character'],
  ])('%s', (_, text, code) => {
    const start = performance.now();
    const { catalogue, findings } = readCatalogue(text);
    expect(catalogue).toBeNull();
    expect(findings.map((finding) => finding.code)).toEqual([code]);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('60,000 keys in one mapping take no quadratic time', () => {
    const keys = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n ');
    const start = performance.now();
    expect(readCatalogue(`${header}x:\n ${keys}`).catalogue).toBeNull();
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('a few lines that would make millions of cells', () => {
    const values = Array.from({ length: 500 }, (_, i) => ({ code: `V${i}` }));
    const indicators = Array.from({ length: 500 }, (_, i) => ({ code: `I${i}`, dimensions: ['d'] }));
    const { catalogue, findings } = readCatalogue({ catalogue: { id: 'T' }, dimensions: { d: values }, indicators });
    expect(catalogue).toBeNull();
    expect(findings[0]?.code).toBe('catalogue_too_large');
  });

  it('names the line of a fault', () => {
    expect(readCatalogue(`${header}x: 1\ny: 1\nx: 2`).findings[0]?.message.en).toBe('Line 5 repeats the key “x”.');
  });
});
