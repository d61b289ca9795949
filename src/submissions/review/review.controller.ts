import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Language } from '../../core/vocabulary.js';
import { Allow, CurrentActor, Public, SignedIn, type Actor } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage, inLanguage } from '../../http/language.js';
import { LanguageQuery } from '../../http/paging.js';
import { dayOr } from '../../municipalities/day.js';
import type { CorrectionRecord } from '../actions/approval.repository.js';
import { CollectionFacts } from '../collection-facts.js';
import { submissionView } from '../dto/views.js';
import { submissionId } from '../request-parts.js';
import {
  BoardView,
  CorrectionsQuery,
  CorrectionsView,
  DifferencesQuery,
  DifferencesView,
  ExceptionBody,
  ExceptionsView,
  MirrorView,
  ReviewQuery,
  type CorrectionView,
} from './review.dto.js';
import { ReviewService, type ExceptionRecord } from './review.service.js';

const listOf = <T>(items: T[]) => ({ items, total: items.length });
const exceptionsView = (exceptions: readonly ExceptionRecord[]): ExceptionsView =>
  listOf(exceptions.map(({ grantedAt, ...rest }) => ({ ...rest, grantedAt: grantedAt.toISOString() })));

@ApiTags('submissions')
@Controller('api/v1')
export class ReviewController {
  constructor(
    private readonly review: ReviewService,
    private readonly facts: CollectionFacts,
  ) {}

  @Get('submissions/mirror')
  @Allow('lps_reviewer', 'lps_analyst', 'lps_administrator')
  @ApiOperation({ summary: 'Paid to other municipalities beside received from them, by service, within 5 %' })
  @ApiOkResponse({ type: MirrorView })
  @ApiProblems(401, 403, 404)
  async mirror(@Query() query: ReviewQuery, @CurrentActor() actor: Actor): Promise<MirrorView> {
    return listOf(await this.review.mirror(actor, query.period));
  }

  @Get('submissions/board')
  @SignedIn()
  @ApiOperation({ summary: 'Completeness and timeliness of every municipality' })
  @ApiOkResponse({ type: BoardView })
  @ApiProblems(401, 404)
  async board(
    @Query() query: ReviewQuery,
    @CurrentActor() actor: Actor,
    @InLanguage() language: Language,
  ): Promise<BoardView> {
    const { items, now } = await this.review.board(actor, query.period);
    const municipalities = await this.facts.directory.snapshot();
    return listOf(
      items.map(({ submission, ...around }) => {
        const view = submissionView(submission, around, { actor, language, now }, municipalities);
        const modules = view.modules.map(({ module, state, completeness, timeliness }) => ({
          module,
          state,
          completeness,
          timeliness,
        }));
        return { municipality: view.municipality, state: view.state, modules };
      }),
    );
  }

  @Get('submissions/corrections')
  @Public()
  @ApiOperation({ summary: 'Values that were corrected after they were accepted, with reasons' })
  @ApiOkResponse({ type: CorrectionsView })
  @ApiProblems(400, 404)
  async corrections(@Query() query: CorrectionsQuery, @InLanguage() language: Language): Promise<CorrectionsView> {
    const form = await this.facts.form();
    const municipalities = await this.facts.directory.snapshot();
    const corrections = await this.review.corrections(query.period);
    return listOf(
      corrections.map((one): CorrectionView => {
        const unit = municipalities.byAtvk(one.municipality);
        const name = unit === undefined ? one.municipality : inLanguage(unit.name, language);
        const isOpen = form.byKey.get(one.cell)?.indicator.disclosure === 'D0';
        return correctionView(one, { atvk: one.municipality, name }, isOpen);
      }),
    );
  }

  @Get('submissions/:id/differences')
  @SignedIn()
  @ApiOperation({ summary: 'What differs from the approval before, or from last year' })
  @ApiOkResponse({ type: DifferencesView })
  @ApiProblems(401, 404)
  async differences(
    @Param('id') id: string,
    @Query() query: DifferencesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<DifferencesView> {
    return listOf(await this.review.differences(actor, submissionId(id), query.since));
  }

  @Get('periods/:code/exceptions')
  @SignedIn()
  @ApiOperation({ summary: 'Later days granted to municipalities: one’s own, or for LPS all' })
  @ApiOkResponse({ type: ExceptionsView })
  @ApiProblems(401, 404)
  async exceptions(
    @Param('code') code: string,
    @Query() _query: LanguageQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ExceptionsView> {
    return exceptionsView(await this.review.exceptions(actor, code));
  }

  @Post('periods/:code/exceptions')
  @HttpCode(201)
  @Allow('lps_reviewer', 'lps_administrator')
  @ApiOperation({ summary: 'Grant one municipality a later day for a module, with the reason' })
  @ApiProblems(400, 401, 403, 404, 422)
  async grant(
    @Param('code') code: string,
    @Body() body: ExceptionBody,
    @CurrentActor() actor: Actor,
  ): Promise<ExceptionsView> {
    const { municipality, module, until, reason } = body;
    dayOr(until, 'until');
    return exceptionsView(await this.review.grantException(actor, code, { municipality, module, until, reason }));
  }
}

/** Numbers under a disclosure rule stay out of the public list; that they were corrected, and why, does not. */
function correctionView(
  record: CorrectionRecord,
  municipality: { readonly atvk: string; readonly name: string },
  isOpen: boolean,
): CorrectionView {
  const { cell, category, reason, oldValue, oldStatus, newValue, newStatus, recordedAt } = record;
  return {
    municipality,
    cell,
    category,
    reason,
    before: isOpen ? { value: oldValue, status: oldStatus } : null,
    after: isOpen ? { value: newValue, status: newStatus ?? 'not_provided' } : null,
    recordedAt: recordedAt?.toISOString() ?? '',
  };
}
