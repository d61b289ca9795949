import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import type { FormModule, Role } from '../../http/actor.js';
import { PageQuery } from '../../http/paging.js';
import { MODULES, ROLES, type User } from './user.js';

/** Query strings know text only. */
const booleanText = ({ value }: TransformFnParams): unknown =>
  value === 'true' ? true : value === 'false' ? false : (value as unknown);

export class UsersQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ROLES, enumName: 'Role' })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ description: 'ATVK code' })
  @IsOptional()
  @IsString()
  @MaxLength(7)
  municipality?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Transform(booleanText)
  @IsBoolean()
  active?: boolean;

  @ApiPropertyOptional({ description: 'Part of the name or address' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class InviteBody {
  @ApiProperty({ maxLength: 254 })
  @IsEmail()
  @MaxLength(254)
  email!: string;

  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  @IsIn(ROLES)
  role!: Role;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'ATVK code; for data owners, coordinators and approvers',
  })
  @IsOptional()
  @Matches(/^\d{7}$/)
  municipality?: string | null;

  @ApiPropertyOptional({ enum: MODULES, isArray: true, description: 'Of a data owner; all where absent' })
  @IsOptional()
  @IsArray()
  @IsIn(MODULES, { each: true })
  modules?: FormModule[];
}

export class UserChangeBody {
  @ApiPropertyOptional({ maxLength: 200 })
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiPropertyOptional({ enum: ROLES, enumName: 'Role' })
  @ValidateIf((_, value) => value !== undefined)
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'ATVK code' })
  @IsOptional()
  @Matches(/^\d{7}$/)
  municipality?: string | null;

  @ApiPropertyOptional({ enum: MODULES, isArray: true })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @IsIn(MODULES, { each: true })
  modules?: FormModule[];

  @ApiPropertyOptional({ description: 'false deactivates the account and ends its sessions and tokens' })
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  active?: boolean;
}

export class UserView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() email!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ROLES, enumName: 'Role' }) role!: Role;
  @ApiProperty({ type: String, nullable: true, description: 'ATVK code' }) municipality!: string | null;
  @ApiProperty({ enum: MODULES, isArray: true }) modules!: readonly FormModule[];
  @ApiProperty() active!: boolean;
  @ApiProperty({ description: 'Has chosen a password' }) hasPassword!: boolean;
  @ApiProperty() secondFactorEnrolled!: boolean;
  @ApiProperty() isSample!: boolean;
  @ApiProperty() version!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class UserPageView {
  @ApiProperty({ type: [UserView] }) items!: UserView[];
  @ApiProperty() total!: number;
  @ApiProperty() page!: number;
  @ApiProperty() perPage!: number;
}

export class InvitationView {
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty() mailSent!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The link to pass on, only where no mail could be sent; works once',
  })
  link!: string | null;
}

export class InvitedUserView {
  @ApiProperty({ type: UserView }) user!: UserView;
  @ApiProperty({ type: InvitationView }) invitation!: InvitationView;
}

export function userView(user: User): UserView {
  const { id, email, name, role, municipality, modules, hasPassword, secondFactorEnrolled, isSample, version } = user;
  const known = { id, email, name, role, municipality, modules, hasPassword, secondFactorEnrolled, isSample, version };
  return { ...known, active: user.deactivatedAt === null, createdAt: user.createdAt.toISOString() };
}
