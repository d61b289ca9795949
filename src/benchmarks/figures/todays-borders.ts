/** The columns of a period on today's borders (METHOD.md part 2, "Territory"). */
import { isAdditive, onBorders, type TerritoryLink } from '../../core/territory.js';
import type { ReportingPeriod } from '../../core/vocabulary.js';
import { deriveFormula } from '../../scoring/derivation/derive-formula.js';
import type { SourceColumn } from '../../scoring/derivation/source-column.js';
import type { ScoringModel } from '../../scoring/model/scoring-model.js';

export interface TerritorySetting {
  /** Places of today's municipalities in the unit order. */
  readonly targets: readonly number[];
  readonly lineage: readonly TerritoryLink[];
  readonly units: number;
  readonly period: ReportingPeriod;
}

/**
 * Reported values added over predecessors where they may be, computed ones made anew from these. An index is not made
 * anew: its references belong to the territory of its time, so that it keeps the values of unchanged municipalities.
 */
export function todaysColumns(
  columns: ReadonlyMap<number, SourceColumn>,
  model: ScoringModel,
  setting: TerritorySetting,
): Map<number, SourceColumn> {
  const placed = new Map<number, SourceColumn>();
  for (const [cellId, column] of columns) {
    if (isComputed(model, cellId)) continue;
    const additive = isAdditive(model.cell(cellId)?.valueType ?? companionType(model, cellId));
    placed.set(cellId, { ...column, ...onBorders(column, setting.targets, { ...setting, additive }) });
  }
  for (const derived of model.derived) {
    const column = columns.get(derived.id);
    if (column === undefined || derived.index !== null) continue;
    const operands = derived.operands.map(({ cellId, previous }) => (previous ? undefined : placed.get(cellId)));
    placed.set(derived.id, { ...column, ...deriveFormula(derived, operands, setting.units) });
  }
  return placed;
}

function isComputed(model: ScoringModel, cellId: number): boolean {
  const derived = model.derivedCell(cellId);
  return derived !== undefined && derived.index === null;
}

/** A companion (`CODE|n`) is added if its own kind may be. */
function companionType(model: ScoringModel, cellId: number): string {
  const [code = '', companion] = model.codeOf(cellId).split('|');
  const indicator = model.catalogues.indicator(model.catalogues.cell(code)?.indicatorCode ?? '');
  return indicator?.companions.find((candidate) => candidate.code === companion)?.valueType ?? '';
}
