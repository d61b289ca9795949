/** Commands about users and tokens. */
import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import type { AppConfig } from '../config/app-config.js';
import { Database } from '../database/database.js';
import type { FormModule, Role } from '../http/actor.js';
import { TokenService } from '../identity/tokens/token-service.js';
import type { TokenScope } from '../identity/tokens/token-scope.js';
import { UserDirectory } from '../identity/users/user-directory.js';
import { note, print, withRooms, type Rooms } from './context.js';

const ROLES: readonly Role[] = [
  'data_owner',
  'coordinator',
  'approver',
  'lps_reviewer',
  'lps_analyst',
  'lps_administrator',
  'reader',
];

function roleOf(text: string): Role {
  const role = ROLES.find((candidate) => candidate === text || candidate === `lps_${text}`);
  if (role === undefined) throw new Error(`There is no role “${text}”. Roles: ${ROLES.join(', ')}.`);
  return role;
}

interface UserOptions {
  readonly email: string;
  readonly name?: string;
  readonly role: string;
  readonly municipality?: string;
  readonly modules?: string[];
  readonly password?: string;
}

async function addUser(get: Rooms, options: UserOptions): Promise<void> {
  const password = options.password ?? randomBytes(15).toString('base64url');
  const user = await get(UserDirectory).addUser({
    email: options.email,
    name: options.name ?? options.email,
    role: roleOf(options.role),
    ...(options.municipality === undefined ? {} : { municipality: options.municipality }),
    ...(options.modules === undefined ? {} : { modules: options.modules as FormModule[] }),
    password,
  });
  print(`user ${user.id}: ${user.email}, ${user.role}`);
  if (options.password === undefined) print(`password: ${password}`);
}

interface TokenOptions {
  readonly email?: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly days: string;
}

/** Address of the administrator who has been here longest: whose token it is where nobody is named. */
async function firstAdministrator(get: Rooms): Promise<string> {
  const [row] = await get(Database).query<{ email: string }>(
    `select email from app_user where role = 'lps_administrator' and deactivated_at is null
     order by is_sample, created_at limit 1`,
  );
  if (row === undefined) throw new Error('There is no administrator yet: name a user with --email.');
  return row.email;
}

async function addToken(get: Rooms, options: TokenOptions): Promise<void> {
  const email = options.email ?? (await firstAdministrator(get));
  const days = /^\d{1,4}$/.test(options.days) ? Number(options.days) : 0;
  if (days < 1) throw new Error('--days takes a whole number of days.');
  const { token, plaintext } = await get(TokenService).issue({
    email,
    name: options.name,
    scope: options.scope,
    expiresAt: new Date(Date.now() + days * 86_400_000),
  });
  note(
    `A token of ${token.email} (${token.scope}) until ${token.expiresAt.toISOString().slice(0, 10)}. It is shown this once:`,
  );
  print(plaintext);
}

/** Registers the commands. */
export function identityCommands(program: Command, config: AppConfig): void {
  program
    .command('user')
    .description('users')
    .command('add')
    .requiredOption('--email <address>')
    .option('--name <name>')
    .requiredOption('--role <role>', ROLES.join(', '))
    .option('--municipality <atvk>', 'for data owners, coordinators and approvers')
    .option('--modules <module...>', 'of a data owner: SU, SP, SD')
    .option('--password <password>', 'a random one is made and shown where absent')
    .action((options: UserOptions) => withRooms(config, (get) => addUser(get, options)));
  program
    .command('token')
    .description('tokens for programs')
    .command('add')
    .option('--email <address>', 'whose rights it has; the first administrator where absent')
    .option('--name <name>', 'what it is for', 'command line')
    .option('--scope <scope>', 'read or write', 'write')
    .option('--days <days>', 'how long it holds', '90')
    .action((options: TokenOptions) => withRooms(config, (get) => addToken(get, options)));
}
