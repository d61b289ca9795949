import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { IndexBreakdown, RankIntervals } from '../../core/chart-data.js';
import type { ValueStatus } from '../../core/vocabulary.js';
import type { Actor } from '../../http/actor.js';
import { notFound } from '../../http/problem.js';
import { CatalogueService } from '../../indicators/catalogue.service.js';
import type { Municipality } from '../../municipalities/municipality.js';
import { IndexData } from '../charts/index-data.js';
import { RankIntervalData } from '../charts/rank-interval-data.js';
import { IndexExplanations, type IndexExplanation } from '../figures/index-explanations.js';
import { Questions, type CellPlace, type FigureQuestion } from '../figures/questions.js';
import { viewerKey } from '../figures/viewer.js';

/** A part of the index: what was reported, what it scored, what it brought, and what it moved. */
export interface IndexPartAnswer {
  readonly code: string;
  readonly name: { readonly lv: string; readonly en: string };
  readonly status: ValueStatus;
  readonly value: number | null;
  readonly score: number | null;
  readonly weight: number;
  readonly contribution: number | null;
  /** Contribution minus that of the period before. */
  readonly change: number | null;
  /** Value that scores 100 where the part is an intensity, and the period it was frozen in. */
  readonly reference: { readonly period: string; readonly value: number | null } | null;
}

/** The index of a municipality, taken apart, with what its place depends on. */
export interface SupportIndexAnswer extends Omit<IndexBreakdown, 'dimensions' | 'rankInterval'> {
  readonly rank: number | null;
  readonly dimensions: readonly (Omit<IndexBreakdown['dimensions'][number], 'parts'> & {
    readonly score: number | null;
    readonly parts: readonly IndexPartAnswer[];
  })[];
  /** Where the change comes from, the largest movement first. */
  readonly movedBy: readonly { readonly part: string; readonly change: number }[];
  /** 5th to 95th percentile of the rank over the scenarios. */
  readonly rankInterval: {
    readonly lower: number;
    readonly upper: number;
    readonly level: number;
    readonly scenarios: number;
  } | null;
}

/** The pieces of the answer, from those who draw them. */
@Injectable()
export class IndexParts {
  /** Ranks under every scenario are the same for all municipalities of a group. */
  private readonly known = new LRUCache<string, Promise<RankIntervals>>({ max: 50 });

  constructor(
    private readonly index: IndexData,
    private readonly explanations: IndexExplanations,
    private readonly intervals: RankIntervalData,
  ) {}

  async answer(place: CellPlace, municipality: Municipality): Promise<SupportIndexAnswer> {
    const breakdown = await this.index.breakdown(place, municipality);
    const explanation = await this.explanations.explain(place, municipality.id);
    const { rows, level, scenarios } = await this.intervalsOf(place);
    const row = rows.find((candidate) => candidate.municipality.atvk === municipality.atvk);
    const [lower, upper] = row?.interval ?? [];
    return {
      ...breakdown,
      rank: row?.rank ?? null,
      dimensions: breakdown.dimensions.map((dimension) => withScores(dimension, explanation)),
      movedBy: movedBy(breakdown),
      rankInterval: lower === undefined || upper === undefined ? null : { lower, upper, level, scenarios },
    };
  }

  private intervalsOf(place: CellPlace): Promise<RankIntervals> {
    const { view, period, group, viewer, cell } = place;
    const key = JSON.stringify([view.key, cell.code, period.code, group.code, [...group.members], viewerKey(viewer)]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = this.intervals.intervals(place);
    this.known.set(key, made);
    made.catch(() => this.known.delete(key));
    return made;
  }
}

/** The support index: score, band, contributions, what moved it, and its rank under other weights and methods. */
@Injectable()
export class SupportIndexAnalysis {
  constructor(
    private readonly catalogues: CatalogueService,
    private readonly questions: Questions,
    private readonly parts: IndexParts,
  ) {}

  /** @throws Problem 404 where no catalogue has an index, or it is not published; 422 for a municipality without one */
  async answer(municipality: Municipality, question: FigureQuestion, actor: Actor | null): Promise<SupportIndexAnswer> {
    const [composite] = (await this.catalogues.active()).compiled.composites;
    if (composite === undefined)
      throw notFound({ lv: 'Katalogā indeksa nav.', en: 'The catalogue has no index.' }, 'no_index');
    const place = await this.questions.aboutCell(composite.indicatorCode, question, actor);
    return this.parts.answer(place, municipality);
  }
}

function withScores(
  dimension: IndexBreakdown['dimensions'][number],
  explanation: IndexExplanation | null,
): SupportIndexAnswer['dimensions'][number] {
  const scored = explanation?.dimensions.find(({ code }) => code === dimension.code);
  return {
    ...dimension,
    score: dimension.contribution === null ? null : (scored?.score ?? null),
    parts: dimension.parts.map((part) => {
      const own = explanation?.parts.find(({ code }) => code === part.code);
      return {
        ...part,
        value: own?.value ?? null,
        score: own?.score ?? null,
        reference: explanation?.references[part.code] ?? null,
      };
    }),
  };
}

function movedBy({ dimensions }: IndexBreakdown): SupportIndexAnswer['movedBy'] {
  return dimensions
    .flatMap(({ parts }) => parts.map(({ code, change }) => ({ part: code, change: change ?? 0 })))
    .filter(({ change }) => change !== 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.part < b.part ? -1 : 1));
}
