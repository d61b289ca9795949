/**
 * The linear programs of the frontier are solved by HiGHS (WebAssembly). Loading it is asynchronous, solving is not:
 * whoever needs frontiers awaits {@link createLinearSolver} once and hands the solver in.
 */
import loadHighs, { type Highs, type Model } from 'highs';

/** Dense linear program in equality form: minimise c·x subject to A·x within the row bounds and x within its bounds. */
export interface LinearProgram {
  readonly columns: number;
  readonly rows: number;
  /** Coefficients row by row. */
  readonly matrix: Float64Array;
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
}

/** The optimum of a linear program; null where it is infeasible or unbounded. */
export type LinearOptimum = Float64Array | null;

/** Solves one linear program at a time; the same program always gives the same basic solution. */
export interface LinearSolver {
  solve(program: LinearProgram): LinearOptimum;
}

const OPTIMAL = 7;
const TOLERANCE = 1e-10;

/**
 * The types of HiGHS describe a CommonJS module; what both kinds of import really hand over is the loader itself, so
 * that its declared `default` is the type of the import.
 */
const load = loadHighs as unknown as typeof loadHighs.default;

let loading: Promise<Highs> | null = null;

/** Loads HiGHS once per process and returns a solver over it. */
export async function createLinearSolver(): Promise<LinearSolver> {
  loading ??= load();
  const highs = await loading;
  return { solve: (program) => solveWith(highs, program) };
}

function solveWith(highs: Highs, program: LinearProgram): LinearOptimum {
  const model = highs.createModel();
  try {
    return optimumOf(model, program);
  } finally {
    model.dispose();
  }
}

function optimumOf(model: Model, program: LinearProgram): LinearOptimum {
  model.options.set({
    output_flag: false,
    presolve: 'off',
    solver: 'simplex',
    primal_feasibility_tolerance: TOLERANCE,
    dual_feasibility_tolerance: TOLERANCE,
  });
  model.passModel({
    numCols: program.columns,
    numRows: program.rows,
    colCost: program.cost,
    colLower: program.lower,
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    matrix: sparseRows(program),
  });
  return model.run().modelStatus === OPTIMAL ? model.getSolution().colValue : null;
}

type SparseMatrix = Parameters<Model['passModel']>[0]['matrix'];

function sparseRows({ columns, rows, matrix }: LinearProgram): SparseMatrix {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = matrix[row * columns + column] ?? 0;
      if (value === 0) continue;
      indices.push(column);
      values.push(value);
    }
    starts.push(indices.length);
  }
  return { format: 'csr', numRows: rows, numCols: columns, starts, indices, values };
}
