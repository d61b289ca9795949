import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Language } from '../core/vocabulary.js';
import { Allow, CurrentActor, type Actor } from '../http/actor.js';
import { InLanguage } from '../http/language.js';
import { offsetOf, PageQuery, pageOf, type Page } from '../http/paging.js';
import { notFound } from '../http/problem.js';
import { readUpload } from './dto/import-upload.js';
import { ImportFindingQuery, ImportQuery } from './dto/import.query.js';
import {
  importFindingView,
  ImportFindingPageView,
  ImportPageView,
  ImportTicketView,
  importView,
  ImportView,
  UndoneImportView,
  undoneImportView,
  type ImportFindingView,
} from './dto/import.view.js';
import { ImportService } from './importing/import.service.js';
import { ImportUndo } from './importing/import-undo.js';

/** An id that is none names no import. */
const importId = new ParseUUIDPipe({
  exceptionFactory: () => notFound({ lv: 'Šādas ievešanas nav.', en: 'There is no such import.' }, 'import_not_found'),
});

@ApiTags('imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportService,
    private readonly undoing: ImportUndo,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('lps_analyst', 'lps_administrator')
  @ApiOperation({ summary: 'Import a file of observations (CSV or XLSX) in the background' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: {
          type: 'string',
          format: 'binary',
          description: 'Columns atvk, indicator, period, value; at most 20 MB.',
        },
        source: { type: 'string', maxLength: 500, description: 'Source of rows that state none of their own.' },
      },
    },
  })
  @ApiAcceptedResponse({ type: ImportTicketView })
  @ApiBadRequestResponse({ description: 'Unknown field, or no file' })
  @ApiPayloadTooLargeResponse({ description: 'The file is larger than 20 MB, or unpacks to too much' })
  @ApiUnsupportedMediaTypeResponse({ description: 'Neither CSV nor XLSX' })
  @ApiUnprocessableEntityResponse({ description: 'The file cannot be read; the code and the row say why' })
  async create(
    @Req() request: FastifyRequest,
    @Query() query: ImportQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ImportTicketView> {
    const upload = await readUpload(request);
    const { id, state } = await this.imports.request({ ...upload, dryRun: query.dryRun === 'true', actor });
    return { id, state };
  }

  @Get()
  @Allow('lps_analyst', 'lps_administrator')
  @ApiOperation({ summary: 'Imports, newest first, those of the command line included' })
  @ApiOkResponse({ type: ImportPageView })
  @ApiBadRequestResponse({ description: 'Unknown parameter or value' })
  async list(@Query() query: PageQuery, @InLanguage() language: Language): Promise<Page<ImportView>> {
    const { items, total } = await this.imports.list(query.perPage, offsetOf(query));
    return pageOf(
      items.map((record) => importView(record, language)),
      total,
      query,
    );
  }

  @Get(':id')
  @Allow('lps_analyst', 'lps_administrator')
  @ApiOperation({ summary: 'One import with its state, progress and counts' })
  @ApiOkResponse({ type: ImportView })
  @ApiNotFoundResponse({ description: 'No import has this id' })
  async one(@Param('id', importId) id: string, @InLanguage() language: Language): Promise<ImportView> {
    return importView(await this.imports.get(id), language);
  }

  @Get(':id/findings')
  @Allow('lps_analyst', 'lps_administrator')
  @ApiOperation({ summary: 'What there was to say about the file and its rows, by row' })
  @ApiOkResponse({ type: ImportFindingPageView })
  @ApiBadRequestResponse({ description: 'Unknown parameter or value' })
  @ApiNotFoundResponse({ description: 'No import has this id' })
  async findings(
    @Param('id', importId) id: string,
    @Query() query: ImportFindingQuery,
    @InLanguage() language: Language,
  ): Promise<Page<ImportFindingView>> {
    const { severity, code, perPage } = query;
    const { items, total } = await this.imports.findings(id, {
      severity,
      code,
      limit: perPage,
      offset: offsetOf(query),
    });
    return pageOf(
      items.map((finding) => importFindingView(finding, language)),
      total,
      query,
    );
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Allow('lps_analyst', 'lps_administrator')
  @ApiOperation({ summary: 'Take an import back by further revisions' })
  @ApiOkResponse({ type: UndoneImportView })
  @ApiNotFoundResponse({ description: 'No import has this id' })
  @ApiConflictResponse({ description: 'A dry run, or an import that is not finished or was undone before' })
  async undo(
    @Param('id', importId) id: string,
    @CurrentActor() actor: Actor,
    @InLanguage() language: Language,
  ): Promise<UndoneImportView> {
    const { record, counts } = await this.undoing.undo(id, actor);
    return undoneImportView(record, counts, language);
  }
}
