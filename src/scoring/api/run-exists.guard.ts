import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ScoringService } from '../scoring.service.js';

/**
 * Refuses events of a run that does not exist. A stream has begun with status 200 by the time its handler runs, so
 * that only a guard can answer 404.
 */
@Injectable()
export class RunExists implements CanActivate {
  constructor(private readonly scoring: ScoringService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { id } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>().params;
    await this.scoring.byId(id);
    return true;
  }
}
