import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { ScoredColumn } from '../../core/score-column.js';
import { scoreColumn } from '../../core/score-column.js';
import { today } from '../../municipalities/day.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import type { SourceColumn } from '../../scoring/derivation/source-column.js';
import { ScoreReader, type RunHorizon } from '../../scoring/reading/score-reader.js';
import { toScoredColumn, type StoredScore } from '../../scoring/reading/stored-score.js';
import { horizonOf, type EditionView } from '../editions/edition-view.js';
import type { ComparisonGroup } from './comparison-group.js';
import { PeriodFigures, type ShownColumn } from './period-figures.js';
import { todaysColumns } from './todays-borders.js';
import type { Viewer } from './viewer.js';

/** Periods kept in memory: some hundred columns of some hundred units each. */
const PERIODS = 60;
const GROUPS = 300;

/** A column as shown, and its scores within a group. */
export interface ScoredFigures {
  readonly shown: ShownColumn;
  /** Aligned with the members of the group. */
  readonly scored: ScoredColumn;
}

/** Values and scores of editions from memory. What a finished run found never changes, so nothing here grows stale. */
@Injectable()
export class FigureStore {
  private readonly periods = new LRUCache<string, Promise<PeriodFigures>>({ max: PERIODS });
  private readonly scores = new LRUCache<string, Promise<ReadonlyMap<number, StoredScore>>>({ max: GROUPS });

  constructor(
    private readonly reader: ScoreReader,
    private readonly directory: MunicipalityDirectory,
  ) {}

  /** The figures of a period; undefined where the view does not show it. */
  async period(view: EditionView, periodId: number): Promise<PeriodFigures | undefined> {
    const horizon = horizonOf(view, periodId);
    return horizon && this.figures(view, periodId, horizon);
  }

  /** The column of a cell as a viewer may see it, with its scores within a group. */
  async scored(
    view: EditionView,
    { cellId, periodId }: { readonly cellId: number; readonly periodId: number },
    group: ComparisonGroup,
    viewer: Viewer,
  ): Promise<ScoredFigures | undefined> {
    const figures = await this.period(view, periodId);
    const shown = viewer.kind === 'reviewer' ? figures?.raw(cellId) : figures?.public(cellId);
    const horizon = horizonOf(view, periodId);
    if (shown === undefined || horizon === undefined) return undefined;
    const usable = group.stored && view.territory === 'reported';
    const stored = usable && shown.disclosures === null ? await this.stored(horizon, periodId, group.code) : null;
    const row = stored?.get(cellId);
    const { values } = shown;
    const { members } = group;
    if (row !== undefined) return { shown, scored: toScoredColumn(row, { values, members, method: view.method }) };
    const direction = view.model.directionOf(cellId);
    return { shown, scored: scoreColumn({ values, members }, { ...view.method, direction }) };
  }

  private figures(view: EditionView, periodId: number, horizon: RunHorizon): Promise<PeriodFigures> {
    const key = `${horizon.sequence} ${periodId} ${view.catalogueKey} ${view.territory}`;
    return remembered(this.periods, key, async () => {
      const columns = await this.reader.columns(horizon, periodId);
      const placed = view.territory === 'reported' ? columns : await this.onTodaysBorders(view, periodId, columns);
      return new PeriodFigures(placed, view.model, view.disclosure);
    });
  }

  private async onTodaysBorders(
    view: EditionView,
    periodId: number,
    columns: ReadonlyMap<number, SourceColumn>,
  ): Promise<ReadonlyMap<number, SourceColumn>> {
    const municipalities = await this.directory.snapshot();
    const period = view.line.get(periodId);
    if (period === undefined) return columns;
    return todaysColumns(columns, view.model, {
      targets: municipalities.validOn(today()).map(({ id }) => id),
      lineage: municipalities.lineage(),
      units: municipalities.unitOrder().length,
      period,
    });
  }

  private stored(horizon: RunHorizon, periodId: number, group: string): Promise<ReadonlyMap<number, StoredScore>> {
    return remembered(this.scores, `${horizon.sequence} ${periodId} ${group}`, () =>
      this.reader.scores(horizon.sequence, { periodId, group }),
    );
  }
}

/** From the cache, or made once; what fails is not kept. */
function remembered<T extends object>(
  cache: LRUCache<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  made.catch(() => cache.delete(key));
  return made;
}
