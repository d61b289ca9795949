/** A column as it is stored: little-endian doubles and one status byte a unit. */
import { createHash } from 'node:crypto';

/** Doubles as bytes, and back; a copy, since views of database buffers are not aligned. */
export function doublesFrom(bytes: Uint8Array): Float64Array {
  return new Float64Array(Uint8Array.from(bytes).buffer);
}

export function bytesOf(values: Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** SHA-256 of values and statuses: equal content, equal hash. */
export function contentHash(values: Float64Array, statuses: Uint8Array): Buffer {
  return createHash('sha256').update(bytesOf(values)).update(statuses).digest();
}
