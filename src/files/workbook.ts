import type { ZipParts } from './zip-parts.js';
import { refuseDamaged } from './zip-parts.js';
import { readXml } from './xml.js';
import { LARGEST_CELL } from './csv-scanner.js';
import { refuseFile } from './refusal.js';

/** A sheet by name and place in the package. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly part: string;
}

/** The shown sheets in the order of their tabs. */
export async function shownSheets(parts: ZipParts): Promise<Sheet[]> {
  const shown = (await allSheets(parts)).filter(({ isHidden }) => !isHidden);
  return shown.length === 0 ? refuseDamaged() : shown;
}

/** All sheets in the order of their tabs, hidden ones too. */
export async function allSheets(parts: ZipParts): Promise<Sheet[]> {
  const targets = await relations(parts);
  const sheets: Sheet[] = [];
  await readXml(await parts.open('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name !== 'sheet') return;
      const isHidden = /hidden/i.test(attributes['state'] ?? '');
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? '';
      const part = targets.get(id);
      if (part !== undefined && parts.names.has(part)) sheets.push({ name: attributes['name'] ?? '', isHidden, part });
    },
  });
  return sheets;
}

/** Parts by relation; relations that point outside the package are passed over and never followed. */
async function relations(parts: ZipParts): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await readXml(await parts.open('xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      if (!/\/worksheet$/.test(attributes['Type'] ?? '')) return;
      const target = attributes['Target'] ?? '';
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
      targets.set(attributes['Id'] ?? '', part.toLowerCase());
    },
  });
  return targets;
}

/** Shared texts in order; phonetic hints left out. */
export async function sharedTexts(parts: ZipParts): Promise<readonly string[]> {
  if (!parts.names.has('xl/sharedstrings.xml')) return [];
  const texts: string[] = [];
  let text = '';
  let inText = false;
  let inPhonetic = false;
  await readXml(await parts.open('xl/sharedStrings.xml'), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') inPhonetic = true;
      inText = name === 't' && !inPhonetic;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name === 'si') texts.push(text);
    },
    text: (piece) => {
      if (inText) text = joined(text, piece);
    },
  });
  return texts;
}

/** Texts of one cell put together, up to 1 MB. */
export function joined(text: string, piece: string): string {
  if (text.length + piece.length > LARGEST_CELL)
    refuseFile('cell_too_large', {
      lv: 'Failā ir šūna, kas lielāka par 1 MB.',
      en: 'The file holds a cell larger than 1 MB.',
    });
  return text + piece;
}
