import { Injectable } from '@nestjs/common';
import { toNullable } from '../../core/numbers.js';
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
    const composite = place.view.model.derivedCell(place.cellId)?.index?.composite;
    const named = (composite?.dimensions ?? []).flatMap((dimension) => [
      [dimension.id, dimension.name] as const,
      ...dimension.parts.map((part) => [part.cell.code, part.cell.name] as const),
    ]);
    return {
      ...(await this.publishable(place, unit, score)),
      names: Object.fromEntries(named),
      references: Object.fromEntries(ofPeriod.references),
    };
  }

  /**
   * The decomposition without what would give a hidden value away: what a hidden part brought, the score of its
   * dimension, and the decimals of the index.
   */
  private async publishable(place: CellPlace, unit: number, score: IndexScore): Promise<IndexScore> {
    const { view, viewer, period, cellId } = place;
    const figures = viewer.kind === 'public' ? await this.store.period(view, period.id) : undefined;
    const isHidden = (code: string): boolean => {
      const disclosure = figures?.public(view.model.idOf(code) ?? -1)?.disclosures?.[unit] ?? 'shown';
      return disclosure !== 'shown';
    };
    const hidden = new Set(score.parts.filter(({ code }) => isHidden(code)).map(({ code }) => code));
    if (hidden.size === 0) return score;
    const concerned = new Set(score.parts.filter(({ code }) => hidden.has(code)).map(({ dimension }) => dimension));
    return {
      ...score,
      score: toNullable(figures?.public(cellId)?.values[unit]),
      parts: score.parts.map((part) => (hidden.has(part.code) ? hiddenPart(part) : part)),
      dimensions: score.dimensions.map((dimension) =>
        concerned.has(dimension.code) ? { ...dimension, score: null } : dimension,
      ),
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
