/** What social services are usually like: the ground on which the sample data are made up. */

export const SERVICE_CODES = [
  'CARE',
  'LTC',
  'CRISIS',
  'DAC',
  'GROUP',
  'WORK',
  'RESP',
  'SHELT',
  'BUTT',
  'FAM',
  'ASST',
] as const;
export type ServiceCode = (typeof SERVICE_CODES)[number];

export type Range = readonly [number, number];

export interface ServiceModel {
  readonly core: boolean;
  /** Days a year on which places are open; null for services without places. */
  readonly openDays: number | null;
  /** Clients per 1,000 inhabitants (of 65 and over for `elderly`). */
  readonly clients: Range;
  readonly elderly: boolean;
  /** Service units a client and year. */
  readonly units: Range;
  /** Usual full cost of a unit in the first year, EUR. */
  readonly cost: number;
  /** Shares of municipalities that provide it only by themselves, both ways, and not at all; the rest buys. */
  readonly modes: { readonly own: number; readonly mixed: number; readonly none: number };
  /** Share of the full cost that clients pay. */
  readonly clientPays: Range;
  /** Share of all cost that the state and EU projects pay. */
  readonly statePays: Range;
  /** Share of the bought units that comes from other municipalities' institutions. */
  readonly fromMunicipalities: number;
  /** Whether social enterprises sell it. */
  readonly fromEnterprises: boolean;
}

export const SERVICE_MODELS: Readonly<Record<ServiceCode, ServiceModel>> = {
  CARE: {
    core: true,
    openDays: null,
    clients: [32, 62],
    elderly: true,
    units: [95, 175],
    cost: 12.4,
    modes: { own: 0.62, mixed: 0.24, none: 0 },
    clientPays: [0.04, 0.12],
    statePays: [0, 0.01],
    fromMunicipalities: 0,
    fromEnterprises: true,
  },
  LTC: {
    core: true,
    openDays: 365,
    clients: [13, 24],
    elderly: true,
    units: [270, 325],
    cost: 39,
    modes: { own: 0.28, mixed: 0.42, none: 0 },
    clientPays: [0.34, 0.5],
    statePays: [0, 0.02],
    fromMunicipalities: 0.45,
    fromEnterprises: false,
  },
  CRISIS: {
    core: true,
    openDays: 365,
    clients: [0.4, 1],
    elderly: false,
    units: [28, 55],
    cost: 58,
    modes: { own: 0.5, mixed: 0.1, none: 0.02 },
    clientPays: [0, 0.01],
    statePays: [0, 0.03],
    fromMunicipalities: 0.6,
    fromEnterprises: false,
  },
  DAC: {
    core: true,
    openDays: 250,
    clients: [1.8, 4.2],
    elderly: false,
    units: [70, 125],
    cost: 29,
    modes: { own: 0.62, mixed: 0.2, none: 0.02 },
    clientPays: [0, 0.06],
    statePays: [0.05, 0.3],
    fromMunicipalities: 0.1,
    fromEnterprises: true,
  },
  GROUP: {
    core: false,
    openDays: 365,
    clients: [0.3, 0.7],
    elderly: false,
    units: [310, 345],
    cost: 31,
    modes: { own: 0.5, mixed: 0.15, none: 0.1 },
    clientPays: [0.05, 0.15],
    statePays: [0.1, 0.35],
    fromMunicipalities: 0.35,
    fromEnterprises: false,
  },
  WORK: {
    core: false,
    openDays: 250,
    clients: [0.3, 0.8],
    elderly: false,
    units: [110, 170],
    cost: 27,
    modes: { own: 0.5, mixed: 0.12, none: 0.12 },
    clientPays: [0, 0.03],
    statePays: [0.1, 0.35],
    fromMunicipalities: 0.2,
    fromEnterprises: true,
  },
  RESP: {
    core: false,
    openDays: 365,
    clients: [0.3, 0.8],
    elderly: false,
    units: [14, 26],
    cost: 76,
    modes: { own: 0.3, mixed: 0.1, none: 0.06 },
    clientPays: [0, 0.06],
    statePays: [0.1, 0.4],
    fromMunicipalities: 0.25,
    fromEnterprises: true,
  },
  SHELT: {
    core: false,
    openDays: 365,
    clients: [0.7, 1.7],
    elderly: false,
    units: [45, 95],
    cost: 18,
    modes: { own: 0.55, mixed: 0.05, none: 0.1 },
    clientPays: [0, 0.02],
    statePays: [0, 0.01],
    fromMunicipalities: 0.7,
    fromEnterprises: false,
  },
  BUTT: {
    core: false,
    openDays: null,
    clients: [1.2, 4],
    elderly: false,
    units: [8, 11],
    cost: 14,
    modes: { own: 0.15, mixed: 0.05, none: 0.15 },
    clientPays: [0.1, 0.3],
    statePays: [0, 0.01],
    fromMunicipalities: 0,
    fromEnterprises: true,
  },
  FAM: {
    core: false,
    openDays: null,
    clients: [0.8, 1.7],
    elderly: false,
    units: [35, 70],
    cost: 14.5,
    modes: { own: 0.7, mixed: 0.12, none: 0.05 },
    clientPays: [0, 0.01],
    statePays: [0.02, 0.2],
    fromMunicipalities: 0,
    fromEnterprises: true,
  },
  ASST: {
    core: false,
    openDays: null,
    clients: [1.5, 3.2],
    elderly: false,
    units: [240, 380],
    cost: 10.2,
    modes: { own: 0.8, mixed: 0.15, none: 0 },
    clientPays: [0, 0],
    statePays: [0.93, 0.99],
    fromMunicipalities: 0,
    fromEnterprises: false,
  },
};
