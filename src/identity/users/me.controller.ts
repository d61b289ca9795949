import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AppConfig } from '../../config/app-config.js';
import type { Language } from '../../core/vocabulary.js';
import { SignedIn } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { InLanguage } from '../../http/language.js';
import { DuringEnrolment, SessionOnly, type IdentifiedRequest } from '../access/identified-request.js';
import { uuidParam } from '../access/uuid.pipe.js';
import { NotReplayed } from '../idempotency/not-replayed.js';
import { CredentialCheck } from '../sessions/credential-check.js';
import { SessionAnswers } from '../sessions/session-answers.js';
import { sessionCookie } from '../sessions/session-cookie.js';
import type { LiveSession } from '../sessions/session-store.js';
import { CodeBody } from '../sessions/session.view.js';
import { unauthorised } from '../../http/problem.js';
import {
  CsrfView,
  EnrolledView,
  EnrolmentView,
  MeView,
  OwnSessionsView,
  PasswordChangeBody,
  RecoveryCodesView,
} from './me.view.js';
import { OwnPassword, OwnSecondFactor, OwnSessions } from './own-account.js';
import { userView } from './user.view.js';

function sessionOf(request: IdentifiedRequest): LiveSession {
  if (request.session === undefined) throw unauthorised();
  return request.session;
}

@ApiTags('own account')
@Controller('api/v1/users/me')
@SignedIn()
@SessionOnly()
@ApiProblems(401, 403)
export class MeController {
  constructor(
    private readonly answers: SessionAnswers,
    private readonly factor: OwnSecondFactor,
    private readonly sessions: OwnSessions,
  ) {}

  @Get()
  @DuringEnrolment()
  @ApiOperation({ summary: 'My account' })
  @ApiOkResponse({ type: MeView })
  async show(@Req() request: IdentifiedRequest, @InLanguage() language: Language): Promise<MeView> {
    const session = sessionOf(request);
    return Object.assign(userView(session.user), {
      municipalityName: await this.answers.municipality(session.user.municipality, language),
      recoveryCodesLeft: await this.factor.remaining(session),
    });
  }

  @Get('sessions')
  @ApiOperation({ summary: 'My sessions that hold, newest first' })
  @ApiOkResponse({ type: OwnSessionsView })
  async listSessions(@Req() request: IdentifiedRequest): Promise<OwnSessionsView> {
    const all = await this.sessions.list(sessionOf(request));
    const items = all.map(({ createdAt, lastSeenAt, ...rest }) => ({
      ...rest,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    }));
    return { items, total: items.length };
  }

  @Delete('sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends all my other sessions' })
  @ApiNoContentResponse()
  async endOthers(@Req() request: IdentifiedRequest): Promise<void> {
    await this.sessions.endOthers(sessionOf(request));
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one of my sessions' })
  @ApiNoContentResponse()
  @ApiProblems(400, 404)
  async endOne(@Req() request: IdentifiedRequest, @Param('id', uuidParam) id: string): Promise<void> {
    await this.sessions.endOne(sessionOf(request), id);
  }
}

@ApiTags('own account')
@Controller('api/v1/users/me')
@SignedIn()
@SessionOnly()
@NotReplayed()
@ApiProblems(401, 403, 429)
export class OwnCredentialsController {
  constructor(
    private readonly config: AppConfig,
    private readonly credentials: CredentialCheck,
    private readonly password: OwnPassword,
    private readonly factor: OwnSecondFactor,
  ) {}

  @Post('password')
  @HttpCode(200)
  @ApiOperation({ summary: 'Changes my password; my other sessions end' })
  @ApiOkResponse({ type: CsrfView })
  @ApiProblems(400, 422)
  async changePassword(
    @Body() body: PasswordChangeBody,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CsrfView> {
    const session = sessionOf(request);
    await this.credentials.confirm(session.user, { password: body.currentPassword }, request.ip);
    const opened = await this.password.change(session, body.newPassword);
    sessionCookie(this.config).write(reply, opened.token);
    return { csrfToken: opened.csrfToken };
  }

  @Post('second-factor')
  @DuringEnrolment()
  @ApiOperation({ summary: 'Begins to enrol an authenticator' })
  @ApiCreatedResponse({ type: EnrolmentView })
  @ApiProblems(409)
  async begin(@Req() request: IdentifiedRequest): Promise<EnrolmentView> {
    return this.factor.begin(sessionOf(request));
  }

  @Post('second-factor/confirmation')
  @HttpCode(200)
  @DuringEnrolment()
  @ApiOperation({ summary: 'Confirms the authenticator with a first code; gives recovery codes' })
  @ApiOkResponse({ type: EnrolledView })
  @ApiProblems(400)
  async confirm(
    @Body() body: CodeBody,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnrolledView> {
    const session = sessionOf(request);
    const { recoveryCodes, opened } = await this.credentials.counted(session.user, request.ip, () =>
      this.factor.confirm(session, body.code),
    );
    sessionCookie(this.config).write(reply, opened.token);
    return { recoveryCodes, csrfToken: opened.csrfToken };
  }

  @Post('second-factor/removal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes my authenticator away, with one of its codes' })
  @ApiOkResponse({ type: CsrfView })
  @ApiProblems(400, 409)
  async remove(
    @Body() body: CodeBody,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CsrfView> {
    const session = sessionOf(request);
    await this.credentials.confirm(session.user, body, request.ip);
    const opened = await this.factor.remove(session);
    sessionCookie(this.config).write(reply, opened.token);
    return { csrfToken: opened.csrfToken };
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @ApiOperation({ summary: 'New recovery codes in the place of all earlier ones' })
  @ApiOkResponse({ type: RecoveryCodesView })
  @ApiProblems(400)
  async renew(@Body() body: CodeBody, @Req() request: IdentifiedRequest): Promise<RecoveryCodesView> {
    const session = sessionOf(request);
    await this.credentials.confirm(session.user, body, request.ip);
    return { recoveryCodes: await this.factor.renewRecoveryCodes(session) };
  }
}
