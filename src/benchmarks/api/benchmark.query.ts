import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { LanguageQuery } from '../../http/paging.js';
import type { Territory } from '../editions/edition-view.js';
import type { FigureQuestion } from '../figures/questions.js';

/** Parameters that choose figures. */
export class FigureQuery extends LanguageQuery {
  @ApiPropertyOptional({
    description: 'Code of the reporting period; the newest published where absent.',
    example: '2025',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  period?: string;

  @ApiPropertyOptional({
    description: '`all`, a fixed group, `nearest-<atvk>`, `nearest-<atvk>-k<number>` or `own-<atvk>-<atvk>-…`.',
    example: 'region-vidzeme',
  })
  @IsOptional()
  @IsString()
  @MaxLength(600)
  peerGroup?: string;

  @ApiPropertyOptional({
    description: 'Id of an edition, or `draft` (analysts and administrators); the newest published where absent.',
    example: '2025-provisional-1',
  })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  edition?: string;
}

/** Parameters of a benchmark. */
export class BenchmarkQuery extends FigureQuery {
  @ApiPropertyOptional({
    enum: ['reported', 'current'],
    default: 'reported',
    description: 'As reported, or on today’s borders.',
  })
  @IsOptional()
  @IsIn(['reported', 'current'])
  territory?: Territory;

  @ApiPropertyOptional({ description: 'ATVK code of the municipality whose own row is wanted.', example: '0026000' })
  @IsOptional()
  @Matches(/^\d{7}$/)
  municipality?: string;

  @ApiPropertyOptional({
    description: 'The reader’s own peer group: ATVK codes separated by commas.',
    example: '0026000,0030000',
  })
  @IsOptional()
  @Matches(/^\d{7}(,\d{7})*$/)
  @MaxLength(600)
  municipalities?: string;
}

/** What the parameters ask; a parameter that a route does not have is left open. */
export function questionOf(query: Partial<Omit<BenchmarkQuery, 'lang'>>): FigureQuestion {
  const { period, edition, territory, peerGroup, municipalities } = query;
  const own = municipalities === undefined ? undefined : `own-${municipalities.replaceAll(',', '-')}`;
  return { period, edition, territory, peerGroup: own ?? peerGroup };
}
