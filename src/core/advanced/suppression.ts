/**
 * Suppression of small counts in a table whose row and column totals are published (METHOD.md, item 16).
 *
 * Primary: counts with 0 < n < minNumerator. Complementary: as few further cells as needed, so that no hidden cell can
 * be worked out from the totals and every small one may still be anything from 1 to minNumerator − 1.
 */
import { cellsAcross, possibleDecrease, possibleIncrease, type CountTable } from './suppression-graph.js';

/** Why a cell is hidden: it is small itself, or it would give a small one away. */
export type SuppressionReason = 'primary' | 'complementary';

/** What may be chosen about suppression of a table. */
export interface SuppressionOptions {
  /** Counts above 0 and below this are small. */
  readonly minNumerator: number;
  /** Whether a zero is as delicate as a small count; otherwise it is shown. */
  readonly zeroIsSensitive?: boolean;
}

/** The reason for each cell in row-major order, null where it is shown. `exact` is false after a search cut short. */
export interface SuppressedTable {
  readonly reasons: readonly (SuppressionReason | null)[];
  readonly exact: boolean;
}

/** Cells looked at while proving the least number, before the best set found so far is taken. */
const EFFORT = 25_000_000;

/** What the bounds of a hidden cell have to reach. */
interface Requirement {
  readonly cell: number;
  readonly increase: number;
  readonly decrease: number;
  /** A complementary cell needs room on either side, a small one on both as far as asked. */
  readonly either: boolean;
}

interface Search {
  readonly table: CountTable;
  readonly primary: readonly Requirement[];
  /** 1 for small cells to which the totals leave no room at all: nothing can be done for them. */
  readonly hopeless: Uint8Array;
  effort: number;
}

/**
 * Hides small counts and as few others as needed.
 *
 * Where the totals themselves leave less room than 1 to minNumerator − 1 (a row that adds up to 3, a table of one
 * row), a cell keeps all the room they leave. The least number of cells is found by trying totals one by one; in each
 * attempt some cell lacks room, a cut shows the cells of which one must be hidden too, and these are tried in turn.
 * Tables too large for that get the set a greedy search finds, from which nothing can be taken away.
 *
 * @param table counts, whole numbers not below 0, in row-major order
 */
export function suppressTable(table: CountTable, options: SuppressionOptions): SuppressedTable {
  const small = (count: number): boolean =>
    count < options.minNumerator && (count > 0 || options.zeroIsSensitive === true);
  const hidden = Uint8Array.from(table.counts, (count) => (small(count) ? 1 : 0));
  const primary = requirementsOf(table, hidden, options);
  const hopeless = Uint8Array.from(hidden);
  for (const { cell } of primary) hopeless[cell] = 0;
  const search: Search = { table, primary, hopeless, effort: 0 };
  const greedy = greedySet(search, hidden);
  const best = leastSet(search, hidden, greedy);
  const reasons = Array.from(best.hidden, (isHidden, cell) => {
    if (hidden[cell] === 1) return 'primary';
    return isHidden === 1 ? 'complementary' : null;
  });
  return { reasons, exact: best.exact };
}

/** Room of each small cell: from 1 (or 0) to minNumerator − 1, as far as the totals alone allow. */
function requirementsOf(table: CountTable, hidden: Uint8Array, options: SuppressionOptions): Requirement[] {
  const everything = new Uint8Array(hidden.length).fill(1);
  const floor = options.zeroIsSensitive === true ? 0 : 1;
  const requirements: Requirement[] = [];
  hidden.forEach((isHidden, cell) => {
    if (isHidden === 0) return;
    const count = table.counts[cell] ?? 0;
    const up = Math.max(0, options.minNumerator - 1 - count);
    const down = Math.max(0, count - floor);
    const increase = possibleIncrease(table, everything, cell, up).flow;
    const decrease = possibleDecrease(table, everything, cell, down).flow;
    if (increase + decrease > 0) requirements.push({ cell, increase, decrease, either: false });
    else if (hasRoom(table, everything, cell)) requirements.push({ cell, increase: 1, decrease: 1, either: true });
  });
  return requirements;
}

function hasRoom(table: CountTable, hidden: Uint8Array, cell: number): boolean {
  return possibleIncrease(table, hidden, cell, 1).flow > 0 || possibleDecrease(table, hidden, cell, 1).flow > 0;
}

/** Cells of which one has to be hidden because this requirement is not met yet; null when it is met. */
function lacking(search: Search, hidden: Uint8Array, requirement: Requirement): number[] | null {
  search.effort += 2 * search.table.counts.length;
  return requirement.either
    ? lackingAnyRoom(search.table, hidden, requirement.cell)
    : lackingAskedRoom(search.table, hidden, requirement);
}

function lackingAskedRoom(table: CountTable, hidden: Uint8Array, requirement: Requirement): number[] | null {
  const { cell, increase, decrease } = requirement;
  const up = possibleIncrease(table, hidden, cell, increase);
  if (up.flow < increase) return cellsAcross(table, hidden, up.reached);
  const down = possibleDecrease(table, hidden, cell, decrease);
  return down.flow < decrease ? cellsAcross(table, hidden, down.reached) : null;
}

function lackingAnyRoom(table: CountTable, hidden: Uint8Array, cell: number): number[] | null {
  const up = possibleIncrease(table, hidden, cell, 1);
  if (up.flow > 0) return null;
  const upwards = cellsAcross(table, hidden, up.reached);
  if (table.counts[cell] === 0) return upwards;
  const down = possibleDecrease(table, hidden, cell, 1);
  return down.flow > 0 ? null : [...new Set([...upwards, ...cellsAcross(table, hidden, down.reached)])];
}

/** The unmet requirement with the fewest ways out, complementary cells included; null when all are met. */
function mostUrgent(search: Search, hidden: Uint8Array, primary: Uint8Array): number[] | null {
  let urgent = companions(search, hidden);
  if (urgent !== null) return urgent;
  const consider = (requirement: Requirement): boolean => {
    const ways = lacking(search, hidden, requirement);
    if (ways !== null && (urgent === null || ways.length < urgent.length)) urgent = ways;
    return ways?.length !== 0;
  };
  for (const requirement of search.primary) if (!consider(requirement)) return urgent;
  for (let cell = 0; cell < hidden.length; cell++) {
    if (hidden[cell] !== 1 || primary[cell] === 1) continue;
    if (!consider({ cell, increase: 1, decrease: 1, either: true })) return urgent;
  }
  return urgent;
}

/** Shown cells in the order in which they are hidden first: zeros last, smaller counts before larger ones. */
function preferred(table: CountTable, cells: readonly number[]): number[] {
  const burden = (cell: number): number => table.counts[cell] || Infinity;
  return [...cells].sort((a, b) => (burden(a) === burden(b) ? a - b : burden(a) - burden(b)));
}

/** Hides the way out that serves most rows and columns until all is met, then shows again what was not needed. */
function greedySet(search: Search, primary: Uint8Array): Uint8Array {
  const { table } = search;
  const hidden = Uint8Array.from(primary);
  for (;;) {
    const ways = mostUrgent(search, hidden, primary);
    if (ways === null || ways.length === 0) break;
    const lonely = lonelyLines(search, hidden);
    const served = (cell: number): number => linesOf(table, cell).reduce((sum, line) => sum + (lonely[line] ?? 0), 0);
    const [first = 0] = preferred(table, ways).sort((a, b) => served(b) - served(a));
    hidden[first] = 1;
  }
  const added = preferred(
    table,
    [...hidden.keys()].filter((cell) => hidden[cell] === 1 && primary[cell] !== 1),
  ).reverse();
  for (const cell of added) {
    hidden[cell] = 0;
    if (mostUrgent(search, hidden, primary) !== null) hidden[cell] = 1;
  }
  return hidden;
}

/** 1 for every row and column (columns after rows) with exactly one hidden cell, which its total gives away. */
function lonelyLines({ table, hopeless }: Search, hidden: Uint8Array): Uint8Array {
  const numbers = new Int32Array(table.rows + table.columns);
  const lost = new Uint8Array(numbers.length);
  hidden.forEach((isHidden, cell) => {
    if (isHidden === 0) return;
    for (const line of linesOf(table, cell)) {
      numbers[line] = (numbers[line] ?? 0) + 1;
      if (hopeless[cell] === 1) lost[line] = 1;
    }
  });
  return Uint8Array.from(numbers, (number, line) => (number === 1 && lost[line] === 0 ? 1 : 0));
}

/** Row and column of a cell, columns after rows. */
function linesOf(table: CountTable, cell: number): [number, number] {
  return [Math.floor(cell / table.columns), table.rows + (cell % table.columns)];
}

/** Shown cells of the lonely line that has fewest of them: one has to keep the hidden cell company; null if none is. */
function companions(search: Search, hidden: Uint8Array): number[] | null {
  const lonely = lonelyLines(search, hidden);
  const shown = new Map<number, number[]>();
  lonely.forEach((isLonely, line) => {
    if (isLonely === 1) shown.set(line, []);
  });
  if (shown.size === 0) return null;
  hidden.forEach((isHidden, cell) => {
    if (isHidden === 1) return;
    for (const line of linesOf(search.table, cell)) shown.get(line)?.push(cell);
  });
  return [...shown.values()].reduce((fewest, cells) => (cells.length < fewest.length ? cells : fewest));
}

/** A cell keeps company in one row and one column: at least so many more are needed. */
function leastNeeded(search: Search, hidden: Uint8Array): number {
  const lonely = lonelyLines(search, hidden);
  const rows = total(lonely.subarray(0, search.table.rows));
  return Math.max(rows, total(lonely) - rows);
}

/** Tries ever larger numbers of complementary cells, up to one less than the greedy set has. */
function leastSet(
  search: Search,
  primary: Uint8Array,
  greedy: Uint8Array,
): { readonly hidden: Uint8Array; readonly exact: boolean } {
  const start = total(primary);
  search.effort = 0;
  for (let budget = 0; budget < total(greedy) - start; budget++) {
    const hidden = Uint8Array.from(primary);
    const barred = new Uint8Array(primary.length);
    const found = extend(search, { hidden, barred, primary }, budget);
    if (found === 'found') return { hidden, exact: true };
    if (found === 'tired') return { hidden: greedy, exact: false };
  }
  return { hidden: greedy, exact: true };
}

interface Attempt {
  readonly hidden: Uint8Array;
  /** Cells tried before in this branch: sets with them have been looked at already. */
  readonly barred: Uint8Array;
  readonly primary: Uint8Array;
}

/** Depth-first: leaves `hidden` as the solution when found, else as it was. */
function extend(search: Search, attempt: Attempt, budget: number): 'found' | 'none' | 'tired' {
  search.effort += search.table.counts.length;
  if (search.effort > EFFORT) return 'tired';
  if (leastNeeded(search, attempt.hidden) > budget) return 'none';
  const ways = mostUrgent(search, attempt.hidden, attempt.primary);
  if (ways === null) return 'found';
  if (budget === 0) return 'none';
  const open = preferred(
    search.table,
    ways.filter((cell) => attempt.barred[cell] !== 1),
  );
  const tried: number[] = [];
  let outcome: 'found' | 'none' | 'tired' = 'none';
  for (const cell of open) {
    attempt.hidden[cell] = 1;
    outcome = extend(search, attempt, budget - 1);
    if (outcome !== 'none') break;
    attempt.hidden[cell] = 0;
    attempt.barred[cell] = 1;
    tried.push(cell);
  }
  for (const cell of tried) attempt.barred[cell] = 0;
  return outcome;
}

function total(marks: Uint8Array): number {
  return marks.reduce((sum, mark) => sum + mark, 0);
}
