/** `POST /method-lab/suppression`: which cells of a table with published totals have to be hidden. */
import { suppressTable, type SuppressionReason } from '../advanced/suppression.js';
import {
  arrayUnder,
  booleanUnder,
  invalid,
  numberUnder,
  readArray,
  readCode,
  readNumber,
  readSection,
} from './reader.js';
import type { Section } from './reader.js';
import { outcomeOf, type Outcome } from './refused.js';

/** A table of counts whose row and column totals are published. */
export interface SuppressionRequest {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Row by row. */
  readonly counts: Float64Array;
  readonly minNumerator: number;
  readonly zeroIsSensitive: boolean;
}

/** Every cell, row by row; `value` is null where it is hidden. */
export interface SuppressionAnswer {
  readonly cells: readonly {
    readonly row: string;
    readonly column: string;
    readonly value: number | null;
    readonly reason: SuppressionReason | null;
  }[];
}

const MOST_CELLS = 5000;

/** Reads the body of the request. Counts are whole numbers from 0. */
export function parseSuppressionRequest(body: unknown): Outcome<SuppressionRequest> {
  return outcomeOf(() => {
    const section = readSection(body, '', ['rows', 'columns', 'counts', 'minNumerator', 'zeroIsSensitive']);
    const rows = readLabels(section, 'rows');
    const columns = readLabels(section, 'columns');
    if (rows.length * columns.length > MOST_CELLS) {
      invalid('counts', { lv: `tabulai līdz ${MOST_CELLS} šūnām`, en: `a table of at most ${MOST_CELLS} cells` });
    }
    return {
      rows,
      columns,
      counts: readCounts(section, rows.length, columns.length),
      minNumerator: numberUnder(section, 'minNumerator', 5, { min: 0, whole: true }),
      zeroIsSensitive: booleanUnder(section, 'zeroIsSensitive', false),
    };
  });
}

function readLabels(section: Section, key: 'rows' | 'columns'): string[] {
  const labels = arrayUnder(section, key).map((label, i) => readCode(label, `${key}.${i}`));
  return labels.length > 0 ? labels : invalid(key, { lv: 'vismaz vienam kodam', en: 'at least one code' });
}

function readCounts(section: Section, rows: number, columns: number): Float64Array {
  const lines = arrayUnder(section, 'counts');
  if (lines.length !== rows) invalid('counts', { lv: `${rows} rindām`, en: `${rows} rows` });
  const counts = new Float64Array(rows * columns);
  lines.forEach((value, row) => {
    const line = readArray(value, `counts.${row}`);
    if (line.length !== columns) invalid(`counts.${row}`, { lv: `${columns} skaitļiem`, en: `${columns} counts` });
    line.forEach((count, column) => {
      counts[row * columns + column] = readNumber(count, `counts.${row}.${column}`, { min: 0, whole: true });
    });
  });
  return counts;
}

/** Hides the small counts and as few others as needed. */
export function computeSuppression(request: SuppressionRequest): SuppressionAnswer {
  const { rows, columns, counts, minNumerator, zeroIsSensitive } = request;
  const table = { rows: rows.length, columns: columns.length, counts };
  const { reasons } = suppressTable(table, { minNumerator, zeroIsSensitive });
  return {
    cells: rows.flatMap((row, r) =>
      columns.map((column, c) => {
        const cell = r * columns.length + c;
        const reason = reasons[cell] ?? null;
        return { row, column, value: reason === null ? (counts[cell] ?? null) : null, reason };
      }),
    ),
  };
}
