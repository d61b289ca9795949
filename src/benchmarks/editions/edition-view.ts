import type { EditionLabel } from '../../core/benchmark.js';
import type { CompiledCatalogues } from '../../indicators/compiled/compiled-catalogues.js';
import type { ScoringModel } from '../../scoring/model/scoring-model.js';
import type { PeriodLine } from '../../scoring/model/period-line.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';
import type { RunHorizon } from '../../scoring/reading/score-reader.js';
import type { ScoringMethod } from '../../scoring/method.js';
import type { DisclosureCells } from '../figures/disclosure-cells.js';

export type Territory = 'reported' | 'current';

/** The state of the figures that one answer is made from. */
export interface EditionView {
  /** Views with the same key are the same for ever. */
  readonly key: string;
  readonly label: EditionLabel;
  /** As reported, or on the borders of today. */
  readonly territory: Territory;
  readonly sample: boolean;
  readonly runId: string;
  readonly methodVersion: string;
  readonly method: ScoringMethod;
  readonly catalogues: CompiledCatalogues;
  /** Views with the same key have the same catalogues. */
  readonly catalogueKey: string;
  readonly model: ScoringModel;
  readonly disclosure: DisclosureCells;
  /** Periods that the view itself publishes. */
  readonly own: readonly PeriodRecord[];
  /** Periods that may be shown beside them (for change and trend), oldest first, each with the run it is taken from. */
  readonly visible: readonly { readonly period: PeriodRecord; readonly horizon: RunHorizon }[];
  readonly line: PeriodLine;
}

/** Where a period's figures are taken from; undefined where the view does not show it. */
export function horizonOf(view: EditionView, periodId: number): RunHorizon | undefined {
  return view.visible.find(({ period }) => period.id === periodId)?.horizon;
}
