import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/vocabulary.js';
import { notFound } from '../../http/problem.js';
import { PublishedFigures, type OpenState } from '../figures/published-figures.js';
import { OpenAnswers } from '../http/open-answers.js';
import { envelope, MOST_PER_PAGE } from './envelope.js';
import type { KoladaVersion } from './kolada-figures.js';
import { fewEnough } from './kolada-path.js';
import type { KoladaPageQuery, KoladaTitleQuery } from './kolada.query.js';
import { listOf } from '../http/lists.js';

/** A request with the reply to it. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A row that can be asked for by its id and title. */
interface Titled {
  readonly id: string;
  readonly title: string;
}

/** What rows are made from. */
export interface RowSetting {
  readonly state: OpenState;
  readonly version: KoladaVersion;
  readonly language: Language;
}

/** Answers in Kolada's envelope. */
@Injectable()
export class KoladaAnswers {
  constructor(
    private readonly figures: PublishedFigures,
    private readonly answers: OpenAnswers,
  ) {}

  /** @throws Problem 404 for any version but 2 and 3 */
  versionOf(version: string): KoladaVersion {
    if (version === 'v2' || version === 'v3') return version;
    throw notFound({ lv: `Versijas “${version}” nav.`, en: `There is no version “${version}”.` });
  }

  /** Sends one page of the rows. */
  async send(
    { request, reply }: Exchange,
    query: KoladaPageQuery,
    context: { readonly version: string; readonly language: Language },
    rows: (setting: RowSetting) => readonly unknown[],
  ): Promise<void> {
    const version = this.versionOf(context.version);
    const state = await this.figures.state(query.edition);
    const page = { page: query.page, perPage: Math.min(query.per_page, MOST_PER_PAGE) };
    await this.answers.send(request, reply, {
      state: state.key,
      edition: query.edition,
      make: (base) => envelope(rows({ state, version, language: context.language }), page, `${base}${request.url}`),
    });
  }

  /** Sends those of an entity's rows that the ids of the path, the parameter `id` and the title leave. */
  async sendEntity(
    exchange: Exchange,
    query: KoladaTitleQuery,
    context: { readonly version: string; readonly language: Language },
    rows: (setting: RowSetting) => readonly Titled[],
  ): Promise<void> {
    const path = (exchange.request.params as Record<string, string | undefined>)['*'];
    const asked = path === undefined ? [] : fewEnough(listOf(path.replace(/\/$/, '')), 'ids');
    const title = query.title?.normalize('NFC').toLocaleLowerCase('lv');
    await this.send(exchange, query, context, (setting) =>
      rows(setting).filter(
        (row) =>
          (asked.length === 0 || asked.includes(row.id)) &&
          (query.id === undefined || query.id.includes(row.id)) &&
          (title === undefined || row.title.toLocaleLowerCase('lv').includes(title)),
      ),
    );
  }
}
