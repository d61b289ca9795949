import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { LanguageQuery } from '../../http/paging.js';
import { CodeList } from '../http/lists.js';
import { MOST_PER_PAGE } from './envelope.js';

const MANY = 100_000;

/** `page` and `per_page`; more than 5000 a page are not given. */
export class KoladaPageQuery extends LanguageQuery {
  @ApiPropertyOptional({ minimum: 1, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page = 1;

  @ApiPropertyOptional({ minimum: 1, default: MOST_PER_PAGE, description: 'At most 5000 are given' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  per_page = MOST_PER_PAGE;

  @ApiPropertyOptional({ description: 'Id of an edition: the figures as they were published then' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  edition?: string;
}

export class KoladaTitleQuery extends KoladaPageQuery {
  @ApiPropertyOptional({ description: 'Part of the title, in capitals or not' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  title?: string;

  @CodeList('Ids', MANY)
  id?: string[];
}

export class KoladaMunicipalityQuery extends KoladaTitleQuery {
  @ApiPropertyOptional({ enum: ['K', 'L'], description: 'K: municipalities; L: the country' })
  @IsOptional()
  @IsIn(['K', 'L'])
  region_type?: 'K' | 'L';

  @ApiPropertyOptional({ enum: ['K', 'L'], description: 'The same' })
  @IsOptional()
  @IsIn(['K', 'L'])
  type?: 'K' | 'L';
}

export class KoladaUnitQuery extends KoladaTitleQuery {
  @CodeList('Municipalities', MANY)
  municipality?: string[];
}

/** What goes with the segments of an address. */
export class KoladaSegmentQuery extends KoladaPageQuery {
  @ApiPropertyOptional({ format: 'date', description: 'Only what has changed since this day' })
  @IsOptional()
  @IsString()
  @MaxLength(30)
  from_date?: string;

  @ApiPropertyOptional({ enum: ['K', 'L'] })
  @IsOptional()
  @IsIn(['K', 'L'])
  region_type?: 'K' | 'L';
}

export class KoladaDataQuery extends KoladaSegmentQuery {
  @CodeList('Indicators', MANY)
  kpi_id?: string[];

  @CodeList('Municipalities, groups or the country', MANY)
  municipality_id?: string[];

  @CodeList('Years', MANY)
  year?: string[];
}

export class KoladaUnitDataQuery extends KoladaSegmentQuery {
  @CodeList('Indicators', MANY)
  kpi_id?: string[];

  @CodeList('Units', MANY)
  ou_id?: string[];

  @CodeList('Years', MANY)
  year?: string[];
}
