import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { FormModule } from '../../http/actor.js';
import { LanguageQuery } from '../../http/paging.js';
import { CORRECTION_CATEGORIES } from '../actions/action-request.js';
import { MODULES } from '../workflow/workflow.js';
import { SubmissionCompletenessView, MunicipalityReferenceView, TimelinessView } from '../dto/submission.view.js';

export class ReviewQuery extends LanguageQuery {
  @ApiPropertyOptional({ example: '2025', description: 'The open period by default' })
  @IsOptional()
  @IsString()
  period?: string;
}

export class CorrectionsQuery extends LanguageQuery {
  @ApiProperty({ example: '2025' })
  @IsString()
  period!: string;
}

export class DifferencesQuery extends LanguageQuery {
  @ApiPropertyOptional({ enum: ['submission', 'last_year'], default: 'submission' })
  @IsOptional()
  @IsIn(['submission', 'last_year'])
  since: 'submission' | 'last_year' = 'submission';
}

export class NewThreadBody {
  @ApiPropertyOptional({ example: 'SP-CLIENTS.CARE', description: 'The whole submission where absent' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  cell?: string;

  @ApiProperty()
  @IsString()
  @MaxLength(4000)
  body!: string;
}

export class MessageBody {
  @ApiProperty()
  @IsString()
  @MaxLength(4000)
  body!: string;
}

export class ExceptionBody {
  @ApiProperty({ example: '0026000' })
  @Matches(/^\d{7}$/)
  municipality!: string;

  @ApiProperty({ enum: MODULES })
  @IsIn(MODULES)
  module!: FormModule;

  @ApiProperty({ format: 'date', description: 'Last day, to midnight in Riga' })
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  until!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(4000)
  reason!: string;
}

export class ExceptionView {
  @ApiProperty() municipality!: string;
  @ApiProperty({ enum: MODULES }) module!: FormModule;
  @ApiProperty({ format: 'date' }) until!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'date-time' }) grantedAt!: string;
}

export class ExceptionsView {
  @ApiProperty({ type: [ExceptionView] }) items!: ExceptionView[];
  @ApiProperty() total!: number;
}

export class SubmissionMessageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() body!: string;
  @ApiProperty({ format: 'date-time' }) writtenAt!: string;
  @ApiProperty({ type: String, nullable: true }) writtenBy!: string | null;
}

export class SubmissionThreadView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true }) cell!: string | null;
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) resolvedAt!: string | null;
  @ApiProperty({ type: [SubmissionMessageView] }) messages!: SubmissionMessageView[];
}

export class SubmissionThreadsView {
  @ApiProperty({ type: [SubmissionThreadView] }) items!: SubmissionThreadView[];
  @ApiProperty() total!: number;
}

export class ValueStateView {
  @ApiProperty({ type: Number, nullable: true }) value!: number | null;
  @ApiProperty() status!: string;
}

export class DifferenceView {
  @ApiProperty() cell!: string;
  @ApiProperty({ enum: MODULES }) module!: FormModule;
  @ApiProperty({ type: ValueStateView }) before!: ValueStateView;
  @ApiProperty({ type: ValueStateView }) after!: ValueStateView;
  @ApiProperty({ type: Number, nullable: true }) percent!: number | null;
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
}

export class DifferencesView {
  @ApiProperty({ type: [DifferenceView] }) items!: DifferenceView[];
  @ApiProperty() total!: number;
}

export class MirrorLineView {
  @ApiProperty({ example: 'LTC' }) service!: string;
  @ApiProperty() paid!: number;
  @ApiProperty() received!: number;
  @ApiProperty({ description: 'Difference in percent of the larger' }) percent!: number;
  @ApiProperty({ description: 'Within 5 %' }) holds!: boolean;
  @ApiProperty() reporting!: number;
}

export class MirrorView {
  @ApiProperty({ type: [MirrorLineView] }) items!: MirrorLineView[];
  @ApiProperty() total!: number;
}

export class BoardModuleView {
  @ApiProperty({ enum: MODULES }) module!: FormModule;
  @ApiProperty() state!: string;
  @ApiProperty({ type: SubmissionCompletenessView }) completeness!: SubmissionCompletenessView;
  @ApiProperty({ type: TimelinessView }) timeliness!: TimelinessView;
}

export class BoardLineView {
  @ApiProperty({ type: MunicipalityReferenceView }) municipality!: MunicipalityReferenceView;
  @ApiProperty() state!: string;
  @ApiProperty({ type: [BoardModuleView] }) modules!: BoardModuleView[];
}

export class BoardView {
  @ApiProperty({ type: [BoardLineView] }) items!: BoardLineView[];
  @ApiProperty() total!: number;
}

export class CorrectionView {
  @ApiProperty({ type: MunicipalityReferenceView }) municipality!: MunicipalityReferenceView;
  @ApiProperty() cell!: string;
  @ApiProperty({ enum: CORRECTION_CATEGORIES }) category!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({
    type: ValueStateView,
    nullable: true,
    description: 'Null where the figure is subject to disclosure rules',
  })
  before!: ValueStateView | null;
  @ApiProperty({ type: ValueStateView, nullable: true }) after!: ValueStateView | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class CorrectionsView {
  @ApiProperty({ type: [CorrectionView] }) items!: CorrectionView[];
  @ApiProperty() total!: number;
}
