import { Injectable } from '@nestjs/common';
import type { GroupStatistics } from '../../core/benchmark.js';
import { toNullable } from '../../core/numbers.js';
import { observationStatusOf, valueStatusOf } from '../../core/value-status.js';
import type { LocalisedText, ObservationStatus, ValueStatus } from '../../core/vocabulary.js';
import type { ColumnStatistics } from '../../core/statistics.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import type { Municipality } from '../../municipalities/municipality.js';
import type { Pair } from '../../scoring/model/scoring-model.js';
import { benchmarkRow, type DetailedRow } from './benchmark-row.js';
import { Benchmarks } from './benchmarks.js';
import { FigureStore } from './figure-store.js';
import { IndexExplanations, type IndexExplanation } from './index-explanations.js';
import { municipalityLabel } from './labels.js';
import type { CellPlace } from './questions.js';
import { SourceTexts } from './source-texts.js';
import { stepsOf, type Step } from './explanation-steps.js';

/** A value that a score was computed from. */
export interface ExplainedInput {
  readonly cell: string;
  readonly name: LocalisedText;
  readonly period: string;
  readonly value: number | null;
  readonly status: ValueStatus;
  readonly observationStatus: ObservationStatus;
  /** The formula, where the input is computed itself. */
  readonly formula: string | null;
  readonly source: string | null;
  readonly recordedAt: string | null;
  readonly reason: string | null;
}

/** Statistics of the peer group; `mad` and `meanAd` are deviations from the median, not scaled. */
export interface ExplainedStatistics extends GroupStatistics {
  readonly mad: number | null;
  readonly meanAd: number | null;
}

/** Everything from which a spreadsheet can reproduce a score. */
export interface Explanation {
  readonly formula: string | null;
  readonly inputs: readonly ExplainedInput[];
  readonly score: DetailedRow;
  /** The members of the peer group with their values, in the unit order. */
  readonly peers: readonly {
    readonly atvk: string;
    readonly name: string;
    readonly value: number | null;
    readonly status: ValueStatus;
  }[];
  /** Unrounded, as the steps use them. */
  readonly statistics: ExplainedStatistics;
  readonly steps: readonly Step[];
  readonly index: IndexExplanation | null;
}

/** The values behind a score, those that may not be seen left out. */
@Injectable()
export class ExplanationParts {
  constructor(
    private readonly store: FigureStore,
    private readonly sources: SourceTexts,
    private readonly indices: IndexExplanations,
  ) {}

  /** The value itself where it was reported; else what it was computed from, step by step, down to what was reported. */
  async inputs(place: CellPlace, unit: number): Promise<ExplainedInput[]> {
    const pairs = this.pairsOf(place, { cellId: place.cellId, periodId: place.period.id });
    const inputs = await Promise.all(pairs.map((pair) => this.input(place, pair, unit)));
    return inputs.flatMap((input) => input ?? []);
  }

  index(place: CellPlace, unit: number): Promise<IndexExplanation | null> {
    return this.indices.explain(place, unit);
  }

  private pairsOf({ view }: CellPlace, target: Pair): Pair[] {
    const seen = new Map<string, Pair>();
    const visit = (pair: Pair): void => {
      const derived = view.model.derivedCell(pair.cellId);
      const operands = derived === undefined ? [pair] : view.model.operandsOf(derived, pair.periodId, view.line);
      for (const operand of operands) {
        const key = `${operand.cellId} ${operand.periodId}`;
        if (seen.has(key)) continue;
        seen.set(key, operand);
        if (view.model.derivedCell(operand.cellId) !== undefined) visit(operand);
      }
    };
    visit(target);
    return [...seen.values()];
  }

  private async input({ view, viewer }: CellPlace, pair: Pair, unit: number): Promise<ExplainedInput | null> {
    const figures = await this.store.period(view, pair.periodId);
    const column = viewer.kind === 'public' ? figures?.public(pair.cellId) : figures?.raw(pair.cellId);
    const code = view.model.codeOf(pair.cellId);
    const byte = column?.statuses[unit] ?? 0;
    const isReported = column?.source.kind === 'observation';
    const [origin] = isReported ? await this.sources.origins([{ columnId: column.source.id, unit }]) : [];
    return {
      cell: code,
      name: nameOf(code, view.catalogues.cell(code.split('|')[0] ?? '')?.name),
      period: view.line.get(pair.periodId)?.code ?? '',
      value: toNullable(column?.values[unit]),
      status: valueStatusOf(byte),
      observationStatus: observationStatusOf(byte),
      formula: view.catalogues.formula(code)?.expression ?? null,
      source: origin?.source ?? null,
      recordedAt: origin?.recordedAt.toISOString() ?? null,
      reason: origin?.reason ?? null,
    };
  }
}

/** How a score came about. */
@Injectable()
export class Explanations {
  constructor(
    private readonly benchmarks: Benchmarks,
    private readonly parts: ExplanationParts,
    private readonly directory: MunicipalityDirectory,
  ) {}

  async explain(place: CellPlace, municipality: Municipality): Promise<Explanation> {
    const municipalities = await this.directory.snapshot();
    const setting = await this.benchmarks.settingOf(place, municipalities);
    const unit = municipality.id;
    const position = place.group.members.indexOf(unit);
    const score = benchmarkRow(setting, { unit, position }, municipalityLabel(municipality));
    const { shown, scored } = setting.figures;
    return {
      formula: place.view.catalogues.formula(place.cell.code)?.expression ?? null,
      inputs: await this.parts.inputs(place, unit),
      score,
      peers: Array.from(place.group.members, (member) => ({
        atvk: municipalities.byId(member)?.atvk ?? '',
        name: municipalities.byId(member)?.name.lv ?? '',
        value: toNullable(shown.values[member]),
        status: valueStatusOf(shown.statuses[member] ?? 0),
      })),
      statistics: publishable(scored.statistics, setting.statistics),
      steps: score.flags.includes('SUPPRESSED') ? [] : stepsOf(setting, scored, position),
      index: await this.parts.index(place, unit),
    };
  }
}

/** What small groups do not publish is not explained either. */
function publishable({ mad, meanAd }: ColumnStatistics, published: GroupStatistics): ExplainedStatistics {
  return published.median === null ? { ...published, mad: null, meanAd: null } : { ...published, mad, meanAd };
}

function nameOf(code: string, name: LocalisedText | undefined): LocalisedText {
  const companion = code.split('|')[1];
  const plain = name ?? { lv: code, en: code };
  return companion === undefined ? plain : { lv: `${plain.lv} (${companion})`, en: `${plain.en} (${companion})` };
}
