import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentActor, type Actor } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { offsetOf, pageOf, type Page } from '../../http/paging.js';
import { Problem, titleOf } from '../../http/problem.js';
import type { IdentifiedRequest } from '../access/identified-request.js';
import { uuidParam } from '../access/uuid.pipe.js';
import { NotReplayed } from '../idempotency/not-replayed.js';
import { FactorReset } from '../second-factor/factor-reset.js';
import { Invitations, type Invitation } from './invitations.js';
import { noSuchUser, UserDirectory } from './user-directory.js';
import { UserRepository } from './user.repository.js';
import {
  InvitationView,
  InviteBody,
  InvitedUserView,
  UserChangeBody,
  UserPageView,
  UsersQuery,
  userView,
  UserView,
} from './user.view.js';

const etagOf = (version: number) => `"${version}"`;

/** The version of `If-Match`; undefined for none or `*`. */
function expectedVersion(request: IdentifiedRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new Problem({ status: 412, code: 'version_differs', title: titleOf(412) });
  return Number(version);
}

const hostOf = (request: IdentifiedRequest) => `${request.protocol}://${request.host}`;

function invitationView({ expiresAt, mailSent, link }: Invitation): InvitationView {
  return { expiresAt: expiresAt.toISOString(), mailSent, link };
}

@ApiTags('users')
@Controller('api/v1/users')
@Allow('lps_administrator')
@ApiProblems(401, 403)
export class UsersController {
  constructor(
    private readonly directory: UserDirectory,
    private readonly users: UserRepository,
    private readonly invitations: Invitations,
    private readonly factors: FactorReset,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Users, by address' })
  @ApiOkResponse({ type: UserPageView })
  @ApiProblems(400)
  async list(@Query() query: UsersQuery): Promise<Page<UserView>> {
    const { role, municipality, active, q } = query;
    const filter = { role, municipality, active, text: q };
    const { items, total } = await this.users.list(filter, query.perPage, offsetOf(query));
    return pageOf(items.map(userView), total, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One user' })
  @ApiOkResponse({ type: UserView })
  @ApiProblems(400, 404)
  async one(@Param('id', uuidParam) id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<UserView> {
    const user = await this.users.byId(id);
    if (user === undefined) throw noSuchUser();
    void reply.header('etag', etagOf(user.version));
    return userView(user);
  }

  @Post()
  @NotReplayed()
  @ApiOperation({
    summary: 'Adds a user and invites them to choose a password',
    description: '`Idempotency-Key` is not needed: the address is unique, a repetition is a 409 `email_taken`.',
  })
  @ApiCreatedResponse({ type: InvitedUserView })
  @ApiProblems(400, 409, 422)
  async invite(
    @Body() body: InviteBody,
    @CurrentActor() actor: Actor,
    @Req() request: IdentifiedRequest,
  ): Promise<InvitedUserView> {
    const user = await this.directory.addUser(body, actor);
    const invitation = await this.invitations.invite(user, actor, hostOf(request));
    return { user: userView(user), invitation: invitationView(invitation) };
  }

  @Post(':id/invitation')
  @NotReplayed()
  @ApiOperation({
    summary: 'A new invitation in the place of earlier ones; also lets a forgotten password be replaced',
  })
  @ApiCreatedResponse({ type: InvitationView })
  @ApiProblems(400, 404, 409)
  async inviteAgain(
    @Param('id', uuidParam) id: string,
    @CurrentActor() actor: Actor,
    @Req() request: IdentifiedRequest,
  ): Promise<InvitationView> {
    const user = await this.users.byId(id);
    if (user === undefined) throw noSuchUser();
    return invitationView(await this.invitations.invite(user, actor, hostOf(request)));
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Changes name, role, municipality, modules, or deactivates',
    description: 'A change of rights ends the sessions and tokens of the user.',
  })
  @ApiHeader({ name: 'if-match', required: false, description: 'The ETag of the user that was changed' })
  @ApiOkResponse({ type: UserView })
  @ApiProblems(400, 404, 409, 412, 422)
  async change(
    @Param('id', uuidParam) id: string,
    @Body() body: UserChangeBody,
    @CurrentActor() actor: Actor,
    @Req() request: IdentifiedRequest,
  ): Promise<UserView> {
    const version = expectedVersion(request);
    return userView(await this.directory.change(id, body, { actor, expectedVersion: version }));
  }

  @Delete(':id/second-factor')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a lost second factor away; the user enrols anew' })
  @ApiNoContentResponse()
  @ApiProblems(400, 404)
  async resetFactor(@Param('id', uuidParam) id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.factors.reset(id, actor);
  }
}
