/** Revisions as the rows of a binary COPY: fixed-size rows from typed arrays, without an object a row. */
const ROWS_A_PART = 4096;

/** Revisions to be appended, column by column, all of one length. */
export interface RevisionBatch {
  readonly length: number;
  readonly cells: Int32Array;
  readonly municipalities: Int32Array;
  readonly periods: Int32Array;
  /** NaN where the status holds no number. */
  readonly values: Float64Array;
  /** Value status in the low half, observation status in the high half (core/value-status). */
  readonly statuses: Uint8Array;
  /** Id of the source text; 0 for none. */
  readonly sources: Int32Array;
}

/** What all revisions of a batch have in common. */
export interface RevisionOrigin {
  readonly importId?: string | null;
  readonly submissionId?: string | null;
  readonly reason?: string | null;
  readonly recordedBy: string | null;
}

export const COPY_REVISIONS = `copy observation_revision (cell_id, municipality_id, period_id, status, quality, import_id,
  submission_id, recorded_by, reason, value, source_id) from stdin (format binary)`;
const FIELDS = 11;

/** The fields of an origin, which are the same bytes in every row. */
function originBytes(origin: RevisionOrigin): Buffer {
  const uuid = (text: string | null | undefined): Buffer =>
    text === null || text === undefined
      ? NULL_FIELD
      : Buffer.concat([size(16), Buffer.from(text.replaceAll('-', ''), 'hex')]);
  const reason = origin.reason ?? null;
  const text = reason === null ? NULL_FIELD : Buffer.concat([size(Buffer.byteLength(reason)), Buffer.from(reason)]);
  return Buffer.concat([uuid(origin.importId), uuid(origin.submissionId), uuid(origin.recordedBy), text]);
}

const NULL_FIELD = Buffer.from([0xff, 0xff, 0xff, 0xff]);

function size(bytes: number): Buffer {
  const field = Buffer.alloc(4);
  field.writeInt32BE(bytes);
  return field;
}

/** The rows of a batch, in parts of some hundred kilobytes, each in memory of its own. */
export function* revisionRows(batch: RevisionBatch, origin: RevisionOrigin): Generator<Buffer> {
  const common = originBytes(origin);
  const head = 2 + 8 * 3 + 6 * 2;
  const largest = head + common.length + 12 + 8;
  for (let from = 0; from < batch.length; from += ROWS_A_PART) {
    const to = Math.min(batch.length, from + ROWS_A_PART);
    const part = Buffer.allocUnsafeSlow((to - from) * largest);
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
    let at = 0;
    for (let row = from; row < to; row++) {
      at = writeHead(view, at, batch, row);
      part.set(common, at);
      at = writeTail(view, at + common.length, batch, row);
    }
    yield part.subarray(0, at);
  }
}

function writeHead(view: DataView, start: number, batch: RevisionBatch, row: number): number {
  const status = batch.statuses[row] ?? 0;
  view.setInt16(start, FIELDS);
  let at = writeInt4(view, start + 2, batch.cells[row] ?? 0);
  at = writeInt4(view, at, batch.municipalities[row] ?? 0);
  at = writeInt4(view, at, batch.periods[row] ?? 0);
  at = writeInt2(view, at, status & 0x0f);
  return writeInt2(view, at, status >> 4);
}

function writeTail(view: DataView, start: number, batch: RevisionBatch, row: number): number {
  const value = batch.values[row] ?? NaN;
  let at = start;
  if (Number.isFinite(value)) {
    view.setInt32(at, 8);
    view.setFloat64(at + 4, value);
    at += 12;
  } else {
    view.setInt32(at, -1);
    at += 4;
  }
  const source = batch.sources[row] ?? 0;
  if (source !== 0) return writeInt4(view, at, source);
  view.setInt32(at, -1);
  return at + 4;
}

function writeInt4(view: DataView, at: number, value: number): number {
  view.setInt32(at, 4);
  view.setInt32(at + 4, value);
  return at + 8;
}

function writeInt2(view: DataView, at: number, value: number): number {
  view.setInt32(at, 2);
  view.setInt16(at + 4, value);
  return at + 6;
}
