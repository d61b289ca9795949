/** The identity room behind a real Fastify server, with a database of its own. */
import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Injectable, Module, Post, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppConfig } from '../../src/config/app-config.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Database } from '../../src/database/database.js';
import { Allow, CurrentActor, Public, SignedIn, type Actor } from '../../src/http/actor.js';
import { Problem } from '../../src/http/problem.js';
import { createLog } from '../../src/http/log.js';
import { createAdapter, prepareServer } from '../../src/http/server.js';
import { AuditTrail } from '../../src/identity/audit/audit-trail.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { UserDirectory } from '../../src/identity/users/user-directory.js';
import type { UserToAdd } from '../../src/identity/users/user-checks.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** Parsed JSON and rows, whose shape the assertions check. */
type Json = ReturnType<typeof JSON.parse>;

export const PASSWORD = 'zirgs baterija skava';

/** How often the counting route below acted, and how long it takes. */
@Injectable()
export class Effects {
  count = 0;
  delay = 0;
  fail: 'no' | 'before' | 'after' = 'no';
}

/** Routes of each policy, and one with an effect that can be counted. */
@Controller('api/v1/probe')
class ProbeController {
  constructor(
    private readonly effects: Effects,
    private readonly audit: AuditTrail,
  ) {}

  @Get('public')
  @Public()
  open(): { ok: boolean } {
    return { ok: true };
  }

  @Get('signed-in')
  @SignedIn()
  whoever(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Get('approver')
  @Allow('approver')
  approver(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Post('effect')
  @SignedIn()
  async effect(@CurrentActor() actor: Actor, @Body() body: Record<string, unknown>): Promise<object> {
    if (this.effects.fail === 'before') throw new Error('before the effect');
    await new Promise((resolve) => setTimeout(resolve, this.effects.delay));
    if (body['refuse'] === true) throw new Problem({ status: 422, code: 'refused', title: { lv: 'Nē', en: 'No' } });
    await this.audit.change(actor, (_, record) => record({ action: 'probe.done', subject: 'probe:1', after: body }));
    this.effects.count += 1;
    if (this.effects.fail === 'after') throw new Error('after the effect');
    return { id: randomUUID(), count: this.effects.count };
  }

  @Delete('effect/:id')
  @HttpCode(204)
  @SignedIn()
  remove(): void {
    this.effects.count += 1;
  }
}

@Module({ controllers: [ProbeController], providers: [Effects] })
class ProbeModule {}

/** What a browser or a program keeps between requests. */
export class TestClient {
  cookies = new Map<string, string>();
  csrfToken: string | undefined;
  headers: Record<string, string> = {};

  constructor(
    private readonly app: NestFastifyApplication,
    readonly address = '192.0.2.1',
  ) {}

  async call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.app.inject({
      method,
      url: path.startsWith('/api') ? path : `/api/v1${path}`,
      remoteAddress: this.address,
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(this.csrfToken === undefined ? {} : { 'x-csrf-token': this.csrfToken }),
        ...this.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = answer.body;
    const json = text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as Record<string, Json>) : {};
    if (typeof json['csrfToken'] === 'string') this.csrfToken = json['csrfToken'];
    return { status: answer.statusCode, headers: answer.headers, json, text, setCookies: answer.cookies };
  }

  signIn(email: string, password = PASSWORD, totp?: string) {
    return this.call('POST', '/session', { email, password, ...(totp === undefined ? {} : { totp }) });
  }
}

export interface IdentityApp {
  readonly app: NestFastifyApplication;
  readonly suite: TestDatabase;
  readonly effects: Effects;
  client(address?: string): TestClient;
  add(user: Partial<UserToAdd> & Pick<UserToAdd, 'role'>): Promise<{ id: string; email: string }>;
  /** A client that is signed in as somebody new with the role; without the second factor that the role may need. */
  signedIn(role: UserToAdd['role'], municipality?: string): Promise<TestClient & { userId: string; email: string }>;
  /** Sets the clock of rows back, as the owner of nothing but the tables. */
  sql(statement: string, parameters?: unknown[]): Promise<Record<string, Json>[]>;
  close(): Promise<void>;
}

const MUNICIPALITIES = [
  ['0026000', 'Cēsu novads', 'Cēsis Municipality'],
  ['0029000', 'Gulbenes novads', 'Gulbene Municipality'],
  ['0054000', 'Valmieras novads', 'Valmiera Municipality'],
];

async function addMunicipalities(database: Database): Promise<void> {
  for (const [id, [atvk, lv, en]] of MUNICIPALITIES.entries())
    await database.query(
      `insert into municipality (id, atvk, name_lv, name_lv_official, name_en, kind, nuts3, iso_code, area_km2, source)
       values ($1, $2, $3, $3, $4, 'county', 'LV00C', 'LV-000', 1, 'test')`,
      [id, atvk, lv, en],
    );
}

export async function createIdentityApp(settings: Partial<AppConfig> = {}, modules: Type[] = []): Promise<IdentityApp> {
  const suite = await createTestDatabase();
  const config = new AppConfig({ rateLimit: false, ...settings });
  const testing = await Test.createTestingModule({
    imports: [
      ConfigModule.forRoot(config),
      DatabaseModule.forRoot({ url: suite.url, role: 'macities_app', poolSize: 8 }),
      IdentityModule,
      ProbeModule,
      ...modules,
    ],
  }).compile();
  testing.useLogger(false);
  const app = testing.createNestApplication<NestFastifyApplication>(createAdapter(config));
  await prepareServer(app, config, createLog('silent'));
  try {
    await app.init();
  } catch (error) {
    await app.close().catch(() => undefined);
    await suite.close();
    throw error;
  }
  await app.getHttpAdapter().getInstance().ready();
  await addMunicipalities(suite.database);
  const directory = app.get(UserDirectory);
  const add: IdentityApp['add'] = (user) => {
    const municipal = ['data_owner', 'coordinator', 'approver'].includes(user.role);
    return directory.addUser({
      email: `${user.role}.${randomUUID().slice(0, 8)}@tests.example`,
      name: 'Anna Bērziņa',
      password: PASSWORD,
      ...(municipal ? { municipality: '0029000' } : {}),
      ...user,
    });
  };
  return {
    app,
    suite,
    effects: app.get(Effects),
    client: (address) => new TestClient(app, address),
    add,
    signedIn: async (role, municipality) => {
      const user = await add({ role, ...(municipality === undefined ? {} : { municipality }) });
      await suite.database.query(`update app_user set is_sample = true where id = $1`, [user.id]);
      const client = new TestClient(app);
      await client.signIn(user.email);
      return Object.assign(client, { userId: user.id, email: user.email });
    },
    sql: (statement, parameters = []) => suite.database.query<Record<string, Json>>(statement, parameters),
    close: async () => {
      await app.close();
      await suite.close();
    },
  };
}
