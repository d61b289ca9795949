import { Injectable } from '@nestjs/common';
import type { Actor } from '../../http/actor.js';
import { notFound, Problem, titleOf } from '../../http/problem.js';
import { CatalogueService } from '../../indicators/catalogue.service.js';
import type { ActiveCatalogues } from '../../indicators/active-catalogues.js';
import type { Cell } from '../../indicators/model/catalogue.js';
import { today } from '../../municipalities/day.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';
import { noPeriod } from '../../submissions/periods/period.service.js';
import type { RunHorizon } from '../../scoring/reading/score-reader.js';
import { horizonOf, type EditionView, type Territory } from '../editions/edition-view.js';
import { EditionViews } from '../editions/edition-views.js';
import { ComparisonGroups, type ComparisonGroup } from './comparison-group.js';
import { FigureStore } from './figure-store.js';
import { viewerOf, type Viewer } from './viewer.js';

/** Which figures are asked for; codes throughout. */
export interface FigureQuestion {
  readonly period?: string | undefined;
  readonly edition?: string | undefined;
  readonly territory?: Territory | undefined;
  readonly peerGroup?: string | undefined;
}

/** A state of the figures and a period in it, with the group that is compared. */
export interface Place {
  readonly view: EditionView;
  readonly period: PeriodRecord;
  readonly horizon: RunHorizon;
  readonly group: ComparisonGroup;
  readonly viewer: Viewer;
}

/** A place with one indicator. */
export interface CellPlace extends Place {
  readonly cell: Cell;
  readonly cellId: number;
}

/** Finds what a question is about, or says what is wrong with it. */
@Injectable()
export class Questions {
  constructor(
    private readonly catalogues: CatalogueService,
    private readonly views: EditionViews,
    private readonly groups: ComparisonGroups,
    private readonly store: FigureStore,
  ) {}

  /**
   * @throws Problem 404 for an unknown indicator, period or edition, and for what is not published; 401 or 403 for the
   * draft; 422 for an unknown peer group
   */
  async aboutCell(code: string, question: FigureQuestion, actor: Actor | null): Promise<CellPlace> {
    const active = await this.catalogues.active();
    const cellId = active.identity(code)?.id;
    if (cellId === undefined || isCompanion(code)) throw noIndicator(code, active);
    const view = await this.view({ ...question, cellId }, actor);
    const cell = view?.catalogues.cell(code);
    if (view === undefined || cell === undefined) throw await this.notThere(code, question, active);
    const period = await this.periodOf(view, question.period, cellId);
    if (period === undefined) throw await this.notThere(code, question, active);
    return { ...(await this.placeOf(view, period, question, actor)), cell, cellId };
  }

  /** The newest period of the newest edition, or those named. */
  async aboutPeriod(question: FigureQuestion, actor: Actor | null): Promise<Place> {
    const view = await this.view(question, actor);
    const period = view && (await this.periodOf(view, question.period, null));
    if (view === undefined || period === undefined) throw await this.notThere(null, question, null);
    return this.placeOf(view, period, question, actor);
  }

  /** The same place with another period of the view. */
  async inPeriod(place: Place, period: PeriodRecord): Promise<Place | undefined> {
    const horizon = horizonOf(place.view, period.id);
    if (horizon === undefined) return undefined;
    const { group } = place;
    const moved = group.stored ? await this.groups.find(group.code, period, horizon).catch(() => group) : group;
    return { ...place, period, horizon, group: moved };
  }

  private async view(
    question: FigureQuestion & { readonly cellId?: number },
    actor: Actor | null,
  ): Promise<EditionView | undefined> {
    const view = await this.views.find(question, actor);
    if (view === undefined || question.territory !== 'current') return view;
    return { ...view, territory: 'current', key: `${view.key} ${today()}` };
  }

  private async placeOf(
    view: EditionView,
    period: PeriodRecord,
    question: FigureQuestion,
    actor: Actor | null,
  ): Promise<Place> {
    const horizon = horizonOf(view, period.id) ?? { sequence: 0, newestColumn: 0 };
    const dated = view.territory === 'current' ? { ...period, id: -1, endsOn: today() } : period;
    const group = await this.groups.find(question.peerGroup ?? 'all', dated, horizon);
    return { view, period, horizon, group, viewer: viewerOf(actor) };
  }

  /** The period named, or the newest of the view's own in which the cell has been reported on. */
  private async periodOf(
    view: EditionView,
    code: string | undefined,
    cellId: number | null,
  ): Promise<PeriodRecord | undefined> {
    const candidates =
      code === undefined
        ? [...view.own].reverse()
        : view.visible.map(({ period }) => period).filter((period) => period.code === code);
    for (const period of candidates) {
      if (cellId === null) return period;
      if ((await this.store.period(view, period.id))?.has(cellId) === true) return period;
    }
    return undefined;
  }

  /** Why there is no answer: the period does not exist, or the figures are not published. */
  private async notThere(
    code: string | null,
    { period }: FigureQuestion,
    active: ActiveCatalogues | null,
  ): Promise<Problem> {
    if (period !== undefined && !(await this.views.knowsPeriod(period))) return noPeriod(period);
    if (code !== null && active?.compiled.cell(code) === undefined && active?.identity(code) === undefined)
      return noIndicator(code, active);
    const of = {
      lv: code === null ? 'Rādītāji' : `Rādītājs “${code}”`,
      en: code === null ? 'Figures' : `Indicator “${code}”`,
    };
    const when =
      period === undefined ? { lv: '', en: '' } : { lv: ` par periodu “${period}”`, en: ` for the period “${period}”` };
    return notFound(
      { lv: `${of.lv}${when.lv} nav publicēti.`, en: `${of.en}${when.en}: nothing is published.` },
      'not_published',
    );
  }
}

function isCompanion(code: string): boolean {
  return code.includes('|');
}

/** 404 for an indicator; one that is divided by a dimension names its cells. */
function noIndicator(code: string, active: ActiveCatalogues | null): Problem {
  const cells = active?.compiled.indicator(code)?.cells ?? [];
  if (cells.length === 0)
    return notFound({ lv: `Rādītāja “${code}” nav.`, en: `There is no indicator “${code}”.` }, 'indicator_not_found');
  const list = cells.map((cell) => cell.code).join(', ');
  return new Problem({
    status: 404,
    code: 'indicator_has_cells',
    title: titleOf(404),
    detail: {
      lv: `Rādītājs “${code}” ir dalīts; izvēlieties kādu no tā daļām: ${list}.`,
      en: `Indicator “${code}” is divided; choose one of its cells: ${list}.`,
    },
    extra: { cells: cells.map((cell) => ({ code: cell.code, name: cell.name })) },
  });
}

/** 422 for a municipality that a period does not have. */
export function noMunicipality(atvk: string): Problem {
  return notFound(
    { lv: `Pašvaldības “${atvk}” nav.`, en: `There is no municipality “${atvk}”.` },
    'municipality_not_found',
  );
}
