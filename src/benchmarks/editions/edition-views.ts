import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../../http/actor.js';
import { forbidden, notFound, unauthorised } from '../../http/problem.js';
import { CatalogueService } from '../../indicators/catalogue.service.js';
import type { CompiledCatalogues } from '../../indicators/compiled/compiled-catalogues.js';
import { PeriodLine } from '../../scoring/model/period-line.js';
import { ScoringModel } from '../../scoring/model/scoring-model.js';
import type { RunRecord } from '../../scoring/runs/run-repository.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';
import { DisclosureCells } from '../figures/disclosure-cells.js';
import { EditionRepository, type EditionRecord } from './edition.repository.js';
import { PublishedRuns } from './published-runs.js';
import type { EditionView } from './edition-view.js';

/** What of the catalogues belongs to a view. */
interface CatalogueParts {
  readonly catalogueKey: string;
  readonly catalogues: CompiledCatalogues;
  readonly model: ScoringModel;
  readonly disclosure: DisclosureCells;
}

/** What is asked for: `draft`, the id of an edition, or the newest that has it. */
export interface ViewRequest {
  readonly edition?: string | undefined;
  /** Id of a cell that the edition has to have. */
  readonly cellId?: number | undefined;
  /** Code of a period that the edition has to have (with the cell, if one is named). */
  readonly period?: string | undefined;
}

const DRAFT_ROLES = new Set(['lps_analyst', 'lps_administrator']);

/** Finds the state of the figures that an answer is made from. */
@Injectable()
export class EditionViews {
  private readonly parts = new LRUCache<string, Promise<CatalogueParts>>({ max: 8 });

  constructor(
    private readonly editions: EditionRepository,
    private readonly runs: PublishedRuns,
    private readonly catalogues: CatalogueService,
  ) {}

  /**
   * @returns undefined where no published edition has what is asked for
   * @throws Problem 401 or 403 for the draft, 404 for an edition that does not exist
   */
  async find(request: ViewRequest, actor: Actor | null): Promise<EditionView | undefined> {
    if (request.edition === 'draft') return this.draft(actor);
    const [editions, periods] = await Promise.all([this.editions.all(), this.runs.periods()]);
    const edition =
      request.edition === undefined
        ? await this.newest(editions, periods, request)
        : (editions.find(({ id }) => id === request.edition) ?? noEdition(request.edition));
    return edition && this.published(edition, editions, periods);
  }

  async knowsPeriod(code: string): Promise<boolean> {
    return (await this.runs.periods()).some((period) => period.code === code);
  }

  /** The view of an edition among all there are. */
  async published(
    edition: EditionRecord,
    editions: readonly EditionRecord[],
    periods: readonly PeriodRecord[],
  ): Promise<EditionView> {
    const run = await this.runs.byId(edition.runId);
    const earlier = editions.filter(({ position }) => position < edition.position);
    const visible = await Promise.all(
      oldestFirst(periods).flatMap((period) => {
        const holder = [edition, ...earlier].find(({ periodIds }) => periodIds.includes(period.id));
        if (holder === undefined) return [];
        return [this.runs.byId(holder.runId).then((of) => ({ period, horizon: this.runs.horizon(of) }))];
      }),
    );
    return {
      key: edition.id,
      territory: 'reported',
      label: { id: edition.id, kind: edition.kind, publishedAt: edition.publishedAt.toISOString() },
      sample: edition.sample,
      own: visible.map(({ period }) => period).filter(({ id }) => edition.periodIds.includes(id)),
      visible,
      line: new PeriodLine(periods),
      ...(await this.viewOfRun(run)),
    };
  }

  private async draft(actor: Actor | null): Promise<EditionView | undefined> {
    if (actor === null) throw unauthorised();
    if (!DRAFT_ROLES.has(actor.role))
      throw forbidden({
        lv: 'Melnrakstu redz tikai LPS analītiķi un administratori.',
        en: 'The draft is for LPS analysts and administrators only.',
      });
    const run = await this.runs.newest();
    if (run === undefined) return undefined;
    const [periods, scored] = await Promise.all([this.runs.periods(), this.runs.scoredPeriods(run)]);
    const own = oldestFirst(periods).filter(({ id, isPractice }) => scored.has(id) && !isPractice);
    return {
      key: `draft ${run.id}`,
      territory: 'reported',
      label: { id: 'draft', kind: 'draft', publishedAt: null },
      sample: false,
      own,
      visible: own.map((period) => ({ period, horizon: this.runs.horizon(run) })),
      line: new PeriodLine(periods),
      ...(await this.viewOfRun(run)),
    };
  }

  /** The newest edition that has the cell in the period; of either, whatever is not asked for does not matter. */
  private async newest(
    editions: readonly EditionRecord[],
    periods: readonly PeriodRecord[],
    { cellId, period }: ViewRequest,
  ): Promise<EditionRecord | undefined> {
    const wanted = period === undefined ? undefined : (periods.find(({ code }) => code === period)?.id ?? -1);
    const holding = cellId === undefined ? null : await this.editions.holding(cellId, editions);
    return editions.find(({ position, periodIds }) =>
      periodIds.some(
        (id) => (wanted === undefined || id === wanted) && (holding === null || holding.has(`${position} ${id}`)),
      ),
    );
  }

  private async viewOfRun(run: RunRecord) {
    const { methodVersion, method } = run;
    return { runId: run.id, methodVersion, method, ...(await this.catalogueParts(run)) };
  }

  private async catalogueParts({ catalogues }: RunRecord): Promise<CatalogueParts> {
    const active = await this.catalogues.active();
    const key = JSON.stringify([catalogues, active.cells.length]);
    const known = this.parts.get(key);
    if (known !== undefined) return known;
    const made = this.makeParts(Object.values(catalogues), key);
    this.parts.set(key, made);
    made.catch(() => this.parts.delete(key));
    return made;
  }

  private async makeParts(versions: readonly number[], catalogueKey: string): Promise<CatalogueParts> {
    const active = await this.catalogues.active();
    const isActive =
      active.versions.length === versions.length && active.versions.every(({ id }) => versions.includes(id));
    const catalogues = isActive ? active.compiled : await this.catalogues.atVersions(versions);
    const ids = new Map(active.cells.map(({ code, id }) => [code, id]));
    return {
      catalogueKey,
      catalogues,
      model: new ScoringModel(catalogues, ids),
      disclosure: new DisclosureCells(catalogues),
    };
  }
}

function oldestFirst(periods: readonly PeriodRecord[]): PeriodRecord[] {
  return [...periods].sort((a, b) => (a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : a.code < b.code ? -1 : 1));
}

/** Throws 404 for an edition. */
export function noEdition(id: string): never {
  throw notFound({ lv: `Izdevuma “${id}” nav.`, en: `There is no edition “${id}”.` }, 'edition_not_found');
}
