/**
 * Data envelopment analysis (METHOD.md, item 18): how far a unit is from the best practice that others show, without
 * any prices. Radial envelopment programs of A. Charnes, W. Cooper, E. Rhodes (1978) and R. Banker, A. Charnes,
 * W. Cooper (1984); second stage by maximal slacks (W. Cooper, L. Seiford, K. Tone, "Data Envelopment Analysis", 2007).
 */
import type { LinearProgram, LinearSolver } from './linear-solver.js';

/** Fewer inputs for the same outputs (`in`), or more outputs from the same inputs (`out`). */
export type Orientation = 'in' | 'out';

/** Constant, variable, not increasing (`drs`) or not decreasing (`irs`) returns to scale. */
export type ReturnsToScale = 'crs' | 'vrs' | 'drs' | 'irs';

/** Inputs and outputs of the units: one row a unit, all figures present and not negative. */
export interface FrontierData {
  readonly inputs: readonly Float64Array[];
  readonly outputs: readonly Float64Array[];
}

/** What may be chosen about a frontier. */
export interface FrontierOptions {
  readonly orientation: Orientation;
  readonly returnsToScale: ReturnsToScale;
  /** Leaves the unit itself out of its reference set, so that efficient units can be ranked. */
  readonly superEfficiency: boolean;
}

/** One unit beside the frontier. */
export interface FrontierScore {
  /** Radial score in (0, 1], 1/φ for outputs; with super-efficiency above 1, or null where infeasible. */
  readonly efficiency: number | null;
  /** Constant over variable returns: the part of the inefficiency that comes from size. */
  readonly scale: number | null;
  /** Where on the scale the unit works: `crs` at its best size, `irs` too small, `drs` too large. */
  readonly region: 'crs' | 'irs' | 'drs' | null;
  readonly peers: readonly { readonly unit: number; readonly lambda: number }[];
  /** Slacks left after the radial change, in the units of the inputs and outputs. */
  readonly inputSlacks: readonly number[];
  readonly outputSlacks: readonly number[];
  /** True for a score of 1 without slack. */
  readonly efficient: boolean;
}

const EFFICIENT = 1e-6;
/** Below this a figure relative to its column is the solver's rounding noise. */
const NOISE = 1e-9;

/** The least number of units from which a frontier tells anything: max(m·s, 3(m + s)) (Cooper, Seiford, Tone). */
export function leastUnits(inputs: number, outputs: number): number {
  return Math.max(inputs * outputs, 3 * (inputs + outputs));
}

/** Scores every unit against the frontier of all. Every unit needs at least one positive input and output. */
export function scoreFrontier(data: FrontierData, options: FrontierOptions, solver: LinearSolver): FrontierScore[] {
  const table = scaledTable(data);
  return data.inputs.map((_, unit) => scoreUnit({ table, unit, options, solver }));
}

/** Inputs then outputs in columns, each divided by its largest value, which leaves radial scores as they are. */
interface Table {
  readonly units: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly values: Float64Array;
  readonly scales: Float64Array;
}

interface Task {
  readonly table: Table;
  readonly unit: number;
  readonly options: FrontierOptions;
  readonly solver: LinearSolver;
}

function scaledTable(data: FrontierData): Table {
  const units = data.inputs.length;
  const inputs = data.inputs[0]?.length ?? 0;
  const outputs = data.outputs[0]?.length ?? 0;
  const width = inputs + outputs;
  const raw = (unit: number, factor: number): number =>
    (factor < inputs ? data.inputs[unit]?.[factor] : data.outputs[unit]?.[factor - inputs]) ?? NaN;
  const scales = new Float64Array(width);
  for (let factor = 0; factor < width; factor++) {
    let largest = 0;
    for (let unit = 0; unit < units; unit++) largest = Math.max(largest, raw(unit, factor));
    scales[factor] = largest > 0 ? largest : 1;
  }
  const values = new Float64Array(units * width);
  for (let i = 0; i < values.length; i++) {
    const factor = i % width;
    values[i] = raw(Math.floor(i / width), factor) / (scales[factor] ?? 1);
  }
  return { units, inputs, outputs, values, scales };
}

function scoreUnit(task: Task): FrontierScore {
  const { options } = task;
  const theta = radial(task, options.returnsToScale, false);
  const constant = radial(task, 'crs', false);
  const variable = radial(task, 'vrs', false);
  const decreasing = radial(task, 'drs', false);
  const projection = theta === null ? null : maximalSlacks(task, theta);
  const own = toScore(theta, options.orientation);
  const reported = options.superEfficiency ? radial(task, options.returnsToScale, true) : theta;
  const efficiency = toScore(reported, options.orientation);
  const crs = toScore(constant, options.orientation);
  const vrs = toScore(variable, options.orientation);
  const slackless = projection !== null && projection.relativeSlack < EFFICIENT;
  return {
    efficiency: options.superEfficiency ? efficiency : own,
    scale: crs === null || vrs === null ? null : Math.min(1, crs / vrs),
    region: regionOf({ crs, vrs, drs: toScore(decreasing, options.orientation) }),
    peers: projection?.peers ?? [],
    inputSlacks: projection?.slacks.slice(0, task.table.inputs) ?? [],
    outputSlacks: projection?.slacks.slice(task.table.inputs) ?? [],
    efficient: own !== null && own > 1 - EFFICIENT && slackless,
  };
}

/** θ as it is, or 1/φ; what is 1 up to the solver's noise is 1. */
function toScore(radialFactor: number | null, orientation: Orientation): number | null {
  if (radialFactor === null) return null;
  const score = orientation === 'in' ? radialFactor : 1 / radialFactor;
  return Math.abs(score - 1) < NOISE ? 1 : score;
}

/**
 * Returns to scale from the three scores (R. Färe, S. Grosskopf, C. A. K. Lovell 1985): constant where constant and
 * variable returns agree, else decreasing where not increasing and variable returns agree, else increasing. Unlike the
 * sum of the lambdas this does not depend on which of several optimal solutions the solver met.
 */
function regionOf(scores: {
  readonly crs: number | null;
  readonly vrs: number | null;
  readonly drs: number | null;
}): FrontierScore['region'] {
  const { crs, vrs, drs } = scores;
  if (crs === null || vrs === null || drs === null) return null;
  if (Math.abs(crs - vrs) <= EFFICIENT * vrs) return 'crs';
  return Math.abs(drs - vrs) <= EFFICIENT * vrs ? 'drs' : 'irs';
}

/** θ (or φ) of the first stage; null where a super-efficiency program is infeasible. */
function radial(task: Task, returns: ReturnsToScale, withoutSelf: boolean): number | null {
  const { table, options, solver } = task;
  const program = envelopment(task, returns);
  program.cost[table.units] = options.orientation === 'in' ? 1 : -1;
  if (withoutSelf) program.upper[task.unit] = 0;
  return solver.solve(program)?.[table.units] ?? null;
}

interface Projection {
  readonly peers: FrontierScore['peers'];
  readonly slacks: number[];
  /** Largest slack relative to its column. */
  readonly relativeSlack: number;
}

/** Second stage: with the radial factor fixed, the largest sum of slacks in the units of the data. */
function maximalSlacks(task: Task, theta: number): Projection | null {
  const { table, options, solver } = task;
  const program = envelopment(task, options.returnsToScale);
  program.lower[table.units] = theta;
  program.upper[table.units] = theta;
  const first = table.units + 1;
  const largest = Math.max(...table.scales);
  table.scales.forEach((scale, factor) => (program.cost[first + factor] = -scale / largest));
  const solution = solver.solve(program);
  if (solution === null) return null;
  const relative = Array.from(table.scales, (_, factor) => denoised(solution[first + factor] ?? 0));
  const peers = Array.from(solution.subarray(0, table.units), denoised).flatMap((lambda, unit) =>
    lambda === 0 ? [] : [{ unit, lambda: Math.abs(lambda - 1) < NOISE ? 1 : lambda }],
  );
  return {
    peers,
    slacks: relative.map((slack, factor) => slack * (table.scales[factor] ?? 1)),
    relativeSlack: Math.max(0, ...relative),
  };
}

function denoised(value: number): number {
  return Math.abs(value) < NOISE ? 0 : value;
}

/**
 * Σ λ·x + slack = θ·x₀ and Σ λ·y − slack = y₀ (for outputs θ moves to the other side as φ), λ ≥ 0 with the sum that
 * the returns to scale demand. Columns: the lambdas, θ, the slacks; no cost yet.
 */
function envelopment({ table, unit, options }: Task, returns: ReturnsToScale): LinearProgram {
  const width = table.inputs + table.outputs;
  const columns = table.units + 1 + width;
  const rows = width + 1;
  const matrix = new Float64Array(columns * rows);
  const rowLower = new Float64Array(rows);
  for (let factor = 0; factor < width; factor++) {
    const isInput = factor < table.inputs;
    const own = table.values[unit * width + factor] ?? 0;
    const scaledByTheta = isInput === (options.orientation === 'in');
    for (let other = 0; other < table.units; other++) {
      matrix[factor * columns + other] = table.values[other * width + factor] ?? 0;
    }
    matrix[factor * columns + table.units] = scaledByTheta ? -own : 0;
    matrix[factor * columns + table.units + 1 + factor] = isInput ? 1 : -1;
    rowLower[factor] = scaledByTheta ? 0 : own;
  }
  matrix.fill(1, width * columns, width * columns + table.units);
  const rowUpper = Float64Array.from(rowLower);
  rowLower[width] = returns === 'vrs' || returns === 'irs' ? 1 : 0;
  rowUpper[width] = returns === 'vrs' || returns === 'drs' ? 1 : Infinity;
  const cost = new Float64Array(columns);
  const lower = new Float64Array(columns);
  const upper = new Float64Array(columns).fill(Infinity);
  return { columns, rows, matrix, cost, lower, upper, rowLower, rowUpper };
}
