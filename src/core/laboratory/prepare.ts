/** From raw values to the series that is scored: imputation, then treatment of outliers (METHOD.md, items 11, 12). */
import { carryForward, imputeLocation } from '../advanced/imputation.js';
import { treatColumn } from '../advanced/treatment.js';
import { bitOf, setFlag } from './flags.js';
import type { PeerSet } from './peer-sets.js';
import type { CellColumn } from './rates.js';
import type { ScoresRequest } from './request.js';

/** One indicator in one period, ready to be scored. */
export interface PreparedColumn extends CellColumn {
  /** The treated series with imputed values; NaN where missing or held back. */
  readonly values: Float64Array;
  /** The filled-in value before treatment; NaN where nothing was filled in. */
  readonly imputed: Float64Array;
  /** 1 where a value was filled in. */
  readonly isImputed: Uint8Array;
  /** False where treatment ended with skewness and kurtosis still beyond their thresholds. */
  readonly passed: boolean;
}

/** Prepares the columns of one indicator over all periods. A period without observations has no column. */
export function prepareSeries(
  columns: readonly (CellColumn | null)[],
  request: ScoresRequest,
  sets: readonly PeerSet[],
): (PreparedColumn | null)[] {
  const keepHidden = request.method.suppression !== 'off' && !request.method.suppression.complementary;
  const observed = columns.map((column) =>
    column === null ? null : column.raw.map((value, unit) => (column.hidden[unit] === 1 && !keepHidden ? NaN : value)),
  );
  const filled = imputeSeries(columns, observed, request);
  return columns.map((column, period) => {
    const imputed = filled[period] ?? null;
    if (imputed === null) return null;
    // A value may be carried into a period for which nothing was sent.
    const cells = column ?? (imputed.some(Number.isFinite) ? emptyCells(imputed.length) : null);
    if (cells === null) return null;
    return prepareColumn(cells, { values: observed[period] ?? cells.raw, imputed }, { request, sets });
  });
}

function emptyCells(size: number): CellColumn {
  const nothing = new Float64Array(size).fill(NaN);
  return {
    raw: nothing,
    numerator: nothing,
    denominator: nothing,
    standardError: nothing,
    flags: new Uint32Array(size).fill(bitOf('MISSING')),
    hidden: new Uint8Array(size),
  };
}

function imputeSeries(
  columns: readonly (CellColumn | null)[],
  observed: readonly (Float64Array | null)[],
  request: ScoresRequest,
): (Float64Array | null)[] {
  const { imputation } = request.method;
  const nothing = new Float64Array(request.units.length).fill(NaN);
  const everything = new Uint8Array(request.units.length).fill(1);
  const fillable = columns.map((column) => column?.hidden.map((hidden) => 1 - hidden) ?? everything);
  switch (imputation.kind) {
    case 'none':
      return observed.map(() => nothing);
    case 'carry_forward': {
      const ageing = { years: yearsOf(request.periods), maxAge: imputation.maxAge };
      return carryForward(
        observed.map((values) => values ?? nothing),
        fillable,
        ageing,
      );
    }
    case 'mean':
    case 'group_mean':
    case 'median':
    case 'group_median': {
      const kind = imputation.kind.endsWith('mean') ? 'mean' : 'median';
      const groups = imputation.kind.startsWith('group') ? imputationGroups(request) : null;
      return observed.map((values, period) =>
        values === null ? null : imputeLocation(values, fillable[period] ?? everything, { kind, groups }),
      );
    }
  }
}

/** Group numbers by `imputation.groupBy`, or by the grouping of the peer groups; −1 without a group. */
function imputationGroups({ units, method, peerGroup }: ScoresRequest): Int32Array | null {
  const by = method.imputation.groupBy ?? (peerGroup.kind === 'fixed' ? peerGroup.by : null);
  if (by === null) return null;
  const numbers = new Map<string, number>();
  return Int32Array.from(units, ({ groups }) => {
    const group = groups.get(by);
    if (group === undefined) return -1;
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group) ?? -1;
  });
}

/** Periods on an axis in years: the year where every code is one, else one step a period. */
export function yearsOf(periods: readonly (string | null)[]): number[] {
  const isYear = (period: string | null): boolean => period !== null && /^\d{4}$/.test(period);
  return periods.every(isYear) ? periods.map(Number) : periods.map((_, index) => index);
}

interface Setting {
  readonly request: ScoresRequest;
  readonly sets: readonly PeerSet[];
}

function prepareColumn(
  column: CellColumn,
  { values, imputed }: { readonly values: Float64Array; readonly imputed: Float64Array },
  { request, sets }: Setting,
): PreparedColumn {
  const { method, peerGroup } = request;
  const isImputed = Uint8Array.from(imputed, (value) => (Number.isNaN(value) ? 0 : 1));
  const complete = values.map((value, unit) => (isImputed[unit] === 1 ? (imputed[unit] ?? NaN) : value));
  const flags = Uint32Array.from(column.flags);
  isImputed.forEach((mark, unit) => {
    if (mark !== 1) return;
    flags[unit] = (flags[unit] ?? 0) & ~bitOf('MISSING');
    setFlag(flags, unit, 'IMPUTED');
    if (method.imputation.kind === 'carry_forward') setFlag(flags, unit, 'STALE');
  });
  const basis = method.imputation.inBasis ? complete : values;
  // Fixed groups are treated each by itself; neighbours of single units overlap, so that the column is treated whole.
  const groups = peerGroup.kind === 'fixed' ? sets.map(({ members }) => members) : [null];
  let passed = true;
  const treated = Float64Array.from(complete);
  for (const members of groups) {
    const result = treatColumn(gather(complete, members), gather(basis, members), method.treatment);
    passed &&= result.passed;
    scatter(treated, result.values, members);
    if (result.skipped) markSkipped(flags, complete, members);
  }
  treated.forEach((value, unit) => {
    if (Number.isFinite(value) && value !== complete[unit]) setFlag(flags, unit, 'TREATED');
  });
  return { ...column, flags, values: treated, imputed, isImputed, passed };
}

function gather(values: Float64Array, members: Int32Array | null): Float64Array {
  return members === null ? values : Float64Array.from(members, (unit) => values[unit] ?? NaN);
}

function scatter(target: Float64Array, values: Float64Array, members: Int32Array | null): void {
  if (members === null) target.set(values);
  else members.forEach((unit, i) => (target[unit] = values[i] ?? NaN));
}

/** Fewer than ten values cannot be treated, which is said of each of them. */
function markSkipped(flags: Uint32Array, values: Float64Array, members: Int32Array | null): void {
  const mark = (unit: number): void => {
    if (Number.isFinite(values[unit])) setFlag(flags, unit, 'INSUFFICIENT_N');
  };
  if (members === null) for (const unit of values.keys()) mark(unit);
  else members.forEach(mark);
}
