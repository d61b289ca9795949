/** Benchmarks for specs of charts: small, made by hand, with every kind of gap. */
import type {
  Benchmark,
  BenchmarkIndicator,
  BenchmarkRow,
  BenchmarkSeries,
  GroupStatistics,
  MunicipalityProfile,
  PeerGroupLabel,
  Provenance,
} from '../../src/core/benchmark.js';
import type { ReportingPeriod } from '../../src/core/vocabulary.js';

export function calendarYear(year: number): ReportingPeriod {
  return { code: `${year}`, startsOn: `${year}-01-01`, endsOn: `${year}-12-31` };
}

export const careHour: BenchmarkIndicator = {
  code: 'SP-UC-CARE',
  name: { lv: 'Aprūpes mājās stundas izmaksas', en: 'Cost of an hour of home care' },
  unit: { lv: 'EUR/stundā', en: 'EUR/hour' },
  direction: 'lower_is_better',
  decimals: 2,
  isCost: false,
};

export const costPerHead: BenchmarkIndicator = {
  ...careHour,
  code: 'SP-HEAD',
  name: { lv: 'Izdevumi sociālajiem pakalpojumiem', en: 'Spending on social services' },
  unit: { lv: 'EUR uz iedz.', en: 'EUR per inh.' },
  direction: 'neutral',
  isCost: true,
};

export const enterprises: BenchmarkIndicator = {
  ...careHour,
  code: 'SU-O-REG',
  name: { lv: 'Reģistrētie sociālie uzņēmumi', en: 'Registered social enterprises' },
  unit: { lv: 'uzņēmumi', en: 'enterprises' },
  direction: 'higher_is_better',
  decimals: 0,
};

export const similarPeers: PeerGroupLabel = {
  code: 'nearest-7',
  name: { lv: '7 līdzīgākās pašvaldības', en: '7 most similar municipalities' },
};

export const everyone: PeerGroupLabel = {
  code: 'all',
  name: { lv: 'visas pašvaldības', en: 'all municipalities' },
};

export function provenance(changes: Partial<Provenance> = {}): Provenance {
  return {
    source: { lv: 'Pašvaldību ziņotie dati', en: 'Data reported by municipalities' },
    edition: { id: 'e1', kind: 'final', publishedAt: '2026-06-15T09:00:00Z' },
    methodVersion: '1.0.0',
    sample: false,
    ...changes,
  };
}

export function statistics(changes: Partial<GroupStatistics> = {}): GroupStatistics {
  return { n: 4, min: 10, q1: 12, median: 13, q3: 15, max: 20, mean: 14, sd: 4, ...changes };
}

/** A row; without further word Gulbene's, first of four with 12.4. */
export function row(atvk: string, name: string, changes: Partial<BenchmarkRow> = {}): BenchmarkRow {
  return {
    municipality: { atvk, name },
    value: 12.4,
    status: 'reported',
    rank: 1,
    of: 4,
    percentile: 1,
    quantileGroup: 1,
    comparison: 'better',
    change: null,
    trend: 'no_clear_change',
    flags: [],
    source: null,
    ...changes,
  };
}

const GAP = { value: null, rank: null, percentile: null, quantileGroup: null, comparison: 'not_compared' } as const;

/** Four municipalities with values, not in order, and one for each reason why there is none. */
export function careBenchmark(changes: Partial<Benchmark> = {}): Benchmark {
  return {
    indicator: careHour,
    period: calendarYear(2025),
    peerGroup: similarPeers,
    statistics: statistics(),
    provenance: provenance(),
    rows: [
      row('0001000', 'Rīga', { value: 20, rank: 4, percentile: 0, quantileGroup: 4, comparison: 'worse' }),
      row('0029000', 'Gulbenes novads', { value: 12.4, rank: 2, percentile: 2 / 3, quantileGroup: 2 }),
      row('0021000', 'Alūksnes novads', { value: 10, rank: 1 }),
      row('0036000', 'Līvānu novads', { ...GAP, status: 'not_collected' }),
      row('0034000', 'Ķekavas novads', {
        value: 13.6,
        rank: 3,
        percentile: 1 / 3,
        quantileGroup: 3,
        comparison: 'similar',
      }),
      row('0024000', 'Balvu novads', { ...GAP, status: 'not_provided' }),
      row('0041000', 'Olaines novads', { ...GAP, status: 'confidential' }),
      row('0038001', 'Madonas novads', { ...GAP, status: 'not_applicable' }),
    ],
    ...changes,
  };
}

/** As many municipalities as asked, ranked 1, 2, 3 … by growing value. */
export function rankedBenchmark(count: number): Benchmark {
  const rows = Array.from({ length: count }, (_, index) =>
    row(String(1000 + index).padStart(7, '0'), `${index + 1}. pašvaldības novads`, {
      value: 10 + index,
      rank: index + 1,
      of: count,
      quantileGroup: 1 + Math.floor((4 * index) / count),
    }),
  );
  return careBenchmark({ rows, peerGroup: everyone, statistics: statistics({ n: count, max: 10 + count }) });
}

/** Six years of two municipalities, with a gap in 2022 and a break in 2021. */
export function careSeries(changes: Partial<BenchmarkSeries> = {}): BenchmarkSeries {
  const years = [2020, 2021, 2022, 2023, 2024, 2025];
  return {
    indicator: careHour,
    periods: years.map(calendarYear),
    peerGroup: everyone,
    statistics: years.map((_, index) => statistics({ q1: 10 + index, median: 11 + index, q3: 13 + index })),
    municipalities: [
      {
        municipality: { atvk: '0029000', name: 'Gulbenes novads' },
        values: [9, 10, null, 12, 12.2, 12.4],
        statuses: ['reported', 'reported', 'not_collected', 'reported', 'reported', 'reported'],
        trend: 'worsening',
      },
      {
        municipality: { atvk: '0001000', name: 'Rīga' },
        values: [15, 16, 17, 18, 19, 20],
        statuses: years.map(() => 'reported' as const),
        trend: 'insufficient',
      },
    ],
    breaks: ['2021'],
    provenance: provenance(),
    ...changes,
  };
}

/** Four indicators of Gulbene: better, a cost, one that is missing, and one without direction. */
export function gulbeneProfile(changes: Partial<MunicipalityProfile> = {}): MunicipalityProfile {
  const base = careBenchmark().rows[1];
  if (base === undefined) throw new Error('The benchmark of care has a second row.');
  const { municipality, ...figures } = base;
  const shared = { ...figures, history: [] };
  return {
    municipality,
    period: calendarYear(2025),
    peerGroup: everyone,
    peers: [],
    provenance: provenance(),
    rows: [
      { ...shared, indicator: careHour, group: 'service_cost', statistics: statistics() },
      {
        ...shared,
        indicator: costPerHead,
        group: 'service_cost',
        statistics: statistics(),
        rank: null,
        percentile: null,
        comparison: 'lower',
      },
      {
        ...shared,
        ...GAP,
        status: 'not_collected',
        indicator: enterprises,
        group: 'outcome',
        statistics: statistics(),
      },
    ],
    ...changes,
  };
}
