/** What differs between two states of a submission. Pure. */
import type { FormModule } from '../../http/actor.js';
import type { LoadedSubmission } from '../submission-reader.js';

export interface Difference {
  readonly cell: string;
  readonly module: FormModule;
  readonly before: { readonly value: number | null; readonly status: string };
  readonly after: { readonly value: number | null; readonly status: string };
  /** Change in percent of the value before; null where there is none. */
  readonly percent: number | null;
  readonly comment: string | null;
}

type State = ReadonlyMap<string, { readonly value: number | null; readonly status: string }>;

/** The values of an approved content, by cell. */
export function stateOfContent(content: string): State {
  const { cells } = JSON.parse(content) as { cells: { cell: string; value: number | null; status: string }[] };
  return new Map(cells.map(({ cell, value, status }) => [cell, { value, status }]));
}

const NOTHING = { value: null, status: 'not_provided' } as const;

/** Cells of the modules whose value or status is another than before, in the order of the form. */
export function differences(
  { content }: LoadedSubmission,
  before: State,
  modules: ReadonlySet<FormModule>,
): Difference[] {
  return content.form.cells.flatMap((cell): Difference[] => {
    if (cell.kind !== 'collected' || !modules.has(cell.module)) return [];
    const { value, status, comment } = content.at(cell);
    const earlier = before.get(cell.key) ?? NOTHING;
    if (earlier.value === value && earlier.status === status) return [];
    const comparable = value !== null && earlier.value !== null && earlier.value !== 0;
    return [
      {
        cell: cell.key,
        module: cell.module,
        before: { value: earlier.value, status: earlier.status },
        after: { value, status },
        percent: comparable ? ((value - earlier.value) / Math.abs(earlier.value)) * 100 : null,
        comment,
      },
    ];
  });
}
