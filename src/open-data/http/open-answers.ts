import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { AppConfig } from '../../config/app-config.js';
import { sendTagged, tagged, type TaggedBytes } from '../../http/entity-tag.js';
import { languageOf } from '../../http/language.js';
import { publicAddress } from './public-address.js';

const MEBIBYTE = 1024 * 1024;
/** Answers that name their edition stay as they are; others follow the newest edition. */
const LASTING = 'public, max-age=86400';
const FOLLOWING = 'public, max-age=0, must-revalidate';

export const LICENCE_URL = 'https://creativecommons.org/licenses/by/4.0/';
export const LICENCE = 'CC BY 4.0';
export const JSON_TYPE = 'application/json; charset=utf-8';

/** How an answer is made and what it depends on besides its address. */
export interface OpenAnswer {
  /** Key of the state of the figures. */
  readonly state: string;
  /** Set where the address names an edition. */
  readonly edition?: string | undefined;
  readonly contentType?: string;
  readonly make: (base: string) => unknown;
}

/** Sends open data: serialised once for an address and a state of the figures, with entity tag and licence. */
@Injectable()
export class OpenAnswers {
  private readonly kept = new LRUCache<string, TaggedBytes>({
    maxSize: 64 * MEBIBYTE,
    maxEntrySize: 16 * MEBIBYTE,
    sizeCalculation: ({ bytes }) => bytes.byteLength + 500,
  });

  constructor(private readonly config: AppConfig) {}

  /** Where addresses in the answer to a request begin. */
  baseOf(request: FastifyRequest): string {
    return publicAddress(request, this.config);
  }

  /** Sends what `make` makes: bytes and text as they are, anything else as JSON. */
  async send(request: FastifyRequest, reply: FastifyReply, answer: OpenAnswer): Promise<void> {
    const base = this.baseOf(request);
    const key = [answer.state, base, request.url, languageOf(request), this.bodyOf(request)].join('\n');
    const known = this.kept.get(key);
    const content = known ?? (await this.make(base, answer));
    if (known === undefined) this.kept.set(key, content);
    void reply.header('link', `<${LICENCE_URL}>; rel="license"`);
    sendTagged(request, reply, content, answer.edition === undefined ? FOLLOWING : LASTING);
  }

  private async make(base: string, { contentType = JSON_TYPE, make }: OpenAnswer): Promise<TaggedBytes> {
    const made = await make(base);
    const isRaw = typeof made === 'string' || Buffer.isBuffer(made);
    return tagged(Buffer.from(isRaw ? made : JSON.stringify(made)), contentType);
  }

  private bodyOf({ body }: FastifyRequest): string {
    return body === undefined || body === null ? '' : JSON.stringify(body);
  }
}
