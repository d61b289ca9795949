/** What the service answers, as far as the pages read it. */
import type {
  BenchmarkIndicator,
  BenchmarkRow,
  EditionLabel,
  GroupStatistics,
  MunicipalityLabel,
  PeerGroupLabel,
  ProfileRow,
  Provenance,
} from '../../../src/core/benchmark.ts';
import type { Direction, LocalisedText, ReportingPeriod, ValueStatus } from '../../../src/core/vocabulary.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface Municipality {
  readonly atvk: string;
  readonly name: string;
  readonly nameLv: string;
  readonly nameEn: string;
  readonly kind: 'state_city' | 'county' | 'republican_city';
  readonly region: { readonly code: string; readonly name: string } | null;
  readonly adminCentre: string | null;
  readonly areaKm2: number;
  readonly population: {
    readonly referenceDate: string;
    readonly population: number;
    readonly definition: 'declared_residence' | 'usual_residents';
    readonly estimated: boolean;
    readonly densityPerKm2: number;
  } | null;
}

export interface PeerGroup {
  readonly code: string;
  readonly kind: 'all' | 'kind' | 'region' | 'population_band';
  readonly name: string;
  readonly size: number;
  readonly members: readonly { readonly atvk: string; readonly name: string }[];
}

export interface NearestPeers {
  readonly peerGroup: string | null;
  readonly k: number;
  readonly variables: readonly { readonly code: string; readonly name: string; readonly unit: string }[];
  readonly items: readonly { readonly atvk: string; readonly name: string; readonly distance: number }[];
}

export interface Coded {
  readonly code: string;
  readonly name: LocalisedText;
}

export interface Cell {
  readonly code: string;
  readonly name: LocalisedText;
  readonly unit: LocalisedText;
  readonly dimensionValue: string | null;
  readonly warnBand: readonly number[] | null;
}

export interface Indicator {
  readonly code: string;
  readonly catalogue: string;
  readonly version: string;
  readonly name: LocalisedText;
  readonly definition: LocalisedText;
  readonly kind: 'collected' | 'derived';
  readonly family: Coded | null;
  readonly group: Coded | null;
  readonly unit: LocalisedText;
  readonly direction: Direction;
  readonly decimals: number;
  readonly isCost: boolean;
  readonly formula: string | null;
  readonly rules: readonly { readonly id: string; readonly kind: 'hard' | 'soft'; readonly message: LocalisedText }[];
  readonly scale: readonly { readonly value: number; readonly label: LocalisedText }[];
  readonly cells: readonly Cell[];
  readonly disclosure: { readonly code: string; readonly rule: LocalisedText } | null;
  readonly source: string | null;
}

export interface CompositePart extends Coded {
  readonly formula: string;
  readonly weight: number;
  readonly readiness: boolean;
  readonly averagedYears: number;
}

export interface IndicatorDetail extends Indicator {
  readonly cell: Cell | null;
  readonly composition: readonly {
    readonly id: string;
    readonly name: LocalisedText;
    readonly weight: number;
    readonly parts: readonly CompositePart[];
  }[];
}

export interface Period {
  readonly code: string;
  readonly state: string;
  readonly title: string;
  readonly isPractice: boolean;
}

export type Role =
  'data_owner' | 'coordinator' | 'approver' | 'lps_reviewer' | 'lps_analyst' | 'lps_administrator' | 'reader';

export interface Session {
  readonly user: { readonly name: string; readonly email: string; readonly isSample: boolean } | null;
  readonly role: Role | null;
  readonly municipality: { readonly atvk: string; readonly name: string } | null;
  readonly permittedActions: readonly string[];
  readonly restricted: boolean;
  readonly csrfToken: string | null;
}

/** The state of the country in the newest published period. */
export interface Overview {
  readonly periodDetails: ReportingPeriod;
  readonly completeness: { readonly submitted: number; readonly of: number };
  readonly findings: readonly { readonly indicator: string; readonly title: string; readonly finding: string }[];
  readonly provenance: Provenance;
}

export interface Edition {
  readonly id: string;
  readonly kind: EditionLabel['kind'];
  readonly periods: readonly string[];
  readonly publishedAt: string;
  readonly note: string | null;
  readonly sample: boolean;
}

export interface EditionChange {
  readonly indicator: string;
  readonly name: LocalisedText;
  readonly period: string;
  readonly municipality: MunicipalityLabel;
  readonly old: { readonly value: number | null; readonly status: ValueStatus };
  readonly new: { readonly value: number | null; readonly status: ValueStatus };
  readonly cause: 'revised' | 'recomputed';
  readonly reason: string | null;
  readonly source: string | null;
  readonly recordedAt: string | null;
}

/** What every answer with figures says about them. */
export interface Figures {
  readonly periodDetails: ReportingPeriod;
  readonly peerGroupDetails: PeerGroupLabel;
  readonly provenance: Provenance;
}

export interface BenchmarkAnswer extends Figures {
  readonly indicatorDetails: BenchmarkIndicator;
  readonly statistics: GroupStatistics;
  readonly rows: readonly BenchmarkRow[];
  readonly own: BenchmarkRow | null;
}

export interface ProfileAnswer extends Figures {
  readonly municipality: MunicipalityLabel;
  readonly peers: readonly MunicipalityLabel[];
  readonly rows: readonly ProfileRow[];
}

export interface ExplanationAnswer extends Figures {
  readonly indicatorDetails: BenchmarkIndicator;
  readonly formula: string | null;
  readonly inputs: readonly {
    readonly cell: string;
    readonly name: LocalisedText;
    readonly period: string;
    readonly value: number | null;
    readonly status: ValueStatus;
    readonly formula: string | null;
    readonly source: string | null;
    readonly recordedAt: string | null;
    readonly reason: string | null;
  }[];
  readonly score: BenchmarkRow;
  readonly peers: readonly (MunicipalityLabel & { readonly value: number | null; readonly status: ValueStatus })[];
  readonly statistics: GroupStatistics;
  readonly steps: readonly {
    readonly figure: 'rank' | 'percentile' | 'quantileGroup' | 'z' | 'robustZ' | 'comparison';
    readonly rule: string;
    readonly numbers: string;
    readonly result: number | string | null;
  }[];
}
