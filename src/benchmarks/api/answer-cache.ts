import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../database/database.js';
import type { Actor } from '../../http/actor.js';
import { tagged, type TaggedBytes } from '../../http/entity-tag.js';
import { today } from '../../municipalities/day.js';
import { viewerKey, viewerOf } from '../figures/viewer.js';

const BYTES = 96 * 1024 * 1024;

/** What an answer depends on besides what is published. */
export interface AnswerKey {
  readonly route: string;
  readonly path: readonly string[];
  /** Parameters; the language does not count here, since answers as data hold both. */
  readonly query: object;
  readonly actor: Actor | null;
}

/**
 * Serialised answers. Each is kept under the state of everything that it is made from, so that it never grows stale:
 * a publication, a run, another catalogue or other reference data simply ask for another answer, in every process.
 */
@Injectable()
export class AnswerCache {
  private readonly answers = new LRUCache<string, TaggedBytes>({
    maxSize: BYTES,
    sizeCalculation: ({ bytes }) => bytes.length + 512,
  });

  constructor(private readonly database: Database) {}

  /** The answer from memory, or made and kept. An answer that throws is not kept. */
  async json(key: AnswerKey, make: () => Promise<object>): Promise<TaggedBytes> {
    return this.answer(key, async () =>
      tagged(Buffer.from(JSON.stringify(await make())), 'application/json; charset=utf-8'),
    );
  }

  async answer(key: AnswerKey, make: () => Promise<TaggedBytes>): Promise<TaggedBytes> {
    const text = await this.textOf(key);
    const known = this.answers.get(text);
    if (known !== undefined) return known;
    const made = await make();
    this.answers.set(text, made);
    return made;
  }

  private async textOf({ route, path, query, actor }: AnswerKey): Promise<string> {
    const [state] = await this.database.query<{ state: string }>(STATE);
    const asked = Object.entries(query).filter(
      ([name, value]: [string, unknown]) => value !== undefined && name !== 'lang',
    );
    const sorted = asked.sort(([a], [b]) => (a < b ? -1 : 1));
    const viewer = viewerKey(viewerOf(actor));
    return JSON.stringify([state?.state, today(), route, path, sorted, viewer, actor?.role ?? null]);
  }
}

/** Everything that answers are made from, as versions. */
const STATE = `select concat_ws(' ',
    (select max(position) from edition),
    (select max(sequence) from scoring_run),
    (select string_agg(id::text, ',' order by id) from catalogue_version where active),
    (select max(changed_at)::text from reporting_period),
    (select count(*) from reporting_period),
    (select string_agg(hash, ',' order by name) from reference_version)) as state`;
