import { readCsv } from './csv.js';
import { refuseFile } from '../../files/refusal.js';
import type { ObservationTable } from './table.js';
import { readXlsx } from './xlsx.js';

const ZIP = Buffer.from('PK');
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const PDF = Buffer.from('%PDF');

/**
 * Reads an observation file, CSV or XLSX, told apart by its first bytes and never by its name.
 *
 * @throws UnreadableFile where it cannot be read at all, or holds no row of data
 */
export async function readObservations(file: Buffer, progress?: (share: number) => void): Promise<ObservationTable> {
  if (file.length === 0) refuseFile('file_empty', { lv: 'Fails ir tukšs.', en: 'The file is empty.' });
  if (startsWith(file, OLE)) {
    refuseFile('file_encrypted', {
      lv: 'Tas ir vecā formāta (.xls) vai ar paroli aizsargāts fails. Saglabājiet to kā .xlsx bez paroles vai kā CSV.',
      en: 'This is a file of the old format (.xls), or one protected by a password. Save it as .xlsx without a password, or as CSV.',
    });
  }
  if (startsWith(file, PDF)) {
    refuseFile('file_kind_unknown', {
      lv: 'Tas nav CSV vai Excel (.xlsx) fails.',
      en: 'This is neither a CSV nor an Excel (.xlsx) file.',
    });
  }
  const isPackage = startsWith(file, ZIP) && (file[2] ?? 255) < 9;
  const table = isPackage ? await readXlsx(file) : readCsv(file, progress);
  if (table.length === 0) {
    refuseFile('no_rows', {
      lv: 'Failā ir tikai virsraksts, bet nav nevienas datu rindas.',
      en: 'The file has a header but no row of data.',
    });
  }
  return table;
}

function startsWith(file: Buffer, signature: Buffer): boolean {
  return file.subarray(0, signature.length).equals(signature);
}
