import { FIRST_YEAR } from './character.js';
import type { SampleMunicipality } from './context.js';
import { cents, type SampleForm } from './sample-row.js';
import { ownCost, placesOf, purchaseOf, REMARKABLE, type OwnCost, type Purchase } from './service-costs.js';
import { SERVICE_MODELS, type ServiceCode } from './service-models.js';
import { jumpOf, planServices, type ServicePlan } from './service-plan.js';

/** A service of a municipality in a year, with money. */
export interface ServiceYear {
  readonly plan: ServicePlan;
  /** null where there is no own provision. */
  readonly own: OwnCost | null;
  readonly purchase: Purchase;
  /** Received from other municipalities, EUR. */
  readonly received: number;
}

const keyOf = (atvk: string, service: ServiceCode): string => `${atvk} ${service}`;

/** Units that each municipality's institutions delivered in the first year: places were built for them. */
export function firstVolumes(firstUnits: readonly SampleMunicipality[]): ReadonlyMap<string, number> {
  const plans = planServices(firstUnits, FIRST_YEAR);
  return new Map(plans.map((plan) => [keyOf(plan.unit.atvk, plan.service), plan.forResidents + plan.forOthers]));
}

/** All services of all municipalities of a year. What one municipality pays another, the other receives. */
export function servicesOf(
  units: readonly SampleMunicipality[],
  first: ReadonlyMap<string, number>,
  year: number,
): readonly ServiceYear[] {
  const priced = planServices(units, year).map((plan) => {
    const volume = plan.forResidents + plan.forOthers;
    const places = placesOf(plan, first.get(keyOf(plan.unit.atvk, plan.service)) ?? volume);
    return { plan, own: volume > 0 ? ownCost(plan, year, places) : null };
  });
  const costs = new Map(
    priced.map(({ plan, own }) => [
      keyOf(plan.unit.atvk, plan.service),
      own === null ? 0 : own.full / (plan.forResidents + plan.forOthers),
    ]),
  );
  const bought = priced.map(({ plan, own }) => {
    const cost = plan.provider === null ? 0 : (costs.get(keyOf(plan.provider, plan.service)) ?? 0);
    return { plan, own, purchase: purchaseOf(plan, year, cost) };
  });
  return bought.map((entry) => ({ ...entry, received: receivedBy(entry.plan, bought) }));
}

function receivedBy(
  { unit, service }: ServicePlan,
  all: readonly { readonly plan: ServicePlan; readonly purchase: Purchase }[],
): number {
  return cents(
    all
      .filter(({ plan }) => plan.provider === unit.atvk && plan.service === service)
      .reduce((sum, { purchase }) => sum + purchase.municipality, 0),
  );
}

const COST_CELLS = ['SP-COST-PAY', 'SP-COST-GOODS', 'SP-COST-INDIR', 'SP-COST-DEPR'];
const OWN_CELLS = ['SP-IM-RECV', 'SP-REV-CLIENT', 'SP-VOL-OWN', 'SP-VOL-EXT'];
const BOUGHT_CELLS = ['SP-COST-PURCH', 'SP-COST-PURCH-SE', 'SP-IM-PAID', 'SP-VOL-PURCH'];

/** Fills in one service. Without the service everything else of it is not applicable. */
export function fillService(form: SampleForm, entry: ServiceYear): void {
  const { plan, purchase } = entry;
  const { service, mode, clients } = plan;
  const at = (code: string): string => `${code}.${service}`;
  form.put(at('SP-MODE'), mode, { comment: plan.comment });
  if (entry.own === null) skipOwn(form, service);
  else fillOwn(form, entry, entry.own);
  if (mode === 0) {
    for (const code of [...BOUGHT_CELLS, 'SP-REV-STATE', 'SP-CLIENTS']) form.skip(at(code), 'not_applicable');
    return;
  }
  form.put(at('SP-COST-PURCH'), purchase.total);
  form.put(at('SP-COST-PURCH-SE'), purchase.enterprise);
  form.put(at('SP-IM-PAID'), purchase.municipality);
  form.put(at('SP-VOL-PURCH'), plan.bought.municipality + plan.bought.enterprise + plan.bought.others);
  const state = plan.unit.character.between(`state ${service}`, SERVICE_MODELS[service].statePays);
  form.put(at('SP-REV-STATE'), cents(state * ((entry.own?.full ?? 0) + purchase.total)));
  form.put(at('SP-CLIENTS'), clients, { comment: jumpComment(plan, form.year) });
  if (SERVICE_MODELS[service].core) form.put(`${at('SP-CLIENTS')}|lm`, ministryClients(plan, form.year));
}

/** Why the figures of the year are so much larger than last year's. */
function jumpComment({ unit, service }: Pick<ServicePlan, 'unit' | 'service'>, year: number): string | undefined {
  const jump = jumpOf(unit.atvk, service, year);
  return jump?.from === year ? jump.comment : undefined;
}

/** What the Ministry's report says: mostly the same, now and then a few persons off. */
function ministryClients({ unit, service, clients }: ServicePlan, year: number): number {
  const draw = unit.character.draw(`lm ${service} ${year}`);
  return draw < 0.8
    ? clients
    : Math.max(0, Math.round(clients * (0.965 + 0.07 * unit.character.draw(`lm by ${service} ${year}`))));
}

function skipOwn(form: SampleForm, service: ServiceCode): void {
  for (const code of [...COST_CELLS, ...OWN_CELLS]) form.skip(`${code}.${service}`, 'not_applicable');
  if (SERVICE_MODELS[service].openDays !== null) form.skip(`SP-PLACES.${service}`, 'not_applicable');
}

function fillOwn(form: SampleForm, { plan, received }: ServiceYear, own: OwnCost): void {
  const { service, unit } = plan;
  const at = (code: string): string => `${code}.${service}`;
  fillCosts(form, plan, own);
  form.put(at('SP-IM-RECV'), received);
  const pays = unit.character.between(`client pays ${service}`, SERVICE_MODELS[service].clientPays);
  form.put(at('SP-REV-CLIENT'), cents(own.full * pays));
  form.put(at('SP-VOL-OWN'), plan.forResidents + plan.forOthers, { comment: jumpComment(plan, form.year) });
  form.put(at('SP-VOL-EXT'), plan.forOthers);
  if (SERVICE_MODELS[service].openDays !== null) form.put(at('SP-PLACES'), own.places);
}

function fillCosts(form: SampleForm, { service, unit }: ServicePlan, own: OwnCost): void {
  const at = (code: string): string => `${code}.${service}`;
  const comment = REMARKABLE[keyOf(unit.atvk, service)]?.comment;
  if (!SERVICE_MODELS[service].core && unit.character.draw('cost records') < 0.14) {
    form.put(at('SP-COST-PAY'), own.full, { comment: 'Izmaksas uzskaitām tikai kopā.' });
    for (const code of COST_CELLS.slice(1)) form.skip(at(code), 'not_collected', 'Sadalījumu neuzskaitām.');
    return;
  }
  form.put(at('SP-COST-PAY'), own.pay, { comment: comment ?? jumpComment({ service, unit }, form.year) });
  form.put(at('SP-COST-GOODS'), own.goods);
  form.put(at('SP-COST-GOODS') + '|util', own.utilities);
  form.put(at('SP-COST-INDIR'), own.indirect);
  form.put(at('SP-COST-INDIR') + '|key', 1 + Math.floor(unit.character.draw('allocation key') ** 2 * 3));
  form.put(at('SP-COST-DEPR'), own.depreciation);
  form.put(at('SP-COST-DEPR') + '|eu', own.depreciationEu);
}
