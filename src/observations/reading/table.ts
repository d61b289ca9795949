/** An observation file as read: columns of numbers beside dictionaries of texts, ready to pass between threads. */
import type { LocalisedText, Severity } from '../../core/vocabulary.js';

/** Something to say about the file or a row, besides its values. */
export interface FileNote {
  readonly row: number | null;
  readonly code: string;
  readonly severity: Severity;
  readonly message: LocalisedText;
}

/** A row that cannot be imported because a cell of it cannot be read. */
export interface CellFault {
  /** Index of the row in the table. */
  readonly index: number;
  readonly code: string;
  readonly message: LocalisedText;
}

/** A text column: a number into the dictionary for each row, −1 for a blank. */
export interface TextColumn {
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

/** A cell that holds a number. */
export const VALUE_NUMBER = 0;
/** A blank cell, which is never zero. */
export const VALUE_BLANK = 1;
/** A cell that could not be read; {@link CellFault} says why. */
export const VALUE_FAULT = 2;

export interface ObservationTable {
  readonly kind: 'csv' | 'xlsx';
  readonly length: number;
  /** Row of each record as a spreadsheet counts it. */
  readonly rows: Int32Array;
  readonly municipality: TextColumn;
  readonly indicator: TextColumn;
  readonly period: TextColumn;
  readonly status: TextColumn;
  readonly unit: TextColumn;
  readonly source: TextColumn;
  /** NaN where there is no number. */
  readonly values: Float64Array;
  readonly valueStates: Uint8Array;
  readonly faults: readonly CellFault[];
  readonly notes: readonly FileNote[];
}

/** The buffers of a table, to be moved rather than copied between threads. */
export function buffersOf(table: ObservationTable): ArrayBuffer[] {
  const texts = [table.municipality, table.indicator, table.period, table.status, table.unit, table.source];
  const arrays = [table.rows, table.values, table.valueStates, ...texts.map(({ codes }) => codes)];
  return arrays.map((array) => array.buffer as ArrayBuffer);
}
