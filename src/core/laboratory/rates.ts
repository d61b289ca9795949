/** From what was sent to the raw value of every cell: rates, their flags, and small numbers held back. */
import { rate } from '../rate.js';
import { bitsOf, setFlag } from './flags.js';
import { refuse } from './refused.js';
import type { LaboratoryIndicator, ObservedColumn, ScoresRequest, SuppressionRule } from './request.js';

/** One indicator in one period on its way through the laboratory; aligned with the units. */
export interface CellColumn {
  /** Rate or value as sent, before suppression; NaN where missing. */
  readonly raw: Float64Array;
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
  readonly standardError: Float64Array;
  readonly flags: Uint32Array;
  /** 1 where the value is held back as a small number. */
  readonly hidden: Uint8Array;
}

/** Small numbers are flagged by these thresholds where suppression is off. */
const USUAL_RULE: SuppressionRule = { minNumerator: 5, minDenominator: 20, complementary: true };

/** The columns of every indicator and period; null where nothing was sent. */
export function rateColumns(request: ScoresRequest): (CellColumn | null)[][] {
  return request.indicators.map((indicator, index) =>
    request.periods.map((period, at) => {
      const observed = request.observed[index]?.[at] ?? null;
      return observed === null ? null : rateColumn(observed, { indicator, index, period, request });
    }),
  );
}

interface Place {
  readonly indicator: LaboratoryIndicator;
  readonly index: number;
  readonly period: string | null;
  readonly request: ScoresRequest;
}

function rateColumn(observed: ObservedColumn, place: Place): CellColumn {
  const size = observed.value.length;
  const { numerator, denominator, standardError } = observed;
  const column: CellColumn = {
    raw: new Float64Array(size).fill(NaN),
    numerator,
    denominator,
    standardError,
    flags: new Uint32Array(size),
    hidden: new Uint8Array(size),
  };
  for (let unit = 0; unit < size; unit++) {
    if (isRate(observed, unit, place.indicator)) fillRate(column, unit, place);
    else fillValue(column, unit, { value: observed.value[unit] ?? NaN, place });
    hideSmall(column, unit, place);
  }
  return column;
}

/** A value is a rate where counts were sent; an indicator of kind `value` prefers the value, if there is one. */
function isRate(observed: ObservedColumn, unit: number, { kind }: LaboratoryIndicator): boolean {
  if (observed.counted[unit] !== 1) return false;
  const valued = Number.isFinite(observed.value[unit]);
  if (kind === 'value') return !valued;
  const complete = Number.isFinite(observed.numerator[unit]) && Number.isFinite(observed.denominator[unit]);
  return complete || !valued;
}

function fillRate(column: CellColumn, unit: number, place: Place): void {
  const { indicator } = place;
  const numerator = column.numerator[unit] ?? NaN;
  const denominator = column.denominator[unit] ?? NaN;
  const counts = indicator.kind === 'rate' || indicator.kind === 'proportion';
  if (counts && numerator < 0) {
    refuse('NUMERATOR_NEGATIVE', pathOf(unit, place), {
      lv: `“${indicator.code}”: skaitītājs nevar būt negatīvs.`,
      en: `“${indicator.code}”: a count cannot be negative.`,
    });
  }
  const result = rate(present(numerator), present(denominator), {
    per: indicator.per,
    kind: indicator.kind === 'value' ? 'rate' : indicator.kind,
  });
  if (result.refusal !== null) refuseProportion(unit, place);
  column.raw[unit] = result.value ?? NaN;
  column.flags[unit] = bitsOf(result.flags);
}

function present(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function fillValue(column: CellColumn, unit: number, cell: { readonly value: number; readonly place: Place }): void {
  const { indicator } = cell.place;
  if (indicator.kind === 'proportion' && cell.value > indicator.per) refuseProportion(unit, cell.place);
  column.raw[unit] = cell.value;
  if (!Number.isFinite(cell.value)) setFlag(column.flags, unit, 'MISSING');
}

function refuseProportion(unit: number, place: Place): never {
  return refuse('PROPORTION_ABOVE_ONE', pathOf(unit, place), {
    lv: `“${place.indicator.code}”: daļa nevar būt lielāka par veselo.`,
    en: `“${place.indicator.code}”: a part cannot be larger than the whole.`,
  });
}

/** Where a cell stands: by unit, indicator and period, since it may have come singly or in a column. */
function pathOf(unit: number, { indicator, period, request }: Place): string {
  const code = request.units[unit]?.code ?? '';
  return ['observations', code, indicator.code, ...(period === null ? [] : [period])].join('.');
}

/** Small: 0 < numerator < minNumerator or denominator < minDenominator, for rates and proportions of counts. */
function hideSmall(column: CellColumn, unit: number, { indicator, request }: Place): void {
  const { suppression } = request.method;
  if (indicator.kind !== 'rate' && indicator.kind !== 'proportion') return;
  const rule = suppression === 'off' ? USUAL_RULE : suppression;
  const numerator = column.numerator[unit] ?? NaN;
  const denominator = column.denominator[unit] ?? NaN;
  const isSmall = (numerator > 0 && numerator < rule.minNumerator) || denominator < rule.minDenominator;
  if (!isSmall || !Number.isFinite(column.raw[unit])) return;
  setFlag(column.flags, unit, 'SMALL_NUMBER');
  if (suppression === 'off') return;
  setFlag(column.flags, unit, 'SUPPRESSED');
  column.hidden[unit] = 1;
}
