/** The form as a table: what stands in which column, on paper alike in Excel and CSV. */
import type { Language } from '../../core/vocabulary.js';
import { inLanguage } from '../../http/language.js';
import type { FormCell } from '../form/form-definition.js';
import { understood } from '../form/read-entry.js';
import type { LoadedSubmission } from '../submission-reader.js';

/** Names this kind of file; another layout would get another name. */
export const TEMPLATE = 'macities-veidlapa-1';

/** What a file says about itself, so that nobody's last year's form is taken for this one. */
export interface FormIdentity {
  readonly template: string;
  readonly submission: string;
  readonly municipality: string;
  readonly period: string;
  readonly catalogue: string;
}

export const COLUMNS = [
  'cell',
  'name',
  'definition',
  'unit',
  'lastYear',
  'value',
  'status',
  'comment',
  'evidence',
  'version',
] as const;
export type Column = (typeof COLUMNS)[number];

export const HEADINGS: Readonly<Record<Column, { readonly lv: string; readonly en: string }>> = {
  cell: { lv: 'Kods', en: 'Code' },
  name: { lv: 'Nosaukums', en: 'Name' },
  definition: { lv: 'Definīcija', en: 'Definition' },
  unit: { lv: 'Mērvienība', en: 'Unit' },
  lastYear: { lv: 'Pērn', en: 'Last year' },
  value: { lv: 'Vērtība', en: 'Value' },
  status: { lv: 'Statuss', en: 'Status' },
  comment: { lv: 'Paskaidrojums', en: 'Explanation' },
  evidence: { lv: 'Saite', en: 'Link' },
  version: { lv: 'Versija', en: 'Version' },
};

export const NOT_COLLECTED = { lv: 'netiek uzskaitīts', en: 'not recorded' } as const;
const NOT_APPLICABLE = { lv: 'nav piemērojams', en: 'not applicable' } as const;

/** One line of the table. */
export interface FormLine {
  readonly cell: FormCell;
  readonly texts: Readonly<Record<Exclude<Column, 'value' | 'lastYear' | 'version'>, string>>;
  readonly lastYear: number | null;
  /** A number, a text (yes/no, an answer of a scale, a list), or null for a blank. */
  readonly value: number | string | null;
  readonly version: number;
}

/** The lines of the form in its order: what municipalities fill in, with what stands there now. */
export function formLines({ content }: LoadedSubmission, language: Language): FormLine[] {
  return content.form.cells
    .filter(({ kind }) => kind === 'collected')
    .map((cell): FormLine => {
      const held = content.at(cell);
      const stored = content.values.get(cell.key);
      const status =
        held.status === 'not_collected'
          ? NOT_COLLECTED[language]
          : held.status === 'not_applicable'
            ? NOT_APPLICABLE[language]
            : '';
      const worded = cell.valueType === 'boolean' || cell.valueType === 'list' || cell.scale.length > 0;
      const words = understood(cell, held)[language];
      return {
        cell,
        texts: {
          cell: cell.key,
          name: `${cell.companion === null ? '' : '   '}${inLanguage(cell.name, language)}`,
          definition: cell.companion === null ? inLanguage(cell.indicator.definition, language) : '',
          unit: inLanguage(cell.unit, language),
          status,
          comment: held.comment ?? '',
          evidence: held.evidence ?? '',
        },
        lastYear: content.around.previous.get(cell.key)?.value ?? null,
        value: worded ? (words === '' ? null : words) : held.value,
        version: stored?.version ?? 0,
      };
    });
}

/** What the file says about itself, for a submission. */
export function identityOfForm({ submission }: LoadedSubmission, catalogue: string): FormIdentity {
  const { id, municipality, period } = submission;
  return { template: TEMPLATE, submission: id, municipality, period: period.code, catalogue };
}
