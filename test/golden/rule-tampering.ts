/**
 * What breaks each rule of the catalogue, worked out by hand from its wording: changes to a sound submission after
 * which the rule must not hold. `SELF` is the cell that is checked, `*` its service.
 */
import type { OperandValue } from '../../src/indicators/expressions/operands.js';
import type { Tampering } from './sound-submission.js';

/** A change as the table writes it; null: the rule does not concern this cell. */
interface Change extends Omit<Tampering, 'values'> {
  readonly set?: Readonly<Record<string, OperandValue>>;
}

/** The cell, its value in the sound submission, and the one of the previous period. */
export interface Checked {
  readonly cell: string;
  readonly dimensionValue: string | null;
  readonly now: number;
  readonly previous: number;
}

const set = (values: Readonly<Record<string, OperandValue>>): Change => ({ set: values });

/** Rules of one form in many indicators. */
const FORMS: readonly (readonly [RegExp, (numbers: readonly number[], checked: Checked) => Change])[] = [
  [
    /^yoy\(\{SELF(?:\.\*)?\}, (\d+), (\d+)\)$/,
    ([percent = 0, floor = 0], { previous }) =>
      set({ SELF: previous + 1.5 * Math.max((percent / 100) * Math.abs(previous), floor) + 1 }),
  ],
  [/^([\d.]+) <=? \{SELF(?:\.\*)?\} <=? ([\d.]+)$/, ([, high = 0]) => set({ SELF: high + 1 })],
  [/^\{SELF\} in \(.*\)$/, () => set({ SELF: 7 })],
  [/^\{SELF\} >=? (\d+)$/, ([low = 0]) => set({ SELF: low - 1 })],
  [/^\{SELF\} <= (\d+)$/, ([high = 0]) => set({ SELF: high + 1 })],
  [/^isint\(\{SELF\}\)$/, (_, { now }) => set({ SELF: now + 0.5 })],
  [/^isdec\(\{SELF\}, 2\)$/, (_, { now }) => set({ SELF: now + 0.001 })],
  [/^not has\(\{SELF\|prev\}\) or \{SELF\} >= \{SELF\|prev\}$/, () => set({ SELF: 0, 'SELF|prev': 1 })],
  [
    /^not has\(\{SELF\|prev\}\) or \{SELF\} >= \{SELF\|prev\} - (\d+)$/,
    ([n = 0]) => set({ SELF: 0, 'SELF|prev': n + 1 }),
  ],
  [
    /^not has\(\{SELF\|prev\}\) or abs\(\{SELF\} - \{SELF\|prev\}\) <= (\d+)$/,
    ([n = 0]) => set({ SELF: 10, 'SELF|prev': 11 + n }),
  ],
  [/^implies\(\{SELF\} (?:>=|==) (\d), evidence\(\)\)$/, ([n = 0]) => ({ ...set({ SELF: n }), evidence: false })],
];

/** The others, by their text. */
const CASES: Readonly<Record<string, Change | ((checked: Checked) => Change | null)>> = {
  'not ({SU-M-OFFER.GRANT} == 1 and {SELF} == 0)': set({ SELF: 0 }),
  '{SELF} <= 3 * max({SU-O-REG} + {SU-O-DEFACTO}, 1)': set({ SELF: 22 }),
  'implies({SELF} > 0, {SU-L-CONTACT} == 1)': set({ 'SU-L-CONTACT': 0 }),
  'implies({SELF} > 0, {SELF|n} >= 1)': set({ 'SELF|n': 0 }),
  'implies({SELF} > 0, {SELF|n} / max({SELF},1) <= 300)': set({ 'SELF|n': 1201 }),
  '{SELF} <= {SU-L-EVENTS} + 20': set({ SELF: 25 }),
  'iff({SELF} > 0, {SELF|n} >= 1, {SELF|n} == 0)': set({ 'SELF|n': 0 }),
  'not has({SELF|muni}) or {SELF|muni} <= {SELF}': ({ now }) => set({ 'SELF|muni': now + 0.01 }),
  'implies({SELF} > 0, {SU-M-OFFER.GRANT} == 1)': set({ 'SU-M-OFFER.GRANT': 0 }),
  'implies({SELF} > 0, {SU-M-OFFER.RESV} == 1)': set({ 'SU-M-OFFER.RESV': 0 }),
  'implies({SELF} > 0, {SU-M-OFFER.DELEG} == 1)': set({ 'SU-M-OFFER.DELEG': 0 }),
  'implies({SELF} > 0, {SU-M-OFFER.FREEUSE} == 1)': set({ 'SU-M-OFFER.FREEUSE': 0 }),
  'not ({SELF} > 0 and {SU-O-REG} == 0 and not comment())': set({ 'SU-O-REG': 0 }),
  'not ({SELF} > 0 and {SELF|n} > 0 and {SELF} / max({SELF|n},1) > 100000)': set({ SELF: 200_001 }),
  '{SELF} <= {CX-PROC-EUR}': set({ SELF: 5_000_001 }),
  '{SELF} + {SU-M-DELEG-EUR} >= nz({SP-COST-PURCH-SE.sum}) * 0.98': set({ SELF: 0, 'SU-M-DELEG-EUR': 0 }),
  '{SELF} <= {SU-M-PROC-EUR}': set({ SELF: 200_000.51 }),
  '{SELF|n} <= {SU-M-PROC-EUR|n}': set({ 'SELF|n': 4 }),
  'iff({SELF} > 0, {SU-M-OFFER.NIN} == 1, {SU-M-OFFER.NIN} == 0)': set({ 'SU-M-OFFER.NIN': 0 }),
  'implies({SELF} > 0, {SU-M-NIN-RATE} > 0)': set({ 'SU-M-NIN-RATE': 0 }),
  'implies({SELF|m2} > 0, {SELF} > 0)': set({ SELF: 0 }),
  '{SELF|m2} == 0 or 3 <= {SELF} / {SELF|m2} <= 200': set({ 'SELF|m2': 10 }),
  'not ({SELF} > 0 and {SU-M-FREEUSE-EUR} > 0 and abs({SELF} - {SU-M-FREEUSE-EUR}) < 1)': set({ SELF: 3000.5 }),
  '{SELF} >= max({SU-M-GRANT-EUR|n}, {SU-M-PROC-EUR|n}, {SU-M-DELEG-EUR|n}, {SU-M-NIN-EUR|n}, {SU-M-FREEUSE-EUR|n}, {SU-M-RENTDISC-EUR|n}, {SU-M-TRANSFER-EUR|n})':
    set({ SELF: 2 }),
  '{SELF} <= {SU-M-GRANT-EUR|n} + {SU-M-PROC-EUR|n} + {SU-M-DELEG-EUR|n} + {SU-M-NIN-EUR|n} + {SU-M-FREEUSE-EUR|n} + {SU-M-RENTDISC-EUR|n} + {SU-M-TRANSFER-EUR|n}':
    set({ SELF: 12 }),
  '{SELF|local} <= min({SELF}, {SU-O-REG} + {SU-O-REG|left})': set({ 'SELF|local': 4 }),
  'implies({SELF|n} > 0, {SELF} / max({SELF|n},1) <= 300000)': set({ SELF: 900_001 }),
  '{SELF} <= ({SU-M-AID-EUR} + {SU-M-GRANT-EUR|committed}) * 1.05 + 100': set({ SELF: 28_976 }),
  'implies({SU-M-AID-EUR} > 5000, {SELF} > 0)': set({ SELF: 0 }),
  '{SELF|muni} <= {SELF}': set({ 'SELF|muni': 5 }),
  'not has({SELF|prev}) or {SELF} == {SELF|prev} + {SU-O-NEW} - {SELF|left}': set({ SELF: 5 }),
  'not has({SELF|register}) or {SELF} == {SELF|register}': set({ 'SELF|register': 3 }),
  '{SELF} <= {SU-O-REG} + {SU-O-REG|left}': set({ SELF: 6 }),
  '{SELF} <= {SU-O-REG}': set({ SELF: 5 }),
  'implies({SELF} > 0, {SU-O-WISE} >= 1)': set({ 'SU-O-WISE': 0 }),
  'implies({SU-O-WISE} > 0, {SELF} >= {SU-O-WISE})': set({ SELF: 1 }),
  '{SELF} <= 60 * max({SU-O-WISE},1)': set({ SELF: 121 }),
  'implies({SELF} > 0, {SU-M-BENEF} > 0)': set({ 'SU-M-BENEF': 0 }),
  'not has({SELF|prev}) or {SELF} == {SELF|prev}': set({ SELF: 1 }),
  'not (isbasket() and {SELF.*} == 0)': ({ dimensionValue }) =>
    dimensionValue === 'BUTT' || dimensionValue === 'ASST' ? null : set({ SELF: 0 }),
  'implies({SP-MODE.*} in (0, 2), not has({SELF.*}) or {SELF.*} == 0)': set({ 'SP-MODE.*': 2 }),
  'implies({SP-MODE.*} in (1, 3), {SELF.*} > 0)': set({ SELF: 0 }),
  '{SP-FULLCOST.*} == 0 or 0.35 <= {SELF.*} / {SP-FULLCOST.*} <= 0.95': ({ now }) => set({ SELF: now * 0.3 }),
  '{SELF.*|util} <= {SELF.*}': ({ now }) => set({ 'SELF|util': now + 0.01 }),
  '{SELF.*} / max({SP-COST-PAY.*} + {SP-COST-GOODS.*}, 1) <= 0.30': ({ now }) => set({ SELF: now * 2.6 }),
  '{SELF.*} / max({SP-FULLCOST.*}, 1) <= 0.35': ({ now }) => set({ SELF: now * 12 }),
  'implies({SP-MODE.*} in (0, 1), {SELF.*} == 0)': set({ 'SP-MODE.*': 1 }),
  'implies({SP-MODE.*} in (2, 3), {SELF.*} > 0)': set({ SELF: 0 }),
  '{SELF.*} <= {SP-COST-PURCH.*}': ({ now }) => set({ SELF: now * 5.1 }),
  '{SELF.sum} <= ({SU-M-PROC-EUR} + {SU-M-DELEG-EUR}) * 1.02': set({ 'SU-M-PROC-EUR': 100 }),
  '{SELF.*} + {SP-COST-PURCH-SE.*} <= {SP-COST-PURCH.*} + 0.01': ({ now }) => set({ SELF: now * 8.1 }),
  'mirror({SELF.*}, 5)': ({ dimensionValue }) => ({ nationalTotals: { [`SP-IM-RECV.${dimensionValue ?? ''}`]: 940 } }),
  'implies({SELF.*} > 0, {SP-VOL-EXT.*} > 0)': set({ 'SP-VOL-EXT.*': 0 }),
  '{SP-VOL-EXT.*} == 0 or 0.7 <= ({SELF.*} / {SP-VOL-EXT.*}) / ({SP-FULLCOST.*} / max({SP-VOL-OWN.*},1)) <= 1.3': ({
    now,
  }) => set({ SELF: now * 1.4 }),
  '{SELF.*} <= {SP-FULLCOST.*} * 1.0 + 0.01': ({ now }) => set({ SELF: now * 10.1 }),
  '{SELF.*} <= ({SP-FULLCOST.*} + {SP-COST-PURCH.*}) * 1.02': ({ now }) => set({ SELF: now * 40 }),
  '{SELF.*} <= {SP-VOL-OWN.*}': set({ SELF: 10_000 }),
  'iff({SP-COST-PURCH.*} > 0, {SELF.*} > 0, {SELF.*} == 0)': set({ SELF: 0 }),
  'implies({SP-MODE.*} == 0, {SELF.*} == 0)': set({ 'SP-MODE.*': 0 }),
  'implies({SP-VOL-OWN.*} - {SP-VOL-EXT.*} + {SP-VOL-PURCH.*} > 0, {SELF.*} > 0)': set({ SELF: 0 }),
  'not has({SELF.*|lm}) or abs({SELF.*} - {SELF.*|lm}) <= 0.05 * max({SELF.*|lm}, 20)': ({ now }) =>
    set({ 'SELF|lm': now * 2 + 1 }),
  'not isday() or {SELF.*} == 0 or ({SP-VOL-OWN.*} - {SP-VOL-EXT.*} + {SP-VOL-PURCH.*}) / {SELF.*} <= 366': ({
    dimensionValue,
  }) => (['CARE', 'BUTT', 'FAM', 'ASST'].includes(dimensionValue ?? '') ? null : set({ SELF: 2 })),
  '{SELF.sum} + {SP-COST-PURCH.sum} <= {CX-SOCEXP-EUR} * 1.15': set({ 'CX-SOCEXP-EUR': 500_000 }),
  'inband({SELF.*})': set({ SELF: 201 }),
  '{SELF} <= {SD-SW-FTE-PLAN}': set({ SELF: 25.01 }),
  '{SELF|n} >= 1 or {SELF} == 0': set({ 'SELF|n': 0 }),
  '{SELF|n} == 0 or 0.3 <= {SELF} / max({SELF|n},1) <= 1.5': set({ 'SELF|n': 10 }),
  '{SELF} <= 60 * max({SD-SW-FTE},1)': set({ SELF: 1321 }),
  '{SELF} <= {SD-HRS-TOTAL}': set({ SELF: 35_201 }),
  '{SD-SW-FTE} == 0 or 900 <= {SELF} / {SD-SW-FTE} <= 2100': set({ SELF: 46_201 }),
  'not has({SELF|fpr}) or abs({SELF|fpr} - {SELF}) / {SELF} <= 0.15': set({ 'SELF|fpr': 23_001 }),
  '0 < {SELF} < {CX-POP}': set({ SELF: 20_000 }),
  '0.10 <= {SELF} / {CX-POP} <= 0.40': set({ SELF: 8001 }),
};

/** The change that breaks a rule on a cell; undefined where nobody has worked one out, null where none exists. */
export function tamperingFor(expression: string, checked: Checked): Tampering | null | undefined {
  const entry = Object.hasOwn(CASES, expression) ? CASES[expression] : undefined;
  const change =
    entry === undefined ? formChange(expression, checked) : typeof entry === 'function' ? entry(checked) : entry;
  if (change === undefined || change === null) return change;
  const { set: values = {}, ...others } = change;
  const named = Object.entries(values).map(([key, value]) => [keyOf(key, checked), value]);
  return { ...others, values: Object.fromEntries(named) as Readonly<Record<string, OperandValue>> };
}

const keyOf = (key: string, { cell, dimensionValue }: Checked): string =>
  key.replace(/^SELF/, cell).replace('*', dimensionValue ?? '');

function formChange(expression: string, checked: Checked): Change | undefined {
  for (const [form, change] of FORMS) {
    const match = form.exec(expression);
    if (match !== null) return change(match.slice(1).map(Number), checked);
  }
  return undefined;
}
