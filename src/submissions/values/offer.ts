/** What is offered for a cell, with its source: never copied unless somebody says so. */
import type { FormCell } from '../form/form-definition.js';
import { isNumber } from './stored-value.js';
import type { SubmissionContent } from './submission-content.js';

export interface Offer {
  /** `record`: loaded or imported for this period; `last_year`: the value of the period before. */
  readonly kind: 'record' | 'last_year';
  readonly value: number;
  readonly source: string | null;
}

/** The best offer for a cell that is still empty: a figure on record for this period, else last year's. */
export function offerFor(content: SubmissionContent, cell: FormCell): Offer | null {
  if (cell.kind !== 'collected' || content.at(cell).status !== 'not_provided') return null;
  const present = content.around.present.get(cell.key);
  if (present !== undefined && isNumber(present))
    return { kind: 'record', value: present.value, source: present.source };
  const previous = content.around.previous.get(cell.key);
  if (previous !== undefined && isNumber(previous))
    return { kind: 'last_year', value: previous.value, source: previous.source };
  return null;
}
