import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Public, type ActingRequest } from '../../http/actor.js';
import { sendTagged } from '../../http/entity-tag.js';
import { LanguageQuery } from '../../http/paging.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import { Explanations } from '../figures/explanations.js';
import { noMunicipality, Questions } from '../figures/questions.js';
import { AnswerCache } from './answer-cache.js';
import { questionOf } from './benchmark.query.js';
import { ExplanationView, explanationView } from './explanation.view.js';

/** Which score. */
class ScorePath {
  @IsString()
  @MaxLength(80)
  indicator!: string;

  @IsString()
  @MaxLength(20)
  atvk!: string;

  @IsString()
  @MaxLength(40)
  period!: string;
}

/** Against whom, and in which state of the figures. */
export class ExplanationQuery extends LanguageQuery {
  @ApiPropertyOptional({ default: 'all', description: 'As for a benchmark.' })
  @IsOptional()
  @IsString()
  @MaxLength(600)
  peerGroup?: string;

  @ApiPropertyOptional({ description: 'As for a benchmark.' })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  edition?: string;
}

@ApiTags('benchmarks')
@Controller('api/v1/scores/:indicator/:atvk/:period/explanation')
export class ExplanationsController {
  constructor(
    private readonly cache: AnswerCache,
    private readonly questions: Questions,
    private readonly explanations: Explanations,
    private readonly directory: MunicipalityDirectory,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Everything needed to recompute a score by hand' })
  @ApiOkResponse({ type: ExplanationView })
  @ApiBadRequestResponse({ description: 'Unknown parameter or malformed value' })
  @ApiNotFoundResponse({ description: 'No such indicator, municipality, period or edition, or nothing published' })
  @ApiUnprocessableEntityResponse({ description: 'No such peer group' })
  async explanation(
    @Param() { indicator, atvk, period }: ScorePath,
    @Query() query: ExplanationQuery,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const actor = request.actor ?? null;
    const key = { route: 'explanation', path: [indicator, atvk, period], query, actor };
    const answer = await this.cache.json(key, async () => {
      const municipality = await this.directory.byAtvk(atvk);
      if (municipality === undefined) throw noMunicipality(atvk);
      const place = await this.questions.aboutCell(indicator, { ...questionOf(query), period }, actor);
      return explanationView(await this.explanations.explain(place, municipality), place);
    });
    sendTagged(request, reply, answer);
  }
}
