/** The OpenID provider of the settings: code flow with PKCE, state and nonce. */
import { Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { AppConfig, type OidcConfig } from '../../config/app-config.js';
import { notFound } from '../../http/problem.js';

/** What the provider says of the person. */
export interface ForeignIdentity {
  /** Issuer and subject: what stays when the address changes. */
  readonly subject: string;
  /** Only where the provider says that it checked it. */
  readonly verifiedEmail: string | undefined;
  /** Whether the provider asked for a second factor (`amr`). */
  readonly secondFactorGiven: boolean;
}

/** What must match when the browser comes back. */
export interface Expectation {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

const WISHED_CLAIMS = JSON.stringify({ id_token: { amr: null } });
const SECOND_FACTORS: ReadonlySet<string> = new Set(['mfa', 'otp', 'hwk', 'sc']);

@Injectable()
export class OpenIdProvider {
  private discovered: Promise<client.Configuration> | undefined;

  constructor(private readonly config: AppConfig) {}

  /** Where to send the browser, and what to expect from it. @throws Problem 404 `oidc_not_configured` */
  async begin(redirectUri: string): Promise<{ url: URL; expectation: Expectation }> {
    const configuration = await this.configuration();
    const expectation = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email',
      response_type: 'code',
      state: expectation.state,
      nonce: expectation.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(expectation.codeVerifier),
      code_challenge_method: 'S256',
      // Some tell how they checked the person only when asked.
      ...(configuration.serverMetadata().claims_parameter_supported === true ? { claims: WISHED_CLAIMS } : {}),
    });
    return { url, expectation };
  }

  /** Redeems the code at the address that the browser came back to. @throws what the library finds wrong */
  async finish(currentUrl: URL, expectation: Expectation): Promise<ForeignIdentity> {
    const configuration = await this.configuration();
    const tokens = await client.authorizationCodeGrant(configuration, currentUrl, {
      expectedState: expectation.state,
      expectedNonce: expectation.nonce,
      pkceCodeVerifier: expectation.codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new Error('The provider gave no ID token.');
    const hasEmail = typeof claims['email'] === 'string';
    const person = hasEmail ? claims : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    const methods = claims['amr'];
    return {
      subject: `${claims.iss} ${claims.sub}`,
      verifiedEmail:
        typeof person['email'] === 'string' && person['email_verified'] === true ? person['email'] : undefined,
      secondFactorGiven:
        Array.isArray(methods) && methods.some((method) => typeof method === 'string' && SECOND_FACTORS.has(method)),
    };
  }

  /** Looked up once; a provider that could not be reached is tried again. */
  private configuration(): Promise<client.Configuration> {
    const { oidc } = this.config;
    if (oidc === undefined)
      throw notFound(
        { lv: 'Pieslēgšanās ar OpenID Connect nav iestatīta.', en: 'OpenID Connect is not set up.' },
        'oidc_not_configured',
      );
    this.discovered ??= discover(oidc).catch((error: unknown) => {
      this.discovered = undefined;
      throw error;
    });
    return this.discovered;
  }
}

function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<client.Configuration> {
  const server = new URL(issuer);
  // Without TLS only where the operator has set an http:// issuer, as in tests.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so by its authors only to stand out
  const execute = server.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  return client.discovery(server, clientId, clientSecret, undefined, { execute, timeout: 10 });
}
