import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, Length } from 'class-validator';
import { CurrentActor, SignedIn, type Actor } from '../../http/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { offsetOf, PageQuery, pageOf, type Page } from '../../http/paging.js';
import { SessionOnly } from '../access/identified-request.js';
import { uuidParam } from '../access/uuid.pipe.js';
import { NotReplayed } from '../idempotency/not-replayed.js';
import { TOKEN_SCOPES, type TokenScope } from './token-scope.js';
import { TokenService, type ApiToken } from './token-service.js';

class TokenBody {
  @ApiProperty({ maxLength: 100, example: 'Ikmēneša izgūšana' })
  @IsString()
  @Length(1, 100)
  name!: string;

  @ApiProperty({ enum: TOKEN_SCOPES, description: '`read`: GET only; `write`: whatever I may do' })
  @IsIn(TOKEN_SCOPES)
  scope!: TokenScope;

  @ApiPropertyOptional({ format: 'date-time', description: 'A year from now where absent, at most two years' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  expiresAt?: string;
}

class TokenView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) userId!: string;
  @ApiProperty({ description: 'Address of the user whose rights it has' }) email!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: TOKEN_SCOPES }) scope!: TokenScope;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastUsedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt!: string | null;
}

class IssuedTokenView extends TokenView {
  @ApiProperty({ description: '`mct_…`, shown this once' }) token!: string;
}

class TokenPageView {
  @ApiProperty({ type: [TokenView] }) items!: TokenView[];
  @ApiProperty() total!: number;
  @ApiProperty() page!: number;
  @ApiProperty() perPage!: number;
}

function view(token: ApiToken): TokenView {
  return {
    ...token,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
  };
}

@ApiTags('tokens')
@Controller('api/v1/tokens')
@SignedIn()
@ApiProblems(401, 403)
export class TokensController {
  constructor(private readonly tokens: TokenService) {}

  @Get()
  @ApiOperation({ summary: 'My tokens; those of everybody for administrators' })
  @ApiOkResponse({ type: TokenPageView })
  @ApiProblems(400)
  async list(@Query() query: PageQuery, @CurrentActor() actor: Actor): Promise<Page<TokenView>> {
    const { items, total } = await this.tokens.list(actor, query.perPage, offsetOf(query));
    return pageOf(items.map(view), total, query);
  }

  @Post()
  @SessionOnly()
  @NotReplayed()
  @ApiOperation({
    summary: 'Makes a token with my rights; shown this once',
    description: 'Not open to tokens, so that a leaked one makes no others. `Idempotency-Key` has no effect here.',
  })
  @ApiCreatedResponse({ type: IssuedTokenView })
  @ApiProblems(400)
  async issue(@Body() body: TokenBody, @CurrentActor() actor: Actor): Promise<IssuedTokenView> {
    const { name, scope, expiresAt } = body;
    const wish = { userId: actor.userId, name, scope };
    const { token, plaintext } = await this.tokens.issue(
      expiresAt === undefined ? wish : { ...wish, expiresAt: new Date(expiresAt) },
      actor,
    );
    return Object.assign(view(token), { token: plaintext });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revokes a token at once' })
  @ApiNoContentResponse()
  @ApiProblems(400, 404)
  async revoke(@Param('id', uuidParam) id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.tokens.revoke(id, actor);
  }
}
