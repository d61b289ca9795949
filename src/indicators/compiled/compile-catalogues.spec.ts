import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readCatalogue } from '../document/read-catalogue.js';
import type { OperandSource, OperandValue } from '../expressions/operands.js';
import type { Catalogue } from '../model/catalogue.js';
import { compileCatalogues } from './compile-catalogues.js';
import { compilePartScore } from './part-score.js';

type Fields = Readonly<Record<string, unknown>>;

function catalogue(id: string, indicators: readonly Fields[], more: Fields = {}): Catalogue {
  const { catalogue: read, findings } = readCatalogue({
    catalogue: { id },
    dimensions: { service: [{ code: 'CARE' }, { code: 'LTC' }] },
    indicators,
    ...more,
  });
  if (read === null) throw new Error(JSON.stringify(findings));
  return read;
}

const faultsOf = (...catalogues: Catalogue[]) =>
  compileCatalogues(catalogues).findings.map(({ code, path, position, rule }) => [code, path, position, rule]);

function compile(...catalogues: Catalogue[]) {
  const { compiled, findings } = compileCatalogues(catalogues);
  if (compiled === null) throw new Error(JSON.stringify(findings));
  return compiled;
}

function source(values: Readonly<Record<string, OperandValue>>): OperandSource {
  return {
    value: (cell, companion, previous) =>
      values[`${cell}${companion === null ? '' : `|${companion}`}${previous ? '|prev' : ''}`] ?? 'not_provided',
    hasEvidence: () => false,
    hasComment: () => false,
  };
}

describe('what does not fit together is refused with its place', () => {
  const divided = { code: 'S', dimensions: ['service'] };
  const rule = (expr: string) => ({ code: 'A', soft: [{ id: 'S1', expr }] });
  const at = 'indicators.A.soft.S1';
  it.each<[string, Fields, unknown[]]>([
    ['an unknown indicator', rule('{B} > 0'), ['unknown_code', at, 1, 'S1']],
    ['an unknown dimension value', rule('0 < {S.DAC}'), ['unknown_dimension', at, 5, 'S1']],
    ['a value in a sum', rule('{S.sum:CARE,DAC} > 0'), ['unknown_dimension', at, 1, 'S1']],
    ['a divided indicator as a whole', rule('{S} > 0'), ['unknown_dimension', at, 1, 'S1']],
    ['the same service of an undivided one', rule('{S.*} > 0'), ['unknown_dimension', at, 1, 'S1']],
    ['a sum of an undivided indicator', rule('{SELF.sum} > 0'), ['unknown_dimension', at, 1, 'S1']],
    ['a property of no service', rule('isday()'), ['unknown_dimension', at, 1, 'S1']],
    ['an unknown companion', rule('{SELF} > {SELF|n}'), ['unknown_companion', at, 10, 'S1']],
    ['a national check without counterpart', rule('mirror({SELF}, 5)'), ['unknown_code', at, 8, 'S1']],
    ['a bad expression', rule('{SELF} >'), ['bad_syntax', at, 9, 'S1']],
    [
      'a formula that is a condition',
      { code: 'A', formula: '1 > 0' },
      ['wrong_type', 'indicators.A.formula', 1, undefined],
    ],
    [
      'an unknown composite',
      { code: 'A', formula: 'INDEX(i)' },
      ['unknown_composite', 'indicators.A.formula', 1, undefined],
    ],
    [
      'a companion that is a list',
      {
        code: 'A',
        companions: [{ code: 'p', type: 'list' }],
        soft: [{ id: 'S1', expr: 'has({SELF|p}) and {SELF|p} > 0' }],
      },
      ['wrong_type', at, 5, 'S1'],
    ],
  ])('%s', (_, indicator, fault) => {
    expect(faultsOf(catalogue('T', [indicator, divided]))).toEqual([fault]);
  });

  it('tells all faults at once', () => {
    expect(
      faultsOf(
        catalogue('T', [
          { code: 'A', hard: [{ expr: '{B} > 0' }, { expr: 'x' }] },
          { code: 'C', formula: '{D}' },
        ]),
      ),
    ).toHaveLength(3);
  });

  it('formulas that go round in a circle, also through another catalogue', () => {
    const first = catalogue('T', [{ code: 'A', formula: '{B} + 1' }, { code: 'C' }]);
    const second = catalogue('U', [{ code: 'B', formula: '{A} + {C}' }]);
    expect(faultsOf(first, second)).toEqual([['formula_cycle', 'indicators.A.formula', undefined, undefined]]);
    expect(compileCatalogues([first, second]).findings[0]?.message.en).toContain('A → B → A');
    expect(faultsOf(catalogue('T', [{ code: 'A', formula: '{A}' }]))).toHaveLength(1);
    expect(faultsOf(catalogue('T', [{ code: 'A', formula: '{A|prev} + 1' }]))).toEqual([]);
  });

  it('a code that belongs to another catalogue', () => {
    expect(faultsOf(catalogue('T', [{ code: 'A' }]), catalogue('U', [{ code: 'A' }]))).toEqual([
      ['code_in_other_catalogue', 'indicators.A', undefined, undefined],
    ]);
  });

  it('rules that together read millions of cells', () => {
    const values = Array.from({ length: 3000 }, (_, i) => ({ code: `V${i}` }));
    const many = catalogue('T', [{ code: 'A', dimensions: ['d'], hard: [{ expr: '{SELF.sum} > 0' }] }], {
      dimensions: { d: values },
    });
    const start = performance.now();
    expect(compileCatalogues([many]).compiled).toBeNull();
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('scores of a composite that are not of x', () => {
    expect(compilePartScore('{x}/3*100')).toBeInstanceOf(Function);
    expect(compilePartScore('{y}')).toMatchObject({ code: 'unknown_code', position: 1 });
    expect(compilePartScore('{x} +')).toMatchObject({ code: 'bad_syntax' });
    const score = compilePartScore('{x}/3*100');
    expect(typeof score === 'function' ? [score(0), score(3)] : []).toEqual([0, 100]);
    const ratio = compilePartScore('1/{x}');
    expect(typeof ratio === 'function' ? ratio(0) : 0).toBeNull();
  });
});

describe('compiled catalogues', () => {
  const compiled = compile(
    catalogue('T', [
      { code: 'A' },
      { code: 'B', formula: '{A} * 2' },
      {
        code: 'S',
        dimensions: ['service'],
        hard: [
          { id: 'H1', expr: '{SELF} >= {A}' },
          { id: 'H2', expr: '{SELF.sum} >= {C}' },
        ],
      },
    ]),
    catalogue('U', [{ code: 'C', formula: '{B} + {S.sum}', soft: [{ id: 'S1', expr: '{SELF} < 100 and comment()' }] }]),
  );

  it('derive operands first, across catalogues', () => {
    expect(compiled.formulas.map(({ cell }) => cell.code)).toEqual(['B', 'C']);
    expect(compiled.derive(source({ A: 1, 'S.CARE': 3, 'S.LTC': 4 })).value('C', null, false)).toBe(9);
    expect(compiled.derive(source({ A: 1, 'S.CARE': 3 })).value('C', null, false)).toBe('not_provided');
  });

  it('derive the previous period too, but prefer what was stored for it', () => {
    const previous = { 'A|prev': 1, 'S.CARE|prev': 3, 'S.LTC|prev': 4 };
    expect(compiled.derive(source(previous)).value('C', null, true)).toBe(9);
    expect(compiled.derive(source({ ...previous, 'C|prev': 10 })).value('C', null, true)).toBe(10);
    expect(compiled.derive(source(previous)).value('C', null, false)).toBe('not_provided');
  });

  it('know what a change of a cell affects', () => {
    const rules = (cell: string) => compiled.rulesAffectedBy([cell]).map((rule) => `${rule.cell.code} ${rule.rule.id}`);
    expect(rules('S.CARE')).toEqual(['S.CARE H1', 'S.CARE H2', 'S.LTC H2', 'C S1']);
    expect(rules('A')).toEqual(['S.CARE H1', 'S.CARE H2', 'S.LTC H1', 'S.LTC H2', 'C S1']);
    expect(rules('C')).toEqual(['S.CARE H2', 'S.LTC H2', 'C S1']);
    expect(rules('nothing')).toEqual([]);
    expect(compiled.formulasAffectedBy(['A']).map(({ cell }) => cell.code)).toEqual(['B', 'C']);
  });

  it('mark rules that say the same for every service', () => {
    expect(compiled.rulesOf('S.CARE').map((rule) => rule.sameForAllCells)).toEqual([false, true]);
    expect(compiled.rulesOf('C').map((rule) => [rule.sameForAllCells, rule.readsAttachments, rule.code])).toEqual([
      [false, true, 'C.S1'],
    ]);
  });

  it('of the product: 287 cells, 1159 rules of cells, the index made of its 13 parts', () => {
    const { catalogue: own } = readCatalogue(readFileSync('catalogue/catalogue.yaml', 'utf8'));
    if (own === null) throw new Error('refused');
    const product = compile(own);
    expect(product.cells).toHaveLength(287);
    expect(product.rules).toHaveLength(1159);
    expect(product.componentCells).toHaveLength(13);
    const index = product.formula('SU-IDX');
    expect(index?.composite).toBe('support_index');
    expect(index?.operands.map(({ cell }) => cell)).toEqual(product.componentCells.map(({ code }) => code));
    expect(product.formulasAffectedBy(['SU-L-EVENTS']).map(({ cell }) => cell.code)).toEqual([
      'SU-L-BREADTH',
      'SU-IDX.BREADTH',
      'SU-IDX.EVENTS',
      'SU-IDX',
    ]);
    const before = product.derive(source({ 'SU-IDX|prev': 40, 'SU-IDX': 60 }));
    expect([before.value('SU-IDX', null, false), before.value('SU-IDX', null, true)]).toEqual([60, 40]);
  });
});
