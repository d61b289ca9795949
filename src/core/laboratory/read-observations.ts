/** Observations, one by one or in columns, into columns aligned with the units. No object a cell is kept. */
import { below, codeUnder, has, readArray, readCell, readCode, readSection, requiredCode, valueOf } from './reader.js';
import type { Section } from './reader.js';
import { refuse } from './refused.js';
import type { ObservedColumn } from './request.js';

const OBSERVATION_KEYS = ['unit', 'indicator', 'period', 'value', 'numerator', 'denominator', 'standardError'] as const;
const COLUMN_KEYS = ['indicator', 'period', 'values', 'numerators', 'denominators', 'standardErrors'] as const;
const CELL_LIMIT = 20_000_000;

/** Where units and indicators stand, by code. */
export interface Positions {
  readonly units: ReadonlyMap<string, number>;
  readonly indicators: ReadonlyMap<string, number>;
}

/** Columns by indicator, then period. */
export interface ReadObservations {
  readonly periods: readonly (string | null)[];
  readonly observed: (ObservedColumn | null)[][];
}

/** A column while it is filled; `seen` is 1 where an observation was sent. */
interface Draft extends ObservedColumn {
  readonly seen: Uint8Array;
}

/** Drafts by period, then indicator. */
type Drafts = Map<string | null, Map<number, Draft>>;

/** Reads `observations` and `columns`; one cell may be sent once. */
export function readObservations(section: Section, positions: Positions): ReadObservations {
  const drafts: Drafts = new Map();
  const single = valueOf(section, 'observations');
  if (single !== undefined) readSingles(readArray(single, below(section.path, 'observations')), positions, drafts);
  const columns = valueOf(section, 'columns');
  if (columns !== undefined) readColumns(readArray(columns, below(section.path, 'columns')), positions, drafts);
  const periods = [...drafts.keys()].sort(comparePeriods);
  const observed = Array.from({ length: positions.indicators.size }, (_, indicator) =>
    periods.map((period) => drafts.get(period)?.get(indicator) ?? null),
  );
  return { periods, observed };
}

/** Numbers by size, everything else by the order of its characters; no period before any. */
export function comparePeriods(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (/^\d+$/.test(a) && /^\d+$/.test(b) && Number(a) !== Number(b)) return Number(a) - Number(b);
  return a < b ? -1 : 1;
}

function readSingles(list: readonly unknown[], positions: Positions, drafts: Drafts): void {
  for (let i = 0; i < list.length; i++) {
    const path = `observations.${i}`;
    const section = readSection(list[i], path, OBSERVATION_KEYS);
    const unit = positionOf(positions.units, requiredCode(section, 'unit'), {
      path: below(path, 'unit'),
      kind: 'unit',
    });
    const indicator = positionOf(positions.indicators, requiredCode(section, 'indicator'), {
      path: below(path, 'indicator'),
      kind: 'indicator',
    });
    const draft = draftFor(drafts, {
      period: codeUnder(section, 'period', null),
      indicator,
      size: positions.units.size,
    });
    if (draft.seen[unit] === 1) refuseTwice(path);
    draft.seen[unit] = 1;
    draft.value[unit] = readCell(section.value['value'], () => below(path, 'value'));
    draft.numerator[unit] = readCell(section.value['numerator'], () => below(path, 'numerator'));
    draft.denominator[unit] = readCell(section.value['denominator'], () => below(path, 'denominator'));
    draft.standardError[unit] = readError(section.value['standardError'], below(path, 'standardError'));
    draft.counted[unit] = 'numerator' in section.value || 'denominator' in section.value ? 1 : 0;
  }
}

function readError(value: unknown, path: string): number {
  const error = readCell(value, path);
  if (error < 0) refuse('STANDARD_ERROR_NEGATIVE', path, NEGATIVE_ERROR);
  return error;
}

const NEGATIVE_ERROR = {
  lv: 'Standartkļūda nevar būt negatīva.',
  en: 'A standard error cannot be negative.',
};

function refuseTwice(path: string): never {
  return refuse('DUPLICATE_OBSERVATION', path, {
    lv: 'Šai vienībai, rādītājam un periodam vērtība jau ir.',
    en: 'There is a value for this unit, indicator and period already.',
  });
}

function readColumns(list: readonly unknown[], positions: Positions, drafts: Drafts): void {
  for (let i = 0; i < list.length; i++) {
    const path = `columns.${i}`;
    const section = readSection(list[i], path, COLUMN_KEYS);
    const indicator = positionOf(positions.indicators, requiredCode(section, 'indicator'), {
      path: below(path, 'indicator'),
      kind: 'indicator',
    });
    const draft = draftFor(drafts, {
      period: codeUnder(section, 'period', null),
      indicator,
      size: positions.units.size,
    });
    if (draft.seen.includes(1)) refuseTwice(path);
    draft.seen.fill(1);
    fillColumn(section, 'values', draft.value);
    fillColumn(section, 'numerators', draft.numerator);
    fillColumn(section, 'denominators', draft.denominator);
    fillColumn(section, 'standardErrors', draft.standardError);
    if (draft.standardError.some((error) => error < 0)) {
      refuse('STANDARD_ERROR_NEGATIVE', below(path, 'standardErrors'), NEGATIVE_ERROR);
    }
    if (has(section, 'numerators') || has(section, 'denominators')) draft.counted.fill(1);
  }
}

function fillColumn(section: Section, key: string, target: Float64Array): void {
  const value = valueOf(section, key);
  if (value === undefined) return;
  const path = below(section.path, key);
  const list = readArray(value, path);
  if (list.length !== target.length) {
    refuse('COLUMN_LENGTH', path, {
      lv: `Kolonnā jābūt tik vērtību, cik vienību: ${target.length}, nevis ${list.length}.`,
      en: `A column has as many values as there are units: ${target.length}, not ${list.length}.`,
    });
  }
  for (let unit = 0; unit < target.length; unit++) target[unit] = readCell(list[unit], () => below(path, unit));
}

/** Position of a known code; unknown codes are refused with their path. */
export function positionOf(
  known: ReadonlyMap<string, number>,
  code: string,
  where: { readonly path: string; readonly kind: 'unit' | 'indicator' },
): number {
  const position = known.get(code);
  if (position !== undefined) return position;
  return where.kind === 'unit'
    ? refuse('UNKNOWN_UNIT', where.path, {
        lv: `Vienība “${code}” nav zināma.`,
        en: `The unit “${code}” is not known.`,
      })
    : refuse('UNKNOWN_INDICATOR', where.path, {
        lv: `Rādītājs “${code}” nav zināms.`,
        en: `The indicator “${code}” is not known.`,
      });
}

function draftFor(
  drafts: Drafts,
  place: { readonly period: string | null; readonly indicator: number; readonly size: number },
): Draft {
  let ofPeriod = drafts.get(place.period);
  if (ofPeriod === undefined) {
    ofPeriod = new Map();
    drafts.set(place.period, ofPeriod);
  }
  let draft = ofPeriod.get(place.indicator);
  if (draft === undefined) {
    draft = emptyDraft(place.size);
    ofPeriod.set(place.indicator, draft);
    const columns = [...drafts.values()].reduce((sum, one) => sum + one.size, 0);
    if (columns * place.size > CELL_LIMIT) refuseSize();
  }
  return draft;
}

function refuseSize(): never {
  return refuse('REQUEST_TOO_LARGE', 'observations', {
    lv: `Vienā pieprasījumā var būt ne vairāk kā ${CELL_LIMIT} šūnu.`,
    en: `One request holds at most ${CELL_LIMIT} cells.`,
  });
}

function emptyDraft(size: number): Draft {
  const column = (): Float64Array => new Float64Array(size).fill(NaN);
  return {
    value: column(),
    numerator: column(),
    denominator: column(),
    standardError: column(),
    counted: new Uint8Array(size),
    seen: new Uint8Array(size),
  };
}

/** Reads a code list of known units or indicators. */
export function readPositions(
  list: readonly unknown[],
  path: string,
  known: { readonly positions: ReadonlyMap<string, number>; readonly kind: 'unit' | 'indicator' },
): number[] {
  return list.map((value, i) =>
    positionOf(known.positions, readCode(value, below(path, i)), { path: below(path, i), kind: known.kind }),
  );
}
