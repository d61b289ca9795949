import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Language } from '../core/vocabulary.js';

/** Query parameters that every route takes. */
export class LanguageQuery {
  @ApiPropertyOptional({ enum: ['lv', 'en'], description: 'Language of the answer; Latvian by default.' })
  @IsOptional()
  @IsIn(['lv', 'en'])
  lang?: Language;
}

/** Query parameters of every list: `?page=&perPage=`. */
export class PageQuery extends LanguageQuery {
  @ApiPropertyOptional({ minimum: 1, default: 1, maximum: 1_000_000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page = 1;

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  perPage = 100;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly page: number;
  readonly perPage: number;
}

export function offsetOf(query: PageQuery): number {
  return (query.page - 1) * query.perPage;
}

export function pageOf<T>(items: readonly T[], total: number, query: PageQuery): Page<T> {
  return { items, total, page: query.page, perPage: query.perPage };
}
