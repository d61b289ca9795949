import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { EditionQuery } from '../http/edition.query.js';
import { CodeList } from '../http/lists.js';

const MOST = 2000;

/** Which part of the figures a file holds; all where nothing is named. */
export class ExportQuery extends EditionQuery {
  @CodeList('Codes of periods', MOST)
  period?: string[];

  @CodeList('Codes of indicators; one that is divided stands for all its cells', MOST)
  indicator?: string[];

  @CodeList('ATVK codes', MOST)
  municipality?: string[];

  @CodeList('Codes of peer groups', MOST)
  peerGroup?: string[];
}

/** The same for CSV: with `lang=lv` semicolons and decimal commas. */
export class CsvExportQuery extends ExportQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Byte order mark at the beginning' })
  @IsOptional()
  @IsIn(['true', 'false'])
  bom?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Lines that begin with # before the head' })
  @IsOptional()
  @IsIn(['true', 'false'])
  metadata?: string;
}
