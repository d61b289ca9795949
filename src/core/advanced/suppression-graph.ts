/**
 * What an outsider can work out about the hidden cells of a table whose row and column totals are published.
 *
 * Hidden cells may be any counts from 0 that add up to the totals. Raising one of them by δ means lowering and raising
 * others in turn around a closed loop, so that its bounds are maximal flows in a small network: rows and columns are
 * the nodes, a hidden cell can be raised without end (row → column) and lowered by its value (column → row). These are
 * exactly the bounds of the linear program, and whole numbers where the counts are whole.
 */

/** A table of counts in row-major order. */
export interface CountTable {
  readonly rows: number;
  readonly columns: number;
  readonly counts: Float64Array;
}

/** How far a flow got, and the nodes it could still reach when it stopped short. */
export interface FlowResult {
  readonly flow: number;
  /** 1 for rows and columns (columns after rows) on the near side of the cut. */
  readonly reached: Uint8Array;
}

/** How far a hidden cell can be raised, up to `wanted`. */
export function possibleIncrease(table: CountTable, hidden: Uint8Array, cell: number, wanted: number): FlowResult {
  const row = Math.floor(cell / table.columns);
  const column = table.rows + (cell % table.columns);
  return maximalFlow(table, hidden, { from: column, to: row, without: cell, wanted });
}

/** How far a hidden cell can be lowered, up to `wanted` and to its value. */
export function possibleDecrease(table: CountTable, hidden: Uint8Array, cell: number, wanted: number): FlowResult {
  const row = Math.floor(cell / table.columns);
  const column = table.rows + (cell % table.columns);
  const most = Math.min(wanted, table.counts[cell] ?? 0);
  return maximalFlow(table, hidden, { from: row, to: column, without: cell, wanted: most });
}

interface Demand {
  readonly from: number;
  readonly to: number;
  readonly without: number;
  readonly wanted: number;
}

/** Shortest augmenting paths (Edmonds and Karp) until the wanted amount flows or no path is left. */
function maximalFlow(table: CountTable, hidden: Uint8Array, demand: Demand): FlowResult {
  const change = new Float64Array(table.counts.length);
  let flow = 0;
  for (;;) {
    const { parents, reached } = search(table, hidden, { demand, change });
    if (flow >= demand.wanted || reached[demand.to] === 0) return { flow, reached };
    flow += augment(table, parents, { demand, change, most: demand.wanted - flow });
  }
}

interface State {
  readonly demand: Demand;
  /** How much each cell has been raised (positive) or lowered so far. */
  readonly change: Float64Array;
}

/** Breadth-first search over cells that can still be raised or lowered. */
function search(
  table: CountTable,
  hidden: Uint8Array,
  { demand, change }: State,
): { readonly parents: Int32Array; readonly reached: Uint8Array } {
  const nodes = table.rows + table.columns;
  const parents = new Int32Array(nodes).fill(-1);
  const reached = new Uint8Array(nodes);
  const queue = [demand.from];
  reached[demand.from] = 1;
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] ?? 0;
    const isRow = node < table.rows;
    const others = isRow ? table.columns : table.rows;
    for (let other = 0; other < others; other++) {
      const next = isRow ? table.rows + other : other;
      const cell = isRow ? node * table.columns + other : other * table.columns + node - table.rows;
      if (reached[next] === 1 || hidden[cell] !== 1 || cell === demand.without) continue;
      if (!isRow && (table.counts[cell] ?? 0) + (change[cell] ?? 0) <= 0) continue;
      reached[next] = 1;
      parents[next] = node;
      queue.push(next);
    }
  }
  return { parents, reached };
}

/** Sends what the narrowest cell of the path allows; returns how much. */
function augment(
  table: CountTable,
  parents: Int32Array,
  { demand, change, most }: State & { readonly most: number },
): number {
  let amount = most;
  const path: { readonly cell: number; readonly raised: boolean }[] = [];
  for (let node = demand.to; node !== demand.from; node = parents[node] ?? demand.from) {
    const parent = parents[node] ?? 0;
    const raised = parent < table.rows;
    const cell = raised ? parent * table.columns + node - table.rows : node * table.columns + parent - table.rows;
    path.push({ cell, raised });
    if (!raised) amount = Math.min(amount, (table.counts[cell] ?? 0) + (change[cell] ?? 0));
  }
  for (const { cell, raised } of path) change[cell] = (change[cell] ?? 0) + (raised ? amount : -amount);
  return amount;
}

/**
 * The shown cells of which at least one has to be hidden too before more can flow: those that lead from the near side
 * of the cut to the far side, upwards always, downwards only where there is something to lower.
 */
export function cellsAcross(table: CountTable, hidden: Uint8Array, reached: Uint8Array): number[] {
  const cells: number[] = [];
  for (let cell = 0; cell < table.counts.length; cell++) {
    if (hidden[cell] === 1) continue;
    const row = reached[Math.floor(cell / table.columns)] === 1;
    const column = reached[table.rows + (cell % table.columns)] === 1;
    if (row && !column) cells.push(cell);
    else if (column && !row && (table.counts[cell] ?? 0) > 0) cells.push(cell);
  }
  return cells;
}
