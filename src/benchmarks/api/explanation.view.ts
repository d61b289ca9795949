import { ApiProperty } from '@nestjs/swagger';
import type { ObservationStatus, ValueStatus } from '../../core/vocabulary.js';
import type { Explanation } from '../figures/explanations.js';
import { provenanceOf } from '../figures/labels.js';
import type { CellPlace } from '../figures/questions.js';
import { groupLabel, indicatorLabel, periodLabel } from '../figures/labels.js';
import {
  BenchmarkRowView,
  FiguresView,
  IndicatorLabelView,
  MunicipalityLabelView,
  StatisticsView,
  TextView,
} from './benchmark.view.js';

const number = { type: Number, nullable: true } as const;
const text = { type: String, nullable: true } as const;

export class ExplainedInputView {
  @ApiProperty({ example: 'SP-COST-PAY.CARE' })
  cell!: string;

  @ApiProperty({ type: TextView })
  name!: TextView;

  @ApiProperty({ example: '2025' })
  period!: string;

  @ApiProperty(number)
  value!: number | null;

  @ApiProperty({ type: String })
  status!: ValueStatus;

  @ApiProperty({ type: String })
  observationStatus!: ObservationStatus;

  @ApiProperty({ ...text, description: 'Of an input that is computed itself.' })
  formula!: string | null;

  @ApiProperty(text)
  source!: string | null;

  @ApiProperty({ ...text, format: 'date-time' })
  recordedAt!: string | null;

  @ApiProperty({ ...text, description: 'Why the value was changed last.' })
  reason!: string | null;
}

export class ExplainedPeerView {
  @ApiProperty()
  atvk!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty(number)
  value!: number | null;

  @ApiProperty({ type: String })
  status!: ValueStatus;
}

export class ExplainedStatisticsView extends StatisticsView {
  @ApiProperty({ ...number, description: 'Median absolute deviation from the median, not scaled.' })
  mad!: number | null;

  @ApiProperty({ ...number, description: 'Mean absolute deviation from the median, not scaled.' })
  meanAd!: number | null;
}

export class StepView {
  @ApiProperty({ enum: ['rank', 'percentile', 'quantileGroup', 'z', 'robustZ', 'comparison'] })
  figure!: string;

  @ApiProperty({ example: 'number worse / (n − 1)' })
  rule!: string;

  @ApiProperty({ example: '30 / (43 − 1)' })
  numbers!: string;

  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }], nullable: true })
  result!: number | string | null;
}

export class ExplanationView extends FiguresView {
  @ApiProperty()
  indicator!: string;

  @ApiProperty({ type: IndicatorLabelView })
  indicatorDetails!: IndicatorLabelView;

  @ApiProperty({ type: TextView })
  definition!: TextView;

  @ApiProperty({ type: MunicipalityLabelView })
  municipality!: MunicipalityLabelView;

  @ApiProperty({ ...text, example: '{SP-FULLCOST.*} / {SP-VOL-OWN.*}' })
  formula!: string | null;

  @ApiProperty({ type: [ExplainedInputView], description: 'What was reported, and what was computed on the way.' })
  inputs!: readonly ExplainedInputView[];

  @ApiProperty({ type: BenchmarkRowView })
  score!: BenchmarkRowView;

  @ApiProperty({ type: [ExplainedPeerView] })
  peers!: readonly ExplainedPeerView[];

  @ApiProperty({ type: ExplainedStatisticsView })
  statistics!: ExplainedStatisticsView;

  @ApiProperty({ type: [StepView] })
  steps!: readonly StepView[];

  @ApiProperty({
    type: Object,
    nullable: true,
    additionalProperties: true,
    description: 'A composite index taken apart.',
  })
  index!: object | null;

  @ApiProperty({ example: '1.0.0' })
  methodVersion!: string;

  @ApiProperty({ type: Object, additionalProperties: true, description: 'Every option of the method.' })
  method!: object;

  @ApiProperty({ format: 'uuid' })
  scoringRun!: string;
}

export function explanationView(explanation: Explanation, place: CellPlace): ExplanationView {
  const { view, cell, period, group } = place;
  const provenance = provenanceOf(
    view,
    explanation.inputs.flatMap(({ source }) => source ?? []),
  );
  const definition = view.catalogues.indicator(cell.indicatorCode)?.definition ?? cell.name;
  const { formula, inputs, score, peers, statistics, steps, index } = explanation;
  return {
    indicator: cell.code,
    municipality: score.municipality,
    period: period.code,
    peerGroup: group.code,
    edition: view.label.id,
    territory: view.territory,
    formula,
    inputs,
    score,
    peers,
    statistics,
    steps,
    index,
    definition,
    methodVersion: view.methodVersion,
    method: view.method,
    scoringRun: view.runId,
    indicatorDetails: indicatorLabel(cell),
    periodDetails: periodLabel(period),
    peerGroupDetails: groupLabel(group),
    provenance,
    sample: provenance.sample,
  };
}
