/**
 * A catalogue as the other rooms read it: every field of the file, typed, in both languages. It is made by
 * `readCatalogue` from a file and never changed afterwards.
 */
import type { Direction, LocalisedText } from '../../core/vocabulary.js';

/** Plain data as a YAML or JSON document holds it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** Whether municipalities report the value or a formula makes it. */
export type IndicatorKind = 'collected' | 'derived';

/**
 * What kind of number a cell holds. `money` has two decimals, `integer`, `ordinal` and `boolean` none; `FTE` and
 * `hours` are decimals with a meaning. `list` is a companion that is not a number and never enters a formula.
 */
export type ValueType = 'integer' | 'decimal' | 'money' | 'ordinal' | 'boolean' | 'FTE' | 'hours' | 'list';

/** `hard`: a violation stops the submission; `soft`: it asks for a comment of at least 15 characters. */
export type RuleKind = 'hard' | 'soft';

/** A rule as written in the catalogue; compiled rules are in `CompiledCatalogues`. */
export interface Rule {
  /** Unique within its indicator: `H1`, `S2`. */
  readonly id: string;
  readonly kind: RuleKind;
  readonly expression: string;
  readonly message: LocalisedText;
}

/** A further field of a cell, such as the number of recipients beside an amount: `CODE|n`. */
export interface Companion {
  readonly code: string;
  readonly name: LocalisedText;
  readonly valueType: ValueType;
}

/** One answer of an ordinal scale. */
export interface ScaleStep {
  readonly value: number;
  readonly label: LocalisedText;
}

export interface Indicator {
  readonly catalogueId: string;
  readonly code: string;
  readonly name: LocalisedText;
  readonly definition: LocalisedText;
  /** `SU`, `SP`, `SD`, `CX` in the product's own catalogue; null where a catalogue has none. */
  readonly family: string | null;
  readonly group: string | null;
  readonly kind: IndicatorKind;
  readonly valueType: ValueType;
  readonly unit: LocalisedText;
  readonly direction: Direction;
  readonly normaliser: string | null;
  /** Digits after the decimal comma when shown; never used in arithmetic. */
  readonly decimals: number;
  /** A cost or unit cost of a service: shown beside volume and mode of provision, never coloured good or bad alone. */
  readonly isCost: boolean;
  readonly scale: readonly ScaleStep[];
  readonly companions: readonly Companion[];
  /** Code of the dimension that divides the indicator into cells, or null. */
  readonly dimension: string | null;
  /** Values of the dimension for which the indicator has a cell, in the dimension's order; empty without dimension. */
  readonly dimensionValues: readonly string[];
  readonly formula: string | null;
  /** Hard rules first, each in the order of the file. */
  readonly rules: readonly Rule[];
  readonly disclosure: string | null;
  /** For editors; unverified ones are shown to LPS only. */
  readonly refs: readonly string[];
  readonly ownerRole: string | null;
  readonly note: string | null;
  /** Where prefilled or centrally loaded values come from. */
  readonly source: string | null;
  /** The cells of the indicator in the dimension's order; one, with the indicator's own code, without dimension. */
  readonly cells: readonly Cell[];
  /** The indicator as the file has it. */
  readonly document: JsonObject;
}

/** What is reported, computed and scored: an indicator, or one dimension value of it. Flat key `CODE` or `CODE.DIM`. */
export interface Cell {
  readonly code: string;
  readonly indicatorCode: string;
  readonly dimension: string | null;
  readonly dimensionValue: string | null;
  /** Name of the indicator, followed by that of the dimension value. */
  readonly name: LocalisedText;
  /** Unit of the cell; a "service unit" is replaced by that of its service (hour, client-day). */
  readonly unit: LocalisedText;
  readonly kind: IndicatorKind;
  readonly valueType: ValueType;
  readonly direction: Direction;
  readonly decimals: number;
  readonly isCost: boolean;
  /** Sensitive services (D4) and the like: code of the disclosure rule. */
  readonly disclosure: string | null;
  /**
   * `component`: a part of a composite index; computed, explained, but no indicator of its own. `companion`: what goes
   * with a cell (`CODE|n`, `CODE.DIM|n`); reported and read by rules and formulas, but not scored.
   */
  readonly role: 'indicator' | 'component' | 'companion';
}

export interface DimensionValue {
  readonly code: string;
  readonly name: LocalisedText;
  readonly unit: LocalisedText | null;
  readonly core: boolean;
  readonly communityBased: boolean;
  /** `isbasket()`: the service belongs to the minimum basket. */
  readonly minimumBasket: boolean;
  /** `isday()`: the service is counted in days (or bed-nights), so a client has at most 366 a year. */
  readonly countedInDays: boolean;
  /** `opendays()`: days a year on which a place can be used. */
  readonly openDays: number;
  /** `inband(x)`: lowest and highest plausible unit cost; null where there is none. */
  readonly warnBand: readonly [number, number] | null;
  readonly bandStatus: string | null;
}

export interface Dimension {
  readonly code: string;
  readonly values: readonly DimensionValue[];
}

export interface Family {
  readonly code: string;
  readonly key: string;
  readonly name: LocalisedText;
}

export interface Group {
  readonly code: string;
  readonly name: LocalisedText;
  readonly collected: number;
  readonly derived: number;
}

/** How a value x of a part becomes 0..100: by an expression of x, or as an intensity against a frozen reference. */
export type PartScore =
  | { readonly kind: 'expression'; readonly expression: string }
  /** 100 · min(1, ln(1 + x) / ln(1 + reference)), reference = a percentile of the municipalities with enterprises. */
  | { readonly kind: 'intensity' };

export interface CompositePart {
  /** The derived cell that holds x: `SU-IDX.EVENTS`. */
  readonly cell: Cell;
  /** x in formal form; the formula of the cell. */
  readonly formula: string;
  /** x as the file words it; equal to `formula` where it is formal already. */
  readonly wording: string;
  /** Raw weight within the dimension. */
  readonly weight: number;
  readonly score: PartScore;
  /** Kept when the municipality has no social enterprise (readiness index). */
  readonly readiness: boolean;
  /** Years whose values are averaged before the score: 3 for intensities of money, else 1. */
  readonly averagedYears: number;
}

export interface CompositeDimension {
  readonly id: string;
  readonly name: LocalisedText;
  readonly weight: number;
  readonly parts: readonly CompositePart[];
}

export interface Composite {
  readonly id: string;
  /** Code of the indicator whose formula is `INDEX(id)`. */
  readonly indicatorCode: string;
  readonly dimensions: readonly CompositeDimension[];
  /** Words of the file: principle, normalisation, aggregation, zero_se, display, sensitivity, scale. */
  readonly document: JsonObject;
}

export interface DisclosureRule {
  readonly code: string;
  readonly rule: LocalisedText;
  readonly applies: string | null;
}

/** A law or document the catalogue refers to, with the state of its verification. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly verified: 'yes' | 'partial' | 'no';
  readonly note: string | null;
}

/** A code with its meaning in both languages: flags, value statuses, severities. */
export interface CodedText {
  readonly code: string;
  readonly meaning: LocalisedText;
  readonly document: JsonObject;
}

export interface Catalogue {
  readonly id: string;
  /** As the file states it; null where it states none and the import numbers it. */
  readonly version: string | null;
  readonly title: LocalisedText;
  readonly status: string | null;
  readonly languages: readonly string[];
  readonly families: readonly Family[];
  readonly groups: readonly Group[];
  readonly dimensions: readonly Dimension[];
  readonly indicators: readonly Indicator[];
  readonly composites: readonly Composite[];
  readonly disclosureRules: readonly DisclosureRule[];
  readonly sources: readonly Source[];
  readonly flags: readonly CodedText[];
  readonly valueStatuses: readonly CodedText[];
  readonly severities: readonly CodedText[];
  /** Notes on comparability by topic, for methodology pages. */
  readonly comparability: Readonly<Record<string, string>>;
  /** The whole document as read, nothing left out. */
  readonly document: JsonObject;
}

/** Something to say about a file: errors refuse it, warnings and information do not. */
export interface CatalogueFinding {
  /** `unknown_code`, `duplicate_code`, `bad_expression`, … */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** Where in the document, as a dotted path: `indicators.SU-L-POLICY.hard.H1`. */
  readonly path: string;
  readonly indicator?: string;
  readonly rule?: string;
  /** Character of the expression, from 1. */
  readonly position?: number;
  readonly message: LocalisedText;
}
