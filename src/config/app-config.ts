/**
 * The settings of one process, read once from the environment and checked before anything else runs.
 * Only this room reads `process.env`. A refused setting is named, its value is never printed.
 */
import path from 'node:path';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** OpenID Connect provider for users that an administrator has entered beforehand. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Every setting of the service; injected by type. */
export class AppConfig {
  readonly host: string = '127.0.0.1';
  readonly port: number = 3000;
  /** Absolute; holds the embedded database and its files. Unset where DATABASE_URL is set and no DATA_DIR is given. */
  readonly dataDir: string = path.resolve('data');
  readonly databaseUrl: string | undefined = undefined;
  readonly redisUrl: string | undefined = undefined;
  /** undefined: sample data on the first start of an empty embedded database only. */
  readonly sampleData: boolean | undefined = undefined;
  readonly samplePassword: string | undefined = undefined;
  readonly adminEmail: string | undefined = undefined;
  readonly adminPassword: string | undefined = undefined;
  readonly boundariesFile: string | undefined = undefined;
  readonly publicUrl: string | undefined = undefined;
  /** Addresses or networks (CIDR) of proxies whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[] = [];
  readonly smtpUrl: string | undefined = undefined;
  readonly oidc: OidcConfig | undefined = undefined;
  readonly logLevel: LogLevel = 'info';
  readonly worker: 'inline' | 'separate' = 'inline';
  readonly rateLimit: boolean = true;
  /** Where the product's own content lies: catalogue/, reference/, web/dist. Set by the entry points, not by the environment. */
  readonly rootDir: string = process.cwd();

  constructor(settings: Partial<AppConfig> = {}) {
    Object.assign(this, settings);
  }

  /** The same settings but for some. */
  with(change: Partial<AppConfig>): AppConfig {
    return Object.assign(new AppConfig(this), change);
  }
}

/** Refuses the start; lists every setting that is wrong with what it takes, never the value found. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The service cannot start with these settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

type Parser = (text: string) => unknown;
interface Setting {
  readonly field: keyof AppConfig | 'oidcIssuer' | 'oidcClientId' | 'oidcClientSecret';
  readonly takes: string;
  readonly parse: Parser;
}

const REFUSED = Symbol('refused');

const oneOf =
  (...accepted: string[]): Parser =>
  (text) =>
    accepted.includes(text) ? text : REFUSED;
const flag =
  (on: string, off: string): Parser =>
  (text) =>
    text === on ? true : text === off ? false : REFUSED;
const text =
  (least = 1): Parser =>
  (value) =>
    value.length >= least ? value : REFUSED;
const url =
  (...protocols: string[]): Parser =>
  (value) =>
    URL.canParse(value) && protocols.includes(new URL(value).protocol) ? value : REFUSED;
const port: Parser = (value) => (/^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? Number(value) : REFUSED);
const email: Parser = (value) => (/^[^\s@]+@[^\s@]+$/.test(value) ? value.toLowerCase() : REFUSED);
const origin: Parser = (value) => (url('http:', 'https:')(value) === REFUSED ? REFUSED : value.replace(/\/+$/, ''));
const addresses: Parser = (value) => {
  const list = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return list.every((item) => /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(item)) ? list : REFUSED;
};

const SETTINGS: Readonly<Record<string, Setting>> = {
  HOST: { field: 'host', takes: 'an address or host name to listen on', parse: text() },
  PORT: { field: 'port', takes: 'a port from 0 (any free one) to 65535', parse: port },
  DATA_DIR: { field: 'dataDir', takes: 'a directory', parse: (value) => path.resolve(value) },
  DATABASE_URL: { field: 'databaseUrl', takes: 'a postgres:// address', parse: url('postgres:', 'postgresql:') },
  REDIS_URL: { field: 'redisUrl', takes: 'a redis:// or rediss:// address', parse: url('redis:', 'rediss:') },
  SAMPLE_DATA: { field: 'sampleData', takes: 'true or false', parse: flag('true', 'false') },
  SAMPLE_PASSWORD: { field: 'samplePassword', takes: 'at least 8 characters', parse: text(8) },
  ADMIN_EMAIL: { field: 'adminEmail', takes: 'an e-mail address', parse: email },
  ADMIN_PASSWORD: { field: 'adminPassword', takes: 'at least 8 characters', parse: text(8) },
  BOUNDARIES_FILE: { field: 'boundariesFile', takes: 'a TopoJSON or GeoJSON file', parse: text() },
  PUBLIC_URL: { field: 'publicUrl', takes: 'an http:// or https:// address', parse: origin },
  TRUSTED_PROXIES: { field: 'trustedProxies', takes: 'addresses or networks, separated by commas', parse: addresses },
  SMTP_URL: { field: 'smtpUrl', takes: 'an smtp:// or smtps:// address', parse: url('smtp:', 'smtps:') },
  OIDC_ISSUER: { field: 'oidcIssuer', takes: 'an http:// or https:// address', parse: origin },
  OIDC_CLIENT_ID: { field: 'oidcClientId', takes: 'the client identifier', parse: text() },
  OIDC_CLIENT_SECRET: { field: 'oidcClientSecret', takes: 'at least 16 characters', parse: text(16) },
  LOG_LEVEL: {
    field: 'logLevel',
    takes: 'fatal, error, warn, info, debug, trace or silent',
    parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
  WORKER: { field: 'worker', takes: 'inline or separate', parse: oneOf('inline', 'separate') },
  RATE_LIMIT: { field: 'rateLimit', takes: 'on or off', parse: flag('on', 'off') },
};

/**
 * Reads and checks the settings.
 *
 * @param environment names to values; a name that is empty counts as not set
 * @throws ConfigError naming every refused setting at once
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  rootDir = process.cwd(),
): AppConfig {
  const problems: string[] = [];
  const found: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const value = environment[name];
    if (value === undefined || value === '') continue;
    const parsed = setting.parse(value);
    if (parsed === REFUSED) problems.push(`${name} takes ${setting.takes}.`);
    else found[setting.field] = parsed;
  }
  for (const name of Object.keys(environment))
    if (name.startsWith('OIDC_') && !(name in SETTINGS)) problems.push(`${name} is not a setting of this service.`);
  const { oidcIssuer, oidcClientId, oidcClientSecret, ...settings } = found;
  const oidc = [oidcIssuer, oidcClientId, oidcClientSecret].filter((part) => part !== undefined);
  if (oidc.length === 3)
    settings['oidc'] = { issuer: oidcIssuer, clientId: oidcClientId, clientSecret: oidcClientSecret };
  else if (oidc.length > 0)
    problems.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together or not at all.');
  if ((settings['adminEmail'] === undefined) !== (settings['adminPassword'] === undefined))
    problems.push('ADMIN_EMAIL and ADMIN_PASSWORD are set together or not at all.');
  if (problems.length > 0) throw new ConfigError(problems);
  return new AppConfig({ ...settings, rootDir });
}

/**
 * The settings of this process.
 *
 * @param rootDir the checkout or install directory, which holds the product's own content
 */
export function configFromEnvironment(rootDir: string): AppConfig {
  return readConfig(process.env, rootDir);
}
