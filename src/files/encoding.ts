import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { refuseFile } from './refusal.js';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1257';

export interface DecodedText {
  /** UTF-8 without byte order mark. */
  readonly bytes: Buffer;
  readonly encoding: TextEncoding;
}

/** Bytes that Windows-1257 does not assign: a text that holds them is in some other encoding. */
const UNASSIGNED_1257 = new Set([0x81, 0x83, 0x88, 0x8a, 0x8c, 0x90, 0x98, 0x9a, 0x9c, 0x9f, 0xa1, 0xa5]);

/**
 * A text file as UTF-8: by its byte order mark (UTF-8, UTF-16), else UTF-8 where the bytes are valid, else
 * Windows-1257, which Excel writes on Latvian computers.
 *
 * @throws UnreadableFile where the text holds a NUL (with its row) or is in none of these encodings
 */
export function toUtf8(bytes: Buffer): DecodedText {
  const decoded = decode(bytes);
  const nul = decoded.bytes.indexOf(0);
  if (nul >= 0) {
    refuseFile(
      'nul_character',
      {
        lv: 'Failā ir nulles zīme (NUL): tas nav teksta fails vai ir bojāts.',
        en: 'The file holds a NUL character: it is not a text file, or it is damaged.',
      },
      rowAt(decoded.bytes, nul),
    );
  }
  return decoded;
}

function decode(bytes: Buffer): DecodedText {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { bytes: validUtf8(bytes.subarray(3)), encoding: 'utf-8' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes, 'utf-16be');
  if (isUtf8(bytes)) return { bytes, encoding: 'utf-8' };
  if (bytes.some((byte) => UNASSIGNED_1257.has(byte))) unknown();
  return { bytes: Buffer.from(iconv.decode(bytes, 'windows-1257')), encoding: 'windows-1257' };
}

function utf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): DecodedText {
  const text = iconv.decode(bytes.subarray(2), encoding, { stripBOM: false });
  return { bytes: Buffer.from(text), encoding };
}

function validUtf8(bytes: Buffer): Buffer {
  return isUtf8(bytes) ? bytes : unknown();
}

function unknown(): never {
  return refuseFile('encoding_unknown', {
    lv: 'Faila kodējums nav saprotams. Saglabājiet failu kā “CSV UTF-8”.',
    en: 'The encoding of the file cannot be understood. Save the file as “CSV UTF-8”.',
  });
}

/** Row of a byte as a spreadsheet counts lines. */
function rowAt(bytes: Buffer, position: number): number {
  let row = 1;
  for (let i = 0; i < position; i++) {
    if (bytes[i] === 0x0a || (bytes[i] === 0x0d && bytes[i + 1] !== 0x0a)) row++;
  }
  return row;
}
