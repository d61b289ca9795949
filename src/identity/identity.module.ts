/**
 * Who may what: users, sessions, tokens, second factor, sign-in from elsewhere, the audit trail, and the guard before
 * every route. It knows no submission and no score; the rooms after it ask it who acts (src/http/actor.ts) and tell it
 * what was done (AuditTrail). Rows of municipalities are walled off in the database by the rooms that own them.
 */
import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AppConfig } from '../config/app-config.js';
import { Identification } from './access/identification.js';
import { IdentityGuard } from './access/identity.guard.js';
import { PolicyAudit } from './access/policy-audit.js';
import { RateLimit } from './access/rate-limit.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditLog } from './audit/audit-log.js';
import { AuditTrail } from './audit/audit-trail.js';
import { IdentityHousekeeping } from './housekeeping.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { IdempotencyStore } from './idempotency/idempotency-store.js';
import { Mailer } from './mail/mailer.js';
import { NoMailer, SmtpMailer } from './mail/smtp-mailer.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcSignIn } from './oidc/oidc-sign-in.js';
import { OpenIdProvider } from './oidc/openid-provider.js';
import { PasswordHashing } from './passwords/password-hashing.js';
import { FactorReset } from './second-factor/factor-reset.js';
import { SecondFactor } from './second-factor/second-factor.js';
import { CredentialCheck } from './sessions/credential-check.js';
import { LoginThrottle } from './sessions/login-throttle.js';
import { SessionAnswers } from './sessions/session-answers.js';
import { SessionController } from './sessions/session.controller.js';
import { SessionStore } from './sessions/session-store.js';
import { SignIn } from './sessions/sign-in.js';
import { TokenService } from './tokens/token-service.js';
import { TokensController } from './tokens/tokens.controller.js';
import { Deputies } from './users/deputies.js';
import { DeputiesController } from './users/deputies.controller.js';
import { FirstAdministrator } from './users/first-administrator.js';
import { InvitationAcceptance, Invitations } from './users/invitations.js';
import { InvitationsController } from './users/invitations.controller.js';
import { MeController, OwnCredentialsController } from './users/me.controller.js';
import { MunicipalityNames } from './users/municipality-names.js';
import { OwnPassword, OwnSecondFactor, OwnSessions } from './users/own-account.js';
import { SampleAccounts } from './users/sample-accounts.js';
import { UserChecks } from './users/user-checks.js';
import { UserDirectory } from './users/user-directory.js';
import { UserRepository } from './users/user.repository.js';
import { UsersController } from './users/users.controller.js';

const ACCESS = [Identification, RateLimit, PolicyAudit, TokenService, IdempotencyStore, IdentityHousekeeping];
const AUDIT = [AuditTrail, AuditLog];
const SIGN_IN = [
  PasswordHashing,
  SecondFactor,
  FactorReset,
  LoginThrottle,
  SessionStore,
  CredentialCheck,
  SignIn,
  SessionAnswers,
  OpenIdProvider,
  OidcSignIn,
];
const USERS = [
  UserRepository,
  MunicipalityNames,
  UserChecks,
  UserDirectory,
  Invitations,
  InvitationAcceptance,
  OwnPassword,
  OwnSecondFactor,
  OwnSessions,
  Deputies,
  FirstAdministrator,
  SampleAccounts,
];

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [
    SessionController,
    OidcController,
    MeController,
    OwnCredentialsController,
    UsersController,
    InvitationsController,
    DeputiesController,
    TokensController,
    AuditController,
  ],
  providers: [
    ...ACCESS,
    ...AUDIT,
    ...SIGN_IN,
    ...USERS,
    {
      provide: Mailer,
      inject: [AppConfig],
      useFactory: ({ smtpUrl }: AppConfig): Mailer =>
        smtpUrl === undefined ? new NoMailer() : new SmtpMailer(smtpUrl),
    },
    { provide: APP_GUARD, useClass: IdentityGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [AuditTrail, UserDirectory, TokenService, FirstAdministrator, SampleAccounts, PolicyAudit, Mailer],
})
export class IdentityModule {}
