import { characterKey, FIRST_YEAR } from './character.js';
import type { SampleMunicipality } from './context.js';
import { SERVICE_CODES, SERVICE_MODELS, type ServiceCode } from './service-models.js';

/** 0 not provided, 1 own, 2 bought, 3 both. */
export type Mode = 0 | 1 | 2 | 3;

/** How a municipality provides a service in a year, before money. */
export interface ServicePlan {
  readonly unit: SampleMunicipality;
  readonly service: ServiceCode;
  readonly mode: Mode;
  /** Own residents served. */
  readonly clients: number;
  /** Units by own institutions for own residents, and for those of other municipalities. */
  readonly forResidents: number;
  readonly forOthers: number;
  /** Units bought, by seller. */
  readonly bought: { readonly municipality: number; readonly enterprise: number; readonly others: number };
  /** The municipality whose institution is paid; null where none is. */
  readonly provider: string | null;
  readonly comment: string | undefined;
}

type Draft = Omit<ServicePlan, 'forOthers'>;

/** Modes that change from a year on. A change is asked to be explained. */
const CHANGES: readonly {
  readonly atvk: string;
  readonly service: ServiceCode;
  readonly from: number;
  readonly mode: Mode;
  readonly comment: string;
}[] = [
  {
    atvk: '0029000',
    service: 'DAC',
    from: 2025,
    mode: 3,
    comment: 'No 2025. gada daļu dienas aprūpes pērkam no biedrības.',
  },
  {
    atvk: '0046000',
    service: 'LTC',
    from: 2024,
    mode: 3,
    comment: '2024. gadā atvērts novada pansionāts; daļu vietu turpinām pirkt.',
  },
  {
    atvk: '0054000',
    service: 'WORK',
    from: 2024,
    mode: 3,
    comment: 'Specializētās darbnīcas daļēji nodrošina sociālais uzņēmums.',
  },
];

/** More residents served from a year on. */
const JUMPS: readonly {
  readonly atvk: string;
  readonly service: ServiceCode;
  readonly from: number;
  readonly factor: number;
  readonly comment: string;
}[] = [
  {
    atvk: '0025000',
    service: 'CARE',
    from: 2024,
    factor: 1.45,
    comment: 'Pieņemti jauni saistošie noteikumi: aprūpi mājās saņem arī cilvēki ar mazāku pensiju.',
  },
  {
    atvk: '0051000',
    service: 'FAM',
    from: 2025,
    factor: 2.1,
    comment: 'Projekta beigās ģimenes asistentu pakalpojumu pārņēma pašvaldība.',
  },
];

/** The jump that a municipality's service has taken by a year. */
export function jumpOf(atvk: string, service: ServiceCode, year: number): (typeof JUMPS)[number] | undefined {
  return JUMPS.find((jump) => jump.atvk === atvk && jump.service === service && year >= jump.from);
}

const NOT_PROVIDED_COMMENT = 'Pakalpojuma pagaidām nav; iedzīvotājiem piedāvājam citus pakalpojumus.';

/** Plans of all municipalities and services of a year; what is bought from a municipality is delivered by it. */
export function planServices(units: readonly SampleMunicipality[], year: number): ServicePlan[] {
  return SERVICE_CODES.flatMap((service) => {
    const modes = new Map(units.map((unit) => [unit.atvk, modeOf(unit, service, year)]));
    const drafts = units.map((unit) => draftOf(unit, service, { year, units, modes }));
    return drafts.map((draft) => ({
      ...draft,
      forOthers: drafts
        .filter(({ provider }) => provider === draft.unit.atvk)
        .reduce((sum, { bought }) => sum + bought.municipality, 0),
    }));
  });
}

/** Own residents served in a year if the service exists. */
function clientsOf(
  { atvk, character, inhabitants, inhabitants65 }: SampleMunicipality,
  service: ServiceCode,
  year: number,
): number {
  const model = SERVICE_MODELS[service];
  const thousands = (model.elderly ? inhabitants65 : inhabitants) / 1000;
  const share = character.between(`clients ${service}`, model.clients) * (jumpOf(atvk, service, year)?.factor ?? 1);
  return Math.max(1, Math.round(thousands * share * character.growth(`clients ${service}`, year, 0.05)));
}

function unitsPerClient({ character }: SampleMunicipality, service: ServiceCode, year: number): number {
  const usual = character.between(`units ${service}`, SERVICE_MODELS[service].units);
  return usual * (1 + (character.draw(`units ${service} ${year}`) - 0.5) * 0.04);
}

function modeOf(unit: SampleMunicipality, service: ServiceCode, year: number): { mode: Mode; comment?: string } {
  const change = CHANGES.find(({ atvk, service: code }) => atvk === unit.atvk && code === service);
  if (change !== undefined && year >= change.from)
    return year === change.from ? { mode: change.mode, comment: change.comment } : { mode: change.mode };
  const { modes, openDays } = SERVICE_MODELS[service];
  const draw = unit.character.draw(`mode ${service}`);
  const yearly = clientsOf(unit, service, FIRST_YEAR) * unitsPerClient(unit, service, FIRST_YEAR);
  const mayRun = openDays === null || yearly / openDays >= 1.2;
  if (mayRun && draw < modes.own) return { mode: 1 };
  if (mayRun && draw < modes.own + modes.mixed) return { mode: 3 };
  if (draw <= 1 - modes.none) return { mode: 2 };
  return service === 'BUTT' ? { mode: 0 } : { mode: 0, comment: NOT_PROVIDED_COMMENT };
}

interface Surroundings {
  readonly year: number;
  readonly units: readonly SampleMunicipality[];
  readonly modes: ReadonlyMap<string, { readonly mode: Mode; readonly comment?: string }>;
}

function draftOf(unit: SampleMunicipality, service: ServiceCode, around: Surroundings): Draft {
  const { mode, comment } = around.modes.get(unit.atvk) ?? { mode: 0 as const };
  const nothing = { municipality: 0, enterprise: 0, others: 0 };
  if (mode === 0) return { unit, service, mode, clients: 0, forResidents: 0, bought: nothing, provider: null, comment };
  const clients = clientsOf(unit, service, around.year);
  const wanted = Math.max(2, Math.round(clients * unitsPerClient(unit, service, around.year)));
  const ownShare = mode === 1 ? 1 : mode === 2 ? 0 : unit.character.between(`own ${service}`, [0.45, 0.8]);
  const forResidents = mode === 3 ? Math.max(1, Math.round(wanted * ownShare)) : Math.round(wanted * ownShare);
  const buys = wanted - forResidents;
  const provider = buys > 0 ? providerOf(unit, service, around) : null;
  const bought = buys > 0 ? sellersOf(unit, service, { buys, hasProvider: provider !== null }) : nothing;
  const paid = bought.municipality > 0 ? provider : null;
  return { unit, service, mode, clients, forResidents, bought, provider: paid, comment };
}

/** A municipality with an institution of its own, of the same region where there is one; the same one every year. */
function providerOf(unit: SampleMunicipality, service: ServiceCode, { units, modes }: Surroundings): string | null {
  const share = SERVICE_MODELS[service].fromMunicipalities;
  if (share === 0 || unit.character.draw(`neighbour ${service}`) > 0.35 + share) return null;
  const runs = (other: SampleMunicipality): boolean => {
    const mode = modes.get(other.atvk)?.mode;
    return other.atvk !== unit.atvk && other.inhabitants > unit.inhabitants / 2 && (mode === 1 || mode === 3);
  };
  const near = units.filter((other) => runs(other) && other.region === unit.region);
  const candidates = near.length > 0 ? near : units.filter(runs);
  const liking = (other: SampleMunicipality): number =>
    unit.character.draw(`provider ${service} ${characterKey(other.atvk)}`);
  return (
    candidates.reduce<SampleMunicipality | null>(
      (best, other) => (best === null || liking(other) > liking(best) ? other : best),
      null,
    )?.atvk ?? null
  );
}

function sellersOf(
  { character }: SampleMunicipality,
  service: ServiceCode,
  { buys, hasProvider }: { readonly buys: number; readonly hasProvider: boolean },
): ServicePlan['bought'] {
  const { fromMunicipalities, fromEnterprises } = SERVICE_MODELS[service];
  const municipality = hasProvider
    ? Math.floor(buys * fromMunicipalities * character.between(`im ${service}`, [0.6, 1]))
    : 0;
  const sells = fromEnterprises && character.activity + character.draw(`seller ${service}`) * 0.5 > 0.85;
  const enterprise = sells ? Math.floor((buys - municipality) * character.between(`se ${service}`, [0.15, 0.5])) : 0;
  return { municipality, enterprise, others: buys - municipality - enterprise };
}
