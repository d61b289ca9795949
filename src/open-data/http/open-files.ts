import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { entityTag, matchesTag } from '../../http/entity-tag.js';
import { languageOf } from '../../http/language.js';
import type { OpenState } from '../figures/published-figures.js';
import { LICENCE_URL } from './open-answers.js';

/** A file and how it is made. */
export interface OpenFile {
  readonly state: OpenState;
  /** Set where the address names an edition. */
  readonly edition?: string | undefined;
  readonly name: string;
  readonly contentType: string;
  readonly make: () => Readable;
}

/** Sends files as they are made. What a state of the figures gives for an address is always the same. */
@Injectable()
export class OpenFiles {
  /** 304 where the client holds the file already. */
  send({ request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply }, file: OpenFile): void {
    const tag = entityTag([file.state.key, request.url, languageOf(request)].join('\n'));
    void reply
      .header('etag', tag)
      .header('vary', 'accept-language')
      .header(
        'cache-control',
        `public, ${file.edition === undefined ? 'max-age=0, must-revalidate' : 'max-age=86400'}`,
      );
    const link = reply.getHeader('link');
    const licence = `<${LICENCE_URL}>; rel="license"`;
    void reply.header('link', typeof link === 'string' ? `${link}, ${licence}` : licence);
    if (matchesTag(request.headers['if-none-match'], tag)) {
      void reply.status(304).send();
      return;
    }
    void reply
      .header('content-type', file.contentType)
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .send(file.make());
  }
}
