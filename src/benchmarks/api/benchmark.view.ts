import { ApiProperty } from '@nestjs/swagger';
import type {
  Comparison,
  Direction,
  Flag,
  LocalisedText,
  ObservationStatus,
  TrendLabel,
  ValueStatus,
} from '../../core/vocabulary.js';
import type { BenchmarkIndicator, EditionLabel, Provenance } from '../../core/benchmark.js';
import type { Territory } from '../editions/edition-view.js';
import type { DetailedBenchmark } from '../figures/benchmarks.js';
import type { CellPlace } from '../figures/questions.js';

const number = { type: Number, nullable: true } as const;
const STATUSES: ValueStatus[] = ['reported', 'not_applicable', 'not_collected', 'not_provided', 'confidential'];
const COMPARISONS: Comparison[] = ['better', 'worse', 'similar', 'higher', 'lower', 'not_compared'];
const TRENDS: TrendLabel[] = ['improving', 'worsening', 'rising', 'falling', 'no_clear_change', 'insufficient'];

export class TextView implements LocalisedText {
  @ApiProperty()
  lv!: string;

  @ApiProperty()
  en!: string;
}

export class MunicipalityLabelView {
  @ApiProperty({ example: '0029000' })
  atvk!: string;

  @ApiProperty({ example: 'Gulbenes novads' })
  name!: string;
}

export class StatisticsView {
  @ApiProperty({ description: 'Values compared.' })
  n!: number;

  @ApiProperty({ ...number, description: 'From 5 values on.' })
  min!: number | null;

  @ApiProperty({ ...number, description: 'From 4 values on.' })
  q1!: number | null;

  @ApiProperty({ ...number, description: 'From 4 values on.' })
  median!: number | null;

  @ApiProperty({ ...number, description: 'From 4 values on.' })
  q3!: number | null;

  @ApiProperty({ ...number, description: 'From 5 values on.' })
  max!: number | null;

  @ApiProperty({ ...number, description: 'From 3 values on.' })
  mean!: number | null;

  @ApiProperty({ ...number, description: 'Sample standard deviation, from 3 values on.' })
  sd!: number | null;
}

export class BenchmarkRowView {
  @ApiProperty({ type: MunicipalityLabelView })
  municipality!: MunicipalityLabelView;

  @ApiProperty({ ...number, description: 'Unrounded; null where `status` says why.' })
  value!: number | null;

  @ApiProperty({ enum: STATUSES })
  status!: ValueStatus;

  @ApiProperty({ enum: ['normal', 'estimated', 'provisional', 'revised', 'break'] })
  observationStatus!: ObservationStatus;

  @ApiProperty({
    ...number,
    description: '1 = best; ties share the best place; null for an indicator without direction.',
  })
  rank!: number | null;

  @ApiProperty({ description: 'Number of values ranked.' })
  of!: number;

  @ApiProperty({ ...number, description: 'Number of values that share the rank.' })
  tiedCount!: number | null;

  @ApiProperty({ ...number, minimum: 0, maximum: 1, description: 'Share of the others that are worse.' })
  percentile!: number | null;

  @ApiProperty({ ...number, minimum: 1, maximum: 4, description: 'Quarter of the peers, 1 = best.' })
  quantileGroup!: number | null;

  @ApiProperty({ ...number, description: 'Standard score, higher is better.' })
  z!: number | null;

  @ApiProperty({ ...number, description: 'Standard score by median and MAD, higher is better.' })
  robustZ!: number | null;

  @ApiProperty({ enum: COMPARISONS, description: 'With the peer median.' })
  comparison!: Comparison;

  @ApiProperty({ ...number, description: 'Difference to the previous period.' })
  change!: number | null;

  @ApiProperty({ enum: TRENDS, description: 'Over all periods up to the one asked.' })
  trend!: TrendLabel;

  @ApiProperty({ type: [String] })
  flags!: readonly Flag[];

  @ApiProperty({ type: String, nullable: true })
  source!: string | null;

  @ApiProperty({ ...number, description: 'Of a composite index: the readiness index, where there is no index.' })
  readiness!: number | null;
}

export class IndicatorLabelView implements BenchmarkIndicator {
  @ApiProperty({ example: 'SP-UNITCOST.DAC' })
  code!: string;

  @ApiProperty({ type: TextView })
  name!: TextView;

  @ApiProperty({ type: TextView })
  unit!: TextView;

  @ApiProperty({ enum: ['higher_is_better', 'lower_is_better', 'neutral'] })
  direction!: Direction;

  @ApiProperty()
  decimals!: number;

  @ApiProperty()
  isCost!: boolean;
}

export class PeriodLabelView {
  @ApiProperty({ example: '2025' })
  code!: string;

  @ApiProperty({ format: 'date' })
  startsOn!: string;

  @ApiProperty({ format: 'date' })
  endsOn!: string;
}

export class PeerGroupLabelView {
  @ApiProperty({ example: 'all' })
  code!: string;

  @ApiProperty({ type: TextView })
  name!: TextView;
}

export class EditionLabelView implements EditionLabel {
  @ApiProperty({ example: '2025-provisional-1' })
  id!: string;

  @ApiProperty({ enum: ['provisional', 'final', 'revised', 'draft'] })
  kind!: EditionLabel['kind'];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  publishedAt!: string | null;
}

export class ProvenanceView implements Provenance {
  @ApiProperty({ type: TextView })
  source!: TextView;

  @ApiProperty({ type: EditionLabelView })
  edition!: EditionLabelView;

  @ApiProperty({ example: '1.0.0' })
  methodVersion!: string;

  @ApiProperty({ description: 'True where figures are made up for trying the service out.' })
  sample!: boolean;
}

/** What every answer with figures says about them. */
export class FiguresView {
  @ApiProperty({ description: 'Code of the period.', example: '2025' })
  period!: string;

  @ApiProperty({ description: 'Code of the peer group.', example: 'all' })
  peerGroup!: string;

  @ApiProperty({ description: 'Id of the edition, or `draft`.', example: '2025-provisional-1' })
  edition!: string;

  @ApiProperty({ enum: ['reported', 'current'] })
  territory!: Territory;

  @ApiProperty({ type: PeriodLabelView })
  periodDetails!: PeriodLabelView;

  @ApiProperty({ type: PeerGroupLabelView })
  peerGroupDetails!: PeerGroupLabelView;

  @ApiProperty({ type: ProvenanceView })
  provenance!: ProvenanceView;

  @ApiProperty({ description: 'True where figures are made up for trying the service out.' })
  sample!: boolean;
}

export class BenchmarkView extends FiguresView {
  @ApiProperty({ description: 'Code of the indicator.', example: 'SP-UNITCOST.DAC' })
  indicator!: string;

  @ApiProperty({ type: IndicatorLabelView })
  indicatorDetails!: IndicatorLabelView;

  @ApiProperty({ type: StatisticsView })
  statistics!: StatisticsView;

  @ApiProperty({ type: [BenchmarkRowView], description: 'Members of the peer group.' })
  rows!: readonly BenchmarkRowView[];

  @ApiProperty({ type: BenchmarkRowView, nullable: true, description: 'Row of the municipality asked about.' })
  own!: BenchmarkRowView | null;
}

export function benchmarkView(benchmark: DetailedBenchmark, { view }: CellPlace): BenchmarkView {
  const { indicator, period, peerGroup, provenance, statistics, rows, own } = benchmark;
  return {
    indicator: indicator.code,
    period: period.code,
    peerGroup: peerGroup.code,
    edition: provenance.edition.id,
    territory: view.territory,
    statistics,
    rows,
    own,
    indicatorDetails: indicator,
    periodDetails: period,
    peerGroupDetails: peerGroup,
    provenance,
    sample: provenance.sample,
  };
}
