/**
 * What a benchmark is: the read model that charts draw, the API serves and the pages show.
 * Plain data, shared by the server, the charts and the browser.
 */
import type {
  Comparison,
  Direction,
  Flag,
  LocalisedText,
  ReportingPeriod,
  TrendLabel,
  ValueStatus,
} from './vocabulary.js';

/** An indicator as far as a reader of a benchmark needs it. */
export interface BenchmarkIndicator {
  readonly code: string;
  readonly name: LocalisedText;
  readonly unit: LocalisedText;
  readonly direction: Direction;
  /** Decimals for display; values themselves travel unrounded. */
  readonly decimals: number;
  /** Costs stand alone in violet and are never coloured good or bad. */
  readonly isCost: boolean;
}

export interface MunicipalityLabel {
  readonly atvk: string;
  readonly name: string;
}

/** Group statistics over the observed values of the peer group; null where the group is too small to state one. */
export interface GroupStatistics {
  readonly n: number;
  readonly min: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly sd: number | null;
}

/** One municipality in a benchmark. `percentile` is 0..1, `quantileGroup` 1 = best. */
export interface BenchmarkRow {
  readonly municipality: MunicipalityLabel;
  readonly value: number | null;
  readonly status: ValueStatus;
  readonly rank: number | null;
  readonly of: number;
  readonly percentile: number | null;
  readonly quantileGroup: number | null;
  readonly comparison: Comparison;
  readonly change: number | null;
  readonly trend: TrendLabel;
  readonly flags: readonly Flag[];
  readonly source: string | null;
}

export interface PeerGroupLabel {
  readonly code: string;
  readonly name: LocalisedText;
}

/** A published, frozen state of the figures. */
export interface EditionLabel {
  readonly id: string;
  readonly kind: 'provisional' | 'final' | 'revised' | 'draft';
  readonly publishedAt: string | null;
}

/** Where the figures come from and how far they may be relied on; goes under every chart, table and file. */
export interface Provenance {
  readonly source: LocalisedText;
  readonly edition: EditionLabel;
  readonly methodVersion: string;
  /** True where the figures are made up for trying the service out: shown on every page, export and image. */
  readonly sample: boolean;
}

/** One indicator in one period: every municipality against the peer group. */
export interface Benchmark {
  readonly indicator: BenchmarkIndicator;
  readonly period: ReportingPeriod;
  readonly peerGroup: PeerGroupLabel;
  readonly statistics: GroupStatistics;
  readonly rows: readonly BenchmarkRow[];
  readonly provenance: Provenance;
}

/** One indicator over time: own values beside the peer group's median and quartiles, aligned with `periods`. */
export interface BenchmarkSeries {
  readonly indicator: BenchmarkIndicator;
  readonly periods: readonly ReportingPeriod[];
  readonly peerGroup: PeerGroupLabel;
  readonly statistics: readonly GroupStatistics[];
  readonly municipalities: readonly {
    readonly municipality: MunicipalityLabel;
    readonly values: readonly (number | null)[];
    readonly statuses: readonly ValueStatus[];
    readonly trend: TrendLabel;
  }[];
  /** Period codes at which the series breaks (reform of 2021, changed definition). */
  readonly breaks: readonly string[];
  readonly provenance: Provenance;
}

/** One municipality over all indicators, each against the same peer group. */
export interface MunicipalityProfile {
  readonly municipality: MunicipalityLabel;
  readonly period: ReportingPeriod;
  readonly peerGroup: PeerGroupLabel;
  readonly peers: readonly MunicipalityLabel[];
  readonly rows: readonly ProfileRow[];
  readonly provenance: Provenance;
}

/** One indicator in a municipality's profile. */
export interface ProfileRow extends Omit<BenchmarkRow, 'municipality'> {
  readonly indicator: BenchmarkIndicator;
  /** Group of the catalogue (light, targeted, outcome, service_cost, workload, context). */
  readonly group: string;
  readonly statistics: GroupStatistics;
  /** Own values over the last periods, oldest first, for a sparkline. */
  readonly history: readonly { readonly period: string; readonly value: number | null }[];
}
