import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { AppConfig } from '../../config/app-config.js';
import { Public } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { LanguageQuery } from '../../http/paging.js';
import { Problem } from '../../http/problem.js';
import { DuringEnrolment, type IdentifiedRequest } from '../access/identified-request.js';
import { ServiceCookie, sessionCookie } from '../sessions/session-cookie.js';
import { SignIn } from '../sessions/sign-in.js';
import { OidcSignIn } from './oidc-sign-in.js';

class BeginQuery extends LanguageQuery {
  @ApiPropertyOptional({ description: 'Path of this site to come back to', default: '/' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  returnTo?: string;
}

/** What providers send back; what is right among it is judged by the protocol's library. */
class CallbackQuery extends LanguageQuery {
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(4000) code?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(500) state?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(500) iss?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(500) session_state?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(500) scope?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(500) error?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) error_description?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) error_uri?: string;
}

const CALLBACK = '/api/v1/session/oidc/callback';

@ApiTags('session')
@Controller('api/v1/session/oidc')
export class OidcController {
  private readonly flow: ServiceCookie;
  private readonly session: ServiceCookie;

  constructor(
    private readonly config: AppConfig,
    private readonly oidc: OidcSignIn,
    private readonly signIn: SignIn,
  ) {
    this.flow = new ServiceCookie(config, 'macities_oidc');
    this.session = sessionCookie(config);
  }

  @Get()
  @Public()
  @DuringEnrolment()
  @ApiOperation({ summary: 'Begins to sign in with OpenID Connect: open it in the browser' })
  @ApiResponse({ status: 302, description: 'To the provider' })
  @ApiProblems(400, 404)
  async begin(
    @Query() query: BeginQuery,
    @Req() request: IdentifiedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { url, browserSecret } = await this.oidc.begin(this.here(request, CALLBACK).href, query.returnTo ?? '/');
    this.flow.write(reply, browserSecret, 600);
    await reply.header('cache-control', 'no-store').redirect(url.href, 302);
  }

  @Get('callback')
  @Public()
  @DuringEnrolment()
  @ApiOperation({ summary: 'Where the provider sends the browser back to' })
  @ApiResponse({ status: 303, description: 'Signed in: to the page asked for. Browsers are also sent on if refused.' })
  @ApiProblems(400, 403, 404)
  async finish(
    @Query() _query: CallbackQuery,
    @Req() request: IdentifiedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const browserSecret = this.flow.read(request);
    this.flow.clear(reply);
    void reply.header('cache-control', 'no-store');
    try {
      const { user, secondFactorGiven, returnTo } = await this.oidc.finish(
        this.here(request, request.url),
        browserSecret,
      );
      const opened = await this.signIn.open(user, {
        method: 'oidc',
        address: request.ip,
        program: request.headers['user-agent'] ?? '',
        previous: request.session,
        secondFactorGiven,
      });
      this.session.write(reply, opened.token);
      await reply.redirect(returnTo, 303);
    } catch (error) {
      const isBrowser = request.headers.accept?.includes('text/html') === true;
      if (!isBrowser || !(error instanceof Problem)) throw error;
      await reply.redirect(`/sign-in?problem=${error.details.code}`, 303);
    }
  }

  /** An address of this service as the outside sees it. */
  private here(request: IdentifiedRequest, path: string): URL {
    return new URL(path, this.config.publicUrl ?? `${request.protocol}://${request.host}`);
  }
}
