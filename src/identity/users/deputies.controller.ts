import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Allow, CurrentActor, type Actor } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { offsetOf, PageQuery, pageOf, type Page } from '../../http/paging.js';
import { uuidParam } from '../access/uuid.pipe.js';
import { Deputies, type Deputy } from './deputies.js';
import { UserRepository } from './user.repository.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

class DeputyBody {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  deputyId!: string;

  @ApiProperty({ description: 'Number and date of the written order', maxLength: 200 })
  @IsString()
  @Length(3, 200)
  orderReference!: string;

  @ApiProperty({ format: 'date', description: 'First day' })
  @Matches(DAY)
  @IsISO8601({ strict: true })
  startsOn!: string;

  @ApiProperty({ format: 'date', description: 'Last day' })
  @Matches(DAY)
  @IsISO8601({ strict: true })
  endsOn!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The approver; administrators only, oneself otherwise' })
  @IsOptional()
  @IsUUID()
  principalId?: string;
}

class PersonView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

class DeputyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: PersonView }) principal!: PersonView;
  @ApiProperty({ type: PersonView }) deputy!: PersonView;
  @ApiProperty({ type: String, nullable: true }) municipality!: string | null;
  @ApiProperty() orderReference!: string;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  @ApiProperty({ format: 'date' }) endsOn!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt!: string | null;
}

class DeputyPageView {
  @ApiProperty({ type: [DeputyView] }) items!: DeputyView[];
  @ApiProperty() total!: number;
  @ApiProperty() page!: number;
  @ApiProperty() perPage!: number;
}

class CandidatesView {
  @ApiProperty({ type: [PersonView] }) items!: PersonView[];
  @ApiProperty() total!: number;
}

const view = (deputy: Deputy): DeputyView => ({ ...deputy, revokedAt: deputy.revokedAt?.toISOString() ?? null });

@ApiTags('users')
@Controller('api/v1/deputies')
@ApiProblems(401, 403)
export class DeputiesController {
  constructor(
    private readonly deputies: Deputies,
    private readonly users: UserRepository,
  ) {}

  @Get()
  @Allow('coordinator', 'approver', 'lps_administrator')
  @ApiOperation({ summary: 'Deputies of approvers: those of my municipality; all for administrators' })
  @ApiOkResponse({ type: DeputyPageView })
  @ApiProblems(400)
  async list(@Query() query: PageQuery, @CurrentActor() actor: Actor): Promise<Page<DeputyView>> {
    const { items, total } = await this.deputies.list(actor, query.perPage, offsetOf(query));
    return pageOf(items.map(view), total, query);
  }

  @Get('candidates')
  @Allow('approver')
  @ApiOperation({ summary: 'Whom I can name: active colleagues of my municipality' })
  @ApiOkResponse({ type: CandidatesView })
  async candidates(@CurrentActor() actor: Actor): Promise<CandidatesView> {
    const filter = { municipality: actor.municipality ?? '', active: true };
    const { items } = await this.users.list(filter, 1000, 0);
    const people = items
      .filter((user) => user.role !== 'approver' && user.id !== actor.userId)
      .map(({ id, name }) => ({ id, name }));
    return { items: people, total: people.length };
  }

  @Post()
  @Allow('approver', 'lps_administrator')
  @ApiOperation({ summary: 'Names a deputy by written order for a stretch of days' })
  @ApiCreatedResponse({ type: DeputyView })
  @ApiProblems(400, 404, 422)
  async name(@Body() body: DeputyBody, @CurrentActor() actor: Actor): Promise<DeputyView> {
    return view(await this.deputies.name(body, actor));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('approver', 'lps_administrator')
  @ApiOperation({ summary: 'Ends a deputyship at once' })
  @ApiNoContentResponse()
  @ApiProblems(400, 404)
  async revoke(@Param('id', uuidParam) id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.deputies.revoke(id, actor);
  }
}
