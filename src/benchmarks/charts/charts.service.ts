import { Injectable } from '@nestjs/common';
import type { Chart, ChartRequest } from '../../../charts/chart.js';
import { distribution } from '../../../charts/distribution.js';
import { funnel } from '../../../charts/funnel.js';
import { heatmap } from '../../../charts/heatmap.js';
import { indexBreakdown } from '../../../charts/index-breakdown.js';
import { map } from '../../../charts/map.js';
import { profile } from '../../../charts/profile.js';
import { rankInterval } from '../../../charts/rank-interval.js';
import { ranking } from '../../../charts/ranking.js';
import { scatter } from '../../../charts/scatter.js';
import { trend } from '../../../charts/trend.js';
import type { Actor } from '../../http/actor.js';
import type { ProfileRow } from '../../core/benchmark.js';
import type { Language } from '../../core/vocabulary.js';
import { badRequest } from '../../http/problem.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import type { Municipality } from '../../municipalities/municipality.js';
import { questionOf } from '../api/benchmark.query.js';
import { noMunicipality, Questions, type CellPlace } from '../figures/questions.js';
import { ChartData } from './chart-data.js';
import { Boundaries } from './boundaries.js';
import type { ChartName, ChartQuery } from './chart-query.js';

/** What a chart is asked for with. */
interface Asked {
  readonly query: ChartQuery;
  readonly actor: Actor | null;
  readonly request: ChartRequest;
}

/** Charts: the figures asked about, drawn by the functions of charts/. */
@Injectable()
export class Charts {
  constructor(
    private readonly questions: Questions,
    private readonly data: ChartData,
    private readonly directory: MunicipalityDirectory,
    private readonly boundaries: Boundaries,
  ) {}

  /** @throws Problem 400 for a parameter that the chart needs, and as `Questions` does */
  async draw(
    name: ChartName,
    query: ChartQuery,
    { actor, language }: { actor: Actor | null; language: Language },
  ): Promise<Chart> {
    const asked = { query, actor, request: requestOf(query, language) };
    switch (name) {
      case 'ranking':
        return ranking(await this.benchmark(asked), asked.request);
      case 'distribution':
        return distribution(await this.benchmark(asked), asked.request);
      case 'map':
        return map(await this.benchmark(asked), asked.request, await this.boundaries.get());
      case 'trend':
        return trend(await this.series(asked), asked.request);
      case 'scatter':
        return this.scatter(asked);
      case 'funnel':
        return funnel(await this.data.funnels.funnel(await this.place(asked)), asked.request);
      case 'rank-interval':
        return rankInterval(await this.data.intervals.intervals(await this.place(asked)), asked.request);
      case 'profile':
        return this.profile(asked);
      case 'heatmap':
        return this.heatmap(asked);
      case 'index-breakdown':
        return this.breakdown(asked);
    }
  }

  private async benchmark(asked: Asked) {
    await this.municipality(asked);
    return this.data.benchmarks.benchmark(await this.place(asked), asked.query.municipality);
  }

  private async series(asked: Asked) {
    const municipality = await this.municipality(asked);
    const place = await this.place(asked);
    const units = municipality === undefined ? [...place.group.members] : [municipality.id];
    return this.data.benchmarks.series(place, units);
  }

  private async scatter(asked: Asked): Promise<Chart> {
    const x = await this.place(asked);
    const against = required(asked.query.against, 'against');
    const question = { ...questionOf(asked.query), period: x.period.code, edition: x.view.label.id };
    const y = await this.questions.aboutCell(against, question, asked.actor);
    return scatter(await this.data.comparisons.scatter(x, y), asked.request);
  }

  private async profile(asked: Asked): Promise<Chart> {
    const municipality = await this.ownMunicipality(asked);
    const peerGroup = questionOf(asked.query).peerGroup ?? `nearest-${municipality.atvk}`;
    const place = await this.questions.aboutPeriod({ ...questionOf(asked.query), peerGroup }, asked.actor);
    const data = await this.data.profiles.profile(place, municipality);
    return profile({ ...data, rows: rowsFor(data.rows, asked.query.group) }, asked.request);
  }

  private async heatmap(asked: Asked): Promise<Chart> {
    const place = await this.questions.aboutPeriod(questionOf(asked.query), asked.actor);
    return heatmap(await this.data.comparisons.heatmap(place, asked.query.group), asked.request);
  }

  private async breakdown(asked: Asked): Promise<Chart> {
    const municipality = await this.ownMunicipality(asked);
    return indexBreakdown(await this.data.indices.breakdown(await this.place(asked), municipality), asked.request);
  }

  private place({ query, actor }: Asked): Promise<CellPlace> {
    return this.questions.aboutCell(required(query.indicator, 'indicator'), questionOf(query), actor);
  }

  private async ownMunicipality(asked: Asked): Promise<Municipality> {
    required(asked.query.municipality, 'municipality');
    return required(await this.municipality(asked), 'municipality');
  }

  private async municipality({ query }: Asked): Promise<Municipality | undefined> {
    if (query.municipality === undefined) return undefined;
    const found = await this.directory.byAtvk(query.municipality);
    if (found === undefined) throw noMunicipality(query.municipality);
    return found;
  }
}

function requestOf({ municipality, theme, contrast, width }: ChartQuery, language: Language): ChartRequest {
  const isNarrow = width === 'narrow' || (width !== undefined && Number(width) < 500);
  return { language, municipality, theme, contrast, width: isNarrow ? 'narrow' : 'wide' };
}

function required<T>(value: T | undefined, path: string): T {
  if (value !== undefined) return value;
  const message = {
    lv: `Šai diagrammai vajadzīgs parametrs “${path}”.`,
    en: `This chart needs the parameter “${path}”.`,
  };
  throw badRequest([{ path, code: 'missing_parameter', message }], 'missing_parameter');
}

/**
 * The rows of a profile that fit one picture: those of the group asked for, or, where none is, the indicators that are
 * not divided by service or instrument.
 */
function rowsFor(rows: readonly ProfileRow[], group: string | undefined): readonly ProfileRow[] {
  if (group !== undefined) return rows.filter((row) => row.group === group);
  const whole = rows.filter(({ indicator }) => !indicator.code.includes('.'));
  return whole.length > 0 ? whole : rows;
}
