import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { compileCatalogues } from '../../indicators/compiled/compile-catalogues.js';
import { readCatalogue } from '../../indicators/document/read-catalogue.js';
import { PeriodLine } from '../model/period-line.js';
import { fullPlan, recomputePlan } from '../model/recompute-plan.js';
import { ScoringModel } from '../model/scoring-model.js';
import { Derivation } from './derivation.js';
import { NOT_APPLICABLE, NOT_PROVIDED, REPORTED, type SourceColumn } from './source-column.js';

const year = (id: number, code: string) => ({ id, code, startsOn: `${code}-01-01`, endsOn: `${code}-12-31` });
const LINE = new PeriodLine([year(1, '2022'), year(2, '2023'), year(3, '2024'), year(4, '2025')]);
const UNITS = 3;

function column(id: number, values: readonly (number | null)[], missing = NOT_PROVIDED): SourceColumn {
  return {
    kind: 'observation',
    id,
    values: Float64Array.from(values, (value) => value ?? NaN),
    statuses: Uint8Array.from(values, (value) => (value === null ? missing : REPORTED)),
    contentHash: new Uint8Array(32),
  };
}

/** Three municipalities: one with much of everything, one with some, one without a social enterprise. */
describe('the support index of the catalogue', () => {
  let model: ScoringModel;
  beforeAll(() => {
    const { catalogue } = readCatalogue(parse(readFileSync('catalogue/catalogue.yaml', 'utf8')));
    const { compiled } = compileCatalogues(catalogue === null ? [] : [catalogue]);
    if (compiled === null) throw new Error('The catalogue does not compile.');
    const codes = [...compiled.cells, ...compiled.componentCells].flatMap(({ code, indicatorCode }) => [
      code,
      ...(compiled.indicator(indicatorCode)?.companions ?? []).map((companion) => `${code}|${companion.code}`),
    ]);
    model = new ScoringModel(compiled, new Map([...new Set(codes)].map((code, i) => [code, i + 1])));
  });

  const filled = (changes: Readonly<Record<string, readonly (number | null)[]>> = {}): Derivation => {
    const derivation = new Derivation(model, LINE, UNITS);
    const base: Record<string, readonly (number | null)[]> = {
      'SU-O-REG': [10, 2, 0],
      'SU-L-POLICY': [3, 0, 3],
      'SU-L-CONTACT': [1, 0, 1],
      'SU-L-MAPPING': [3, 0, 3],
      'CX-POP': [10_000, 10_000, 10_000],
      'CX-PROC-EUR': [1_000_000, 1_000_000, 1_000_000],
      'SU-M-BENEF|local': [10, 0, 0],
      'SU-M-NIN-RATE': [90, 0, 90],
    };
    for (const code of [
      'INFRA',
      'CONSULT',
      'INFOMAT',
      'EVENTS',
      'EXCH',
      'SHADOW',
      'MENTOR',
      'MARKETING',
      'COWORK',
      'IDEALAB',
    ])
      base[`SU-L-${code}`] = [5, 0, 5];
    for (const tool of ['GRANT', 'RESV', 'DELEG', 'NIN', 'FREEUSE', 'RENTDISC', 'TRANSFER'])
      base[`SU-M-OFFER.${tool}`] = [1, 0, 1];
    for (const money of ['GRANT', 'PROC', 'RESV', 'DELEG', 'NIN', 'FREEUSE', 'RENTDISC', 'TRANSFER'])
      base[`SU-M-${money}-EUR`] = [8000, 0, 0];
    let id = 0;
    for (const [code, values] of Object.entries({ ...base, ...changes }))
      for (const { id: periodId } of LINE.periods) {
        const cellId = model.idOf(code);
        if (cellId === undefined) throw new Error(`There is no ${code}.`);
        derivation.put({ cellId, periodId }, column(++id, values));
      }
    let derivedId = 0;
    derivation.derive(
      fullPlan(
        model,
        LINE,
        LINE.periods.map(({ id: period }) => period),
      ),
      () => ++derivedId,
    );
    return derivation;
  };
  const index = (derivation: Derivation, period = 3) => derivation.get(model.idOf('SU-IDX') ?? -1, period);

  it('is 100 for a municipality that does everything, and 0 for one that does nothing', () => {
    const { values, statuses } = index(filled()) ?? { values: [], statuses: [] };
    expect(values[0]).toBeCloseTo(100, 9);
    expect(values[1]).toBeCloseTo(0, 9);
    expect([...statuses]).toEqual([REPORTED, REPORTED, NOT_APPLICABLE]);
  });

  it('is a readiness index, apart from the others, without a social enterprise', () => {
    const found = index(filled());
    expect(found?.values[2]).toBeNaN();
    // D1 20 × 100 + D2 20 × 100 + market access 9 × 100 + resources 12 × 100, over 61
    expect(found?.alternative?.[2]).toBeCloseTo(100, 9);
    const less = index(filled({ 'SU-L-POLICY': [3, 0, 0] }));
    expect(less?.alternative?.[2]).toBeCloseTo(100 - (0.4 * 20 * 100) / 61, 9);
  });

  it('weighs the dimensions 20, 20, 30, 30 and the parts within them', () => {
    const without = index(filled({ 'SU-L-CONTACT': [0, 0, 1] }));
    expect(without?.values[0]).toBeCloseTo(100 - 20 * 0.3, 9);
  });

  it('is not stated where a part is not provided', () => {
    const { values, statuses } = index(filled({ 'SU-L-MAPPING': [null, 0, 3] })) ?? { values: [], statuses: [] };
    expect(values[0]).toBeNaN();
    expect(statuses[0]).toBe(NOT_PROVIDED);
  });

  it('is made anew in every period that a changed value reaches, and nothing else is', () => {
    const cellId = model.idOf('SU-M-RESV-EUR') ?? -1;
    const plan = recomputePlan(model, LINE, [{ cellId, periodId: 2 }]);
    const periods = plan.targets
      .filter(({ derived }) => derived.cell.code === 'SU-IDX')
      .map(({ periodId }) => periodId);
    expect(periods).toEqual([2, 3, 4]); // its own, and those whose reference or three-year mean it enters
    expect(plan.targets.map(({ derived }) => derived.cell.code)).not.toContain('SP-FULLCOST.CARE');
    const untouched = recomputePlan(model, LINE, [{ cellId: model.idOf('SP-MODE.CARE') ?? -1, periodId: 2 }]);
    expect(untouched.targets).toEqual([]);
  });
});
