import { crc32, deflateRawSync } from 'node:zlib';

/** One part of a package; the overrides make it lie. */
export interface ZipPart {
  readonly name: string;
  readonly content: Buffer | string;
  /** Declared instead of the true unpacked size. */
  readonly declaredSize?: number;
  readonly encrypted?: boolean;
}

/** A ZIP package, honest or not, for tests of whoever reads packages. */
export function zipOf(parts: readonly ZipPart[], entryCount = parts.length): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = deflateRawSync(content, { level: 9 });
    const name = Buffer.from(part.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(part.encrypted === true ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(part.declaredSize ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name);
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(Math.min(entryCount, 0xffff), 8);
  end.writeUInt16LE(Math.min(entryCount, 0xffff), 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The parts of a workbook around the XML of its sheets' data; `further` are added as they are. */
export function workbookOf(sheetData: string | readonly string[], further: readonly ZipPart[] = []): ZipPart[] {
  const sheets = typeof sheetData === 'string' ? [sheetData] : sheetData;
  const each = (render: (n: number) => string): string => sheets.map((_, index) => render(index + 1)).join('');
  return [
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each((n) => `<sheet name="Lapa${n}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${each((n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    },
    ...sheets.map((data, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: data.startsWith('<!') || data.startsWith('<?') ? data : `<worksheet xmlns="${MAIN}">${data}</worksheet>`,
    })),
    ...further,
  ];
}

/** A row of inline texts. */
export function rowOf(row: number, cells: readonly string[]): string {
  const letter = (column: number) => String.fromCharCode(65 + column);
  return `<row r="${row}">${cells
    .map((cell, column) => `<c r="${letter(column)}${row}" t="inlineStr"><is><t>${cell}</t></is></c>`)
    .join('')}</row>`;
}
