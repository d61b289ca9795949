import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Public, type ActingRequest } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { sendTagged } from '../../http/entity-tag.js';
import { AnswerCache } from '../api/answer-cache.js';
import { FigureQuery, questionOf } from '../api/benchmark.query.js';
import type { Territory } from '../editions/edition-view.js';
import { COSTS_ANSWER, SMALL_NUMBERS_ANSWER, SUPPORT_INDEX_ANSWER } from './analysis-schemas.js';
import { Analyses } from './analyses.js';

/** Parameters of the support index. */
class SupportIndexQuery extends FigureQuery {
  @ApiProperty({ description: 'ATVK code', example: '0026000' })
  @Matches(/^\d{7}$/)
  municipality!: string;
}

/** Parameters of rates with few cases. */
class SmallNumbersQuery extends FigureQuery {
  @ApiPropertyOptional({ enum: ['reported', 'current'], default: 'reported' })
  @IsOptional()
  @IsIn(['reported', 'current'])
  territory?: Territory;
}

@ApiTags('analysis')
@Controller('api/v1')
@ApiProblems(400, 404, 422)
export class AnalysisController {
  constructor(
    private readonly cache: AnswerCache,
    private readonly analyses: Analyses,
  ) {}

  @Get('support-index')
  @Public()
  @ApiOperation({ summary: 'The support index of a municipality taken apart, with its rank under other weights' })
  @ApiOkResponse({ schema: SUPPORT_INDEX_ANSWER })
  async supportIndex(
    @Query() query: SupportIndexQuery,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const actor = request.actor ?? null;
    const { municipality, ...rest } = query;
    const answer = await this.cache.json({ route: 'support-index', path: [], query, actor }, () =>
      this.analyses.supportIndex(municipality, questionOf(rest), actor),
    );
    sendTagged(request, reply, answer);
  }

  @Get('municipalities/:atvk/costs')
  @Public()
  @ApiOperation({ summary: 'What a municipality’s services cost, and would cost at its peers’ median unit cost' })
  @ApiOkResponse({ schema: COSTS_ANSWER })
  async costs(
    @Param('atvk') atvk: string,
    @Query() query: FigureQuery,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const actor = request.actor ?? null;
    const answer = await this.cache.json({ route: 'costs', path: [atvk], query, actor }, () =>
      this.analyses.costs(atvk, questionOf(query), actor),
    );
    sendTagged(request, reply, answer);
  }

  @Get('small-numbers/:indicator')
  @Public()
  @ApiOperation({ summary: 'A rate of few cases: with its interval, pooled over three periods, and its funnel label' })
  @ApiOkResponse({ schema: SMALL_NUMBERS_ANSWER })
  async smallNumbers(
    @Param('indicator') indicator: string,
    @Query() query: SmallNumbersQuery,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const actor = request.actor ?? null;
    const answer = await this.cache.json({ route: 'small-numbers', path: [indicator], query, actor }, () =>
      this.analyses.smallNumbers(indicator, questionOf(query), actor),
    );
    sendTagged(request, reply, answer);
  }
}
