import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ValueStatus } from '../../core/vocabulary.js';
import { Public, type ActingRequest } from '../../http/actor.js';
import { sendTagged } from '../../http/entity-tag.js';
import { languageOf } from '../../http/language.js';
import { groupLabel, periodLabel, provenanceOf } from '../figures/labels.js';
import { Overviews, type Finding, type IndexBand } from '../figures/overview.js';
import { Questions } from '../figures/questions.js';
import { AnswerCache } from './answer-cache.js';
import { FigureQuery, questionOf } from './benchmark.query.js';
import { FiguresView, MunicipalityLabelView } from './benchmark.view.js';

class CompletenessView {
  @ApiProperty({ description: 'Municipalities that have reported anything.' })
  submitted!: number;

  @ApiProperty({ description: 'Municipalities there are.' })
  of!: number;

  @ApiProperty({ type: [MunicipalityLabelView] })
  missing!: readonly MunicipalityLabelView[];
}

class OverviewFindingView implements Finding {
  @ApiProperty()
  indicator!: string;

  @ApiProperty()
  period!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  finding!: string;
}

class IndexBandView implements IndexBand {
  @ApiProperty({ type: MunicipalityLabelView })
  municipality!: MunicipalityLabelView;

  @ApiProperty({ type: Number, nullable: true, minimum: 1, maximum: 4 })
  quantileGroup!: number | null;

  @ApiProperty({ type: String })
  status!: ValueStatus;

  @ApiProperty({ type: String, enum: ['index', 'readiness'], nullable: true })
  variant!: 'index' | 'readiness' | null;
}

class IndexBandsView {
  @ApiProperty()
  indicator!: string;

  @ApiProperty({ type: [IndexBandView] })
  rows!: readonly IndexBandView[];
}

export class OverviewView extends FiguresView {
  @ApiProperty({ type: CompletenessView })
  completeness!: CompletenessView;

  @ApiProperty({ type: [OverviewFindingView] })
  findings!: readonly OverviewFindingView[];

  @ApiProperty({ type: IndexBandsView, nullable: true, description: 'Quarters of the support index.' })
  bands!: IndexBandsView | null;
}

@ApiTags('benchmarks')
@Controller('api/v1/overview')
export class OverviewController {
  constructor(
    private readonly cache: AnswerCache,
    private readonly questions: Questions,
    private readonly overviews: Overviews,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'A period at a glance: completeness, three findings, bands of the support index' })
  @ApiOkResponse({ type: OverviewView })
  @ApiBadRequestResponse({ description: 'Unknown parameter or malformed value' })
  @ApiNotFoundResponse({ description: 'No such period or edition, or nothing published' })
  async overview(
    @Query() query: FigureQuery,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const actor = request.actor ?? null;
    const language = languageOf(request);
    const answer = await this.cache.json({ route: 'overview', path: [language], query, actor }, async () => {
      const place = await this.questions.aboutPeriod(questionOf(query), actor);
      const provenance = provenanceOf(place.view, []);
      return {
        period: place.period.code,
        peerGroup: place.group.code,
        edition: place.view.label.id,
        territory: place.view.territory,
        ...(await this.overviews.overview(place, language)),
        periodDetails: periodLabel(place.period),
        peerGroupDetails: groupLabel(place.group),
        provenance,
        sample: provenance.sample,
      } satisfies OverviewView;
    });
    sendTagged(request, reply, answer);
  }
}
