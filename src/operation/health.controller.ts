import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/actor.js';
import { Readiness, ReadinessAnswer } from './readiness.js';

class LiveAnswer {
  @ApiProperty({ enum: ['live'] }) status!: 'live';
}

@ApiTags('operation')
@Controller('api/health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Whether the process runs' })
  @ApiOkResponse({ type: LiveAnswer })
  live(): LiveAnswer {
    return { status: 'live' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Whether the service can answer; names each part' })
  @ApiOkResponse({ type: ReadinessAnswer })
  @ApiServiceUnavailableResponse({ type: ReadinessAnswer })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const answer = await this.readiness.check();
    if (answer.status === 'not_ready') void reply.header('retry-after', '5').status(HttpStatus.SERVICE_UNAVAILABLE);
    await reply.header('cache-control', 'no-store').send(answer);
  }
}
