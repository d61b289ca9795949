import type { Readable } from 'node:stream';
import type { Field } from './csv.js';
import { zipStream, type ZipPart } from './zip-stream.js';

/** A sheet of a workbook. Text is always text: never a formula, and codes keep their zeros. */
export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  /** Widths of the columns in characters. */
  readonly widths: readonly number[];
  /** Rows in batches, so that others have their turn between them. */
  readonly rows: AsyncIterable<readonly (readonly Field[])[]> | Iterable<readonly (readonly Field[])[]>;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Cell formats: 1 text, 2 head. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>\
</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/>\
<bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
</cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>\
</styleSheet>`;

/** Texts of a workbook, each kept once; its cells name them by number. */
class SharedTexts {
  private readonly places = new Map<string, number>();

  placeOf(text: string): number {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    const place = this.places.size;
    this.places.set(text, place);
    return place;
  }

  *pieces(): Generator<string> {
    yield `${XML}<sst xmlns="${MAIN}" uniqueCount="${this.places.size}">`;
    let piece = '';
    for (const text of this.places.keys()) {
      piece += `<si><t xml:space="preserve">${escaped(text)}</t></si>`;
      if (piece.length > 60_000) {
        yield piece;
        piece = '';
      }
    }
    yield `${piece}</sst>`;
  }
}

/**
 * A workbook as it is made: rows become bytes at once, and only the different texts are kept until the end.
 *
 * @throws Error in the stream what the rows throw
 */
export function xlsxStream(sheets: readonly Sheet[]): Readable {
  const texts = new SharedTexts();
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', pieces: [contentTypes(sheets.length)] },
    { name: '_rels/.rels', pieces: [relations([['rId1', 'officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', pieces: [workbook(sheets)] },
    { name: 'xl/_rels/workbook.xml.rels', pieces: [workbookRelations(sheets.length)] },
    { name: 'xl/styles.xml', pieces: [STYLES] },
    ...sheets.map((sheet, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, pieces: sheetXml(sheet, texts) })),
    { name: 'xl/sharedStrings.xml', pieces: texts.pieces() },
  ];
  return zipStream(parts);
}

async function* sheetXml({ head, widths, rows }: Sheet, texts: SharedTexts): AsyncGenerator<string> {
  const columns = head.map((_, at) => columnName(at));
  const cols = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" \
activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>`;
  let number = 1;
  yield rowXml(head, { number, columns, texts, style: 2 });
  for await (const batch of rows) {
    let piece = '';
    for (const row of batch) piece += rowXml(row, { number: ++number, columns, texts, style: 1 });
    yield piece;
  }
  yield '</sheetData></worksheet>';
}

interface RowPlace {
  readonly number: number;
  readonly columns: readonly string[];
  readonly texts: SharedTexts;
  readonly style: number;
}

function rowXml(fields: readonly Field[], { number, columns, texts, style }: RowPlace): string {
  let xml = `<row r="${number}">`;
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at] ?? null;
    if (field === null || field === '') continue;
    const place = `${columns[at] ?? ''}${number}`;
    if (typeof field === 'number') xml += `<c r="${place}"><v>${field}</v></c>`;
    else if (typeof field === 'boolean') xml += `<c r="${place}" t="b"><v>${field ? 1 : 0}</v></c>`;
    else xml += `<c r="${place}" s="${style}" t="s"><v>${texts.placeOf(field)}</v></c>`;
  }
  return `${xml}</row>`;
}

/** A, B … Z, AA … */
function columnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last;
}

const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML; characters that XML 1.0 does not allow are dropped. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => SPECIAL[sign] ?? sign);
}

function contentTypes(sheets: number): string {
  const of = (part: string, type: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="${TYPES}.${type}+xml"/>`;
  const each = Array.from({ length: sheets }, (_, at) => of(`worksheets/sheet${at + 1}`, 'worksheet'));
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
ContentType="application/xml"/>${of('workbook', 'sheet.main')}${of('styles', 'styles')}\
${of('sharedStrings', 'sharedStrings')}${each.join('')}</Types>`;
}

function workbook(sheets: readonly Sheet[]): string {
  const each = sheets.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: number): string {
  const each = Array.from(
    { length: sheets },
    (_, at) => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`] as const,
  );
  return relations([
    ...each,
    [`rId${sheets + 1}`, 'styles', 'styles.xml'],
    [`rId${sheets + 2}`, 'sharedStrings', 'sharedStrings.xml'],
  ]);
}

function relations(targets: readonly (readonly [id: string, kind: string, target: string])[]): string {
  const each = targets.map(
    ([id, kind, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}
