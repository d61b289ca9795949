import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Severity } from '../../core/vocabulary.js';
import { LanguageQuery, PageQuery } from '../../http/paging.js';

export class ImportQuery extends LanguageQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false', description: 'Check and report, store nothing.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';
}

export class ImportFindingQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['error', 'warning', 'information'] })
  @IsOptional()
  @IsIn(['error', 'warning', 'information'])
  severity?: Severity;

  @ApiPropertyOptional({ maxLength: 100, description: 'Only findings of this code.', example: 'jump_on_last_period' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  code?: string;
}
