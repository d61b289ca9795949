import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { PercentileKind } from '../../core/percentile.js';
import type { QuantileType } from '../../core/quantile.js';
import type { TieMethod } from '../../core/rank.js';
import type { ZeroMad } from '../../core/standard-score.js';
import type { StandardDeviation } from '../../core/statistics.js';
import { LanguageQuery } from '../../http/paging.js';
import type { ScoringMethod } from '../method.js';
import type { MethodRecord, MethodState } from './method.repository.js';

const TIES: readonly TieMethod[] = ['min', 'average', 'max', 'dense'];
const PERCENTILES: readonly PercentileKind[] = ['strict', 'mid', 'cumulative'];
const DEVIATIONS: readonly StandardDeviation[] = ['sample', 'population'];
const ZERO_MADS: readonly ZeroMad[] = ['null', 'mean_ad'];

/** All options of the published scores. */
export class MethodOptionsView implements ScoringMethod {
  @ApiProperty({ enum: TIES })
  @IsIn(TIES)
  ties!: TieMethod;

  @ApiProperty({ enum: PERCENTILES })
  @IsIn(PERCENTILES)
  percentile!: PercentileKind;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9, description: 'Quartiles by Hyndman and Fan’s numbering' })
  @IsInt()
  @Min(1)
  @Max(9)
  quantileType!: QuantileType;

  @ApiProperty({ type: 'integer', minimum: 2, maximum: 20 })
  @IsInt()
  @Min(2)
  @Max(20)
  quantileGroups!: number;

  @ApiProperty({ enum: DEVIATIONS })
  @IsIn(DEVIATIONS)
  standardDeviation!: StandardDeviation;

  @ApiProperty({ enum: ZERO_MADS })
  @IsIn(ZERO_MADS)
  zeroMad!: ZeroMad;

  @ApiProperty({ minimum: 0, maximum: 1, description: 'Half width of the band of "similar", as a share of the median' })
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(1)
  similarBand!: number;
}

export class MethodOptionsBody extends PartialType(MethodOptionsView) {}

/** Body of `POST /methods`; options left out are those of the method in force. */
export class NewMethodBody {
  @ApiProperty({ type: MethodOptionsBody })
  @ValidateNested()
  @Type(() => MethodOptionsBody)
  options!: MethodOptionsBody;

  @ApiProperty({ minLength: 3, maxLength: 2000, description: 'Why the method is to change' })
  @IsString()
  @Length(3, 2000)
  reason!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'First period; from the beginning where absent' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  validFrom?: string | null;
}

export class MethodChangeBody extends PartialType(NewMethodBody) {}

/** Where a draft is tried out. */
export class PreviewQuery extends LanguageQuery {
  @ApiPropertyOptional({ description: 'The newest of the present edition where absent' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  period?: string;

  @ApiPropertyOptional({ default: 'all' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  peerGroup?: string;
}

export class MethodView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: '1.1.0' }) version!: string;
  @ApiProperty({ enum: ['draft', 'adopted'] }) state!: MethodState;
  @ApiProperty({ type: MethodOptionsView }) options!: ScoringMethod;
  @ApiProperty({ type: String, nullable: true, description: 'First period; null: from the beginning' })
  validFrom!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty() author!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) changedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) adoptedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) adoptedBy!: string | null;
}

export class MethodPageView {
  @ApiProperty({ type: [MethodView] }) items!: readonly MethodView[];
  @ApiProperty() total!: number;
  @ApiProperty() page!: number;
  @ApiProperty() perPage!: number;
}

export function methodView(record: MethodRecord): MethodView {
  const { id, version, state, options, validFrom, reason } = record;
  return {
    id,
    version,
    state,
    options,
    validFrom,
    reason,
    author: record.authorName,
    createdAt: record.createdAt.toISOString(),
    changedAt: record.changedAt.toISOString(),
    adoptedAt: record.adoptedAt?.toISOString() ?? null,
    adoptedBy: record.adoptedByName,
  };
}
