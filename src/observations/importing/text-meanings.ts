/** What the texts of a column mean, found once for each distinct text. */
import type { LocalisedText } from '../../core/vocabulary.js';
import type { TextColumn } from '../reading/table.js';
import { cleaned } from './file-texts.js';

/** A text that means nothing here. */
export interface TextFault {
  readonly code: string;
  readonly message: LocalisedText;
}

/** The meaning of each text of a column; null for one that is blank when cleaned. */
export function each<T>(column: TextColumn, meaning: (text: string) => T): readonly (T | null)[] {
  return column.texts.map((text) => {
    const clean = cleaned(text);
    return clean === '' ? null : meaning(clean);
  });
}

/** The meaning of a row's text; null for a blank. */
export function at<T>(meanings: readonly (T | null)[], column: TextColumn, row: number): T | null {
  return meanings[column.codes[row] ?? -1] ?? null;
}
