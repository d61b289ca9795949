import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AppConfig } from '../../config/app-config.js';
import type { Language } from '../../core/vocabulary.js';
import { Public, SignedIn } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage, languageOf } from '../../http/language.js';
import { LanguageQuery } from '../../http/paging.js';
import { unauthorised } from '../../http/problem.js';
import { DuringEnrolment, SessionOnly, WithoutCsrfToken } from '../access/identified-request.js';
import type { IdentifiedRequest } from '../access/identified-request.js';
import { NotReplayed } from '../idempotency/not-replayed.js';
import { CredentialCheck } from './credential-check.js';
import { SessionAnswers } from './session-answers.js';
import { sessionCookie, type ServiceCookie } from './session-cookie.js';
import { CodeBody, SessionView, SignInBody } from './session.view.js';
import { SignIn } from './sign-in.js';

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  private readonly cookie: ServiceCookie;

  constructor(
    config: AppConfig,
    private readonly credentials: CredentialCheck,
    private readonly signIn: SignIn,
    private readonly answers: SessionAnswers,
  ) {
    this.cookie = sessionCookie(config);
  }

  @Post()
  @HttpCode(200)
  @Public()
  @DuringEnrolment()
  @WithoutCsrfToken()
  @NotReplayed()
  @ApiOperation({
    summary: 'Signs in; sets the cookie of the session',
    description:
      'Problems: `wrong_credentials`, `second_factor_required` (repeat with `totp`), `wrong_second_factor`, `too_many_attempts`.',
  })
  @ApiOkResponse({ type: SessionView })
  @ApiProblems(400, 401, 403, 429)
  async open(
    @Body() body: SignInBody,
    @Query() _query: LanguageQuery,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const user = await this.credentials.check(body, request.ip);
    const opened = await this.signIn.open(user, {
      method: 'password',
      address: request.ip,
      program: request.headers['user-agent'] ?? '',
      previous: request.session,
      secondFactorGiven: user.secondFactorEnrolled,
    });
    return this.answerWith(opened.token, request, reply);
  }

  @Get()
  @Public()
  @DuringEnrolment()
  @ApiOperation({ summary: 'Who is signed in, with permitted actions and the CSRF token; `user` null for nobody' })
  @ApiOkResponse({ type: SessionView })
  async show(
    @Query() _query: LanguageQuery,
    @Req() request: IdentifiedRequest,
    @InLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    void reply.header('cache-control', 'no-store');
    if (request.session !== undefined) return this.answers.of(request.session, language);
    const actor = request.actor ?? null;
    return actor === null ? this.answers.nobody() : this.answers.ofProgram(actor, language);
  }

  @Delete()
  @HttpCode(204)
  @Public()
  @DuringEnrolment()
  @NotReplayed()
  @ApiOperation({ summary: 'Signs out; the session is worthless at once' })
  @ApiNoContentResponse()
  @ApiProblems(403)
  async end(@Req() request: IdentifiedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (request.session !== undefined) await this.signIn.end(request.session);
    this.cookie.clear(reply);
  }

  @Post('second-factor')
  @HttpCode(200)
  @SignedIn()
  @SessionOnly()
  @DuringEnrolment()
  @NotReplayed()
  @ApiOperation({ summary: 'Gives the second factor that the session still owes (after OpenID Connect)' })
  @ApiOkResponse({ type: SessionView })
  @ApiProblems(400, 401, 403, 429)
  async verify(
    @Body() body: CodeBody,
    @Query() _query: LanguageQuery,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    if (request.session === undefined) throw unauthorised();
    await this.credentials.confirm(request.session.user, body, request.ip);
    const opened = await this.signIn.rotate(request.session, 'passed');
    return this.answerWith(opened.token, request, reply);
  }

  private answerWith(token: string, request: IdentifiedRequest, reply: FastifyReply): Promise<SessionView> {
    this.cookie.write(reply, token);
    void reply.header('cache-control', 'no-store');
    return this.answers.byToken(token, languageOf(request));
  }
}
