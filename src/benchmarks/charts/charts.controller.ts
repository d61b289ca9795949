import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Chart } from '../../../charts/chart.js';
import { Public, type ActingRequest } from '../../http/actor.js';
import { sendTagged, tagged, type TaggedBytes } from '../../http/entity-tag.js';
import { languageOf } from '../../http/language.js';
import { notFound } from '../../http/problem.js';
import { AnswerCache } from '../api/answer-cache.js';
import { questionOf } from '../api/benchmark.query.js';
import { ChartRenderer } from '../rendering/chart-renderer.js';
import { acceptedFormat, typeOf } from './chart-format.js';
import { CHARTS, ChartQuery, type ChartFormat, type ChartName } from './chart-query.js';
import { ChartView } from './chart.view.js';
import { Charts } from './charts.service.js';

@ApiTags('charts')
@ApiExtraModels(ChartView)
@Controller('api/v1/charts')
export class ChartsController {
  constructor(
    private readonly charts: Charts,
    private readonly renderer: ChartRenderer,
    private readonly cache: AnswerCache,
  ) {}

  @Get(':chart')
  @Public()
  @ApiOperation({ summary: 'A finding as a chart: data for ECharts with its words and table, or an image' })
  @ApiParam({ name: 'chart', enum: CHARTS })
  @ApiProduces('application/json', 'image/svg+xml', 'image/png')
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ChartView) } },
      'image/svg+xml': { schema: { type: 'string' } },
      'image/png': { schema: { type: 'string', format: 'binary' } },
    },
  })
  @ApiBadRequestResponse({ description: 'Unknown, malformed or missing parameter' })
  @ApiNotFoundResponse({ description: 'No such chart, indicator, period, edition or municipality' })
  @ApiUnprocessableEntityResponse({ description: 'No such peer group, or the chart cannot show the indicator' })
  async chart(
    @Param('chart') name: string,
    @Query() query: ChartQuery,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isChart(name)) throw noChart(name);
    const actor = request.actor ?? null;
    const language = languageOf(request);
    const format = query.format ?? acceptedFormat(request.headers.accept);
    const asked = { ...questionOf(query), ...pictureOf(query) };
    const key = { route: 'chart', path: [name, language], query: asked, actor };
    const data = await this.cache.json(key, () => this.charts.draw(name, query, { actor, language }));
    const answer = await this.render(data, format, query.scale);
    if (query.download === 'true')
      void reply.header('content-disposition', `attachment; filename="${fileName(name, query)}.${format}"`);
    void reply.header('content-language', language);
    sendTagged(request, reply, answer);
  }

  /** The chart in its form; the renderer keeps the images. */
  private async render(data: TaggedBytes, format: ChartFormat, scale: string | undefined): Promise<TaggedBytes> {
    if (format === 'json') return data;
    const chart = JSON.parse(data.bytes.toString('utf8')) as Chart;
    const image =
      format === 'svg'
        ? Buffer.from(await this.renderer.svg(chart))
        : await this.renderer.png(chart, { scale: Number(scale ?? 2) });
    return tagged(image, typeOf(format));
  }
}

/** What besides the figures decides about the data of a chart; its form, scale and file name do not. */
function pictureOf({ indicator, against, group, municipality, width, theme, contrast }: ChartQuery) {
  return { indicator, against, group, municipality, width, theme, contrast };
}

function isChart(name: string): name is ChartName {
  return (CHARTS as readonly string[]).includes(name);
}

function noChart(name: string) {
  const list = CHARTS.join(', ');
  return notFound(
    { lv: `Diagrammas “${name}” nav. Ir šādas: ${list}.`, en: `There is no chart “${name}”. There are: ${list}.` },
    'chart_not_found',
  );
}

/** Letters, digits and dashes only, whatever the codes hold. */
function fileName(name: string, { indicator, period, municipality }: ChartQuery): string {
  const parts = [name, indicator, period, municipality].filter((part) => part !== undefined);
  return parts.join('-').replace(/[^A-Za-z0-9.-]/g, '_');
}
