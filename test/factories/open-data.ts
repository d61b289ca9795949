import type { AddressInfo } from 'node:net';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { pino } from 'pino';
import { AppConfig } from '../../src/config/app-config.js';
import { statusByte } from '../../src/core/value-status.js';
import { createAdapter, prepareServer } from '../../src/http/server.js';
import { OPEN_DATA_CONTROLLERS, OPEN_DATA_PROVIDERS } from '../../src/open-data/open-data-parts.js';
import { latvianDay } from '../../src/open-data/figures/latvian-day.js';
import {
  PublishedFigures,
  type OpenCell,
  type OpenEdition,
  type OpenMunicipality,
  type OpenPeerGroup,
  type OpenPeriod,
  type OpenPeriodFigures,
  type OpenRevision,
  type OpenScores,
  type OpenState,
} from '../../src/open-data/figures/published-figures.js';
import { notFound } from '../../src/http/problem.js';
import { calendarYear } from './benchmarks.js';

const both = (text: string) => ({ lv: text, en: `${text} (en)` });
const GROUPS = {
  light: { code: 'light', name: { lv: 'vieglā sadarbība', en: 'light support' } },
  service_cost: { code: 'service_cost', name: { lv: 'pakalpojumu izmaksas', en: 'service costs' } },
};

function cell(id: number, code: string, group: OpenCell['group'], unit = 'EUR'): OpenCell {
  return {
    id,
    code,
    koladaId: `U${String(id).padStart(5, '0')}`,
    name: both(code === 'EVIL' ? '=cmd|x' : `Rādītājs ${code}`),
    unit: both(unit),
    definition: both(`Definīcija ${code}`),
    direction: 'higher_is_better',
    decimals: 2,
    isCost: false,
    group,
  };
}

export const CELLS: readonly OpenCell[] = [
  cell(1, 'SU-L-EVENTS', GROUPS.light, 'skaits'),
  cell(2, 'SP-UC-PAY.CARE', GROUPS.service_cost),
  cell(3, 'EVIL', GROUPS.light, 'skaits'),
];
export const MUNICIPALITIES: readonly OpenMunicipality[] = [
  { unit: 2, atvk: '0020000', name: { lv: 'Ādaži', en: 'Ādaži' } },
  { unit: 1, atvk: '0054010', name: { lv: 'Ogre', en: 'Ogre' } },
  { unit: 0, atvk: '0001000', name: { lv: 'Rīga', en: 'Riga' } },
  { unit: 3, atvk: '0040000', name: { lv: '@Valka', en: 'Valka' } },
];
const UNITS = [0, 1, 2, 3];
export const PERIODS: readonly OpenPeriod[] = [2023, 2024].map((year, at) => ({
  id: at + 1,
  ...calendarYear(year),
  title: { lv: `${year}. gads`, en: `Year ${year}` },
}));
const PEER_GROUPS: readonly OpenPeerGroup[] = [
  { code: 'all', koladaId: 'G100001', name: both('Visas pašvaldības'), members: UNITS },
  { code: 'region-riga', koladaId: 'G100006', name: both('Rīgas plānošanas reģions'), members: [0, 1, 2] },
];

const R = statusByte('reported');
const [NA, NP, CF] = [statusByte('not_applicable'), statusByte('not_provided'), statusByte('confidential')];
/** By cell, then period: values by unit with their status bytes. */
type Table = Readonly<Record<number, Readonly<Record<number, readonly [readonly number[], readonly number[]]>>>>;

/** The newest edition: one value hidden, one missing, one not applicable. */
export const TABLE: Table = {
  1: {
    1: [
      [10, 20, 30, 0],
      [R, R, R, R],
    ],
    2: [
      [11, NaN, 31, 0],
      [R, NP, R, R],
    ],
  },
  2: {
    1: [
      [1.5, 2.5, NaN, NaN],
      [R, R, CF, NA],
    ],
    2: [
      [-1.25, 2.75, NaN, 1234.5],
      [R, R, CF, R],
    ],
  },
  3: {
    2: [
      [1, 2, 3, 4],
      [R, R, R, R],
    ],
  },
};
/** What the first edition said of 2023. */
const FIRST: Table = {
  1: {
    1: [
      [10, 19, 30, 0],
      [R, R, R, R],
    ],
  },
  2: {
    1: [
      [1.5, 2.5, NaN, 4],
      [R, R, CF, R],
    ],
  },
};

function stateOf(id: string, publishedAt: string, table: Table, periods: readonly OpenPeriod[]): OpenState {
  const figures = periods.map((period): OpenPeriodFigures => {
    const columns = CELLS.flatMap(({ id: cellId }) => {
      const found = table[cellId]?.[period.id];
      if (found === undefined) return [];
      return [[cellId, { values: Float64Array.from(found[0]), statuses: Uint8Array.from(found[1]) }] as const];
    });
    return { period, units: UNITS, columns: new Map(columns) };
  });
  const present = new Set(figures.flatMap(({ columns }) => [...columns.keys()]));
  return {
    key: id,
    edition: { id, kind: id === 'E1' ? 'provisional' : 'final', publishedAt },
    sample: true,
    methodVersion: '1',
    updated: publishedAt,
    cells: CELLS.filter((known) => present.has(known.id)),
    municipalities: MUNICIPALITIES,
    periods,
    peerGroups: new Map(periods.map(({ code }) => [code, PEER_GROUPS])),
    figures,
  };
}

/** Two editions made by hand: E1 with 2023, E2 with 2024 and a corrected 2023. */
export class HandmadeFigures extends PublishedFigures {
  private readonly states = [
    stateOf('E2', '2026-06-15T09:00:00.000Z', TABLE, PERIODS),
    stateOf('E1', '2025-06-16T09:00:00.000Z', FIRST, PERIODS.slice(0, 1)),
  ];

  state(edition = 'E2'): Promise<OpenState> {
    const found = this.states.find(({ key }) => key === edition);
    if (found === undefined) return Promise.reject(notFound(both(`Nav ${edition}`), 'edition_not_found'));
    return Promise.resolve(found);
  }

  editions(): Promise<readonly OpenEdition[]> {
    return Promise.resolve(
      this.states.map(({ key, updated, periods, sample }) => ({
        id: key,
        kind: key === 'E1' ? ('provisional' as const) : ('final' as const),
        publishedAt: new Date(updated),
        note: null,
        sample,
        periods,
      })),
    );
  }

  before(day: string): Promise<ReadonlyMap<number, OpenPeriodFigures>> {
    const earlier = this.states.find(({ updated }) => latvianDay(new Date(updated)) < day);
    return Promise.resolve(new Map((earlier?.figures ?? []).map((of) => [of.period.id, of])));
  }

  revisions({ id }: OpenEdition): Promise<readonly OpenRevision[]> {
    const [first, ,] = CELLS;
    const [, ogre] = MUNICIPALITIES;
    const [period] = PERIODS;
    if (id !== 'E2' || first === undefined || ogre === undefined || period === undefined) return Promise.resolve([]);
    const change = {
      cell: first,
      municipality: ogre,
      period,
      previousEdition: 'E1',
      reason: 'Drukas <kļūda> & labojums',
    };
    return Promise.resolve([{ ...change, oldValue: 19, oldStatus: R, newValue: 20, newStatus: R }]);
  }

  async scores(
    state: OpenState,
    place: { readonly cell: OpenCell; readonly period: OpenPeriod; readonly peerGroup: OpenPeerGroup },
  ): Promise<OpenScores | undefined> {
    const column = state.figures.find(({ period }) => period.id === place.period.id)?.columns.get(place.cell.id);
    if (column === undefined) return Promise.resolve(undefined);
    const rows = place.peerGroup.members.map((unit) => {
      const value = column.values[unit] ?? NaN;
      const better = place.peerGroup.members.filter((other) => (column.values[other] ?? NaN) > value).length;
      const isPresent = Number.isFinite(value);
      return {
        unit,
        value: isPresent ? value : null,
        status: column.statuses[unit] ?? 0,
        rank: isPresent ? better + 1 : null,
        of: place.peerGroup.members.length,
        percentile: null,
        quantileGroup: null,
        comparison: 'similar',
        flags: isPresent ? [] : ['MISSING'],
      };
    });
    return Promise.resolve({ rows, median: 1, q1: null, q3: null });
  }

  sources(): Promise<ReadonlyMap<number, string>> {
    return Promise.resolve(
      new Map([
        [0, '=HYPERLINK("x")'],
        [1, 'Parauga dati'],
      ]),
    );
  }
}

/** The open part over HTTP, as the service prepares its server. */
export interface OpenService {
  readonly url: string;
  readonly app: NestFastifyApplication;
  close(): Promise<void>;
}

/** Starts the routes of open data over the figures given, on a free port. */
export async function openService(
  settings: Partial<AppConfig> = {},
  imports: readonly DynamicModule[] = [],
  figures: Provider = { provide: PublishedFigures, useClass: HandmadeFigures },
): Promise<OpenService> {
  const config = new AppConfig(settings);
  @Module({
    imports: [...imports],
    controllers: OPEN_DATA_CONTROLLERS,
    providers: [...OPEN_DATA_PROVIDERS, figures, { provide: AppConfig, useValue: config }],
  })
  class SuiteModule {}
  const module = await Test.createTestingModule({ imports: [SuiteModule] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(createAdapter(config), {
    logger: false,
  });
  await prepareServer(app, config, pino({ level: 'silent' }));
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, app, close: () => app.close() };
}

/** Parsed JSON of any shape. */
export type Loose = ReturnType<typeof JSON.parse>;

/** Status, headers and JSON body of an address. */
export async function getJson(
  url: string,
  init: RequestInit = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Loose }> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}
