import { Injectable } from '@nestjs/common';
import { valueStatusOf } from '../../core/value-status.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import type { EditionChange } from '../editions/edition.repository.js';
import { EditionRepository } from '../editions/edition.repository.js';
import type { EditionView } from '../editions/edition-view.js';
import { EditionViews } from '../editions/edition-views.js';
import { FigureStore } from '../figures/figure-store.js';
import { municipalityLabel } from '../figures/labels.js';
import type { ChangedValueView, EditionChangeView } from './edition.dto.js';

/** The list of corrections of an edition as everybody may see it. */
@Injectable()
export class EditionChanges {
  constructor(
    private readonly repository: EditionRepository,
    private readonly views: EditionViews,
    private readonly store: FigureStore,
    private readonly directory: MunicipalityDirectory,
  ) {}

  /** @throws Problem 404 for an edition that does not exist */
  async of(editionId: string): Promise<EditionChangeView[]> {
    const view = await this.views.find({ edition: editionId }, null);
    if (view === undefined) return [];
    const changes = await this.repository.changes(editionId);
    const changed = new Set(
      changes.map(({ cellId, periodId, municipalityId }) => `${cellId} ${periodId} ${municipalityId}`),
    );
    const before = new Map<string, EditionView | undefined>();
    for (const edition of new Set(changes.map(({ previousEdition }) => previousEdition)))
      before.set(edition, await this.views.find({ edition }, null));
    return Promise.all(
      changes.map((change) => this.view(change, { view, before: before.get(change.previousEdition), changed })),
    );
  }

  private async view(
    change: EditionChange,
    { view, before, changed }: { view: EditionView; before: EditionView | undefined; changed: ReadonlySet<string> },
  ): Promise<EditionChangeView> {
    const municipality = (await this.directory.snapshot()).byId(change.municipalityId);
    const code = view.model.codeOf(change.cellId);
    const name = view.catalogues.cell(code.split('|')[0] ?? '')?.name ?? { lv: code, en: code };
    const isComputed = view.model.derivedCell(change.cellId) !== undefined;
    const leaves = isComputed ? (view.disclosure.get(code)?.leaves ?? []) : [];
    const isHidden =
      (await this.isHidden(view, change)) || (before !== undefined && (await this.isHidden(before, change)));
    return {
      indicator: code,
      name,
      period: view.line.get(change.periodId)?.code ?? '',
      municipality: municipality === undefined ? { atvk: '', name: '' } : municipalityLabel(municipality),
      previousEdition: change.previousEdition,
      old: valueView(change.oldValue, change.oldStatus, isHidden),
      new: valueView(change.newValue, change.newStatus, isHidden),
      cause: isComputed ? 'recomputed' : 'revised',
      reason: change.reason,
      because: leaves.filter((leaf) =>
        changed.has(`${view.model.idOf(leaf) ?? -1} ${change.periodId} ${change.municipalityId}`),
      ),
      source: change.source,
      recordedAt: change.recordedAt?.toISOString() ?? null,
    };
  }

  /** A companion belongs to its cell: where that is hidden, so is this. */
  private async isHidden(view: EditionView, { cellId, periodId, municipalityId }: EditionChange): Promise<boolean> {
    const figures = await this.store.period(view, periodId);
    const main = view.model.idOf(view.model.codeOf(cellId).split('|')[0] ?? '') ?? cellId;
    return [cellId, main].some((cell) => {
      const disclosure = figures?.public(cell)?.disclosures?.[municipalityId] ?? 'shown';
      return disclosure !== 'shown';
    });
  }
}

function valueView(value: number | null, status: number, isHidden: boolean): ChangedValueView {
  if (isHidden && value !== null) return { value: null, status: 'confidential' };
  return { value, status: valueStatusOf(status) };
}
