import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { Public } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage } from '../../http/language.js';
import { dataSet, dataSets } from '../figures/data-set.js';
import { PublishedFigures } from '../figures/published-figures.js';
import { EditionQuery } from '../http/edition.query.js';
import { OpenAnswers } from '../http/open-answers.js';
import { jsonStatCollection, jsonStatDataset } from './json-stat.js';
import { JsonStatCollectionView, JsonStatDatasetView } from './json-stat.views.js';

const ROOT = '/open-data/json-stat';

/** Figures as JSON-stat 2.0: a collection, and a data set for each group of indicators. */
@ApiTags('open data')
@Public()
@Controller('open-data/json-stat')
export class JsonStatController {
  constructor(
    private readonly figures: PublishedFigures,
    private readonly answers: OpenAnswers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Data sets in JSON-stat 2.0' })
  @ApiOkResponse({ type: JsonStatCollectionView })
  @ApiProblems(400, 404)
  async collection(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: EditionQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const state = await this.figures.state(query.edition);
    const suffix = suffixOf(query);
    await this.answers.send(request, reply, {
      state: state.key,
      edition: query.edition,
      make: (base) =>
        jsonStatCollection(state, dataSets(state), language, {
          self: `${base}${ROOT}${suffix}`,
          of: (code) => `${base}${ROOT}/${encodeURIComponent(code)}${suffix}`,
        }),
    });
  }

  @Get(':dataset')
  @ApiOperation({ summary: 'Figures of a group of indicators in JSON-stat 2.0' })
  @ApiParam({ name: 'dataset', description: 'Code of a group of indicators', example: 'service_cost' })
  @ApiOkResponse({ type: JsonStatDatasetView })
  @ApiProblems(400, 404)
  async dataset(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: EditionQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const code = (request.params as { dataset: string }).dataset;
    const state = await this.figures.state(query.edition);
    const set = dataSet(state, code);
    await this.answers.send(request, reply, {
      state: state.key,
      edition: query.edition,
      make: (base) =>
        jsonStatDataset(set, state, language, `${base}${ROOT}/${encodeURIComponent(code)}${suffixOf(query)}`),
    });
  }
}

/** What an address keeps of the question it answers. */
function suffixOf({ edition, lang }: EditionQuery): string {
  const kept = new URLSearchParams();
  if (edition !== undefined) kept.set('edition', edition);
  if (lang !== undefined) kept.set('lang', lang);
  return kept.size === 0 ? '' : `?${kept.toString()}`;
}
