/** What the answers about existence decide by themselves: without the service there is nothing to report of it. */
import type { FormCell } from '../form/form-definition.js';
import { EMPTY } from '../form/read-entry.js';
import type { StoredValue } from './stored-value.js';
import type { SubmissionContent } from './submission-content.js';

/** Who and when, for what the system sets on somebody's behalf. */
export interface Stamp {
  readonly changedAt: Date;
  readonly changedBy: string;
}

/**
 * The further changes that follow from changed cells: "not applicable" where the service or instrument does not exist,
 * and back to "not provided" where it does. A number other than zero is never taken away: the rules speak of it.
 *
 * @param content the submission after the changes
 */
export function consequences(content: SubmissionContent, changed: readonly string[], stamp: Stamp): StoredValue[] {
  const concerned = new Map<string, FormCell>();
  const deciding = new Set(changed.filter((key) => content.form.dependants.has(key)));
  for (const key of changed) {
    const own = content.form.byKey.get(key);
    if (own !== undefined && own.existsBy !== null) concerned.set(key, own);
    for (const cell of content.form.dependants.get(key) ?? []) concerned.set(cell.key, cell);
  }
  return [...concerned.values()].flatMap((cell) => {
    const existence = content.values.get(cell.existsBy ?? '');
    const absent = existence?.status === 'reported' && existence.value === 0;
    const now = content.values.get(cell.key);
    const status = now?.status ?? 'not_provided';
    const givesWay = status === 'not_provided' || (deciding.has(cell.existsBy ?? '') && now?.value === 0);
    if (absent && givesWay) return [bySystem(cell, now, 'not_applicable', stamp)];
    if (!absent && status === 'not_applicable') return [bySystem(cell, now, 'not_provided', stamp)];
    return [];
  });
}

function bySystem(
  cell: FormCell,
  before: StoredValue | undefined,
  status: 'not_applicable' | 'not_provided',
  stamp: Stamp,
): StoredValue {
  const { comment, evidence } = before ?? EMPTY;
  const version = (before?.version ?? 0) + 1;
  return { ...EMPTY, comment, evidence, status, cell: cell.key, origin: 'system', version, ...stamp };
}
