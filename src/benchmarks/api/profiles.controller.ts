import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
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
import { Profiles } from '../figures/profiles.js';
import { noMunicipality, Questions } from '../figures/questions.js';
import { AnswerCache } from './answer-cache.js';
import { FigureQuery, questionOf } from './benchmark.query.js';
import { ProfileView, profileView } from './profile.view.js';

@ApiTags('benchmarks')
@Controller('api/v1/municipalities/:atvk/profile')
export class ProfilesController {
  constructor(
    private readonly cache: AnswerCache,
    private readonly questions: Questions,
    private readonly profiles: Profiles,
    private readonly directory: MunicipalityDirectory,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'All indicators of one municipality against its peers, by default the seven most similar' })
  @ApiOkResponse({ type: ProfileView })
  @ApiBadRequestResponse({ description: 'Unknown parameter or malformed value' })
  @ApiNotFoundResponse({ description: 'No such municipality, period or edition, or nothing published' })
  @ApiUnprocessableEntityResponse({ description: 'No such peer group' })
  async profile(
    @Param('atvk') atvk: string,
    @Query() query: FigureQuery,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const actor = request.actor ?? null;
    const key = { route: 'profile', path: [atvk], query, actor };
    const answer = await this.cache.json(key, async () => {
      const municipality = await this.directory.byAtvk(atvk);
      if (municipality === undefined) throw noMunicipality(atvk);
      const question = { ...questionOf(query), peerGroup: query.peerGroup ?? `nearest-${atvk}` };
      const place = await this.questions.aboutPeriod(question, actor);
      return profileView(await this.profiles.profile(place, municipality), place);
    });
    sendTagged(request, reply, answer);
  }
}
