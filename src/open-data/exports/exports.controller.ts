import type { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { Public } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage } from '../../http/language.js';
import { PublishedFigures, type OpenState } from '../figures/published-figures.js';
import { notes } from '../figures/words.js';
import { OpenAnswers } from '../http/open-answers.js';
import { OpenFiles } from '../http/open-files.js';
import { csvMetadata, csvOptions, csvStream, workbookStream } from './export-files.js';
import { ExportRows, OBSERVATION_COLUMNS, SCORE_COLUMNS, type ExportColumn } from './export-rows.js';
import { select, type ExportSelection } from './export-selection.js';
import { CsvExportQuery, ExportQuery } from './export.query.js';
import { XLSX_TYPE } from './xlsx.js';

/** What a file holds and how its rows are made. */
interface Kind {
  readonly name: 'observations' | 'scores';
  readonly columns: readonly ExportColumn[];
}

const OBSERVATIONS: Kind = { name: 'observations', columns: OBSERVATION_COLUMNS };
const SCORES: Kind = { name: 'scores', columns: SCORE_COLUMNS };
const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

/** Published figures as plain files, whole or in part; made while they are sent. */
@ApiTags('exports')
@ApiProblems(400, 404, 422)
@Public()
@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    private readonly figures: PublishedFigures,
    private readonly rows: ExportRows,
    private readonly files: OpenFiles,
    private readonly answers: OpenAnswers,
  ) {}

  @Get('observations.csv')
  @ApiOperation({ summary: 'Published values as CSV; `lang=lv`: semicolons and decimal commas' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async observationsCsv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: CsvExportQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    await this.csv({ request, reply }, query, language, OBSERVATIONS);
  }

  @Get('observations.xlsx')
  @ApiOperation({ summary: 'Published values as a workbook' })
  @ApiProduces(XLSX_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async observationsXlsx(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: ExportQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    await this.xlsx({ request, reply }, query, language, OBSERVATIONS);
  }

  @Get('scores.csv')
  @ApiOperation({ summary: 'Published scores as CSV, within every fixed peer group or those named' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async scoresCsv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: CsvExportQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    await this.csv({ request, reply }, query, language, SCORES);
  }

  @Get('scores.xlsx')
  @ApiOperation({ summary: 'Published scores as a workbook' })
  @ApiProduces(XLSX_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async scoresXlsx(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: ExportQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    await this.xlsx({ request, reply }, query, language, SCORES);
  }

  @Get('observations.csv-metadata.json')
  @ApiOperation({ summary: 'Columns of observations.csv (CSV on the Web)' })
  @ApiOkResponse({ schema: { type: 'object' } })
  async observationsMetadata(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: CsvExportQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    await this.metadata({ request, reply }, query, language, OBSERVATIONS);
  }

  @Get('scores.csv-metadata.json')
  @ApiOperation({ summary: 'Columns of scores.csv (CSV on the Web)' })
  @ApiOkResponse({ schema: { type: 'object' } })
  async scoresMetadata(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: CsvExportQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    await this.metadata({ request, reply }, query, language, SCORES);
  }

  private async csv(exchange: Exchange, query: CsvExportQuery, language: Language, kind: Kind): Promise<void> {
    const selection = await this.selection(query);
    const { state } = selection;
    const metadata = exchange.request.url.replace('.csv', '.csv-metadata.json');
    void exchange.reply.header('link', `<${metadata}>; rel="describedby"; type="application/csvm+json"`);
    this.files.send(exchange, {
      state,
      edition: query.edition,
      name: fileName(kind, state, 'csv'),
      contentType: CSV_TYPE,
      make: () =>
        csvStream(kind.columns, this.rowsOf(kind, selection, language), csvOptions(query, notes(state, language))),
    });
  }

  private async xlsx(exchange: Exchange, query: ExportQuery, language: Language, kind: Kind): Promise<void> {
    const selection = await this.selection(query);
    const { state, cells } = selection;
    this.files.send(exchange, {
      state,
      edition: query.edition,
      name: fileName(kind, state, 'xlsx'),
      contentType: XLSX_TYPE,
      make: (): Readable =>
        workbookStream(kind.columns, this.rowsOf(kind, selection, language), { state, cells, language }),
    });
  }

  private async metadata(
    { request, reply }: Exchange,
    query: CsvExportQuery,
    language: Language,
    { columns }: Kind,
  ): Promise<void> {
    const { state } = await this.selection(query);
    const { style } = csvOptions(query, []);
    await this.answers.send(request, reply, {
      state: state.key,
      edition: query.edition,
      contentType: 'application/csvm+json; charset=utf-8',
      make: (base) => {
        const url = `${base}${request.url.replace('.csv-metadata.json', '.csv')}`;
        return csvMetadata(columns, state, { language, url, style });
      },
    });
  }

  private async selection(query: ExportQuery): Promise<ExportSelection> {
    return select(await this.figures.state(query.edition), query);
  }

  private rowsOf({ name }: Kind, selection: ExportSelection, language: Language) {
    return name === 'observations'
      ? this.rows.observations(selection, language)
      : this.rows.scores(selection, language);
  }
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function fileName({ name }: Kind, { edition }: OpenState, extension: string): string {
  return [name, edition?.id.replace(/[^\w.-]+/g, '-'), extension].filter((part) => part !== undefined).join('.');
}
