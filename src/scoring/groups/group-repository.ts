import type { LocalisedText } from '../../core/vocabulary.js';
import type { Transaction } from '../../database/database.js';
import { fromBits, toBits } from './members.js';

/** A peer group of a period with its members, as scores are kept for it. */
export interface ScoredGroup {
  readonly code: string;
  readonly name: LocalisedText;
  /** Places in the unit order, ascending. */
  readonly members: Int32Array;
}

interface GroupRow {
  readonly period_id: number;
  readonly code: string;
  readonly name_lv: string;
  readonly name_en: string;
  readonly members: Buffer;
}

type Queries = Pick<Transaction, 'query'>;

/**
 * The peer groups that a run knows, by period, in their order. Groups that ended (nobody belongs to them any more) are
 * left out.
 *
 * @param periods ids; all periods where absent
 */
export async function loadGroups(
  database: Queries,
  sequence: number,
  periods: readonly number[] | null,
): Promise<Map<number, ScoredGroup[]>> {
  const rows = await database.query<GroupRow>(
    `select period_id, code, name_lv, name_en, members from (
       select distinct on (period_id, code) * from score_group
       where run_sequence <= $1 and ($2::integer[] is null or period_id = any($2))
       order by period_id, code, run_sequence desc) newest
     where octet_length(members) > 0 order by period_id, position`,
    [sequence, periods],
  );
  const groups = new Map<number, ScoredGroup[]>();
  for (const row of rows) {
    const group = { code: row.code, name: { lv: row.name_lv, en: row.name_en }, members: fromBits(row.members) };
    groups.set(row.period_id, [...(groups.get(row.period_id) ?? []), group]);
  }
  return groups;
}

/** Keeps the groups of a period that differ from those known; a known one that is no longer there ends. */
export async function storeGroups(
  database: Queries,
  { sequence, periodId }: { readonly sequence: number; readonly periodId: number },
  changed: readonly { readonly group: ScoredGroup; readonly position: number }[],
): Promise<void> {
  if (changed.length === 0) return;
  await database.query(
    `insert into score_group (period_id, run_sequence, code, name_lv, name_en, position, members)
     select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::integer[], $7::bytea[])`,
    [
      periodId,
      sequence,
      changed.map(({ group }) => group.code),
      changed.map(({ group }) => group.name.lv),
      changed.map(({ group }) => group.name.en),
      changed.map(({ position }) => position),
      changed.map(({ group }) => Buffer.from(toBits(group.members))),
    ],
  );
}

/** What differs between the groups known and those of today: new, changed, or ended (without members). */
export function changedGroups(
  known: readonly ScoredGroup[],
  today: readonly ScoredGroup[],
): { readonly group: ScoredGroup; readonly position: number }[] {
  const before = new Map(known.map((group) => [group.code, group]));
  const codes = new Set(today.map(({ code }) => code));
  const changed = today
    .map((group, position) => ({ group, position }))
    .filter(({ group }) => !sameGroup(before.get(group.code), group));
  const ended = known
    .filter(({ code }) => !codes.has(code))
    .map((group) => ({ group: { ...group, members: new Int32Array(0) }, position: 0 }));
  return [...changed, ...ended];
}

function sameGroup(a: ScoredGroup | undefined, b: ScoredGroup): boolean {
  return (
    a !== undefined &&
    a.name.lv === b.name.lv &&
    a.name.en === b.name.en &&
    a.members.length === b.members.length &&
    a.members.every((unit, i) => unit === b.members[i])
  );
}
