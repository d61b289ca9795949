import { Body, Controller, Get, Header, HttpCode, Param, Put, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnauthorizedResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Allow, CurrentActor, type Actor } from '../http/actor.js';
import { badRequest, notFound } from '../http/problem.js';
import type { CatalogueVersion, SourceCheck } from './catalogue.repository.js';
import { CatalogueService } from './catalogue.service.js';
import {
  CatalogueDocumentQuery,
  CatalogueImportQuery,
  CatalogueImportView,
  CatalogueOverviewView,
  SourceCheckBody,
  type CatalogueVersionView,
  type UnverifiedSourceView,
} from './dto/catalogue.view.js';
import { referenceView } from './dto/views.js';
import { YAML_TYPES } from './yaml-body.js';
import type { Catalogue } from './model/catalogue.js';

function versionView({
  catalogueId,
  version,
  hash,
  active,
  importedAt,
  importedByName,
}: CatalogueVersion): CatalogueVersionView {
  return {
    catalogue: catalogueId,
    version,
    hash,
    active,
    importedAt: importedAt.toISOString(),
    importedBy: importedByName,
  };
}

function unverified(catalogue: Catalogue, checks: readonly SourceCheck[]): UnverifiedSourceView[] {
  return catalogue.sources
    .map((source) => ({
      ...referenceView(source, catalogue.id, checks),
      catalogue: catalogue.id,
      indicators: catalogue.indicators.filter(({ refs }) => refs.includes(source.id)).map(({ code }) => code),
    }))
    .filter(({ verified }) => verified !== 'yes');
}

/** The document of a request: YAML text, or `{"document": …}` with the text or the data. */
function documentOf(body: unknown): unknown {
  if (typeof body === 'string') return body;
  const keys = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  if (keys.length === 1 && keys[0] === 'document') return (body as { document: unknown }).document;
  throw badRequest([
    {
      path: 'document',
      code: 'document_missing',
      message: {
        lv: 'Katalogu sūta kā YAML tekstu (text/yaml) vai kā JSON ar vienu lauku “document”.',
        en: 'Send the catalogue as YAML (text/yaml) or as JSON with the single field “document”.',
      },
    },
  ]);
}

const noCatalogue = (id: string) =>
  notFound({ lv: `Kataloga “${id}” (vai tā versijas) nav.`, en: `There is no catalogue “${id}” (or version).` });

@ApiTags('catalogue')
@ApiUnauthorizedResponse({ description: 'Not signed in' })
@ApiForbiddenResponse({ description: 'Not of LPS, or not an administrator' })
@Controller('api/v1/catalogue')
export class CatalogueController {
  constructor(private readonly catalogues: CatalogueService) {}

  @Get()
  @Allow('lps_reviewer', 'lps_analyst', 'lps_administrator')
  @ApiOperation({ summary: 'Versions of all catalogues, and sources that still have to be verified' })
  @ApiOkResponse({ type: CatalogueOverviewView })
  async overview(): Promise<CatalogueOverviewView> {
    const [{ compiled }, versions, checks] = await Promise.all([
      this.catalogues.active(),
      this.catalogues.versions(),
      this.catalogues.sourceChecks(),
    ]);
    return {
      versions: versions.map(versionView),
      unverified: compiled.catalogues.flatMap((catalogue) => unverified(catalogue, checks)),
    };
  }

  @Put()
  @Allow('lps_administrator')
  @ApiOperation({ summary: 'Import a version of a catalogue; it is in force at once' })
  @ApiConsumes(...YAML_TYPES, 'application/json')
  @ApiBody({
    description: 'The YAML file, or JSON with the single field `document` (the text, or the data)',
    schema: {
      oneOf: [{ type: 'string' }, { type: 'object', required: ['document'], properties: { document: {} } }],
    },
  })
  @ApiOkResponse({ type: CatalogueImportView })
  @ApiBadRequestResponse({ description: 'Neither YAML nor JSON with `document`' })
  @ApiConflictResponse({ description: 'CATALOGUE_VERSION_EXISTS: the version is stored with other content' })
  @ApiUnprocessableEntityResponse({
    description: 'CATALOGUE_REFUSED: `errors` and `findings` name every fault with its place',
  })
  async replace(
    @Body() body: unknown,
    @Query() query: CatalogueImportQuery,
    @CurrentActor() actor: Actor,
  ): Promise<CatalogueImportView> {
    return this.catalogues.importCatalogue(documentOf(body), { dryRun: query.dryRun === 'true', actor });
  }

  @Get(':id/document')
  @Allow('lps_reviewer', 'lps_analyst', 'lps_administrator')
  @Header('content-type', 'text/yaml; charset=utf-8')
  @ApiOperation({ summary: 'The file of a version as it was handed in' })
  @ApiProduces('text/yaml')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ description: 'No such catalogue or version' })
  async document(@Param('id') id: string, @Query() query: CatalogueDocumentQuery): Promise<string> {
    const text = await this.catalogues.sourceText(id, query.version ?? null);
    if (text === undefined) throw noCatalogue(id);
    return text;
  }

  @Put(':id/sources/:source')
  @HttpCode(204)
  @Allow('lps_administrator')
  @ApiOperation({ summary: 'Note that a source has been verified (or not)' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No such source in the version in force' })
  async checkSource(
    @Param('id') catalogueId: string,
    @Param('source') sourceId: string,
    @Body() body: SourceCheckBody,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const { compiled } = await this.catalogues.active();
    const source = compiled.catalogue(catalogueId)?.sources.find(({ id }) => id === sourceId);
    if (source === undefined) throw noCatalogue(catalogueId);
    await this.catalogues.checkSource(
      { catalogueId, sourceId, verified: body.verified, note: body.note ?? null },
      actor,
    );
  }
}
