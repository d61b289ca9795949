import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public, type ActingRequest } from '../../http/actor.js';
import { sendTagged } from '../../http/entity-tag.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import { Benchmarks } from '../figures/benchmarks.js';
import { noMunicipality, Questions } from '../figures/questions.js';
import { AnswerCache } from './answer-cache.js';
import { BenchmarkQuery, questionOf } from './benchmark.query.js';
import { BenchmarkView, benchmarkView } from './benchmark.view.js';

@ApiTags('benchmarks')
@Controller('api/v1/benchmarks')
export class BenchmarksController {
  constructor(
    private readonly cache: AnswerCache,
    private readonly questions: Questions,
    private readonly benchmarks: Benchmarks,
    private readonly directory: MunicipalityDirectory,
  ) {}

  @Get(':indicator')
  @Public()
  @ApiOperation({
    summary: 'One indicator: every municipality of a peer group, with rank, band, comparison and source',
  })
  @ApiOkResponse({ type: BenchmarkView })
  @ApiBadRequestResponse({ description: 'Unknown parameter or malformed value' })
  @ApiForbiddenResponse({ description: '`edition=draft` is for analysts and administrators' })
  @ApiNotFoundResponse({ description: 'No such indicator, period, edition or municipality, or nothing published' })
  @ApiUnprocessableEntityResponse({ description: 'No such peer group' })
  async one(
    @Param('indicator') indicator: string,
    @Query() query: BenchmarkQuery,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const actor = request.actor ?? null;
    const key = { route: 'benchmark', path: [indicator], query, actor };
    const answer = await this.cache.json(key, async () => {
      await this.checkMunicipality(query.municipality);
      const place = await this.questions.aboutCell(indicator, questionOf(query), actor);
      return benchmarkView(await this.benchmarks.benchmark(place, query.municipality), place);
    });
    sendTagged(request, reply, answer);
  }

  private async checkMunicipality(atvk: string | undefined): Promise<void> {
    if (atvk !== undefined && (await this.directory.byAtvk(atvk)) === undefined) throw noMunicipality(atvk);
  }
}
