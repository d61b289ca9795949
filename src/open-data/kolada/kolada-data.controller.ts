import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { Public } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage } from '../../http/language.js';
import { PublishedFigures } from '../figures/published-figures.js';
import { KoladaAnswers, type Exchange } from './kolada-answers.js';
import { dataRows, type DataRequest } from './kolada-data.js';
import { versionIn } from './kolada-metadata.controller.js';
import { incomplete, readDay, readSegments, twice, type DataSegments } from './kolada-path.js';
import { KoladaDataQuery, KoladaUnitDataQuery, type KoladaSegmentQuery } from './kolada.query.js';
import { ApiEnvelope, KoladaDataView } from './kolada.views.js';

/** Which figures are asked for, however it was written. */
type Asked = Pick<DataRequest, 'kpis' | 'municipalities' | 'years'>;

/** Figures as programs for Kolada (Sweden) ask for them. */
@ApiTags('kolada')
@ApiParam({ name: 'version', enum: ['v2', 'v3'] })
@ApiProblems(400, 404)
@Public()
@Controller('kolada/:version')
export class KoladaDataController {
  constructor(
    private readonly answers: KoladaAnswers,
    private readonly figures: PublishedFigures,
  ) {}

  @Get(['data', 'data/*'])
  @ApiOperation({
    summary: 'Figures by parameters or by segments: at least two of indicators, municipalities and years',
    description:
      'data/?kpi_id=&municipality_id=&year= or data/kpi/{ids}/municipality/{ids}/year/{years}, segments in any order',
  })
  @ApiEnvelope(KoladaDataView)
  async data(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: KoladaDataQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const { kpi_id, municipality_id, year } = query;
    const {
      kpi,
      municipality,
      year: years,
    } = asked(restOf(request), 'municipality', {
      kpi: kpi_id,
      municipality: municipality_id,
      year,
    });
    const figures = { kpis: kpi ?? null, municipalities: municipality ?? null, years: years ?? null };
    await this.send({ request, reply }, query, language, figures);
  }

  @Get(['oudata', 'oudata/*'])
  @ApiOperation({ summary: 'Figures of units of municipalities, by parameters or by segments: none are published' })
  @ApiEnvelope(KoladaDataView)
  async unitData(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: KoladaUnitDataQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    asked(restOf(request), 'ou', { kpi: query.kpi_id, ou: query.ou_id, year: query.year });
    readDay(query.from_date);
    await this.answers.send({ request, reply }, query, { version: versionIn(request), language }, () => []);
  }

  private async send(exchange: Exchange, query: KoladaSegmentQuery, language: Language, figures: Asked): Promise<void> {
    const day = readDay(query.from_date);
    const before = day === null ? null : await this.figures.before(day);
    const regionType = query.region_type ?? null;
    const context = { version: versionIn(exchange.request), language };
    await this.answers.send(exchange, query, context, ({ state, version }) =>
      dataRows(state, { ...figures, regionType, before, version }),
    );
  }
}

/**
 * What is asked for, by the segments of the path or, where it has none, by parameters.
 *
 * @throws Problem 400 for less than two of the three, or for both ways at once
 */
function asked(
  path: string,
  middle: 'municipality' | 'ou',
  parameters: Readonly<Partial<Record<keyof DataSegments, string[] | undefined>>>,
): DataSegments {
  const named = Object.entries(parameters).filter(([, ids]) => ids !== undefined && ids.length > 0);
  if (path.replaceAll('/', '') !== '') {
    if (named.length > 0) throw twice(named.map(([name]) => name));
    return readSegments(path, middle);
  }
  if (named.length < 2) throw incomplete(middle);
  return Object.fromEntries(named);
}

function restOf(request: FastifyRequest): string {
  return (request.params as Record<string, string | undefined>)['*'] ?? '';
}
