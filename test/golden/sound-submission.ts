/**
 * One municipality's submission in which every rule of the catalogue holds: 20,000 inhabitants, every service both
 * provided and bought, every instrument in use. Last year's values are the same but for the enterprises registered.
 */
import type { CompiledCatalogues } from '../../src/indicators/compiled/compiled-catalogues.js';
import type { OperandSource, OperandValue } from '../../src/indicators/expressions/operands.js';

export type Values = Map<string, OperandValue>;

const PLAIN: Readonly<Record<string, number>> = {
  'CX-POP': 20_000,
  'CX-POP|fpr': 21_000,
  'CX-POP65': 4200,
  'CX-PROC-EUR': 5_000_000,
  'CX-SOCEXP-EUR': 9_000_000,
  'SU-L-POLICY': 2,
  'SU-L-CONTACT': 1,
  'SU-L-INFRA': 3,
  'SU-L-CONSULT': 12,
  'SU-L-INFOMAT': 6,
  'SU-L-EVENTS': 4,
  'SU-L-EVENTS|n': 80,
  'SU-L-EXCH': 2,
  'SU-L-SHADOW': 3,
  'SU-L-MENTOR': 2,
  'SU-L-MARKETING': 3,
  'SU-L-COWORK': 5,
  'SU-L-IDEALAB': 1,
  'SU-L-MAPPING': 2,
  'SU-M-GRANT-EUR': 10_000,
  'SU-M-GRANT-EUR|n': 2,
  'SU-M-GRANT-EUR|muni': 1000,
  'SU-M-GRANT-EUR|committed': 12_000,
  'SU-M-PROC-EUR': 200_000.5,
  'SU-M-PROC-EUR|n': 3,
  'SU-M-PROC-EUR|muni': 0,
  'SU-M-PROC-EUR|committed': 250_000,
  'SU-M-RESV-EUR': 5000,
  'SU-M-RESV-EUR|n': 1,
  'SU-M-RESV-EUR|muni': 0,
  'SU-M-RESV-EUR|procedures': 1,
  'SU-M-DELEG-EUR': 20_000,
  'SU-M-DELEG-EUR|n': 1,
  'SU-M-DELEG-EUR|muni': 0,
  'SU-M-DELEG-EUR|committed': 60_000,
  'SU-M-NIN-RATE': 50,
  'SU-M-NIN-EUR': 800,
  'SU-M-NIN-EUR|n': 1,
  'SU-M-NIN-EUR|muni': 0,
  'SU-M-FREEUSE-EUR': 3000,
  'SU-M-FREEUSE-EUR|n': 2,
  'SU-M-FREEUSE-EUR|muni': 0,
  'SU-M-FREEUSE-EUR|m2': 100,
  'SU-M-RENTDISC-EUR': 1200,
  'SU-M-RENTDISC-EUR|n': 1,
  'SU-M-RENTDISC-EUR|muni': 0,
  'SU-M-TRANSFER-EUR': 500,
  'SU-M-TRANSFER-EUR|n': 1,
  'SU-M-TRANSFER-EUR|muni': 0,
  'SU-M-BENEF': 3,
  'SU-M-BENEF|local': 3,
  'SU-M-DEMIN-EUR': 14_000,
  'SU-M-DEMIN-EUR|n': 3,
  'SU-M-DEMIN-EUR|muni': 0,
  'SU-O-REG': 4,
  'SU-O-REG|left': 1,
  'SU-O-REG|muni': 1,
  'SU-O-REG|register': 4,
  'SU-O-NEW': 2,
  'SU-O-WISE': 2,
  'SU-O-WISE-JOBS': 6,
  'SU-O-TG-SERVED': 40,
  'SU-O-DEFACTO': 3,
  'SU-IDX': 50,
  'SD-SW-FTE': 22,
  'SD-SW-FTE|n': 24,
  'SD-SW-FTE|sw': 15,
  'SD-SW-FTE-PLAN': 25,
  'SD-CASES': 600,
  'SD-CASES|children': 200,
  'SD-HRS-DIRECT': 17_600,
  'SD-HRS-DIRECT|method': 1,
  'SD-HRS-TOTAL': 35_200,
};

const INSTRUMENTS = ['GRANT', 'RESV', 'DELEG', 'NIN', 'FREEUSE', 'RENTDISC', 'TRANSFER'];

/** Unit cost in EUR inside the plausible band, units of own output, places where there are any. */
const SERVICES: Readonly<Record<string, readonly [unitCost: number, output: number, places: number | null]>> = {
  CARE: [12, 9000, null],
  LTC: [40, 2920, 10],
  CRISIS: [60, 1168, 4],
  DAC: [30, 2000, 10],
  GROUP: [30, 2920, 10],
  WORK: [30, 2000, 10],
  RESP: [80, 584, 2],
  SHELT: [18, 2920, 10],
  BUTT: [15, 1200, null],
  FAM: [15, 2000, null],
  ASST: [10, 3000, null],
};

const cents = (value: number): number => Math.round(value * 100) / 100;

function service(
  code: string,
  [unitCost, output, places]: readonly [number, number, number | null],
): [string, number][] {
  const cost = unitCost * output;
  const bought = cents(300 * unitCost * 1.1);
  const clients = Math.ceil((output - 100 + 300) / 200);
  const cells: Record<string, number | null> = {
    'SP-MODE': 3,
    'SP-COST-PAY': cents(cost * 0.6),
    'SP-COST-GOODS': cents(cost * 0.25),
    'SP-COST-INDIR': cents(cost * 0.1),
    'SP-COST-DEPR': cents(cost * 0.05),
    'SP-COST-PURCH': bought,
    'SP-COST-PURCH-SE': cents(bought * 0.2),
    'SP-IM-PAID': cents(bought * 0.1),
    'SP-IM-RECV': cents(100 * unitCost),
    'SP-REV-CLIENT': cents(cost * 0.1),
    'SP-REV-STATE': cents(cost * 0.05),
    'SP-VOL-OWN': output,
    'SP-VOL-EXT': 100,
    'SP-VOL-PURCH': 300,
    'SP-CLIENTS': clients,
    'SP-PLACES': places,
  };
  const companions: Record<string, number> = {
    [`SP-COST-GOODS.${code}|util`]: 100,
    [`SP-COST-INDIR.${code}|key`]: 1,
    [`SP-COST-DEPR.${code}|eu`]: 0,
    [`SP-CLIENTS.${code}|lm`]: clients,
  };
  return [
    ...Object.entries(cells).flatMap(([cell, value]): [string, number][] =>
      value === null ? [] : [[`${cell}.${code}`, value]],
    ),
    ...Object.entries(companions),
  ];
}

/** The values by flat key, with `|companion` and `|prev`. */
export function soundSubmission(): Values {
  const now: [string, number][] = [
    ...Object.entries(PLAIN),
    ...INSTRUMENTS.map((code): [string, number] => [`SU-M-OFFER.${code}`, 1]),
    ...Object.entries(SERVICES).flatMap(([code, facts]) => service(code, facts)),
  ];
  const before = now.map(([key, value]): [string, number] => [`${key}|prev`, value]);
  return new Map<string, OperandValue>([...now, ...before, ['SU-O-REG|prev', 3], ['SU-IDX|prev', 48]]);
}

/** What differs from a sound submission. */
export interface Tampering {
  /** By flat key; derived cells may be set too. */
  readonly values?: Readonly<Record<string, OperandValue>>;
  readonly evidence?: boolean;
  readonly comment?: boolean;
  readonly nationalTotals?: Readonly<Record<string, number>>;
}

/** The sound submission with its derived cells, some of it tampered with. */
export function submissionSource(compiled: CompiledCatalogues, tampering: Tampering = {}): OperandSource {
  const values = soundSubmission();
  const changed = new Map(Object.entries(tampering.values ?? {}));
  const plain: OperandSource = {
    value: (cell, companion, previous) => {
      const key = `${cell}${companion === null ? '' : `|${companion}`}${previous ? '|prev' : ''}`;
      return changed.get(key) ?? values.get(key) ?? 'not_provided';
    },
    hasEvidence: () => tampering.evidence ?? true,
    hasComment: () => tampering.comment ?? false,
    nationalTotal: (cell) => tampering.nationalTotals?.[cell] ?? 1000,
  };
  const computed = compiled.derive(plain);
  return {
    ...plain,
    value: (cell, companion, previous) =>
      companion === null && !previous && changed.has(cell)
        ? plain.value(cell, null, false)
        : computed.value(cell, companion, previous),
  };
}
