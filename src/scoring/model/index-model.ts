import type { IndexDefinition, IndexPart } from '../../core/support-index.js';
import { compilePartScore } from '../../indicators/compiled/part-score.js';
import type { Composite, CompositePart } from '../../indicators/model/catalogue.js';
import type { PeriodLine } from './period-line.js';

/** A part of a composite with the cell that holds its value. */
export interface IndexModelPart {
  readonly code: string;
  readonly cellId: number;
  /** Periods whose values are averaged, the own included. */
  readonly averagedPeriods: number;
  readonly isIntensity: boolean;
}

/** A composite index of the catalogue, ready for the arithmetic of core/support-index. */
export class IndexModel {
  private constructor(
    readonly composite: Composite,
    readonly parts: readonly IndexModelPart[],
    /** The cell whose zero makes the index one of readiness (no social enterprise); −1 where there is none. */
    readonly readinessCell: number,
  ) {}

  /** @returns null where a part has no cell in the database yet */
  static of(composite: Composite, ids: ReadonlyMap<string, number>): IndexModel | null {
    const parts = composite.dimensions
      .flatMap(({ parts: ofDimension }) => ofDimension)
      .map((part) => ({
        code: part.cell.code,
        cellId: ids.get(part.cell.code) ?? -1,
        averagedPeriods: part.averagedYears,
        isIntensity: part.score.kind === 'intensity',
      }));
    if (parts.some(({ cellId }) => cellId < 0)) return null;
    return new IndexModel(composite, parts, ids.get(readinessIndicator(composite) ?? '') ?? -1);
  }

  /** Every cell the index reads, in any period. */
  get cells(): ReadonlySet<number> {
    const cells = new Set(this.parts.map(({ cellId }) => cellId));
    return this.readinessCell < 0 ? cells : cells.add(this.readinessCell);
  }

  /** Pairs that the index of a period is made of: its parts over their years, and those of the reference. */
  operands(periodId: number, line: PeriodLine): { readonly cellId: number; readonly periodId: number }[] {
    const periods = [periodId, ...line.frozenSpan(periodId).map(({ id }) => id)];
    const keys = new Map<string, { cellId: number; periodId: number }>();
    const add = (cellId: number, period: number): void => {
      keys.set(`${cellId} ${period}`, { cellId, periodId: period });
    };
    for (const period of new Set(periods)) {
      if (this.readinessCell >= 0) add(this.readinessCell, period);
      for (const part of this.parts) {
        if (period !== periodId && !part.isIntensity) continue;
        for (const { id } of line.window(period, part.averagedPeriods)) add(part.cellId, id);
      }
    }
    return [...keys.values()];
  }

  /** @param references reference of each intensity by the code of its part; null where nobody has one */
  definition(references: ReadonlyMap<string, number | null>): IndexDefinition {
    const { composite } = this;
    return {
      code: composite.indicatorCode,
      dimensions: composite.dimensions.map(({ id, weight, parts }) => ({
        code: id,
        weight,
        parts: readinessMarked(parts).map((part) => indexPart(part, references.get(part.cell.code) ?? null)),
      })),
    };
  }
}

/** A dimension in which no part is marked belongs to the readiness index as a whole (D1 and D2 of the support index). */
function readinessMarked(parts: readonly CompositePart[]): readonly CompositePart[] {
  return parts.some(({ readiness }) => readiness) ? parts : parts.map((part) => ({ ...part, readiness: true }));
}

function indexPart(part: CompositePart, reference: number | null): IndexPart {
  const scoring =
    part.score.kind === 'intensity'
      ? ({ kind: 'intensity', reference } as const)
      : ({ kind: 'proportional', maximum: maximumOf(part.score.expression) } as const);
  return { code: part.cell.code, weight: part.weight, readiness: part.readiness, scoring };
}

/** The value that scores 100: `{x}/3*100` has 3. The catalogue's scores are proportional, and checked to be so here. */
function maximumOf(expression: string): number {
  const score = compilePartScore(expression);
  if (typeof score !== 'function') throw new Error(`The score of a part cannot be read: ${expression}`);
  const [one, two, none] = [score(1), score(2), score(0)];
  if (one === null || one <= 0 || none !== 0 || two === null || Math.abs(two - 2 * one) > 1e-9 * one)
    throw new Error(`The score of a part is not proportional: ${expression}`);
  return 100 / one;
}

/** `SU-O-REG = 0: …` in the words of the catalogue names the indicator. */
function readinessIndicator(composite: Composite): string | undefined {
  const words = composite.document['zero_se'];
  return typeof words === 'string' ? /^([A-Z][A-Z0-9-]*)\s*=\s*0/.exec(words)?.[1] : undefined;
}
