import { Injectable } from '@nestjs/common';
import { toNullable } from '../../core/numbers.js';
import { valueStatusOf } from '../../core/value-status.js';
import type { ValueStatus } from '../../core/vocabulary.js';
import type { Cell } from '../../indicators/model/catalogue.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import { FigureStore } from '../figures/figure-store.js';
import type { Place } from '../figures/questions.js';

/** A value as the viewer may see it. */
export interface VisibleValue {
  readonly value: number | null;
  readonly status: ValueStatus;
}

/** Single values by the rules of disclosure: owners see their own, reviewers all, others what is public. */
@Injectable()
export class VisibleValues {
  constructor(
    private readonly store: FigureStore,
    private readonly directory: MunicipalityDirectory,
  ) {}

  /** @returns null where the catalogues or the period have no such cell */
  async value(place: Place, cell: Cell | undefined, unit: number): Promise<VisibleValue | null> {
    const { view, period, viewer } = place;
    const cellId = cell === undefined ? undefined : view.model.idOf(cell.code);
    const figures = await this.store.period(view, period.id);
    if (cellId === undefined || figures?.has(cellId) !== true) return null;
    const owner = viewer.kind === 'owner' ? (await this.directory.byAtvk(viewer.atvk))?.id : undefined;
    const sees = viewer.kind === 'reviewer' || owner === unit;
    const column = sees ? figures.raw(cellId) : figures.public(cellId);
    return { value: toNullable(column?.values[unit]), status: valueStatusOf(column?.statuses[unit] ?? 0) };
  }
}
