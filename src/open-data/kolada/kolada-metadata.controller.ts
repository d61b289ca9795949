import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { Public } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage } from '../../http/language.js';
import { KoladaAnswers } from './kolada-answers.js';
import { kpiGroupRows, kpiRows, municipalityGroupRows, municipalityRows } from './kolada-figures.js';
import { KoladaMunicipalityQuery, KoladaTitleQuery, KoladaUnitQuery } from './kolada.query.js';
import { ApiEnvelope, KoladaGroupView, KoladaKpiView, KoladaMunicipalityView, KoladaUnitView } from './kolada.views.js';

/** What there is, as programs for Kolada (Sweden) ask for it; `…/kpi/U00001,U00002` takes up to 25 ids. */
@ApiTags('kolada')
@ApiParam({ name: 'version', enum: ['v2', 'v3'] })
@ApiProblems(400, 404)
@Public()
@Controller('kolada/:version')
export class KoladaMetadataController {
  constructor(private readonly answers: KoladaAnswers) {}

  @Get(['kpi', 'kpi/*'])
  @ApiOperation({ summary: 'Indicators' })
  @ApiEnvelope(KoladaKpiView)
  async kpi(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: KoladaTitleQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const context = { version: versionIn(request), language };
    await this.answers.sendEntity({ request, reply }, query, context, ({ state, version }) =>
      kpiRows(state, version, language),
    );
  }

  @Get(['kpi_groups', 'kpi_groups/*'])
  @ApiOperation({ summary: 'Groups of indicators' })
  @ApiEnvelope(KoladaGroupView)
  async kpiGroups(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: KoladaTitleQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const context = { version: versionIn(request), language };
    await this.answers.sendEntity({ request, reply }, query, context, ({ state }) => kpiGroupRows(state, language));
  }

  @Get(['municipality', 'municipality/*'])
  @ApiOperation({ summary: 'Municipalities and the country' })
  @ApiEnvelope(KoladaMunicipalityView)
  async municipality(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: KoladaMunicipalityQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const context = { version: versionIn(request), language };
    await this.answers.sendEntity({ request, reply }, query, context, ({ state }) =>
      municipalityRows(state, language).filter(({ type }) =>
        [query.region_type, query.type].every((asked) => asked === undefined || asked === type),
      ),
    );
  }

  @Get(['municipality_groups', 'municipality_groups/*'])
  @ApiOperation({ summary: 'Peer groups' })
  @ApiEnvelope(KoladaGroupView)
  async municipalityGroups(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: KoladaTitleQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const context = { version: versionIn(request), language };
    await this.answers.sendEntity({ request, reply }, query, context, ({ state }) =>
      municipalityGroupRows(state, language),
    );
  }

  @Get(['ou', 'ou/*'])
  @ApiOperation({ summary: 'Units of municipalities, such as schools: none are published' })
  @ApiEnvelope(KoladaUnitView)
  async units(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: KoladaUnitQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    await this.answers.sendEntity({ request, reply }, query, { version: versionIn(request), language }, () => []);
  }
}

/** The version in the address; Nest's own parameter decorator would be a fifth argument. */
export function versionIn(request: FastifyRequest): string {
  return (request.params as Record<string, string | undefined>)['version'] ?? '';
}
