import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Queue } from 'bullmq';
import { migrations } from '../../migrations/index.js';
import { Database } from '../database/database.js';
import { JOBS } from '../queue/queue-connection.js';

const PATIENCE_MS = 3000;

/** One part of the service and whether it works. */
export class PartState {
  @ApiProperty({ example: 'database' }) name!: string;
  @ApiProperty() ok!: boolean;
  @ApiProperty({ required: false, example: '2 migrations are missing' }) reason?: string;
}

export class ReadinessAnswer {
  @ApiProperty({ enum: ['ready', 'not_ready'] }) status!: 'ready' | 'not_ready';
  @ApiProperty({ type: [PartState] }) parts!: PartState[];
}

/** Whether the service can answer: connected, migrated, its content loaded, its queue within reach. */
@Injectable()
export class Readiness {
  constructor(
    private readonly database: Database,
    @InjectQueue(JOBS) private readonly queue: Queue,
  ) {}

  async check(): Promise<ReadinessAnswer> {
    const parts = await Promise.all([
      this.part('database', () => this.database.query('select 1').then(() => undefined)),
      this.part('schema', () => this.schema()),
      this.part('content', () => this.content()),
      this.part('queue', () => this.queue.getJobCounts('waiting').then(() => undefined)),
    ]);
    return { status: parts.every(({ ok }) => ok) ? 'ready' : 'not_ready', parts };
  }

  private async part(name: string, probe: () => Promise<string | undefined>): Promise<PartState> {
    const late = new Promise<string>((resolve) => setTimeout(resolve, PATIENCE_MS, 'no answer').unref());
    try {
      const reason = await Promise.race([probe(), late]);
      return reason === undefined ? { name, ok: true } : { name, ok: false, reason };
    } catch {
      return { name, ok: false, reason: 'out of reach' };
    }
  }

  private async schema(): Promise<string | undefined> {
    const rows = await this.database.query<{ count: string }>('select count(*) from migration');
    const missing = migrations.length - Number(rows[0]?.count ?? 0);
    return missing > 0 ? `${missing} migrations are missing` : undefined;
  }

  private async content(): Promise<string | undefined> {
    const rows = await this.database.query<{ catalogue: boolean; municipalities: boolean }>(
      `select exists (select from catalogue_version where active) as catalogue,
              exists (select from municipality) as municipalities`,
    );
    if (rows[0]?.catalogue !== true) return 'no catalogue is active';
    return rows[0].municipalities ? undefined : 'reference data are missing';
  }
}
