import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { FormModule, Role } from '../../http/actor.js';
import { MODULES, ROLES } from '../users/user.js';
import { PERMITTED_ACTIONS, type PermittedAction } from './permitted-actions.js';
import type { SecondFactorState } from './session-store.js';

export class SignInBody {
  @ApiProperty({ example: 'anna.berzina@novads.example', maxLength: 254 })
  @IsString()
  @MaxLength(254)
  email!: string;

  @ApiProperty({ format: 'password', maxLength: 1000 })
  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  password!: string;

  @ApiPropertyOptional({ description: 'Code of the authenticator, or a recovery code', maxLength: 40 })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  totp?: string;
}

export class CodeBody {
  @ApiProperty({ description: 'Code of the authenticator, or a recovery code', maxLength: 40 })
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  code!: string;
}

export class SessionUserView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() email!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ROLES, enumName: 'Role' }) role!: Role;
  @ApiProperty({ enum: MODULES, isArray: true }) modules!: readonly FormModule[];
  @ApiProperty({ description: 'A sample account, made for trying the service out' }) isSample!: boolean;
}

export class OwnMunicipalityView {
  @ApiProperty({ example: '0029000' }) atvk!: string;
  @ApiProperty({ description: 'In the asked language' }) name!: string;
}

export class SessionView {
  @ApiProperty({ type: SessionUserView, nullable: true, description: 'null: nobody is signed in' })
  user!: SessionUserView | null;

  @ApiProperty({ enum: ROLES, enumName: 'Role', nullable: true })
  role!: Role | null;

  @ApiProperty({ enum: ROLES, isArray: true, description: 'Roles held as a deputy, besides the own one' })
  alsoActsAs!: readonly Role[];

  @ApiProperty({ type: OwnMunicipalityView, nullable: true })
  municipality!: OwnMunicipalityView | null;

  @ApiProperty({ enum: PERMITTED_ACTIONS, isArray: true })
  permittedActions!: readonly PermittedAction[];

  @ApiProperty({
    enum: ['not_required', 'passed', 'enrolment_required', 'verification_required'],
    nullable: true,
    description: 'null: nobody is signed in, or a program with a token',
  })
  secondFactor!: SecondFactorState | null;

  @ApiProperty({ description: 'Only the second factor and signing out are open to this session' })
  restricted!: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'For the header `x-csrf-token` of every write' })
  csrfToken!: string | null;
}
