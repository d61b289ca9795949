import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { Public } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { WithoutCsrfToken } from '../access/identified-request.js';
import { NotReplayed } from '../idempotency/not-replayed.js';
import { InvitationAcceptance } from './invitations.js';

class AcceptanceBody {
  @ApiProperty({ description: 'What stands after # in the link' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  token!: string;

  @ApiProperty({ format: 'password', minLength: 12, description: '15 characters or more are advised' })
  @IsString()
  @MaxLength(1000)
  password!: string;
}

class AcceptanceView {
  @ApiProperty({ description: 'The address to sign in with' }) email!: string;
}

@ApiTags('users')
@Controller('api/v1/invitations')
export class InvitationsController {
  constructor(private readonly acceptance: InvitationAcceptance) {}

  @Post('acceptance')
  @HttpCode(200)
  @Public()
  @WithoutCsrfToken()
  @NotReplayed()
  @ApiOperation({ summary: 'Takes an invitation up: sets the password. Then sign in with it.' })
  @ApiOkResponse({ type: AcceptanceView })
  @ApiProblems(400, 403, 404, 422)
  async accept(@Body() body: AcceptanceBody): Promise<AcceptanceView> {
    const user = await this.acceptance.accept(body.token, body.password);
    return { email: user.email };
  }
}
