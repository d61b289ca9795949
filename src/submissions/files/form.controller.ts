import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn, type Actor } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { languageOf } from '../../http/language.js';
import { LanguageQuery } from '../../http/paging.js';
import { badRequest, Problem, titleOf } from '../../http/problem.js';
import { submissionId } from '../request-parts.js';
import { FormImportQuery, formImportView, FormImportView } from './form.dto.js';
import { FormService } from './form.service.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
type ActorRequest = FastifyRequest & { readonly actor: Actor };

const FILE_BODY = {
  schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
};

@ApiTags('submissions')
@Controller('api/v1/submissions/:id')
export class FormController {
  constructor(private readonly forms: FormService) {}

  @Get('form.xlsx')
  @SignedIn()
  @ApiOperation({ summary: 'The form as a workbook with the values there are, to be filled in without a connection' })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems(401, 404)
  async workbook(
    @Param('id') id: string,
    @Query() _query: LanguageQuery,
    @Req() request: ActorRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(id, 'xlsx', request, reply);
  }

  @Get('form.csv')
  @SignedIn()
  @ApiOperation({ summary: 'The form as text' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems(401, 404)
  async text(
    @Param('id') id: string,
    @Query() _query: LanguageQuery,
    @Req() request: ActorRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(id, 'csv', request, reply);
  }

  @Post('form.xlsx')
  @HttpCode(200)
  @Allow('data_owner', 'coordinator')
  @ApiOperation({ summary: 'Take a filled-in form, Excel or CSV; with `dryRun=true` only show what would change' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE_BODY)
  @ApiOkResponse({ type: FormImportView })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async import(
    @Param('id') id: string,
    @Query() query: FormImportQuery,
    @Req() request: ActorRequest,
  ): Promise<FormImportView> {
    const imported = await this.forms.import(request.actor, submissionId(id), await fileOf(request), query.dryRun);
    return formImportView(imported, query.dryRun, request.actor, languageOf(request));
  }

  @Post('form.csv')
  @HttpCode(200)
  @Allow('data_owner', 'coordinator')
  @ApiOperation({ summary: 'The same as for form.xlsx; the kind of file is told by its content' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE_BODY)
  @ApiOkResponse({ type: FormImportView })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async importText(
    @Param('id') id: string,
    @Query() query: FormImportQuery,
    @Req() request: ActorRequest,
  ): Promise<FormImportView> {
    return this.import(id, query, request);
  }

  private async send(id: string, kind: 'xlsx' | 'csv', request: ActorRequest, reply: FastifyReply): Promise<void> {
    const file = await this.forms.file(request.actor, submissionId(id), kind, languageOf(request));
    void reply
      .header('content-type', file.contentType)
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .header('cache-control', 'private, no-store')
      .send(file.content);
  }
}

/** The bytes of the one file of a form upload. */
async function fileOf(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw new Problem({ status: 415, code: 'multipart_expected', title: titleOf(415) });
  const file: MultipartFile | undefined = await request.file();
  if (file === undefined)
    throw badRequest([
      { path: 'file', code: 'file_missing', message: { lv: 'Pievienojiet failu.', en: 'Attach a file.' } },
    ]);
  return file.toBuffer();
}
