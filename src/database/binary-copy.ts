/**
 * Bulk transfer in the binary format of COPY: the quickest way in and out of Postgres, without a query, an object or
 * a decimal number a row. The format is that of the Postgres manual, "COPY, Binary Format", version 1.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const SIGNATURE = Buffer.from([
  0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00, 0, 0, 0, 0, 0, 0, 0, 0,
]);
const TRAILER = Buffer.from([0xff, 0xff]);
/** Microseconds between the Unix epoch and that of Postgres, 1 January 2000. */
const EPOCH_2000 = 946_684_800_000_000n;

/**
 * Rows in binary form, written field by field in the order of the COPY's columns. The bytes are rows only: header and
 * trailer are added where they are sent, so that rows made in several places can be sent one after another.
 */
export class BinaryRows {
  private bytes: Buffer;
  /** The same bytes as numbers, the high byte first. */
  private numbers: DataView;
  private end = 0;
  private rowCount = 0;

  /** @param capacity bytes to begin with; grows as needed */
  constructor(capacity = 65_536) {
    this.bytes = Buffer.allocUnsafeSlow(Math.max(capacity, 64));
    this.numbers = new DataView(this.bytes.buffer);
  }

  /** Rows begun so far. */
  get rows(): number {
    return this.rowCount;
  }

  /** Bytes written so far. */
  get length(): number {
    return this.end;
  }

  /** What was written; a view that lasts until the next write. */
  view(): Buffer {
    return this.bytes.subarray(0, this.end);
  }

  /** What was written from a length on; a view that lasts until the next write. */
  since(length: number): Buffer {
    return this.bytes.subarray(length, this.end);
  }

  /** Takes back what was written beyond a length inside the row begun last. */
  rewind(length: number): void {
    this.end = length;
  }

  /** Forgets what was written, and keeps the room. */
  clear(): void {
    this.end = 0;
    this.rowCount = 0;
  }

  /** Begins a row of so many fields. */
  row(fields: number): this {
    const at = this.claim(2);
    this.numbers.setInt16(at, fields);
    this.rowCount++;
    return this;
  }

  null(): this {
    const at = this.claim(4);
    this.numbers.setInt32(at, -1);
    return this;
  }

  boolean(value: boolean): this {
    const at = this.sized(1);
    this.bytes[at] = value ? 1 : 0;
    return this;
  }

  /** smallint */
  int2(value: number): this {
    const at = this.sized(2);
    this.numbers.setInt16(at, value);
    return this;
  }

  /** integer */
  int4(value: number): this {
    const at = this.sized(4);
    this.numbers.setInt32(at, value);
    return this;
  }

  /** bigint; a number has to be a safe whole one. */
  int8(value: bigint | number): this {
    const at = this.sized(8);
    if (typeof value === 'bigint') this.numbers.setBigInt64(at, value);
    else {
      this.numbers.setInt32(at, Math.floor(value / 0x1_0000_0000));
      this.numbers.setUint32(at + 4, value);
    }
    return this;
  }

  /** double precision */
  float8(value: number): this {
    const at = this.sized(8);
    this.numbers.setFloat64(at, value);
    return this;
  }

  /** double precision, NULL for what is not finite. */
  finite(value: number | null): this {
    return value === null || !Number.isFinite(value) ? this.null() : this.float8(value);
  }

  text(value: string): this {
    const size = Buffer.byteLength(value);
    const at = this.sized(size);
    this.bytes.write(value, at, 'utf8');
    return this;
  }

  bytea(value: Uint8Array): this {
    const at = this.sized(value.length);
    this.bytes.set(value, at);
    return this;
  }

  /** jsonb, from the text of the document */
  jsonb(document: string): this {
    const size = Buffer.byteLength(document);
    const at = this.sized(size + 1);
    this.bytes[at] = 1;
    this.bytes.write(document, at + 1, 'utf8');
    return this;
  }

  uuid(value: string): this {
    const at = this.sized(16);
    this.bytes.write(value.replaceAll('-', ''), at, 'hex');
    return this;
  }

  /** timestamp with time zone */
  timestamp(value: Date): this {
    return this.int8(BigInt(value.getTime()) * 1000n - EPOCH_2000);
  }

  private sized(size: number): number {
    const at = this.claim(size + 4);
    this.numbers.setInt32(at, size);
    return at + 4;
  }

  private claim(size: number): number {
    const at = this.end;
    this.end = at + size;
    if (this.end > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.end, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, at);
      this.bytes = larger;
      this.numbers = new DataView(larger.buffer);
    }
    return at;
  }
}

/**
 * Sends rows into a table: `copy t (a, b) from stdin (format binary)`.
 *
 * @param sql the COPY command
 * @param parts rows as `BinaryRows.view()` gives them; the next is asked for while the one before is on its way
 * @returns number of rows the table took
 */
export async function copyIn(
  client: PoolClient,
  sql: string,
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<number> {
  const stream = client.query(copyFrom(sql));
  await pipeline(Readable.from(enveloped(parts), { objectMode: true, highWaterMark: 2 }), stream);
  return stream.rowCount;
}

async function* enveloped(parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield SIGNATURE;
  for await (const part of parts) if (part.length > 0) yield part;
  yield TRAILER;
}

/** One row on its way out; fields are taken in the order of the COPY's columns. Views last until the next row. */
export class BinaryRow {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;

  /** @internal */
  place(bytes: Buffer, at: number): this {
    this.bytes = bytes;
    this.at = at;
    return this;
  }

  /** integer; null for NULL */
  int4(): number | null {
    const at = this.field();
    return at === null ? null : this.bytes.readInt32BE(at);
  }

  /** bigint that is known to be a safe number; null for NULL */
  int8(): number | null {
    const at = this.field();
    return at === null ? null : this.bytes.readInt32BE(at) * 0x1_0000_0000 + this.bytes.readUInt32BE(at + 4);
  }

  /** double precision; null for NULL */
  float8(): number | null {
    const at = this.field();
    return at === null ? null : this.bytes.readDoubleBE(at);
  }

  text(): string | null {
    return this.bytea()?.toString('utf8') ?? null;
  }

  /** bytea (or the bytes of any other type) as a view; null for NULL */
  bytea(): Buffer | null {
    const at = this.field();
    return at === null ? null : this.bytes.subarray(at, this.at);
  }

  private field(): number | null {
    const size = this.bytes.readInt32BE(this.at);
    const start = this.at + 4;
    this.at = start + Math.max(size, 0);
    return size < 0 ? null : start;
  }
}

/**
 * Takes rows out: `copy (select …) to stdout (format binary)`.
 *
 * @param sql the COPY command; it takes no parameters
 * @param take called for each row, in order
 * @returns number of rows
 */
export async function copyOut(client: PoolClient, sql: string, take: (row: BinaryRow) => void): Promise<number> {
  const splitter = new RowSplitter(take);
  for await (const chunk of client.query(copyTo(sql, { highWaterMark: 1 << 20 }))) splitter.add(chunk as Buffer);
  return splitter.rows;
}

/** Cuts the stream of a binary COPY into rows, wherever the network cut it. */
class RowSplitter {
  rows = 0;
  private buffer = Buffer.allocUnsafeSlow(1 << 18);
  private end = 0;
  private headed = false;
  private readonly row = new BinaryRow();

  constructor(private readonly take: (row: BinaryRow) => void) {}

  add(chunk: Buffer): void {
    if (this.end === 0) {
      this.keep(chunk, this.split(chunk, chunk.length));
      return;
    }
    this.append(chunk);
    const at = this.split(this.buffer, this.end);
    if (at === 0) return;
    this.buffer.copyWithin(0, at, this.end);
    this.end -= at;
  }

  /** Takes the whole rows at the beginning of the bytes; returns where they end. */
  private split(bytes: Buffer, end: number): number {
    let at = 0;
    if (!this.headed) {
      if (end < SIGNATURE.length) return 0;
      at = SIGNATURE.length + bytes.readInt32BE(SIGNATURE.length - 4);
      this.headed = true;
    }
    for (let next = endOfRow(bytes, at, end); next !== null; next = endOfRow(bytes, at, end)) {
      this.take(this.row.place(bytes, at + 2));
      this.rows++;
      at = next;
    }
    return at;
  }

  /** Keeps what is left of a chunk for the next. */
  private keep(chunk: Buffer, from: number): void {
    if (from < chunk.length) this.append(chunk.subarray(from));
  }

  private append(chunk: Buffer): void {
    const needed = this.end + chunk.length;
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
      this.buffer.copy(larger, 0, 0, this.end);
      this.buffer = larger;
    }
    chunk.copy(this.buffer, this.end);
    this.end = needed;
  }
}

/** Where the row at this place ends; null when it has not arrived whole, or is the trailer. */
function endOfRow(bytes: Buffer, start: number, end: number): number | null {
  if (start + 2 > end) return null;
  const fields = bytes.readInt16BE(start);
  if (fields < 0) return null;
  let at = start + 2;
  for (let field = 0; field < fields; field++) {
    if (at + 4 > end) return null;
    at += 4 + Math.max(bytes.readInt32BE(at), 0);
  }
  return at > end ? null : at;
}
