import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Allow, CurrentActor, Public, type Actor } from '../../http/actor.js';
import { LanguageQuery, offsetOf, pageOf, PageQuery, type Page } from '../../http/paging.js';
import { EditionRepository } from '../editions/edition.repository.js';
import { noEdition } from '../editions/edition-views.js';
import { Publication } from '../editions/publication.js';
import { PublishedRuns } from '../editions/published-runs.js';
import { EditionChanges } from './edition-changes.js';
import {
  EditionBody,
  EditionChangePageView,
  EditionPageView,
  EditionView,
  editionView,
  type EditionChangeView,
} from './edition.dto.js';

@ApiTags('editions')
@Controller('api/v1/editions')
export class EditionsController {
  constructor(
    private readonly repository: EditionRepository,
    private readonly publication: Publication,
    private readonly runs: PublishedRuns,
    private readonly changes: EditionChanges,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Published editions, newest first' })
  @ApiOkResponse({ type: EditionPageView })
  async list(@Query() query: PageQuery): Promise<Page<EditionView>> {
    const [editions, codes] = await Promise.all([this.repository.all(), this.periodCodes()]);
    const offset = offsetOf(query);
    const items = editions.slice(offset, offset + query.perPage).map((edition) => editionView(edition, codes));
    return pageOf(items, editions.length, query);
  }

  @Post()
  @Allow('lps_administrator')
  @ApiOperation({ summary: 'Publish a finished run as an edition' })
  @ApiCreatedResponse({ type: EditionView })
  @ApiBadRequestResponse({ description: 'Unknown field or malformed value' })
  @ApiForbiddenResponse({ description: 'Administrators only' })
  @ApiNotFoundResponse({ description: 'No such run' })
  @ApiConflictResponse({ description: 'The run has not finished' })
  @ApiUnprocessableEntityResponse({ description: 'Nothing of it can be published' })
  async publish(@Body() body: EditionBody, @CurrentActor() actor: Actor): Promise<EditionView> {
    return editionView(await this.publication.publish(body, actor), await this.periodCodes());
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One edition' })
  @ApiOkResponse({ type: EditionView })
  @ApiNotFoundResponse({ description: 'No such edition' })
  async one(@Query() _query: LanguageQuery, @Param('id') id: string): Promise<EditionView> {
    const edition = (await this.repository.all()).find((candidate) => candidate.id === id) ?? noEdition(id);
    return editionView(edition, await this.periodCodes());
  }

  @Get(':id/changes')
  @Public()
  @ApiOperation({ summary: 'Every value that differs from the edition before: old, new, and why' })
  @ApiOkResponse({ type: EditionChangePageView })
  @ApiNotFoundResponse({ description: 'No such edition' })
  async listChanges(@Query() query: PageQuery, @Param('id') id: string): Promise<Page<EditionChangeView>> {
    const changes = await this.changes.of(id);
    const offset = offsetOf(query);
    return pageOf(changes.slice(offset, offset + query.perPage), changes.length, query);
  }

  private async periodCodes(): Promise<ReadonlyMap<number, string>> {
    return new Map((await this.runs.periods()).map(({ id, code }) => [id, code]));
  }
}
