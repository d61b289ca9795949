/**
 * What the charts of the method draw beyond a single benchmark: two indicators at once, small numbers, the parts of an
 * index, the uncertainty of places, many indicators at a glance. Plain data, like benchmark.ts.
 */
import type { FunnelLabel } from './advanced/funnel.js';
import type { BenchmarkIndicator, MunicipalityLabel, PeerGroupLabel, Provenance } from './benchmark.js';
import type { Flag, LocalisedText, ReportingPeriod, ValueStatus } from './vocabulary.js';

/** A number with the reason why there is none. */
export interface ChartValue {
  readonly value: number | null;
  readonly status: ValueStatus;
  readonly flags: readonly Flag[];
}

/** Two indicators of the same period, a point a municipality. */
export interface ScatterData {
  readonly x: BenchmarkIndicator;
  readonly y: BenchmarkIndicator;
  readonly period: ReportingPeriod;
  readonly peerGroup: PeerGroupLabel;
  readonly points: readonly {
    readonly municipality: MunicipalityLabel;
    readonly x: ChartValue;
    readonly y: ChartValue;
    /** Far from the others in either indicator: named on the chart. */
    readonly outlier: boolean;
  }[];
  readonly xMedian: number | null;
  readonly yMedian: number | null;
  /** Spearman's rank correlation over the municipalities with both values, −1..1; null below three of them. */
  readonly correlation: number | null;
  readonly provenance: Provenance;
}

/** The expected limits of a rate around its target for growing denominators, at one level. */
export interface FunnelLimits {
  /** 0.95 or 0.998. */
  readonly level: number;
  /** By growing denominator, in the unit of the indicator; enough points to draw a smooth line. */
  readonly points: readonly { readonly denominator: number; readonly lower: number; readonly upper: number }[];
}

/** A rate against its denominator, with the limits within which chance alone explains a difference from the target. */
export interface FunnelData {
  readonly indicator: BenchmarkIndicator;
  /** What is counted below the line of the fraction, such as inhabitants or clients. */
  readonly denominator: LocalisedText;
  readonly period: ReportingPeriod;
  readonly peerGroup: PeerGroupLabel;
  /** The pooled rate of the peers, or a fixed one, in the unit of the indicator. */
  readonly target: number;
  readonly points: readonly (ChartValue & {
    readonly municipality: MunicipalityLabel;
    readonly denominator: number | null;
    readonly label: FunnelLabel | null;
  })[];
  readonly limits: readonly FunnelLimits[];
  readonly provenance: Provenance;
}

/** A part of a dimension of an index: how many points of 100 it could bring and how many it brought. */
export interface IndexComponent {
  readonly code: string;
  readonly name: LocalisedText;
  /** Effective weight in the whole index, 0..1; the weights of all parts sum to 1. */
  readonly weight: number;
  /** Points of 100 that it brought: weight × score; null where it has no score. */
  readonly contribution: number | null;
  /** Difference of the contribution to the previous period, in points; null where there is none. */
  readonly change: number | null;
  readonly status: ValueStatus;
}

/** A dimension of an index with its parts. */
export interface IndexDimensionShare extends IndexComponent {
  /** Median contribution of the peers, in points. */
  readonly peerMedian: number | null;
  readonly parts: readonly IndexComponent[];
}

/** The index of one municipality taken apart: what it is made of, and what moved it. */
export interface IndexBreakdown {
  readonly municipality: MunicipalityLabel;
  readonly index: BenchmarkIndicator;
  /** `readiness` where a municipality has no social enterprise; never compared with the full index. */
  readonly variant: 'index' | 'readiness';
  readonly period: ReportingPeriod;
  readonly peerGroup: PeerGroupLabel;
  /** 0..100; null where the index is incomplete. */
  readonly score: number | null;
  readonly change: number | null;
  /** Quarter of the peers, 1 = strongest. */
  readonly quantileGroup: number | null;
  /** Best and worst place under changed weights and methods. */
  readonly rankInterval: readonly [best: number, worst: number] | null;
  readonly of: number;
  readonly dimensions: readonly IndexDimensionShare[];
  readonly provenance: Provenance;
}

/** Places with their uncertainty: how far a place moves when weights and methods change. */
export interface RankIntervals {
  readonly indicator: BenchmarkIndicator;
  readonly period: ReportingPeriod;
  readonly peerGroup: PeerGroupLabel;
  readonly rows: readonly (ChartValue & {
    readonly municipality: MunicipalityLabel;
    readonly rank: number | null;
    /** Best and worst place of the interval. */
    readonly interval: readonly [best: number, worst: number] | null;
  })[];
  /** How many places there are. */
  readonly of: number;
  /** Share of the scenarios that the interval covers, such as 0.9. */
  readonly level: number;
  readonly scenarios: number;
  readonly provenance: Provenance;
}

/** Many indicators of many municipalities at a glance. */
export interface HeatmapData {
  readonly name: LocalisedText;
  readonly period: ReportingPeriod;
  readonly peerGroup: PeerGroupLabel;
  readonly columns: readonly BenchmarkIndicator[];
  /** Rows in the order to be drawn; `cells` are aligned with `columns`. */
  readonly rows: readonly {
    readonly municipality: MunicipalityLabel;
    readonly cells: readonly (ChartValue & {
      /** Quarter of the peers: 1 = best, or largest where the indicator has no direction or is a cost. */
      readonly quantileGroup: number | null;
    })[];
  }[];
  readonly provenance: Provenance;
}
