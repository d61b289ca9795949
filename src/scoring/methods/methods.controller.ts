import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { Allow, CurrentActor, MaybeActor, Public, type Actor } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage } from '../../http/language.js';
import { LanguageQuery, offsetOf, PageQuery, pageOf, type Page } from '../../http/paging.js';
import { Problem, titleOf } from '../../http/problem.js';
import { uuidParam } from '../../identity/access/uuid.pipe.js';
import { MethodChangeBody, MethodPageView, methodView, MethodView, NewMethodBody, PreviewQuery } from './method.dto.js';
import { MethodPreview } from './method-preview.js';
import { previewView, PreviewView } from './method-preview.view.js';
import type { MethodState } from './method.repository.js';
import { MethodsService } from './methods.service.js';

const EDITORS = ['lps_analyst', 'lps_administrator'] as const;

/** Drafts are for those who make them. */
function visibleTo(actor: Actor | null): readonly MethodState[] {
  return EDITORS.some((role) => actor?.role === role) ? ['draft', 'adopted'] : ['adopted'];
}

/** The version of an `If-Match: "3"`; undefined for none and for `*`. */
function expectedVersion({ headers }: FastifyRequest): number | undefined {
  const header = headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const [, digits] = /^\s*(?:W\/)?"(\d+)"\s*$/.exec(header) ?? [];
  if (digits === undefined) throw new Problem({ status: 412, code: 'stale_version', title: titleOf(412) });
  return Number(digits);
}

@ApiTags('methods')
@Controller('api/v1/methods')
export class MethodsController {
  constructor(
    private readonly methods: MethodsService,
    private readonly previews: MethodPreview,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Versions of the scoring method, newest first; drafts for LPS only' })
  @ApiOkResponse({ type: MethodPageView })
  async list(@Query() query: PageQuery, @MaybeActor() actor: Actor | null): Promise<Page<MethodView>> {
    const methods = await this.methods.list(visibleTo(actor));
    const offset = offsetOf(query);
    return pageOf(methods.slice(offset, offset + query.perPage).map(methodView), methods.length, query);
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One version of the scoring method' })
  @ApiOkResponse({ type: MethodView })
  @ApiProblems(400, 404)
  async one(
    @Param('id', uuidParam) id: string,
    @Query() _query: LanguageQuery,
    @MaybeActor() actor: Actor | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MethodView> {
    const method = await this.methods.byId(id, visibleTo(actor));
    void reply.header('etag', `"${method.rowVersion}"`);
    return methodView(method);
  }

  @Post()
  @Allow(...EDITORS)
  @ApiOperation({ summary: 'Draft a new version; options left out are those of the method in force' })
  @ApiCreatedResponse({ type: MethodView })
  @ApiProblems(400, 401, 403, 422)
  async draft(@Body() body: NewMethodBody, @CurrentActor() actor: Actor): Promise<MethodView> {
    return methodView(await this.methods.draft(body, actor));
  }

  @Patch(':id')
  @Allow(...EDITORS)
  @ApiOperation({ summary: 'Change a draft' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Entity tag of the version that is to be changed' })
  @ApiOkResponse({ type: MethodView })
  @ApiProblems(400, 401, 403, 404, 409, 412, 422)
  async change(
    @Param('id', uuidParam) id: string,
    @Body() body: MethodChangeBody,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<MethodView> {
    return methodView(await this.methods.change(id, body, { actor, expectedVersion: expectedVersion(request) }));
  }

  @Post(':id/preview')
  @HttpCode(200)
  @Allow(...EDITORS)
  @ApiOperation({ summary: 'Who would move, by how much and why, beside the present edition; stores nothing' })
  @ApiOkResponse({ type: PreviewView })
  @ApiProblems(400, 401, 403, 404, 422)
  async preview(
    @Param('id', uuidParam) id: string,
    @Query() { period, peerGroup = 'all' }: PreviewQuery,
    @CurrentActor() actor: Actor,
    @InLanguage() language: Language,
  ): Promise<PreviewView> {
    const method = await this.methods.byId(id, visibleTo(actor));
    return previewView(await this.previews.preview(method, { period, peerGroup }), language);
  }

  @Post(':id/adopt')
  @HttpCode(200)
  @Allow('lps_administrator')
  @ApiOperation({ summary: 'Adopt a draft: runs for its first period and later ones are made under it' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Entity tag of the version that is to be adopted' })
  @ApiOkResponse({ type: MethodView })
  @ApiProblems(400, 401, 403, 404, 409, 412)
  async adopt(
    @Param('id', uuidParam) id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<MethodView> {
    return methodView(await this.methods.adopt(id, actor, expectedVersion(request)));
  }
}
