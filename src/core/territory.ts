/**
 * Values on other borders than those they were reported on. "As reported" is the column itself; "on today's borders"
 * adds what the predecessors of a municipality reported.
 */
import type { ObservationStatus, ReportingPeriod } from './vocabulary.js';
import { observationStatusOf, statusByte, statusCode } from './value-status.js';

/** One municipality passing into another. Units are places in the unit order. */
export interface TerritoryLink {
  readonly predecessor: number;
  readonly successor: number;
  /** First day of the new borders, ISO date. */
  readonly effective: string;
  readonly relation: 'unchanged' | 'merged_whole' | 'split';
  /** Share of the predecessor's inhabitants that went to the successor; 1 unless the predecessor was split. */
  readonly populationShare: number;
}

/** Values over the unit order: NaN where there is no number, one status byte a unit (see value-status.ts). */
export interface TerritoryColumn {
  readonly values: Float64Array;
  readonly statuses: Uint8Array;
}

/** The day on which 119 municipalities became 43: a period that holds it is a break for every municipality. */
export const REFORM_OF_2021 = '2021-07-01';

const ADDITIVE = new Set(['integer', 'money', 'decimal', 'hours', 'FTE']);

/** Whether values of this type may be added over territories: counts and sums may, ordinals and yes/no never. */
export function isAdditive(valueType: string): boolean {
  return ADDITIVE.has(valueType);
}

interface Piece {
  readonly value: number;
  /** Code of the value status; 0 where nobody has said anything. */
  readonly status: number;
  readonly quality: ObservationStatus;
}

const NOTHING: Piece = { value: Number.NaN, status: 0, quality: 'normal' };
const REPORTED = statusCode('reported');
const NOT_APPLICABLE = statusCode('not_applicable');
const NOT_COLLECTED = statusCode('not_collected');
const NOT_PROVIDED = statusCode('not_provided');
const CONFIDENTIAL = statusCode('confidential');

/** From harmless to grave: of several pieces the gravest speaks for the sum. */
const GRAVITY: readonly ObservationStatus[] = ['normal', 'revised', 'break', 'provisional', 'estimated'];

function graver(a: ObservationStatus, b: ObservationStatus): ObservationStatus {
  return GRAVITY.indexOf(a) >= GRAVITY.indexOf(b) ? a : b;
}

/** Adds pieces by the rules for missing values: not provided and not collected block, not applicable counts 0. */
function added(pieces: readonly Piece[]): Piece {
  if (pieces.every(({ status }) => status === 0)) return NOTHING;
  const quality = pieces.reduce<ObservationStatus>((worst, piece) => graver(worst, piece.quality), 'normal');
  const has = (...codes: number[]): boolean => pieces.some(({ status }) => codes.includes(status));
  if (has(0, NOT_PROVIDED)) return { value: Number.NaN, status: NOT_PROVIDED, quality };
  if (has(NOT_COLLECTED)) return { value: Number.NaN, status: NOT_COLLECTED, quality };
  if (!has(REPORTED, CONFIDENTIAL)) return { value: Number.NaN, status: NOT_APPLICABLE, quality };
  const value = pieces.reduce((sum, piece) => sum + (piece.status === NOT_APPLICABLE ? 0 : piece.value), 0);
  return { value, status: has(CONFIDENTIAL) ? CONFIDENTIAL : REPORTED, quality };
}

function shareOf(piece: Piece, link: TerritoryLink): Piece {
  if (link.populationShare === 1) return piece;
  return { ...piece, value: piece.value * link.populationShare, quality: graver(piece.quality, 'estimated') };
}

/** What is known of a unit: its own report where there is one, otherwise what its predecessors reported. */
function pieceOf(unit: number, column: TerritoryColumn, lineage: readonly TerritoryLink[], additive: boolean): Piece {
  const byte = column.statuses[unit] ?? 0;
  if ((byte & 0x0f) !== 0)
    return { value: column.values[unit] ?? Number.NaN, status: byte & 0x0f, quality: observationStatusOf(byte) };
  const links = lineage.filter(({ successor }) => successor === unit);
  if (links.length === 0) return NOTHING;
  const pieces = links.map((link) => {
    const earlier = lineage.filter(({ effective }) => effective < link.effective);
    return shareOf(pieceOf(link.predecessor, column, earlier, additive), link);
  });
  if (additive) return added(pieces);
  const [only] = pieces;
  if (only !== undefined && links.length === 1 && links[0]?.relation === 'unchanged') return only;
  if (pieces.every(({ status }) => status === 0)) return NOTHING;
  return { value: Number.NaN, status: NOT_COLLECTED, quality: 'break' };
}

/**
 * Whether the borders of a municipality, or of one it came from, changed within the period, so that its figures of the
 * period are not comparable with those before and after. Borders that change on the first day of a period break nothing
 * inside it.
 */
export function breaksWithin(unit: number, period: ReportingPeriod, lineage: readonly TerritoryLink[]): boolean {
  const inside = (date: string): boolean => period.startsOn < date && date <= period.endsOn;
  if (inside(REFORM_OF_2021)) return true;
  return lineage.some(
    (link) =>
      link.successor === unit &&
      ((link.relation !== 'unchanged' && inside(link.effective)) ||
        breaksWithin(
          link.predecessor,
          period,
          lineage.filter(({ effective }) => effective < link.effective),
        )),
  );
}

/**
 * A column of as-reported values on the borders of the target municipalities (METHOD.md part 2, "Territory").
 *
 * Each target takes its own report where it has one. Otherwise the reports of its predecessors are added, those of a
 * split predecessor times its population share and flagged estimated; not provided, not collected and silence block the
 * sum, not applicable counts 0. What must not be added (ordinals, yes/no, ratios) is taken over from a single unchanged
 * predecessor, else it is not collected and flagged as a break. Values of a period in which borders changed are flagged
 * as a break, unless they are estimated anyway. Units that are no target come out empty.
 *
 * Example: Madonas novads reported 10 and Varakļānu novads 2 for 2024; Madonas novads of 2025 gets 12.
 *
 * @param column as reported, over the unit order; a shorter column (made when there were fewer units) is fine
 * @param targets units whose borders are wanted
 * @param setting lineage of all units, the period of the values, and whether they may be added
 * @returns a new column, long enough for every target
 */
export function onBorders(
  column: TerritoryColumn,
  targets: readonly number[],
  setting: { readonly lineage: readonly TerritoryLink[]; readonly period: ReportingPeriod; readonly additive: boolean },
): TerritoryColumn {
  const length = targets.reduce((longest, unit) => Math.max(longest, unit + 1), column.values.length);
  const values = new Float64Array(length).fill(Number.NaN);
  const statuses = new Uint8Array(length);
  for (const unit of targets) {
    const piece = pieceOf(unit, column, setting.lineage, setting.additive);
    if (piece.status === 0) continue;
    const broken = breaksWithin(unit, setting.period, setting.lineage);
    values[unit] = piece.value;
    statuses[unit] =
      (statusByte('reported', broken ? graver(piece.quality, 'break') : piece.quality) & 0xf0) | piece.status;
  }
  return { values, statuses };
}

/**
 * A ratio on other borders, recomputed from its parts: per * sum of numerators / sum of denominators.
 *
 * Either part not provided or not collected blocks; not applicable in either, or a denominator of 0, gives not
 * applicable. Of both parts the graver observation status remains.
 *
 * @param numerator and denominator: columns already on the wanted borders (see `onBorders`), of equal length
 */
export function ratioOnBorders(numerator: TerritoryColumn, denominator: TerritoryColumn, per = 1): TerritoryColumn {
  const length = Math.min(numerator.values.length, denominator.values.length);
  const values = new Float64Array(length).fill(Number.NaN);
  const statuses = new Uint8Array(length);
  for (let unit = 0; unit < length; unit++) {
    const top = numerator.statuses[unit] ?? 0;
    const bottom = denominator.statuses[unit] ?? 0;
    if (top === 0 && bottom === 0) continue;
    const quality = statusByte('reported', graver(observationStatusOf(top), observationStatusOf(bottom))) & 0xf0;
    const status = ratioStatus(top & 0x0f, bottom & 0x0f, denominator.values[unit] ?? Number.NaN);
    statuses[unit] = quality | status;
    if (status === REPORTED || status === CONFIDENTIAL)
      values[unit] = (per * (numerator.values[unit] ?? Number.NaN)) / (denominator.values[unit] ?? Number.NaN);
  }
  return { values, statuses };
}

function ratioStatus(top: number, bottom: number, denominator: number): number {
  const either = (code: number): boolean => top === code || bottom === code;
  if (either(0) || either(NOT_PROVIDED)) return NOT_PROVIDED;
  if (either(NOT_COLLECTED)) return NOT_COLLECTED;
  if (either(NOT_APPLICABLE) || denominator === 0) return NOT_APPLICABLE;
  return either(CONFIDENTIAL) ? CONFIDENTIAL : REPORTED;
}
