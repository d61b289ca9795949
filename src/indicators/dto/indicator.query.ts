import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../http/paging.js';
import type { IndicatorKind } from '../model/catalogue.js';

/** Which indicators to list. */
export class IndicatorQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'Id of a catalogue; all that are in force where absent.',
    example: 'LPS-BM-SU-SP',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  catalogue?: string;

  @ApiPropertyOptional({ description: 'Family, such as SU, SP, SD or CX.', example: 'SP' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  family?: string;

  @ApiPropertyOptional({ description: 'Group, such as light, targeted or service_cost.', example: 'service_cost' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  group?: string;

  @ApiPropertyOptional({ enum: ['collected', 'derived'] })
  @IsOptional()
  @IsIn(['collected', 'derived'])
  kind?: IndicatorKind;

  @ApiPropertyOptional({ description: 'Part of a code or of a name in either language.', example: 'grant' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}
