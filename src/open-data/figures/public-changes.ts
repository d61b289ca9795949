import { toNullable } from '../../core/numbers.js';
import type { OpenRevision, OpenState } from './published-figures.js';

/** A change as the editions keep it; its values are not for everybody, its place and reason are. */
interface StoredChange {
  readonly cellId: number;
  readonly periodId: number;
  readonly municipalityId: number;
  readonly previousEdition: string;
  readonly reason: string | null;
}

/**
 * Changes as everybody may see them: what was public before and what is public now. A change behind a hidden value is
 * left out, for it would tell that there was one.
 *
 * @param previous the states of the earlier editions, by id
 */
export function publicChanges(
  changes: readonly StoredChange[],
  now: OpenState,
  previous: ReadonlyMap<string, OpenState>,
): OpenRevision[] {
  const cells = new Map(now.cells.map((cell) => [cell.id, cell]));
  const municipalities = new Map(now.municipalities.map((municipality) => [municipality.unit, municipality]));
  return changes.flatMap(({ cellId, periodId, municipalityId, previousEdition, reason }) => {
    const cell = cells.get(cellId);
    const municipality = municipalities.get(municipalityId);
    const is = valueAt(now, { cellId, periodId, unit: municipalityId });
    const before = previous.get(previousEdition);
    const was = before && valueAt(before, { cellId, periodId, unit: municipalityId });
    if (cell === undefined || municipality === undefined || is === undefined || was === undefined) return [];
    if (was.value === is.value && was.status === is.status) return [];
    return [
      {
        cell,
        municipality,
        period: is.period,
        previousEdition,
        oldValue: was.value,
        oldStatus: was.status,
        newValue: is.value,
        newStatus: is.status,
        reason,
      },
    ];
  });
}

function valueAt(
  state: OpenState,
  { cellId, periodId, unit }: { readonly cellId: number; readonly periodId: number; readonly unit: number },
) {
  const figures = state.figures.find(({ period }) => period.id === periodId);
  if (figures === undefined) return undefined;
  const column = figures.columns.get(cellId);
  return {
    period: figures.period,
    value: toNullable(column?.values[unit]),
    status: column?.statuses[unit] ?? 0,
  };
}
