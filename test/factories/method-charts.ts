/** Data for specs of the charts of the method. */
import type {
  ChartValue,
  FunnelData,
  HeatmapData,
  IndexBreakdown,
  IndexComponent,
  RankIntervals,
  ScatterData,
} from '../../src/core/chart-data.js';
import type { BenchmarkIndicator } from '../../src/core/benchmark.js';
import type { ValueStatus } from '../../src/core/vocabulary.js';
import { calendarYear, careHour, costPerHead, enterprises, everyone, provenance } from './benchmarks.js';

const gulbene = { atvk: '0029000', name: 'Gulbenes novads' };
const riga = { atvk: '0001000', name: 'Rīga' };
const balvi = { atvk: '0024000', name: 'Balvu novads' };
const shared = { period: calendarYear(2025), peerGroup: everyone, provenance: provenance() };

export const supportIndex: BenchmarkIndicator = {
  code: 'SU-IDX',
  name: { lv: 'Atbalsta indekss', en: 'Support index' },
  unit: { lv: 'punkti 0-100', en: 'points 0-100' },
  direction: 'higher_is_better',
  decimals: 1,
  isCost: false,
};

export function figure(value: number | null, status: ValueStatus = 'reported'): ChartValue {
  return { value, status, flags: [] };
}

export function careAndCost(changes: Partial<ScatterData> = {}): ScatterData {
  return {
    ...shared,
    x: careHour,
    y: costPerHead,
    points: [
      { municipality: gulbene, x: figure(12.4), y: figure(72.6), outlier: false },
      { municipality: riga, x: figure(20), y: figure(116.3), outlier: true },
      { municipality: { atvk: '0021000', name: 'Alūksnes novads' }, x: figure(10), y: figure(41.5), outlier: false },
      { municipality: balvi, x: figure(null, 'not_provided'), y: figure(52.4), outlier: false },
    ],
    xMedian: 12.4,
    yMedian: 62.5,
    correlation: 0.71,
    ...changes,
  };
}

export function careFunnel(changes: Partial<FunnelData> = {}): FunnelData {
  const sizes = [1000, 5000, 10000, 20000, 40000];
  const limits = (level: number, width: number): FunnelData['limits'][number] => ({
    level,
    points: sizes.map((denominator) => ({
      denominator,
      lower: Math.max(0, 6 - width / Math.sqrt(denominator)),
      upper: 6 + width / Math.sqrt(denominator),
    })),
  });
  return {
    ...shared,
    indicator: {
      ...enterprises,
      name: { lv: 'Bezdarba līmenis', en: 'Unemployment rate' },
      unit: { lv: '%', en: '%' },
      decimals: 1,
    },
    denominator: { lv: 'iedzīvotāji', en: 'inhabitants' },
    target: 6,
    points: [
      { ...figure(6.4), municipality: gulbene, denominator: 20000, label: 'as_expected' },
      { ...figure(14), municipality: riga, denominator: 30000, label: 'above_998' },
      {
        ...figure(4),
        municipality: { atvk: '0021000', name: 'Alūksnes novads' },
        denominator: 9000,
        label: 'below_95',
      },
      { ...figure(null, 'confidential'), municipality: balvi, denominator: 12000, label: null },
    ],
    limits: [limits(0.95, 200), limits(0.998, 320)],
    ...changes,
  };
}

function part(code: string, weight: number, contribution: number | null, change: number | null): IndexComponent {
  const name = { lv: `Daļa ${code}`, en: `Part ${code}` };
  return { code, name, weight, contribution, change, status: contribution === null ? 'not_collected' : 'reported' };
}

/** Two dimensions: 0.4 of governance with 30 points, 0.6 of resources with a part that is not recorded. */
export function gulbeneIndex(changes: Partial<IndexBreakdown> = {}): IndexBreakdown {
  return {
    ...shared,
    municipality: gulbene,
    index: supportIndex,
    variant: 'index',
    score: 58.3,
    change: 1.3,
    quantileGroup: 2,
    rankInterval: [5, 12],
    of: 42,
    dimensions: [
      { ...part('D1', 0.4, 30, 2.1), peerMedian: 22, parts: [part('P1', 0.3, 20, 2.5), part('P2', 0.1, 10, -0.4)] },
      { ...part('D2', 0.6, null, null), peerMedian: 31, parts: [part('P3', 0.6, null, null)] },
    ],
    ...changes,
  };
}

export function indexPlaces(changes: Partial<RankIntervals> = {}): RankIntervals {
  return {
    ...shared,
    indicator: supportIndex,
    rows: [
      { ...figure(40), municipality: riga, rank: 3, interval: [2, 3] },
      { ...figure(58.3), municipality: gulbene, rank: 2, interval: [1, 3] },
      { ...figure(61), municipality: { atvk: '0021000', name: 'Alūksnes novads' }, rank: 1, interval: [1, 2] },
      { ...figure(null, 'not_provided'), municipality: balvi, rank: null, interval: null },
    ],
    of: 3,
    level: 0.9,
    scenarios: 216,
    ...changes,
  };
}

export function allAtAGlance(changes: Partial<HeatmapData> = {}): HeatmapData {
  return {
    ...shared,
    name: { lv: 'Visi rādītāji', en: 'All indicators' },
    columns: [careHour, costPerHead, enterprises],
    rows: [
      {
        municipality: gulbene,
        cells: [
          { ...figure(12.4), quantileGroup: 1 },
          { ...figure(72.6), quantileGroup: 2 },
          { ...figure(3), quantileGroup: 4 },
        ],
      },
      {
        municipality: balvi,
        cells: [
          { ...figure(null, 'not_provided'), quantileGroup: null },
          { ...figure(52.4), quantileGroup: 3 },
          { ...figure(1), quantileGroup: 2 },
        ],
      },
    ],
    ...changes,
  };
}
