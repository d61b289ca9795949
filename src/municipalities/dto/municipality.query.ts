import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { LanguageQuery, PageQuery } from '../../http/paging.js';
import type { MunicipalityKind, PlanningRegionCode } from '../municipality.js';

const KINDS = ['state_city', 'county', 'republican_city'];
const REGIONS = ['kurzeme', 'latgale', 'riga', 'vidzeme', 'zemgale'];

export class DayQuery extends LanguageQuery {
  @ApiPropertyOptional({ format: 'date', description: 'State on this day; today where absent.', example: '2024-12-31' })
  @IsOptional()
  @IsString()
  on?: string;
}

export class MunicipalityQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'date', description: 'Municipalities that exist on this day; today where absent.' })
  @IsOptional()
  @IsString()
  on?: string;

  @ApiPropertyOptional({ enum: KINDS })
  @IsOptional()
  @IsIn(KINDS)
  kind?: MunicipalityKind;

  @ApiPropertyOptional({ enum: REGIONS, description: 'Planning region' })
  @IsOptional()
  @IsIn(REGIONS)
  region?: PlanningRegionCode;

  @ApiPropertyOptional({ description: 'Part of a name, with or without diacritics, or an ATVK code.', example: 'cesu' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class PeerGroupQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'date', description: 'Members on this day; today where absent.' })
  @IsOptional()
  @IsString()
  on?: string;
}

export class PeersQuery extends DayQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 42, default: 7, description: 'Number of neighbours' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(42)
  k?: number;

  @ApiPropertyOptional({ description: 'Codes separated by commas.', example: 'population,density,population_change' })
  @IsOptional()
  @IsString()
  variables?: string;

  @ApiPropertyOptional({ description: 'One weight a variable, separated by commas; 1 each where absent.' })
  @IsOptional()
  @IsString()
  weights?: string;
}
