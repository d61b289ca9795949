import { Injectable } from '@nestjs/common';
import {
  EditionRepository,
  type EditionChange,
  type EditionRecord,
} from '../../benchmarks/editions/edition.repository.js';
import { PublishedRuns } from '../../benchmarks/editions/published-runs.js';
import type { OpenEdition } from './published-figures.js';
import { openPeriod } from './open-states.js';

/** How long the newest edition is taken for the newest before the database is asked again. */
const TRUSTED_FOR_MS = 250;

interface Asked {
  readonly editions: Promise<readonly EditionRecord[]>;
  readonly at: number;
}

/** Which editions there are. */
@Injectable()
export class EditionShelf {
  private asked: Asked | null = null;

  constructor(
    private readonly repository: EditionRepository,
    private readonly runs: PublishedRuns,
  ) {}

  /** All editions, newest first. */
  async all(): Promise<readonly EditionRecord[]> {
    const now = performance.now();
    if (this.asked === null || now - this.asked.at > TRUSTED_FOR_MS) {
      const asked: Asked = { editions: this.repository.all(), at: now };
      this.asked = asked;
      asked.editions.catch(() => {
        if (this.asked === asked) this.asked = null;
      });
    }
    return this.asked.editions;
  }

  /** The same for subscribers, with their periods oldest first. */
  async open(): Promise<readonly OpenEdition[]> {
    const [editions, periods] = await Promise.all([this.all(), this.runs.periods()]);
    return editions.map(({ id, kind, publishedAt, note, sample, periodIds }) => {
      const own = periods.filter((period) => periodIds.includes(period.id)).map(openPeriod);
      return { id, kind, publishedAt, note, sample, periods: own.reverse() };
    });
  }

  changes(edition: string): Promise<readonly EditionChange[]> {
    return this.repository.changes(edition);
  }
}
