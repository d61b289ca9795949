/** The request of the laboratory as it is computed with: typed, complete, every default filled in. */
import type { FunnelLimits, Overdispersion } from '../advanced/funnel.js';
import type { ImputationKind } from '../advanced/imputation.js';
import type { TreatmentOptions } from '../advanced/treatment.js';
import type { AggregationMethod, CoverageBasis } from '../composite.js';
import type { Goalposts } from '../goalposts.js';
import type { Range } from '../min-max.js';
import type { NormalisationKind } from '../normalise.js';
import type { PercentileKind } from '../percentile.js';
import type { QuantileType } from '../quantile.js';
import type { TieMethod } from '../rank.js';
import type { DistanceForm, ReferenceKind } from '../reference-distance.js';
import type { ZeroMad } from '../standard-score.js';
import type { StandardDeviation } from '../statistics.js';
import type { Direction } from '../vocabulary.js';

export interface LaboratoryUnit {
  readonly code: string;
  /** Group of the unit by the name of the grouping. */
  readonly groups: ReadonlyMap<string, string>;
}

/** `value` is taken as sent; the others are numerator over denominator. */
export type IndicatorKind = 'value' | 'proportion' | 'rate' | 'mean';

export interface LaboratoryIndicator {
  readonly code: string;
  readonly direction: Direction;
  readonly parent: string | null;
  readonly weight: number;
  readonly kind: IndicatorKind;
  readonly per: number;
  readonly goalposts: (Goalposts & { readonly log: boolean }) | null;
  readonly target: number | null;
}

/** How a node joins its children: one of the means, or by votes. */
export type NodeAggregation = AggregationMethod | 'copeland';

export interface LaboratoryNode {
  readonly code: string;
  readonly parent: string | null;
  readonly weight: number;
  /** Null takes `method.aggregation.kind`. */
  readonly aggregation: NodeAggregation | null;
}

/** What was sent for one indicator in one period, aligned with the units; NaN where missing. */
export interface ObservedColumn {
  readonly value: Float64Array;
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
  readonly standardError: Float64Array;
  /** 1 where numerator or denominator were sent, even as null. */
  readonly counted: Uint8Array;
}

export type PeerGroupOptions =
  | { readonly kind: 'all' }
  | { readonly kind: 'fixed'; readonly by: string }
  | {
      readonly kind: 'nearest';
      /** Positions of the indicators that describe the units. */
      readonly variables: readonly number[];
      readonly weights: readonly number[];
      readonly k: number;
      readonly includeSelf: boolean;
      readonly missing: 'unmatched' | 'average_common';
      /** Reference period; null takes the last. */
      readonly period: string | null;
    };

export interface NormalisationOptions {
  readonly kind: NormalisationKind;
  readonly range: Range;
  readonly mean: number;
  readonly sd: number;
  readonly reference: ReferenceKind;
  readonly form: DistanceForm;
  readonly band: number;
}

export interface WeightSet {
  readonly code: string;
  /** Weights by the code of the indicator or node; others keep their own. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface UncertaintyOptions {
  readonly design: 'full_factorial' | 'monte_carlo';
  readonly draws: number;
  readonly weights: { readonly spread: number } | 'dirichlet';
  readonly normalisations: readonly NormalisationKind[];
  readonly aggregations: readonly NodeAggregation[];
  readonly leaveOneOut: boolean;
  readonly weightSets: readonly WeightSet[];
}

export interface SuppressionRule {
  readonly minNumerator: number;
  readonly minDenominator: number;
  readonly complementary: boolean;
}

/** All options of the method, as the answer shows them. Sent back as `method` they give the same answer. */
export interface MethodOptions {
  readonly basis: 'same_period' | 'all_periods' | 'base_period';
  readonly basePeriod: string | null;
  readonly clampOutsideBase: boolean;
  readonly ties: TieMethod;
  readonly percentile: PercentileKind;
  readonly quantiles: { readonly type: QuantileType; readonly groups: number };
  readonly zeroMad: ZeroMad;
  readonly standardDeviation: StandardDeviation;
  readonly rate: { readonly interval: 'byar' | 'exact' | 'wilson' | 't' | null; readonly levels: readonly number[] };
  readonly treatment: TreatmentOptions;
  readonly imputation: {
    readonly kind: ImputationKind;
    readonly groupBy: string | null;
    readonly maxAge: number;
    readonly inBasis: boolean;
    readonly inRank: boolean;
  };
  readonly normalisation: NormalisationOptions;
  readonly aggregation: {
    readonly kind: NodeAggregation;
    readonly minCoverage: number;
    readonly coverageBasis: CoverageBasis;
  };
  readonly rankOnRounded: number | null;
  readonly funnel: {
    readonly limits: FunnelLimits | null;
    readonly target: 'pooled' | number;
    readonly overdispersion: Overdispersion;
    readonly winsorise: number;
  };
  readonly trend: boolean;
  readonly shrinkage: 'none' | 'eb_poisson';
  readonly rankInterval: { readonly draws: number } | null;
  readonly uncertainty: UncertaintyOptions | null;
  readonly suppression: SuppressionRule | 'off';
}

/** A request that may be computed. */
export interface ScoresRequest {
  readonly units: readonly LaboratoryUnit[];
  readonly indicators: readonly LaboratoryIndicator[];
  readonly nodes: readonly LaboratoryNode[];
  /** Period codes in order of time. */
  readonly periods: readonly (string | null)[];
  /** By indicator, then period; null where nothing was sent. */
  readonly observed: readonly (readonly (ObservedColumn | null)[])[];
  readonly peerGroup: PeerGroupOptions;
  readonly seed: number;
  readonly method: MethodOptions;
  /** True where the range was chosen by the caller: then no rule of ours changes it. */
  readonly rangeIsExplicit: boolean;
}
