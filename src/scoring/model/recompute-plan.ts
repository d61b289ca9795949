import type { PeriodLine } from './period-line.js';
import { pairKey, pairOf, type DerivedCell, type Pair, type ScoringModel } from './scoring-model.js';

/** What has to be derived again when some columns have changed. */
export interface RecomputePlan {
  /** Derived pairs in the order in which they are computed. */
  readonly targets: readonly { readonly derived: DerivedCell; readonly periodId: number }[];
  /** Pairs whose columns are needed and are not derived by this plan. */
  readonly operands: readonly Pair[];
}

/**
 * Everything that depends on the changed columns, directly or through others, operands first; and what has to be read
 * for it. Nothing else is touched.
 */
export function recomputePlan(model: ScoringModel, line: PeriodLine, changed: Iterable<Pair>): RecomputePlan {
  const affected = new Set<number>();
  const waiting = [...changed];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    if (!model.isRead(pair.cellId)) continue;
    for (const reader of model.readersOf(pair, line)) {
      const key = pairKey(reader);
      if (affected.has(key)) continue;
      affected.add(key);
      waiting.push(reader);
    }
  }
  return planOf(model, line, affected);
}

/** Every derived cell in every one of the periods. */
export function fullPlan(model: ScoringModel, line: PeriodLine, periodIds: Iterable<number>): RecomputePlan {
  const all = [...periodIds].flatMap((periodId) => model.derived.map(({ id }) => pairKey({ cellId: id, periodId })));
  return planOf(model, line, new Set(all));
}

function planOf(model: ScoringModel, line: PeriodLine, affected: ReadonlySet<number>): RecomputePlan {
  const periodOrder = new Map(line.periods.map(({ id }, position) => [id, position]));
  const cellOrder = new Map(model.derived.map(({ id }, position) => [id, position]));
  const position = ({ derived, periodId }: { derived: DerivedCell; periodId: number }): number[] => [
    derived.stage,
    periodOrder.get(periodId) ?? 0,
    cellOrder.get(derived.id) ?? 0,
  ];
  const targets = [...affected]
    .map(pairOf)
    .flatMap(({ cellId, periodId }) => {
      const derived = model.derivedCell(cellId);
      return derived === undefined ? [] : [{ derived, periodId }];
    })
    .map((target) => ({ target, key: position(target) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ target }) => target);
  const operands = new Set(
    targets.flatMap(({ derived, periodId }) => model.operandsOf(derived, periodId, line).map(pairKey)),
  );
  return { targets, operands: [...operands].filter((key) => !affected.has(key)).map(pairOf) };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
