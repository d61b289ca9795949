import { ApiProperty, OmitType } from '@nestjs/swagger';
import type { MunicipalityProfile } from '../../core/benchmark.js';
import type { Place } from '../figures/questions.js';
import {
  BenchmarkRowView,
  FiguresView,
  IndicatorLabelView,
  MunicipalityLabelView,
  StatisticsView,
} from './benchmark.view.js';

export class HistoryPointView {
  @ApiProperty({ example: '2024' })
  period!: string;

  @ApiProperty({ type: Number, nullable: true })
  value!: number | null;
}

export class ProfileRowView extends OmitType(BenchmarkRowView, [
  'municipality',
  'observationStatus',
  'tiedCount',
  'z',
  'robustZ',
  'readiness',
] as const) {
  @ApiProperty({ type: IndicatorLabelView })
  indicator!: IndicatorLabelView;

  @ApiProperty({ description: 'Group of the catalogue', example: 'service_cost' })
  group!: string;

  @ApiProperty({ type: StatisticsView })
  statistics!: StatisticsView;

  @ApiProperty({ type: [HistoryPointView], description: 'Own values over the last periods, oldest first.' })
  history!: readonly HistoryPointView[];
}

export class ProfileView extends FiguresView {
  @ApiProperty({ type: MunicipalityLabelView })
  municipality!: MunicipalityLabelView;

  @ApiProperty({ type: [MunicipalityLabelView], description: 'The other members of the peer group.' })
  peers!: readonly MunicipalityLabelView[];

  @ApiProperty({ type: [ProfileRowView] })
  rows!: readonly ProfileRowView[];
}

export function profileView(profile: MunicipalityProfile, { view }: Place): ProfileView {
  const { municipality, period, peerGroup, peers, rows, provenance } = profile;
  return {
    municipality,
    period: period.code,
    peerGroup: peerGroup.code,
    edition: provenance.edition.id,
    territory: view.territory,
    peers,
    rows,
    periodDetails: period,
    peerGroupDetails: peerGroup,
    provenance,
    sample: provenance.sample,
  };
}
