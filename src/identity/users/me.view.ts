import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { OwnMunicipalityView } from '../sessions/session.view.js';
import { UserView } from './user.view.js';

export class MeView extends UserView {
  @ApiProperty({ type: OwnMunicipalityView, nullable: true }) municipalityName!: OwnMunicipalityView | null;
  @ApiProperty({ description: 'Recovery codes not used yet' }) recoveryCodesLeft!: number;
}

export class PasswordChangeBody {
  @ApiProperty({ format: 'password', maxLength: 1000 })
  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  currentPassword!: string;

  @ApiProperty({ format: 'password', minLength: 12, description: '15 characters or more are advised' })
  @IsString()
  @MaxLength(1000)
  newPassword!: string;
}

export class CsrfView {
  @ApiProperty({ description: 'The session goes on with another token: use this one from now on' }) csrfToken!: string;
}

export class EnrolmentView {
  @ApiProperty({ description: 'Base32, for typing into the authenticator' }) secret!: string;
  @ApiProperty({ description: 'otpauth://… for a QR code' }) uri!: string;
}

export class RecoveryCodesView {
  @ApiProperty({ type: [String], description: 'Shown once; each works once' }) recoveryCodes!: string[];
}

export class EnrolledView extends RecoveryCodesView {
  @ApiProperty({ description: 'The session goes on with another token: use this one from now on' }) csrfToken!: string;
}

export class OwnSessionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) lastSeenAt!: string;
  @ApiProperty() address!: string;
  @ApiProperty({ description: 'What the browser says of itself' }) program!: string;
  @ApiProperty() isCurrent!: boolean;
}

export class OwnSessionsView {
  @ApiProperty({ type: [OwnSessionView] }) items!: OwnSessionView[];
  @ApiProperty() total!: number;
}
