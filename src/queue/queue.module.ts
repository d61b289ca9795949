/**
 * Carries jobs: from the outbox to the queue (BullMQ on Redis or Postgres), and from the queue to the service that
 * registered for them. It knows nothing of what a job means, and holds nothing that Postgres does not.
 */
import { BullModule } from '@nestjs/bullmq';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { JobRegistry } from './job-registry.js';
import { JobWorker } from './job-worker.js';
import { OutboxDispatcher } from './outbox-dispatcher.js';
import { JOBS, queueConnection, type QueueSettings } from './queue-connection.js';

@Global()
@Module({})
export class QueueModule {
  static forRoot(settings: QueueSettings): DynamicModule {
    const queue = BullModule.registerQueue({ name: JOBS });
    return {
      module: QueueModule,
      imports: [BullModule.forRoot({ connection: queueConnection(settings) }), queue],
      providers: [JobRegistry, OutboxDispatcher, ...(settings.works ? [JobWorker] : [])],
      exports: [JobRegistry, queue],
    };
  }
}
