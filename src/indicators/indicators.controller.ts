import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MaybeActor, Public, isLps, type Actor } from '../http/actor.js';
import { offsetOf, pageOf, type Page } from '../http/paging.js';
import { notFound } from '../http/problem.js';
import { CatalogueService } from './catalogue.service.js';
import { IndicatorQuery } from './dto/indicator.query.js';
import { IndicatorDetailView, IndicatorPageView, type IndicatorView } from './dto/indicator.view.js';
import { indicatorDetailView, indicatorView, type Audience } from './dto/views.js';
import type { Indicator } from './model/catalogue.js';

function matches(indicator: Indicator, query: IndicatorQuery): boolean {
  const wanted = query.q?.normalize('NFC').toLocaleLowerCase('lv');
  const texts = [indicator.code, indicator.name.lv, indicator.name.en];
  return (
    (query.catalogue === undefined || indicator.catalogueId === query.catalogue) &&
    (query.family === undefined || indicator.family === query.family) &&
    (query.group === undefined || indicator.group === query.group) &&
    (query.kind === undefined || indicator.kind === query.kind) &&
    (wanted === undefined || texts.some((text) => text.toLocaleLowerCase('lv').includes(wanted)))
  );
}

@ApiTags('indicators')
@Controller('api/v1/indicators')
export class IndicatorsController {
  constructor(private readonly catalogues: CatalogueService) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Indicators of the catalogues in force, in the order of the catalogue' })
  @ApiOkResponse({ type: IndicatorPageView })
  @ApiBadRequestResponse({ description: 'Unknown parameter or value' })
  async list(@Query() query: IndicatorQuery, @MaybeActor() actor: Actor | null): Promise<Page<IndicatorView>> {
    const audience = await this.audience(actor);
    const chosen = audience.active.compiled.indicators.filter((indicator) => matches(indicator, query));
    const offset = offsetOf(query);
    const items = chosen.slice(offset, offset + query.perPage).map((indicator) => indicatorView(indicator, audience));
    return pageOf(items, chosen.length, query);
  }

  @Get(':code')
  @Public()
  @ApiOperation({ summary: 'One indicator by its code or by the code of one of its cells' })
  @ApiOkResponse({ type: IndicatorDetailView })
  @ApiNotFoundResponse({ description: 'No indicator or cell in force has this code' })
  async one(@Param('code') code: string, @MaybeActor() actor: Actor | null): Promise<IndicatorDetailView> {
    const audience = await this.audience(actor);
    const { compiled } = audience.active;
    const cell = compiled.indicator(code) === undefined ? (compiled.cell(code) ?? null) : null;
    const indicator = compiled.indicator(cell?.indicatorCode ?? code);
    if (indicator === undefined)
      throw notFound(
        { lv: `Rādītāja ar kodu “${code}” nav.`, en: `There is no indicator with the code “${code}”.` },
        'indicator_not_found',
      );
    return indicatorDetailView(indicator, cell, audience);
  }

  private async audience(actor: Actor | null): Promise<Audience> {
    const lps = isLps(actor);
    const [active, checks] = await Promise.all([this.catalogues.active(), lps ? this.catalogues.sourceChecks() : []]);
    return { active, lps, checks };
  }
}
