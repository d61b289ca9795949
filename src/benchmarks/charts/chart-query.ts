import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { BenchmarkQuery } from '../api/benchmark.query.js';

export const CHARTS = [
  'ranking',
  'trend',
  'distribution',
  'map',
  'profile',
  'scatter',
  'heatmap',
  'index-breakdown',
  'funnel',
  'rank-interval',
] as const;
export type ChartName = (typeof CHARTS)[number];

export type ChartFormat = 'json' | 'svg' | 'png';

/** Parameters of a chart. */
export class ChartQuery extends BenchmarkQuery {
  @ApiPropertyOptional({
    description: 'Code of the indicator; not needed for `profile` and `heatmap`.',
    example: 'SU-O-REG',
  })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  indicator?: string;

  @ApiPropertyOptional({ description: '`scatter`: the indicator of the upright axis.', example: 'SD-NORM' })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  against?: string;

  @ApiPropertyOptional({
    description:
      '`heatmap` and `profile`: group of the catalogue. A profile without it shows what is not divided by service.',
    example: 'workload',
  })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  group?: string;

  @ApiPropertyOptional({ enum: ['json', 'svg', 'png'], description: 'Goes before `Accept`.' })
  @IsOptional()
  @IsIn(['json', 'svg', 'png'])
  format?: ChartFormat;

  @ApiPropertyOptional({ description: '`wide` (720 px), `narrow` (320 px), or a number of px.', example: 'wide' })
  @IsOptional()
  @Matches(/^(wide|narrow|\d{2,4})$/)
  width?: string;

  @ApiPropertyOptional({ enum: ['screen', 'print'], description: '`print` sets patterns beside colours.' })
  @IsOptional()
  @IsIn(['screen', 'print'])
  theme?: 'screen' | 'print';

  @ApiPropertyOptional({ enum: ['normal', 'high'] })
  @IsOptional()
  @IsIn(['normal', 'high'])
  contrast?: 'normal' | 'high';

  @ApiPropertyOptional({ enum: ['1', '2', '3'], default: '2', description: '`png`: image pixels for each px.' })
  @IsOptional()
  @IsIn(['1', '2', '3'])
  scale?: '1' | '2' | '3';

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'To be saved as a file.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  download?: 'true' | 'false';
}
