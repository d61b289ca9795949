import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { FormModule } from '../../http/actor.js';
import { PageQuery } from '../../http/paging.js';
import { CORRECTION_CATEGORIES, type CorrectionCategory } from '../actions/action-request.js';
import {
  MODULE_STATES,
  MODULES,
  STAGES,
  SUBMISSION_STATES,
  type ModuleState,
  type Permission,
  type Stage,
  type SubmissionState,
} from '../workflow/workflow.js';

const PERMISSIONS = ['edit', 'submit', 'approve', 'review', 'return', 'accept', 'reopen'];

export class SubmissionQuery extends PageQuery {
  @ApiPropertyOptional({ example: '2025', description: 'The open period by default' })
  @IsOptional()
  @IsString()
  period?: string;

  @ApiPropertyOptional({ enum: SUBMISSION_STATES })
  @IsOptional()
  @IsIn(SUBMISSION_STATES)
  state?: SubmissionState;

  @ApiPropertyOptional({ example: '0026000' })
  @IsOptional()
  @IsString()
  municipality?: string;
}

export class ActionBody {
  @ApiPropertyOptional({ enum: MODULES, description: 'All modules that the action fits where absent' })
  @IsOptional()
  @IsIn(MODULES)
  module?: FormModule;

  @ApiPropertyOptional({ description: 'Hash of the content that the approver saw' })
  @IsOptional()
  @Matches(/^[0-9a-fA-F]{64}$/)
  contentHash?: string;

  @ApiPropertyOptional({ description: 'Needed to return, and to reopen what was accepted' })
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  reason?: string;

  @ApiPropertyOptional({ type: [String], description: 'Cells to be answered or corrected' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  cells?: string[];

  @ApiPropertyOptional({ enum: CORRECTION_CATEGORIES })
  @IsOptional()
  @IsIn(CORRECTION_CATEGORIES)
  category?: CorrectionCategory;
}

export class EntryBody {
  @ApiPropertyOptional({
    oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }],
    nullable: true,
    description: 'As typed (`1 234,5`) or as a number; null empties the cell. A blank is never zero.',
  })
  @ValidateIf(
    (_, value) => value !== null && value !== undefined && typeof value !== 'number' && typeof value !== 'boolean',
  )
  @IsString()
  @MaxLength(4000)
  value?: number | string | boolean | null;

  @ApiPropertyOptional({ enum: ['reported', 'not_collected', 'not_provided'] })
  @IsOptional()
  @IsIn(['reported', 'not_collected', 'not_provided'])
  status?: 'reported' | 'not_collected' | 'not_provided';

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(8000)
  comment?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'https://likumi.lv/ta/id/1 3. punkts' })
  @IsOptional()
  @IsString()
  @MaxLength(8000)
  evidence?: string | null;

  @ApiPropertyOptional({ minimum: 0, description: 'Version the change is based on; or `If-Match`. 0: untouched.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  version?: number;

  @ApiPropertyOptional({ description: 'Take over the value that the form offers' })
  @IsOptional()
  @IsBoolean()
  acceptOffer?: boolean;
}

export class CellEntryBody extends EntryBody {
  @ApiProperty({ example: 'SP-CLIENTS.CARE' })
  @IsString()
  @MaxLength(100)
  cell!: string;
}

export class EntriesBody {
  @ApiProperty({ type: [CellEntryBody] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => CellEntryBody)
  values!: CellEntryBody[];

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  reason?: string;
}

export class UndoBody {
  @ApiPropertyOptional({ minimum: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;
}

export class MunicipalityReferenceView {
  @ApiProperty({ example: '0026000' }) atvk!: string;
  @ApiProperty({ example: 'Cēsu novads' }) name!: string;
}

export class SubmissionCompletenessView {
  @ApiProperty() filled!: number;
  @ApiProperty() required!: number;
  @ApiProperty({ description: 'Share filled, 0 to 1' }) share!: number;
}

export class TimelinessView {
  @ApiProperty({ type: String, format: 'date', nullable: true }) deadline!: string | null;
  @ApiProperty({ enum: ['due', 'overdue', 'on_time', 'late', 'none'] }) state!: string;
  @ApiProperty() daysLate!: number;
}

export class FormFindingCountsView {
  @ApiProperty() errors!: number;
  @ApiProperty() warnings!: number;
  @ApiPropertyOptional({ description: 'Warnings that nobody has explained' }) unexplained?: number;
}

export class ModuleView {
  @ApiProperty({ enum: MODULES }) module!: FormModule;
  @ApiProperty({ enum: MODULE_STATES }) state!: ModuleState;
  @ApiProperty() version!: number;
  @ApiProperty({ type: SubmissionCompletenessView }) completeness!: SubmissionCompletenessView;
  @ApiProperty({ type: TimelinessView }) timeliness!: TimelinessView;
  @ApiProperty({ type: FormFindingCountsView }) findings!: FormFindingCountsView;
  @ApiPropertyOptional({ description: 'Hash of what stands there now' }) contentHash?: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) submittedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) approvedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) approvedHash!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) acceptedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) returnReason!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) answerUntil!: string | null;
  @ApiProperty({ type: [String], nullable: true, description: 'Cells open for an answer; all where null' })
  openCells!: string[] | null;
  @ApiProperty({ enum: PERMISSIONS, isArray: true }) permittedActions!: Permission[];
}

export class SubmissionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: MunicipalityReferenceView }) municipality!: MunicipalityReferenceView;
  @ApiProperty({ example: '2025' }) period!: string;
  @ApiProperty({ description: 'A practice period is never published' }) isPractice!: boolean;
  @ApiProperty({ enum: SUBMISSION_STATES }) state!: SubmissionState;
  @ApiProperty({ enum: STAGES }) stage!: Stage;
  @ApiProperty({ type: [ModuleView] }) modules!: ModuleView[];
  @ApiProperty({ description: 'Threads that wait for an answer' }) openThreads!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string', enum: PERMISSIONS } },
    description: 'By module',
  })
  permittedActions!: Partial<Record<FormModule, Permission[]>>;
}

export class SubmissionPageView {
  @ApiProperty({ type: [SubmissionView] }) items!: SubmissionView[];
  @ApiProperty() total!: number;
  @ApiProperty() page!: number;
  @ApiProperty() perPage!: number;
}
