import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { notFound, unprocessable } from '../../http/problem.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import type { LocalisedText } from '../../core/vocabulary.js';
import type { ScoringMethod } from '../method.js';
import type { ScoringModel } from '../model/scoring-model.js';
import { ScoreReader } from '../reading/score-reader.js';
import { RunRepository, type RunRecord } from '../runs/run-repository.js';
import { ScoringInputs, type ScoringState } from '../runs/scoring-inputs.js';
import { changedOptions, movesBetween, type Move } from './method-comparison.js';
import type { MethodRecord } from './method.repository.js';

/** Moves listed at most; all are counted. */
export const MOST_MOVES = 1000;

/** A move with its names. */
export interface NamedMove extends Omit<Move, 'unit'> {
  readonly indicator: string;
  readonly indicatorName: LocalisedText;
  readonly municipality: { readonly atvk: string; readonly name: LocalisedText };
}

/** What a draft would change. */
export interface PreviewResult {
  readonly method: string;
  readonly present: {
    /** Null where nothing is published yet: then the newest run stands for it. */
    readonly edition: string | null;
    readonly run: string;
    readonly methodVersion: string;
  };
  readonly period: string;
  readonly peerGroup: string;
  readonly changedOptions: readonly { option: string; before: string | number; after: string | number }[];
  readonly summary: {
    readonly indicators: number;
    readonly scores: number;
    readonly moved: number;
    readonly rank: number;
    readonly percentile: number;
    readonly quantileGroup: number;
    readonly comparison: number;
  };
  /** Largest change of rank first. */
  readonly moves: readonly NamedMove[];
}

interface Question {
  readonly period: string | undefined;
  readonly peerGroup: string;
}

interface Present {
  readonly run: RunRecord;
  readonly edition: string | null;
  readonly periodIds: readonly number[];
}

/** The state of the figures that the public sees. */
@Injectable()
export class PresentEdition {
  constructor(
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly reader: ScoreReader,
  ) {}

  /** The newest edition, or the newest run where nothing is published. */
  async find(): Promise<Present> {
    const [edition] = await this.database.query<{ id: string; runId: string; periodIds: number[] }>(
      `select id, run_id as "runId", period_ids as "periodIds" from edition order by position desc limit 1`,
    );
    const run = edition === undefined ? await this.runs.newestDone() : await this.runs.byId(edition.runId);
    if (run === undefined) throw nothingScored();
    const periodIds = edition?.periodIds ?? (await this.reader.periods(run.sequence ?? 0));
    return { run, edition: edition?.id ?? null, periodIds };
  }
}

/** Computes a draft in memory beside the present edition. */
@Injectable()
export class MethodPreview {
  constructor(
    private readonly edition: PresentEdition,
    private readonly reader: ScoreReader,
    private readonly inputs: ScoringInputs,
    private readonly directory: MunicipalityDirectory,
  ) {}

  /** @throws Problem 404 where nothing is scored in the period, 422 for an unknown group */
  async preview(method: MethodRecord, question: Question): Promise<PreviewResult> {
    const present = await this.edition.find();
    const state = await this.inputs.current();
    const period = periodOf(present, state, question.period);
    const sequence = present.run.sequence ?? 0;
    const groups = await this.reader.groups(sequence, period.id);
    const group = groups.find(({ code }) => code === question.peerGroup);
    if (group === undefined)
      throw unknownGroup(
        question.peerGroup,
        groups.map(({ code }) => code),
      );
    const horizon = { sequence, newestColumn: present.run.newestColumn ?? 0 };
    const columns = await this.reader.columns(horizon, period.id);
    const before = present.run.method;
    const { items, scores, indicators } = await this.moves(columns, group.members, {
      state,
      before,
      after: method.options,
    });
    return {
      method: method.version,
      present: { edition: present.edition, run: present.run.id, methodVersion: present.run.methodVersion },
      period: period.code,
      peerGroup: group.code,
      changedOptions: changedOptions(before, method.options).map((option) => ({
        option,
        before: before[option],
        after: method.options[option],
      })),
      summary: { indicators, scores, ...summaryOf(items) },
      moves: items.slice(0, MOST_MOVES),
    };
  }

  private async moves(
    columns: Awaited<ReturnType<ScoreReader['columns']>>,
    members: Int32Array,
    setting: { readonly state: ScoringState; readonly before: ScoringMethod; readonly after: ScoringMethod },
  ) {
    const { model } = setting.state;
    const municipalities = await this.directory.snapshot();
    const items: NamedMove[] = [];
    let scores = 0;
    let indicators = 0;
    for (const [cellId, { values }] of columns) {
      const cell = model.cell(cellId);
      if (cell === undefined || !model.isScored(cellId) || !isOpen(model, cellId)) continue;
      indicators++;
      scores += members.reduce((sum, unit) => sum + (Number.isFinite(values[unit]) ? 1 : 0), 0);
      const column = { values, members, direction: cell.direction, isCost: cell.isCost };
      for (const { unit, ...move } of movesBetween(column, setting.before, setting.after)) {
        const municipality = municipalities.byId(unit);
        const label = { atvk: municipality?.atvk ?? '', name: municipality?.name ?? { lv: '', en: '' } };
        items.push({ indicator: cell.code, indicatorName: cell.name, municipality: label, ...move });
      }
    }
    items.sort(
      (a, b) =>
        shift(b) - shift(a) ||
        compareText(a.indicator, b.indicator) ||
        compareText(a.municipality.atvk, b.municipality.atvk),
    );
    return { items, scores, indicators };
  }
}

/** Nothing that the disclosure rules D1 to D4 could hide goes into a preview. */
function isOpen(model: ScoringModel, cellId: number): boolean {
  const disclosure = model.cell(cellId)?.disclosure ?? 'D0';
  if (disclosure !== 'D0') return false;
  const derived = model.derivedCell(cellId);
  const operands = derived?.index?.cells ?? derived?.operands.map((operand) => operand.cellId) ?? [];
  return [...operands].every((operand) => operand === cellId || isOpen(model, operand));
}

function periodOf({ periodIds }: Present, { line }: ScoringState, code: string | undefined) {
  const candidates = line.periods.filter(({ id }) => periodIds.includes(id));
  const period = code === undefined ? candidates.at(-1) : candidates.find((candidate) => candidate.code === code);
  if (period === undefined) throw nothingScored();
  return period;
}

function shift({ before, after }: NamedMove): number {
  return Math.abs((after.rank ?? 0) - (before.rank ?? 0));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function summaryOf(moves: readonly NamedMove[]) {
  const differing = (key: keyof NamedMove['before']): number =>
    moves.filter(({ before, after }) => before[key] !== after[key]).length;
  return {
    moved: moves.length,
    rank: differing('rank'),
    percentile: differing('percentile'),
    quantileGroup: differing('quantileGroup'),
    comparison: differing('comparison'),
  };
}

function nothingScored() {
  return notFound(
    { lv: 'Šajā periodā vēl nekas nav novērtēts.', en: 'Nothing has been scored in this period yet.' },
    'not_scored',
  );
}

function unknownGroup(code: string, known: readonly string[]) {
  const list = known.join(', ');
  const message = {
    lv: `Salīdzināmās grupas “${code}” nav. Ir šādas: ${list}.`,
    en: `There is no peer group “${code}”. There are: ${list}.`,
  };
  return unprocessable('unknown_peer_group', message, [{ path: 'peerGroup', code: 'unknown_peer_group', message }]);
}
