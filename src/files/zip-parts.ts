import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { LocalisedText } from '../core/vocabulary.js';
import { refuseFile, UnreadableFile, type FileRefusalCode } from './refusal.js';

const MEBIBYTE = 1024 * 1024;
/** A workbook has a few dozen parts. */
const MOST_PARTS = 2000;
/** Unpacked size of all parts as declared; actual sizes are checked while unpacking. */
const LARGEST_UNPACKED = 160 * MEBIBYTE;
/** Sheets pack 10 to 60 times; what packs more than this and is not small is made to hurt. */
const STRONGEST_PACKING = 250;
const SMALL = 4 * MEBIBYTE;

const DAMAGED: LocalisedText = {
  lv: 'Excel fails ir bojāts vai nepilnīgs. Atveriet to programmā Excel un saglabājiet vēlreiz.',
  en: 'The Excel file is damaged or incomplete. Open it in Excel and save it again.',
};

export function refuseDamaged(): never {
  return refuseFile('file_damaged', DAMAGED);
}

/** The parts of a workbook, checked by the directory of the package before anything is unpacked. */
export interface ZipParts {
  readonly names: ReadonlySet<string>;
  /** The unpacked bytes of a part as they come; ends with an error where they do not match the directory. */
  open(name: string): Promise<Readable>;
  close(): void;
}

/**
 * Opens a package and refuses, from its directory alone, what no honest workbook is: too many parts, sizes beyond
 * reason, encrypted parts, paths that leave the package, macros.
 *
 * @throws UnreadableFile
 */
export async function openParts(file: Buffer, largestUnpacked = LARGEST_UNPACKED): Promise<ZipParts> {
  const zip = await orDamaged(
    yauzl.fromBufferPromise(file, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true }),
  );
  if (zip.entryCount > MOST_PARTS)
    refuse(
      'file_unpacks_too_large',
      `Failā ir pārāk daudz daļu (${zip.entryCount}).`,
      `The file has too many parts (${zip.entryCount}).`,
    );
  const entries = new Map<string, yauzl.Entry>();
  const check = directoryCheck(largestUnpacked);
  await orDamaged(
    (async () => {
      for await (const entry of zip.eachEntry()) {
        check(entry);
        entries.set(entry.fileName.toLowerCase(), entry);
      }
    })(),
  );
  return {
    names: new Set(entries.keys()),
    open: async (name) => {
      const entry = entries.get(name.toLowerCase());
      return entry === undefined ? refuseDamaged() : orDamaged(zip.openReadStreamPromise(entry));
    },
    close: () => {
      zip.close();
    },
  };
}

function directoryCheck(largestUnpacked: number): (entry: yauzl.Entry) => void {
  let unpacked = 0;
  return (entry) => {
    if (entry.isEncrypted())
      refuse(
        'file_encrypted',
        'Fails ir aizsargāts ar paroli. Noņemiet paroli.',
        'The file is protected by a password. Remove it.',
      );
    if (/(^|\/)vbaProject\.bin$/i.test(entry.fileName))
      refuse(
        'file_has_macros',
        'Failā ir makro. Saglabājiet to kā .xlsx bez makro.',
        'The file holds macros. Save it as .xlsx without macros.',
      );
    unpacked += entry.uncompressedSize;
    const packing = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    if (unpacked > largestUnpacked || (entry.uncompressedSize > SMALL && packing > STRONGEST_PACKING))
      refuse(
        'file_unpacks_too_large',
        'Atspiests fails ir pārāk liels. Sadaliet to vai sūtiet CSV.',
        'The file unpacks to too much. Split it or send CSV.',
      );
  };
}

function refuse(code: FileRefusalCode, lv: string, en: string): never {
  return refuseFile(code, { lv, en });
}

/** Whatever the package's reader objects to means a damaged file. */
export async function orDamaged<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    return refuseDamaged();
  }
}
