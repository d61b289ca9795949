import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Allow } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { offsetOf, PageQuery, pageOf } from '../../http/paging.js';
import { AuditLog, type AuditItem } from './audit-log.js';
import { AuditTrail, type AuditFault, type AuditVerification } from './audit-trail.js';

class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Who did it' })
  @IsOptional()
  @IsUUID()
  actor?: string;

  @ApiPropertyOptional({ example: 'submission.approved' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  action?: string;

  @ApiPropertyOptional({ description: '`kind:id`', example: 'user:3f0c…' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  subject?: string;
}

/** Whatever the room that wrote the entry kept of the thing. */
const ANY_JSON = { type: 'object', nullable: true, additionalProperties: true } as const;

class AuditActorView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The role at that time' }) role!: string | null;
}

class AuditItemView {
  @ApiProperty() sequence!: number;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: AuditActorView, nullable: true }) actor!: AuditActorView | null;
  @ApiProperty() action!: string;
  @ApiProperty() subject!: string;
  @ApiProperty({ type: String, nullable: true }) municipality!: string | null;
  @ApiProperty(ANY_JSON) before!: object | null;
  @ApiProperty(ANY_JSON) after!: object | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ description: 'SHA-256, hexadecimal' }) hash!: string;
}

class AuditHeadView {
  @ApiProperty() sequence!: number;
  @ApiProperty({ description: 'SHA-256, hexadecimal' }) hash!: string;
}

class AuditPageView {
  @ApiProperty({ type: [AuditItemView] }) items!: readonly AuditItem[];
  @ApiProperty() total!: number;
  @ApiProperty() page!: number;
  @ApiProperty() perPage!: number;
  @ApiProperty({ type: AuditHeadView, description: 'The newest entry of the whole chain' }) head!: AuditHeadView;
}

class AuditFaultView {
  @ApiProperty() sequence!: number;
  @ApiProperty({ enum: ['sequence_gap', 'broken_link', 'changed_entry', 'changed_column', 'head_differs'] })
  kind!: AuditFault;
}

class AuditVerificationView {
  @ApiProperty() ok!: boolean;
  @ApiProperty({ description: 'Entries that fit' }) entries!: number;
  @ApiProperty({ type: AuditHeadView }) head!: AuditHeadView;
  @ApiPropertyOptional({ type: AuditFaultView }) fault?: AuditFaultView;
}

@ApiTags('audit')
@Controller('api/v1/audit')
@Allow('lps_administrator')
@ApiProblems(401, 403)
export class AuditController {
  constructor(
    private readonly log: AuditLog,
    private readonly trail: AuditTrail,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who changed what, when and why; newest first, with the head of the chain' })
  @ApiOkResponse({ type: AuditPageView })
  @ApiProblems(400)
  async list(@Query() query: AuditQuery): Promise<AuditPageView> {
    const { actor, action, subject } = query;
    const { items, total } = await this.log.list({ actor, action, subject }, query.perPage, offsetOf(query));
    return { ...pageOf(items, total, query), head: await this.trail.head() };
  }

  @Get('verification')
  @ApiOperation({ summary: 'Recomputes the whole chain; names the first entry that does not fit' })
  @ApiOkResponse({ type: AuditVerificationView })
  async verify(): Promise<AuditVerification> {
    return this.trail.verify();
  }
}
