import type { LocalisedText } from '../core/vocabulary.js';
import { Problem, titleOf } from '../http/problem.js';

export type FileRefusalCode =
  | 'file_empty'
  | 'file_too_large'
  | 'file_kind_unknown'
  | 'file_damaged'
  | 'file_encrypted'
  | 'file_has_macros'
  | 'file_unpacks_too_large'
  | 'file_too_slow'
  | 'encoding_unknown'
  | 'nul_character'
  | 'unclosed_quote'
  | 'text_after_quote'
  | 'cell_too_large'
  | 'too_many_columns'
  | 'too_many_rows'
  | 'columns_missing'
  | 'column_twice'
  | 'no_rows';

const STATUS: Partial<Record<FileRefusalCode, number>> = {
  file_too_large: 413,
  file_unpacks_too_large: 413,
  file_kind_unknown: 415,
  file_encrypted: 415,
  file_has_macros: 415,
};

/** A file that cannot be read at all. Made of plain data, so that it passes from worker threads. */
export interface FileRefusal {
  readonly code: FileRefusalCode;
  readonly message: LocalisedText;
  /** As a spreadsheet counts; absent where the whole file is meant. */
  readonly row?: number;
}

/** Thrown while reading; leaves the room as a {@link FileRefusal} or a problem answer. */
export class UnreadableFile extends Error {
  constructor(readonly refusal: FileRefusal) {
    super(refusal.code);
  }
}

export function refuseFile(code: FileRefusalCode, message: LocalisedText, row?: number): never {
  throw new UnreadableFile(row === undefined ? { code, message } : { code, message, row });
}

/** The answer to whoever sent the file. */
export function problemOfFile({ code, message, row }: FileRefusal): Problem {
  const status = STATUS[code] ?? 422;
  const error = { path: 'file', code, message };
  return new Problem({
    status,
    code,
    title: titleOf(status),
    detail: message,
    errors: [row === undefined ? error : { ...error, row }],
  });
}
