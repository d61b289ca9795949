import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EditionView } from '../../benchmarks/editions/edition-view.js';
import { EditionViews } from '../../benchmarks/editions/edition-views.js';
import { FigureStore } from '../../benchmarks/figures/figure-store.js';
import { SourceTexts } from '../../benchmarks/figures/source-texts.js';
import { EditionShelf } from './edition-shelf.js';
import { latvianDay } from './latvian-day.js';
import { nothingPublished, OpenStates } from './open-states.js';
import { publicChanges } from './public-changes.js';
import { publicScores } from './public-scores.js';
import {
  PublishedFigures,
  type OpenCell,
  type OpenEdition,
  type OpenPeerGroup,
  type OpenPeriod,
  type OpenPeriodFigures,
  type OpenRevision,
  type OpenScores,
  type OpenState,
} from './published-figures.js';

const STATES = 12;

/** What the public sees in the benchmarks room, and no more. */
@Injectable()
export class PublicView {
  constructor(
    readonly views: EditionViews,
    readonly store: FigureStore,
    readonly sources: SourceTexts,
  ) {}
}

/** Open data over the editions of the benchmarks room. */
@Injectable()
export class HouseFigures extends PublishedFigures {
  private readonly states = new LRUCache<string, Promise<OpenState>>({ max: STATES });
  private readonly viewOf = new WeakMap<OpenState, EditionView>();

  constructor(
    private readonly shelf: EditionShelf,
    private readonly maker: OpenStates,
    private readonly shown: PublicView,
  ) {
    super();
  }

  async state(edition?: string): Promise<OpenState> {
    const editions = await this.shelf.all();
    const id = edition ?? editions[0]?.id;
    const { version } = await this.maker.reference();
    const key = `${id ?? ''} ${version}`;
    const kept = this.states.get(key);
    if (kept !== undefined) return kept;
    const made = this.make(id);
    this.states.set(key, made);
    made.catch(() => this.states.delete(key));
    return made;
  }

  editions(): Promise<readonly OpenEdition[]> {
    return this.shelf.open();
  }

  async before(day: string): Promise<ReadonlyMap<number, OpenPeriodFigures>> {
    const earlier = (await this.shelf.all()).find(({ publishedAt }) => latvianDay(publishedAt) < day);
    if (earlier === undefined) return new Map();
    const { figures } = await this.state(earlier.id);
    return new Map(figures.map((of) => [of.period.id, of]));
  }

  async revisions(edition: OpenEdition): Promise<readonly OpenRevision[]> {
    const changes = await this.shelf.changes(edition.id);
    if (changes.length === 0) return [];
    const now = await this.state(edition.id);
    const previous = new Map<string, OpenState>();
    for (const id of new Set(changes.map(({ previousEdition }) => previousEdition)))
      previous.set(id, await this.state(id));
    return publicChanges(changes, now, previous);
  }

  async scores(
    state: OpenState,
    place: { readonly cell: OpenCell; readonly period: OpenPeriod; readonly peerGroup: OpenPeerGroup },
  ): Promise<OpenScores | undefined> {
    const view = this.viewOf.get(state);
    if (view === undefined) return undefined;
    const { cell, period, peerGroup } = place;
    const { code, name, members } = peerGroup;
    const group = { code, name, members: Int32Array.from(members), stored: !code.startsWith('nearest-') };
    const where = { cellId: cell.id, periodId: period.id };
    const figures = await this.shown.store.scored(view, where, group, { kind: 'public' });
    return figures && publicScores(figures, cell, members, view.method);
  }

  async sources(state: OpenState, cell: OpenCell, period: OpenPeriod): Promise<ReadonlyMap<number, string>> {
    const view = this.viewOf.get(state);
    return view === undefined ? new Map<number, string>() : this.shown.sources.ofCell(view, cell.id, period.id);
  }

  private async make(id: string | undefined): Promise<OpenState> {
    const [editions, reference] = await Promise.all([this.shelf.all(), this.maker.reference()]);
    const view = id === undefined ? undefined : await this.shown.views.find({ edition: id }, null);
    if (view === undefined) return nothingPublished(reference);
    const position = editions.find((edition) => edition.id === id)?.position ?? Infinity;
    const upTo = editions.filter((edition) => edition.position <= position);
    const state = await this.maker.make(
      view,
      reference,
      (period) => upTo.find(({ periodIds }) => periodIds.includes(period))?.sample ?? false,
    );
    this.viewOf.set(state, view);
    return state;
  }
}
