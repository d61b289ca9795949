import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { LanguageQuery } from '../../http/paging.js';

/** Query of what is published in editions. */
export class EditionQuery extends LanguageQuery {
  @ApiPropertyOptional({ description: 'Id of an edition: a lasting address; the newest where left out' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  edition?: string;
}
