/**
 * What open data are made from: published figures after disclosure, and nothing else. The port that this room reads
 * through; `HouseFigures` implements it over the editions.
 */
import type { EditionLabel } from '../../core/benchmark.js';
import type { Direction, LocalisedText, ReportingPeriod } from '../../core/vocabulary.js';

/** A cell of an indicator as other people's programs know it. */
export interface OpenCell {
  readonly id: number;
  /** Flat code: `CODE` or `CODE.DIM`. */
  readonly code: string;
  /** `U` and five digits, never given to another cell. */
  readonly koladaId: string;
  readonly name: LocalisedText;
  readonly unit: LocalisedText;
  readonly definition: LocalisedText;
  readonly direction: Direction;
  readonly decimals: number;
  readonly isCost: boolean;
  readonly group: { readonly code: string; readonly name: LocalisedText };
}

export interface OpenMunicipality {
  /** Place in the unit order: index into the values of a column. */
  readonly unit: number;
  readonly atvk: string;
  readonly name: LocalisedText;
}

export interface OpenPeriod extends ReportingPeriod {
  readonly id: number;
  readonly title: LocalisedText;
}

/** A peer group in one period. */
export interface OpenPeerGroup {
  /** As in `/peer-groups`: `all`, `region-latgale`, `nearest-0001000`. */
  readonly code: string;
  /** `G` and digits, never given to another group. */
  readonly koladaId: string;
  readonly name: LocalisedText;
  /** Places in the unit order, ascending. */
  readonly members: readonly number[];
}

/** Values of all units, as everybody may see them. */
export interface OpenColumn {
  /** NaN where there is no number, or none that may be shown. */
  readonly values: Float64Array;
  /** One byte a unit (core/value-status). */
  readonly statuses: Uint8Array;
}

/** The figures of one period. */
export interface OpenPeriodFigures {
  readonly period: OpenPeriod;
  /** Units that figures are published for, ascending. */
  readonly units: readonly number[];
  /** By id of the cell. */
  readonly columns: ReadonlyMap<number, OpenColumn>;
}

/** A published state of all figures: an edition with whatever earlier ones published of other periods. */
export interface OpenState {
  /** States with the same key are the same for ever. */
  readonly key: string;
  /** null before the first publication. */
  readonly edition: EditionLabel | null;
  readonly sample: boolean;
  readonly methodVersion: string;
  /** RFC 3339; the time of publication. */
  readonly updated: string;
  /** In the catalogue's order. */
  readonly cells: readonly OpenCell[];
  /** Those with figures, by Latvian name. */
  readonly municipalities: readonly OpenMunicipality[];
  /** Oldest first. */
  readonly periods: readonly OpenPeriod[];
  /** By code of the period, fixed groups first. */
  readonly peerGroups: ReadonlyMap<string, readonly OpenPeerGroup[]>;
  readonly figures: readonly OpenPeriodFigures[];
}

/** An edition as subscribers see it. */
export interface OpenEdition {
  readonly id: string;
  readonly kind: 'provisional' | 'final' | 'revised';
  readonly publishedAt: Date;
  readonly note: string | null;
  readonly sample: boolean;
  readonly periods: readonly OpenPeriod[];
}

/** A value that everybody sees differently than before. */
export interface OpenRevision {
  readonly cell: OpenCell;
  readonly municipality: OpenMunicipality;
  readonly period: OpenPeriod;
  readonly previousEdition: string;
  readonly oldValue: number | null;
  readonly oldStatus: number;
  readonly newValue: number | null;
  readonly newStatus: number;
  /** As its author wrote; null for a computed value. */
  readonly reason: string | null;
}

/** One municipality of a score as files carry it. */
export interface OpenScore {
  readonly unit: number;
  readonly value: number | null;
  readonly status: number;
  readonly rank: number | null;
  readonly of: number;
  readonly percentile: number | null;
  readonly quantileGroup: number | null;
  readonly comparison: string;
  readonly flags: readonly string[];
}

/** Scores of a cell within a peer group. */
export interface OpenScores {
  readonly rows: readonly OpenScore[];
  readonly median: number | null;
  readonly q1: number | null;
  readonly q3: number | null;
}

/** Where open data come from. */
export abstract class PublishedFigures {
  /**
   * @param edition id; the newest where absent
   * @throws Problem 404 for an edition that does not exist
   */
  abstract state(edition?: string): Promise<OpenState>;

  /** Newest first. */
  abstract editions(): Promise<readonly OpenEdition[]>;

  /**
   * The figures of the periods as everybody saw them before a day: the newest edition of each published earlier.
   *
   * @param day ISO date, in Latvia
   * @returns by id of the period; a period first published on that day or later is not there
   */
  abstract before(day: string): Promise<ReadonlyMap<number, OpenPeriodFigures>>;

  /** What an edition changed of what had been published, as everybody may see it. */
  abstract revisions(edition: OpenEdition): Promise<readonly OpenRevision[]>;

  /** Scores of a cell in a period within a peer group; undefined where there are none. */
  abstract scores(
    state: OpenState,
    place: { readonly cell: OpenCell; readonly period: OpenPeriod; readonly peerGroup: OpenPeerGroup },
  ): Promise<OpenScores | undefined>;

  /** Sources of the values of a cell in a period, by place in the unit order. */
  abstract sources(state: OpenState, cell: OpenCell, period: OpenPeriod): Promise<ReadonlyMap<number, string>>;
}
