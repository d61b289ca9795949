import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { Public } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage } from '../../http/language.js';
import { LanguageQuery } from '../../http/paging.js';
import { PublishedFigures } from '../figures/published-figures.js';
import { notes, SERVICE } from '../figures/words.js';
import { EditionQuery } from '../http/edition.query.js';
import { LICENCE, LICENCE_URL, OpenAnswers } from '../http/open-answers.js';
import { atomFeed } from './atom.js';
import { dcatCatalog, schemaOrg } from './catalog.js';

/** Editions that the feed tells of. */
const EDITIONS_IN_FEED = 20;

class OpenFormView {
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'uri' }) href!: string;
}

class OpenDataView {
  @ApiProperty() title!: string;
  @ApiProperty({ example: LICENCE }) licence!: string;
  @ApiProperty({ format: 'uri', example: LICENCE_URL }) licenceUrl!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Id of the newest edition' }) edition!: string | null;
  @ApiProperty({ format: 'date-time' }) updated!: string;
  @ApiProperty({ description: 'Whether the figures are made up' }) sample!: boolean;
  @ApiProperty({ type: [String] }) notes!: string[];
  @ApiProperty({ type: [OpenFormView] }) forms!: OpenFormView[];
}

/** The way into open data: what there is, what is new, and descriptions for portals. */
@ApiTags('open data')
@ApiProblems(400)
@Public()
@Controller('open-data')
export class PortalController {
  constructor(
    private readonly figures: PublishedFigures,
    private readonly answers: OpenAnswers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Forms in which the figures are published' })
  @ApiOkResponse({ type: OpenDataView })
  async forms(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() _query: LanguageQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const state = await this.figures.state();
    const make = (base: string): OpenDataView => ({
      title: SERVICE[language],
      licence: LICENCE,
      licenceUrl: LICENCE_URL,
      edition: state.edition?.id ?? null,
      updated: state.updated,
      sample: state.sample,
      notes: notes(state, language),
      forms: FORMS.map(([name, path]) => ({ name, href: `${base}${path.replace('{lang}', language)}` })),
    });
    await this.answers.send(request, reply, { state: state.key, make });
  }

  @Get('feed.atom')
  @ApiOperation({ summary: 'Editions with every value that they revised: old, new and why (Atom)' })
  @ApiProduces('application/atom+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async feed(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() _query: LanguageQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const { key } = await this.figures.state();
    await this.answers.send(request, reply, {
      state: key,
      contentType: 'application/atom+xml; charset=utf-8',
      make: async (base) => {
        const editions = (await this.figures.editions()).slice(0, EDITIONS_IN_FEED);
        const entries = [];
        for (const edition of editions) entries.push({ edition, revisions: await this.figures.revisions(edition) });
        return atomFeed(entries, { base, self: `${base}${request.url}`, language });
      },
    });
  }

  @Get('catalog.jsonld')
  @ApiOperation({ summary: 'Description for data portals (DCAT-AP)' })
  @ApiProduces('application/ld+json')
  @ApiOkResponse({ schema: { type: 'object' } })
  async catalog(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: EditionQuery,
  ): Promise<void> {
    await this.describe(request, reply, query, dcatCatalog);
  }

  @Get('schema.jsonld')
  @ApiOperation({ summary: 'Description for search engines (schema.org)' })
  @ApiProduces('application/ld+json')
  @ApiOkResponse({ schema: { type: 'object' } })
  async schema(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: EditionQuery,
  ): Promise<void> {
    await this.describe(request, reply, query, schemaOrg);
  }

  private async describe(
    request: FastifyRequest,
    reply: FastifyReply,
    { edition }: EditionQuery,
    describe: typeof dcatCatalog,
  ): Promise<void> {
    const state = await this.figures.state(edition);
    await this.answers.send(request, reply, {
      state: state.key,
      edition,
      contentType: 'application/ld+json; charset=utf-8',
      make: (base) => describe(state, base),
    });
  }
}

const FORMS = [
  ['JSON-stat 2.0', '/open-data/json-stat'],
  ['Kolada v3', '/kolada/v3/kpi'],
  ['Kolada v2', '/kolada/v2/kpi'],
  ['PxWeb v1', '/open-data/pxweb/api/v1/{lang}'],
  ['CSV', '/api/v1/exports/observations.csv'],
  ['CSV (scores)', '/api/v1/exports/scores.csv'],
  ['XLSX', '/api/v1/exports/observations.xlsx'],
  ['XLSX (scores)', '/api/v1/exports/scores.xlsx'],
  ['Atom', '/open-data/feed.atom'],
  ['DCAT-AP', '/open-data/catalog.jsonld'],
  ['schema.org', '/open-data/schema.jsonld'],
  ['OpenAPI', '/api/openapi.json'],
] as const;
