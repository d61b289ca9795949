import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags, OmitType } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CHARTS, ChartQuery } from '../../benchmarks/charts/chart-query.js';
import { Charts } from '../../benchmarks/charts/charts.service.js';
import { ChartRenderer } from '../../benchmarks/rendering/chart-renderer.js';
import type { Language } from '../../core/vocabulary.js';
import { Public } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage } from '../../http/language.js';
import { notFound } from '../../http/problem.js';
import { PublishedFigures } from '../figures/published-figures.js';
import { OpenAnswers } from '../http/open-answers.js';
import { EMBED_POLICY, embedPage } from './embed-page.js';

class EmbedQuery extends OmitType(ChartQuery, ['format', 'scale', 'download'] as const) {}

/** Charts for other people's pages. */
@ApiTags('charts')
@Public()
@Controller('embed/charts')
export class EmbedController {
  constructor(
    private readonly figures: PublishedFigures,
    private readonly answers: OpenAnswers,
    private readonly charts: Charts,
    private readonly renderer: ChartRenderer,
  ) {}

  @Get(':chart')
  @ApiOperation({
    summary: 'A chart as a page without scripts, to be shown in a frame; with `edition` it never changes',
  })
  @ApiParam({ name: 'chart', enum: CHARTS })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems(400, 404, 422)
  async chart(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: EmbedQuery,
    @InLanguage() language: Language,
  ): Promise<void> {
    const asked = (request.params as { chart: string }).chart;
    const name = CHARTS.find((known) => known === asked);
    if (name === undefined) throw noChart(asked);
    const state = await this.figures.state();
    // only what everybody may see, whoever looks
    reply.raw.removeHeader('x-frame-options');
    void reply.header('content-security-policy', EMBED_POLICY).header('content-language', language);
    await this.answers.send(request, reply, {
      state: state.key,
      edition: query.edition,
      contentType: 'text/html; charset=utf-8',
      make: async (base) => {
        const chart = await this.charts.draw(name, query, { actor: null, language });
        const kept = new URLSearchParams(request.url.split('?')[1] ?? '');
        kept.set('lang', language);
        if (state.edition !== null && !kept.has('edition')) kept.set('edition', state.edition.id);
        return embedPage(chart, {
          language,
          svg: await this.renderer.svg(chart),
          picture: `${base}/api/v1/charts/${name}?${kept.toString()}&format=png`,
          lasting: `${base}/embed/charts/${name}?${kept.toString()}`,
          home: base,
        });
      },
    });
  }
}

function noChart(name: string) {
  const list = CHARTS.join(', ');
  return notFound(
    { lv: `Diagrammas “${name}” nav. Ir šādas: ${list}.`, en: `There is no chart “${name}”. There are: ${list}.` },
    'chart_not_found',
  );
}
