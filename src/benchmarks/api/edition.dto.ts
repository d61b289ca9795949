import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { ValueStatus } from '../../core/vocabulary.js';
import { EDITION_KINDS, type EditionKind, type EditionRecord } from '../editions/edition.repository.js';
import { MunicipalityLabelView, TextView } from './benchmark.view.js';

/** Body of `POST /editions`. */
export class EditionBody {
  @ApiProperty({ format: 'uuid', description: 'Id of a finished scoring run.' })
  @IsUUID()
  run!: string;

  @ApiProperty({ enum: EDITION_KINDS })
  @IsIn(EDITION_KINDS)
  kind!: EditionKind;

  @ApiPropertyOptional({
    type: [String],
    description: 'Codes; where absent those of the run, or all it knows that are no longer being filled in.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  periods?: string[];

  @ApiPropertyOptional({ description: 'What readers should know about it.' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}

export class EditionView {
  @ApiProperty({ example: '2025-provisional-1' })
  id!: string;

  @ApiProperty({ enum: EDITION_KINDS })
  kind!: EditionKind;

  @ApiProperty({ format: 'uuid' })
  run!: string;

  @ApiProperty({ type: [String], description: 'Codes of the periods published, oldest first.' })
  periods!: readonly string[];

  @ApiProperty({ format: 'date-time' })
  publishedAt!: string;

  @ApiProperty({ type: String, nullable: true })
  note!: string | null;

  @ApiProperty({ description: 'True where figures are made up for trying the service out.' })
  sample!: boolean;
}

export class EditionPageView {
  @ApiProperty({ type: [EditionView] })
  items!: readonly EditionView[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  perPage!: number;
}

export class ChangedValueView {
  @ApiProperty({ type: Number, nullable: true })
  value!: number | null;

  @ApiProperty({ type: String })
  status!: ValueStatus;
}

export class EditionChangeView {
  @ApiProperty({ example: 'SU-O-REG' })
  indicator!: string;

  @ApiProperty({ type: TextView })
  name!: TextView;

  @ApiProperty({ example: '2025' })
  period!: string;

  @ApiProperty({ type: MunicipalityLabelView })
  municipality!: MunicipalityLabelView;

  @ApiProperty({ description: 'The edition that had the old value.' })
  previousEdition!: string;

  @ApiProperty({ type: ChangedValueView })
  old!: ChangedValueView;

  @ApiProperty({ type: ChangedValueView })
  new!: ChangedValueView;

  @ApiProperty({ enum: ['revised', 'recomputed'], description: 'A reported value, or one computed from changed ones.' })
  cause!: 'revised' | 'recomputed';

  @ApiProperty({ type: String, nullable: true, description: 'Why, in the words of its author.' })
  reason!: string | null;

  @ApiProperty({ type: [String], description: 'Of a computed value: the changed values it is made of.' })
  because!: readonly string[];

  @ApiProperty({ type: String, nullable: true })
  source!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  recordedAt!: string | null;
}

export class EditionChangePageView {
  @ApiProperty({ type: [EditionChangeView] })
  items!: readonly EditionChangeView[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  perPage!: number;
}

/** @param codes of periods by id */
export function editionView(edition: EditionRecord, codes: ReadonlyMap<number, string>): EditionView {
  const { id, kind, runId, periodIds, publishedAt, note, sample } = edition;
  return {
    id,
    kind,
    run: runId,
    periods: periodIds.map((period) => codes.get(period) ?? ''),
    publishedAt: publishedAt.toISOString(),
    note,
    sample,
  };
}
