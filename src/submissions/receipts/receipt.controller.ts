import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedIn, type Actor } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { languageOf } from '../../http/language.js';
import { LanguageQuery } from '../../http/paging.js';
import { submissionId } from '../request-parts.js';
import { ReceiptService } from './receipt.service.js';

@ApiTags('submissions')
@Controller('api/v1/submissions/:id')
export class ReceiptController {
  constructor(private readonly receipts: ReceiptService) {}

  @Get('receipt.pdf')
  @SignedIn()
  @ApiOperation({ summary: 'What was approved, when, by whom, and the hash of its content' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems(401, 404)
  async receipt(
    @Param('id') id: string,
    @Query() _query: LanguageQuery,
    @Req() request: FastifyRequest & { readonly actor: Actor },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pdf = await this.receipts.pdf(request.actor, submissionId(id), languageOf(request));
    void reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', 'attachment; filename="apliecinajums.pdf"')
      .header('cache-control', 'private, no-store')
      .send(pdf);
  }
}
