import { FIRST_YEAR } from './character.js';
import { cents } from './sample-row.js';
import { SERVICE_MODELS } from './service-models.js';
import type { ServicePlan } from './service-plan.js';

/** Cost of own provision, EUR. */
export interface OwnCost {
  readonly pay: number;
  readonly goods: number;
  readonly utilities: number;
  readonly indirect: number;
  readonly depreciation: number;
  readonly depreciationEu: number;
  readonly full: number;
  readonly places: number;
}

/** Paid for bought units, EUR. */
export interface Purchase {
  readonly municipality: number;
  readonly enterprise: number;
  readonly total: number;
}

const INFLATION = 1.07;

/** A few figures out of the ordinary, which explain themselves in a comment. */
export const REMARKABLE: Readonly<Record<string, { readonly factor: number; readonly comment: string }>> = {
  '0041000 CARE': {
    factor: 1.75,
    comment: 'Aprūpe mājās sniegta arī vakaros un brīvdienās, tāpēc stunda maksā vairāk.',
  },
  '0037000 LTC': { factor: 0.68, comment: 'Pansionāts darbojas sen nolietotā ēkā; ēdināšanu nodrošina skola.' },
  '0007000 CRISIS': { factor: 1.5, comment: 'Krīzes centrs jāuztur gatavībā arī tad, ja klientu ir maz.' },
};

/** Share of the places that is used; the same institution stays about as full. */
function targetOccupancy({ unit, service }: ServicePlan): number {
  return unit.character.between(`occupancy ${service}`, service === 'CRISIS' ? [0.5, 0.82] : [0.7, 0.95]);
}

/** Places on 31 December: as many as the first year needed, more where more units are delivered than fit. */
export function placesOf(plan: ServicePlan, firstYearUnits: number): number {
  const { openDays } = SERVICE_MODELS[plan.service];
  if (openDays === null) return 0;
  const built = Math.ceil(firstYearUnits / (openDays * targetOccupancy(plan)));
  const needed = Math.ceil((plan.forResidents + plan.forOthers) / openDays);
  return Math.max(1, built, needed);
}

/** EUR a unit: usual cost × cost level × size × how full the places are × what the municipality is like × year. */
function unitCost(plan: ServicePlan, year: number, places: number): number {
  const { service, unit } = plan;
  const { cost, openDays } = SERVICE_MODELS[service];
  const volume = plan.forResidents + plan.forOthers;
  const occupancy = openDays === null ? 0.85 : volume / (places * openDays);
  const size = Math.min(1.18, Math.max(0.9, (volume / 8000) ** -0.04));
  const standby = 0.72 + 0.28 * (0.85 / Math.max(occupancy, 0.4));
  const habit = unit.character.between(`unit cost ${service}`, [0.87, 1.13]);
  const special = REMARKABLE[`${unit.atvk} ${service}`]?.factor ?? 1;
  const noise = 1 + (unit.character.draw(`unit cost ${service} ${year}`) - 0.5) * 0.04;
  return cost * unit.character.costLevel * size * standby * habit * special * noise * INFLATION ** (year - FIRST_YEAR);
}

/** Own cost by component; the parts add up to the full cost to the cent. */
export function ownCost(plan: ServicePlan, year: number, places: number): OwnCost {
  const { service, unit } = plan;
  const between = (topic: string, low: number, high: number): number =>
    unit.character.between(`${topic} ${service}`, [low, high]);
  const full = unitCost(plan, year, places) * (plan.forResidents + plan.forOthers);
  const depreciation = cents(full * between('depreciation', 0.015, 0.08));
  const direct = (full - depreciation) / (1 + between('indirect', 0.07, 0.2));
  const indirect = cents(full - depreciation - direct);
  const pay = cents(direct * between('pay', 0.62, 0.84));
  const goods = cents(full - depreciation - indirect - pay);
  return {
    pay,
    goods,
    utilities: cents(goods * between('utilities', 0.15, 0.4)),
    indirect,
    depreciation,
    depreciationEu:
      unit.character.draw(`eu ${service}`) < 0.5 ? 0 : cents(depreciation * between('eu share', 0.2, 0.7)),
    full: cents(pay + goods + indirect + depreciation),
    places,
  };
}

/** What is paid for bought units; `providerCost` is the full cost of a unit where another municipality sells. */
export function purchaseOf(plan: ServicePlan, year: number, providerCost: number): Purchase {
  const { service, unit, bought } = plan;
  const noise = 1 + (unit.character.draw(`price ${service} ${year}`) - 0.5) * 0.03;
  const usual = SERVICE_MODELS[service].cost * unit.character.costLevel * INFLATION ** (year - FIRST_YEAR) * noise;
  const price = usual * unit.character.between(`price ${service}`, [0.86, 1.12]);
  const municipality = cents(
    bought.municipality * providerCost * unit.character.between(`contract ${service}`, [0.94, 1.04]),
  );
  const enterprise = cents(bought.enterprise * price * 1.03);
  return { municipality, enterprise, total: cents(municipality + enterprise + bought.others * price) };
}
