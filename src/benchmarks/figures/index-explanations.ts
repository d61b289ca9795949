import { Injectable } from '@nestjs/common';
import type { IndexScore, PartDecomposition } from '../../core/support-index.js';
import type { LocalisedText } from '../../core/vocabulary.js';
import { IndexOfPeriod } from '../../scoring/derivation/derive-index.js';
import { ScoreReader } from '../../scoring/reading/score-reader.js';
import type { SourceColumn } from '../../scoring/derivation/source-column.js';
import { FigureStore } from './figure-store.js';
import type { CellPlace } from './questions.js';

/** A composite index taken apart. */
export interface IndexExplanation extends IndexScore {
  readonly names: Readonly<Record<string, LocalisedText>>;
  /** Value that scores 100 in each intensity, and the period it was frozen in. */
  readonly references: Readonly<Record<string, { readonly period: string; readonly value: number | null }>>;
}

/** The decomposition of a composite index: which part moved it by how much. */
@Injectable()
export class IndexExplanations {
  constructor(
    private readonly reader: ScoreReader,
    private readonly store: FigureStore,
  ) {}

  /** @returns null for an indicator that is no index, and for a municipality that has said nothing */
  async explain(place: CellPlace, unit: number): Promise<IndexExplanation | null> {
    const ofPeriod = await this.indexOf(place);
    if (ofPeriod === null || ofPeriod.isSilent(unit)) return null;
    const score = ofPeriod.scoreOf(unit);
    const figures = place.viewer.kind === 'public' ? await this.store.period(place.view, place.period.id) : undefined;
    const isHidden = (code: string): boolean => {
      const disclosure = figures?.public(place.view.model.idOf(code) ?? -1)?.disclosures?.[unit] ?? 'shown';
      return disclosure !== 'shown';
    };
    const composite = place.view.model.derivedCell(place.cellId)?.index?.composite;
    const named = (composite?.dimensions ?? []).flatMap((dimension) => [
      [dimension.id, dimension.name] as const,
      ...dimension.parts.map((part) => [part.cell.code, part.cell.name] as const),
    ]);
    return {
      ...score,
      parts: score.parts.map((part) => (isHidden(part.code) ? hiddenPart(part) : part)),
      names: Object.fromEntries(named),
      references: Object.fromEntries(ofPeriod.references),
    };
  }

  /** The index of the place's period with the columns of its run; null for an indicator that is no index. */
  async indexOf({ view, cellId, period, horizon }: CellPlace): Promise<IndexOfPeriod | null> {
    const derived = view.model.derivedCell(cellId);
    if (derived === undefined || derived.index === null) return null;
    const operands = view.model.operandsOf(derived, period.id, view.line);
    const periods = [...new Set(operands.map(({ periodId }) => periodId))];
    const columns = new Map<number, Map<number, SourceColumn>>();
    for (const periodId of periods) columns.set(periodId, await this.reader.columns(horizon, periodId));
    const source = { get: (cell: number, periodId: number) => columns.get(periodId)?.get(cell) };
    return new IndexOfPeriod(derived.index, source, view.line, period.id);
  }
}

/** The weight of a part is public, what it brought would give a hidden value away. */
function hiddenPart(part: PartDecomposition): PartDecomposition {
  return { ...part, status: 'confidential', value: null, score: null, contribution: null };
}
