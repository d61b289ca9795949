import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { LanguageQuery } from '../../http/paging.js';
import type { ImportState } from '../catalogue-import.js';
import type { Source } from '../model/catalogue.js';
import { ReferenceView } from './indicator.view.js';
import { LocalisedView } from './localised.view.js';

export class CatalogueImportQuery extends LanguageQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false', description: 'Check and compare, store nothing.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';
}

export class CatalogueDocumentQuery extends LanguageQuery {
  @ApiPropertyOptional({ description: 'Version; the one in force where absent.', example: '0.9.1' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  version?: string;
}

/** What a field of a YAML file holds; empty lists and objects stand for themselves. */
const SCALARS = [
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'array', items: {} },
  { type: 'object', additionalProperties: true },
];

export class FieldChangeView {
  @ApiProperty({ example: 'hard.H1.expr' })
  field!: string;

  @ApiProperty({ nullable: true, description: 'null: new', oneOf: SCALARS, example: '{SELF} > 0' })
  before!: unknown;

  @ApiProperty({ nullable: true, description: 'null: gone', oneOf: SCALARS, example: '{SELF} >= 0' })
  after!: unknown;
}

export class IndicatorChangeView {
  @ApiProperty({ example: 'SU-L-POLICY' })
  code!: string;

  @ApiProperty({ type: [FieldChangeView] })
  fields!: readonly FieldChangeView[];
}

export class CatalogueDifferenceView {
  @ApiProperty({ type: [String], description: 'Codes of indicators that are new' })
  added!: readonly string[];

  @ApiProperty({ type: [String], description: 'Codes of indicators that are gone' })
  removed!: readonly string[];

  @ApiProperty({ type: [IndicatorChangeView] })
  changed!: readonly IndicatorChangeView[];

  @ApiProperty({ type: [FieldChangeView], description: 'Changes outside the indicators' })
  document!: readonly FieldChangeView[];
}

export class CatalogueFindingView {
  @ApiProperty({ example: 'unknown_field' })
  code!: string;

  @ApiProperty({ enum: ['error', 'warning', 'information'] })
  severity!: 'error' | 'warning' | 'information';

  @ApiProperty({ example: 'indicators.SU-L-POLICY.hard.H1' })
  path!: string;

  @ApiPropertyOptional()
  indicator?: string;

  @ApiPropertyOptional()
  rule?: string;

  @ApiPropertyOptional({ description: 'Character of the expression, from 1' })
  position?: number;

  @ApiProperty({ type: LocalisedView })
  message!: LocalisedView;
}

export class CatalogueCountsView {
  @ApiProperty({ example: 81 })
  indicators!: number;

  @ApiProperty({ example: 287 })
  cells!: number;

  @ApiProperty({ example: 302 })
  rules!: number;

  @ApiProperty({ example: 82 })
  formulas!: number;
}

/** What an import did, or on a dry run would do. */
export class CatalogueImportView {
  @ApiProperty({ example: 'LPS-BM-SU-SP' })
  catalogue!: string;

  @ApiProperty({ example: '0.9.1' })
  version!: string;

  @ApiProperty()
  dryRun!: boolean;

  @ApiProperty({ enum: ['imported', 'reactivated', 'unchanged'] })
  state!: ImportState;

  @ApiProperty({ description: 'SHA-256 of the document' })
  hash!: string;

  @ApiProperty({ type: CatalogueCountsView })
  counts!: CatalogueCountsView;

  @ApiProperty({ type: CatalogueDifferenceView })
  diff!: CatalogueDifferenceView;

  @ApiProperty({ type: [CatalogueFindingView], description: 'Warnings and information; errors refuse the import' })
  findings!: readonly CatalogueFindingView[];
}

export class CatalogueVersionView {
  @ApiProperty({ example: 'LPS-BM-SU-SP' })
  catalogue!: string;

  @ApiProperty({ example: '0.9.1' })
  version!: string;

  @ApiProperty()
  hash!: string;

  @ApiProperty({ description: 'In force' })
  active!: boolean;

  @ApiProperty({ format: 'date-time' })
  importedAt!: string;

  @ApiProperty()
  importedBy!: string;
}

export class UnverifiedSourceView extends ReferenceView {
  @ApiProperty({ example: 'LPS-BM-SU-SP' })
  catalogue!: string;

  @ApiProperty({ type: [String], description: 'Indicators that refer to it' })
  indicators!: string[];
}

/** The catalogues for those who keep them. */
export class CatalogueOverviewView {
  @ApiProperty({ type: [CatalogueVersionView], description: 'All versions, newest first' })
  versions!: CatalogueVersionView[];

  @ApiProperty({ type: [UnverifiedSourceView], description: 'Sources that are not, or only partly, verified' })
  unverified!: UnverifiedSourceView[];
}

export class SourceCheckBody {
  @ApiProperty({ enum: ['yes', 'partial', 'no'] })
  @IsIn(['yes', 'partial', 'no'])
  verified!: Source['verified'];

  @ApiPropertyOptional({ maxLength: 2000, description: 'What was read, and where' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}
