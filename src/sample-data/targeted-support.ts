import { FIRST_YEAR } from './character.js';
import type { SampleMunicipality } from './context.js';
import type { Enterprises } from './enterprises.js';
import { SAMPLE_EVIDENCE } from './light-support.js';
import { cents, type SampleForm } from './sample-row.js';
import type { Range } from './service-models.js';

type InstrumentCode = 'GRANT' | 'RESV' | 'DELEG' | 'NIN' | 'FREEUSE' | 'RENTDISC' | 'TRANSFER';

interface InstrumentModel {
  /** Activity from which a municipality usually offers it. */
  readonly from: number;
  /** Share of the registered enterprises that use it. */
  readonly users: Range;
  /** EUR a user and year. */
  readonly amount: Range;
  readonly committed: boolean;
}

const INSTRUMENTS: Readonly<Record<Exclude<InstrumentCode, 'RESV'>, InstrumentModel>> = {
  GRANT: { from: 0.46, users: [0.16, 0.42], amount: [3_500, 9_500], committed: true },
  DELEG: { from: 0.56, users: [0.05, 0.2], amount: [9_000, 38_000], committed: true },
  NIN: { from: 0.42, users: [0.1, 0.36], amount: [140, 900], committed: false },
  FREEUSE: { from: 0.3, users: [0.12, 0.38], amount: [1_400, 7_800], committed: false },
  RENTDISC: { from: 0.36, users: [0.08, 0.28], amount: [500, 2_600], committed: false },
  TRANSFER: { from: 0.72, users: [0.05, 0.18], amount: [250, 3_200], committed: false },
};
const RESERVED_FROM = 0.62;
const RATES = [25, 50, 70, 90];

/** Use of one instrument in a year. */
interface Use {
  readonly recipients: number;
  readonly amount: number;
}

const UNUSED: Use = { recipients: 0, amount: 0 };

/** What targeted support leads to elsewhere in the form. */
export interface TargetedSupport {
  readonly supported: number;
}

/** What the municipality buys social services for from social enterprises. */
export interface EnterpriseSales {
  readonly amount: number;
  readonly sellers: number;
}

/** Whether the instrument is open to social enterprises; once opened it stays so. */
export function offers({ character }: SampleMunicipality, instrument: InstrumentCode, year: number): boolean {
  const from = instrument === 'RESV' ? RESERVED_FROM : INSTRUMENTS[instrument].from;
  const readiness = character.activity + (character.draw(`offer ${instrument}`) - 0.5) * 0.36;
  return readiness + 0.035 * (year - FIRST_YEAR) > from;
}

function useOf(
  unit: SampleMunicipality,
  instrument: Exclude<InstrumentCode, 'RESV'>,
  { registered, year }: { readonly registered: number; readonly year: number },
): Use {
  const { users, amount } = INSTRUMENTS[instrument];
  const { character } = unit;
  const recipients = Math.round(registered * character.between(`users ${instrument}`, users));
  const each = character.between(`amount ${instrument}`, amount) * character.growth(`amount ${instrument}`, year, 0.09);
  return recipients === 0 ? UNUSED : { recipients, amount: cents(recipients * each) };
}

/** Fills in offers, money and recipients, and says how many enterprises were supported. */
export function fillTargetedSupport(
  form: SampleForm,
  unit: SampleMunicipality,
  around: { readonly enterprises: Enterprises; readonly sales: EnterpriseSales },
): TargetedSupport {
  const { year } = form;
  const { enterprises } = around;
  const codes = Object.keys(INSTRUMENTS) as (keyof typeof INSTRUMENTS)[];
  const ownedShare = enterprises.municipal > 0 ? 0.3 : 0;
  const uses = new Map<string, Use>();
  for (const code of codes) {
    const offered = putOffer(form, unit, code);
    const use = offered ? useOf(unit, code, { registered: enterprises.registered, year }) : UNUSED;
    uses.set(code, use);
    if (offered) putUse(form, `SU-M-${code}-EUR`, { use, ownedShare });
    else skipUse(form, code);
    putParticulars(form, unit, { code, use, offered });
  }
  const purchases = fillPurchases(form, unit, { ...around, ownedShare });
  fillReserved(form, unit, purchases);
  uses.set('PROC', purchases);
  fillTotals(form, unit, { enterprises, uses });
  return { supported: supportedBy(uses) };
}

function putOffer(form: SampleForm, unit: SampleMunicipality, code: InstrumentCode): boolean {
  const offered = offers(unit, code, form.year);
  const evidence = offered ? { evidence: `${SAMPLE_EVIDENCE}/noteikumi` } : {};
  form.put(`SU-M-OFFER.${code}`, offered ? 1 : 0, evidence);
  return offered;
}

function putUse(
  form: SampleForm,
  cell: string,
  {
    use,
    ownedShare,
    comment,
  }: { readonly use: Use; readonly ownedShare: number; readonly comment?: string | undefined },
): void {
  // Tax relief of one or two taxpayers would tell what each pays: held, and hidden at publication.
  const hidden = cell === 'SU-M-NIN-EUR' && use.recipients > 0 && use.recipients < 3;
  form.put(cell, use.amount, { comment, ...(hidden ? { status: 'confidential' } : {}) });
  form.put(`${cell}|n`, use.recipients);
  form.put(`${cell}|muni`, cents(use.amount * ownedShare));
}

function skipUse(form: SampleForm, code: keyof typeof INSTRUMENTS): void {
  const companions = ['', '|n', '|muni', ...(INSTRUMENTS[code].committed ? ['|committed'] : [])];
  for (const companion of companions) form.skip(`SU-M-${code}-EUR${companion}`, 'not_applicable');
}

function putParticulars(
  form: SampleForm,
  { character }: SampleMunicipality,
  { code, use, offered }: { readonly code: keyof typeof INSTRUMENTS; readonly use: Use; readonly offered: boolean },
): void {
  if (code === 'NIN') {
    const step = Math.floor(character.draw('tax relief') * RATES.length);
    form.put('SU-M-NIN-RATE', offered ? (RATES[step] ?? 50) : 0);
  }
  if (code === 'FREEUSE') {
    if (offered) form.put('SU-M-FREEUSE-EUR|m2', Math.round(use.amount / character.between('rent', [14, 58])));
    else form.skip('SU-M-FREEUSE-EUR|m2', 'not_applicable');
  }
  if (offered && INSTRUMENTS[code].committed)
    form.put(`SU-M-${code}-EUR|committed`, cents(use.amount * character.between(`committed ${code}`, [1, 2.4])));
}

function fillPurchases(
  form: SampleForm,
  { character }: SampleMunicipality,
  around: { readonly enterprises: Enterprises; readonly sales: EnterpriseSales; readonly ownedShare: number },
): Use {
  const { registered } = around.enterprises;
  const sellers = Math.round(
    registered * character.between('sellers', [0.22, 0.6]) + (character.activity > 0.28 ? 0.6 : 0),
  );
  const each = character.between('purchase', [1_400, 9_800]) * character.growth('purchase', form.year, 0.1);
  const growing = (1 + 0.1 * character.activity) ** (form.year - FIRST_YEAR);
  const recipients = sellers + around.sales.sellers;
  const amount = cents(cents(sellers * each * growing) + around.sales.amount);
  const comment =
    registered === 0 && amount > 0 ? 'Novadā sociālo uzņēmumu nav; pirkām no uzņēmuma citā pašvaldībā.' : undefined;
  putUse(form, 'SU-M-PROC-EUR', { use: { recipients, amount }, ownedShare: around.ownedShare, comment });
  form.put('SU-M-PROC-EUR|committed', cents(amount * character.between('committed PROC', [1, 1.8])));
  return { recipients, amount };
}

function fillReserved(form: SampleForm, unit: SampleMunicipality, purchases: Use): void {
  const cell = 'SU-M-RESV-EUR';
  if (!putOffer(form, unit, 'RESV')) {
    for (const companion of ['', '|n', '|muni', '|procedures']) form.skip(`${cell}${companion}`, 'not_applicable');
    return;
  }
  const recipients = Math.round(purchases.recipients * unit.character.between('reserved', [0.12, 0.4]));
  const share = recipients === 0 ? 0 : unit.character.between('reserved share', [0.08, 0.3]);
  putUse(form, cell, { use: { recipients, amount: cents(purchases.amount * share) }, ownedShare: 0 });
  form.put(`${cell}|procedures`, recipients + Math.round(unit.character.draw(`procedures ${form.year}`)));
}

function supportedBy(uses: ReadonlyMap<string, Use>): number {
  const recipients = [...uses.values()].map((use) => use.recipients);
  const most = Math.max(...recipients);
  const sum = recipients.reduce((total, one) => total + one, 0);
  return Math.min(sum, most + Math.round((sum - most) * 0.35));
}

const AID = ['GRANT', 'NIN', 'FREEUSE', 'RENTDISC', 'TRANSFER'];

function fillTotals(
  form: SampleForm,
  { character }: SampleMunicipality,
  { enterprises, uses }: { readonly enterprises: Enterprises; readonly uses: ReadonlyMap<string, Use> },
): void {
  const supported = supportedBy(uses);
  const local = Math.min(enterprises.registered, Math.round(supported * character.between('local', [0.7, 1])));
  form.put('SU-M-BENEF', supported);
  form.put('SU-M-BENEF|local', Math.min(local, supported));
  const aid = AID.map((code) => uses.get(code) ?? UNUSED);
  const amount = aid.reduce((sum, use) => sum + use.amount, 0);
  const recipients = Math.max(...aid.map((use) => use.recipients));
  const minimis = cents(amount * character.between('de minimis', [0.86, 1]));
  form.put('SU-M-DEMIN-EUR', minimis);
  form.put('SU-M-DEMIN-EUR|n', recipients);
  form.put('SU-M-DEMIN-EUR|muni', enterprises.municipal > 0 ? cents(minimis * 0.3) : 0);
}
