import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import type { FormModule, Role } from '../../http/actor.js';
import { USER_COLUMNS, userOf, type User, type UserRow } from './user.js';

/** Either the database itself or a transaction under way. */
type Source = Pick<Database | Transaction, 'query'>;

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly municipality: string | null;
  readonly modules: readonly FormModule[];
  readonly passwordHash: string | null;
  readonly isSample: boolean;
  readonly isFirstAdministrator: boolean;
  readonly createdBy: string;
}

export interface UserFilter {
  readonly role?: Role | undefined;
  readonly municipality?: string | undefined;
  readonly active?: boolean | undefined;
  /** Part of the name or address. */
  readonly text?: string | undefined;
}

export interface Credentials {
  readonly user: User;
  readonly passwordHash: string | null;
}

/** Questions about users. */
@Injectable()
export class UserRepository {
  constructor(private readonly database: Database) {}

  async byId(id: string, source: Source = this.database): Promise<User | undefined> {
    const rows = await source.query<UserRow>(`select ${USER_COLUMNS} from app_user u where u.id = $1`, [id]);
    return rows.map(userOf)[0];
  }

  /** The user, held against changes by others until the transaction ends. */
  async heldById(transaction: Transaction, id: string): Promise<User | undefined> {
    await transaction.query('select from app_user where id = $1 for update', [id]);
    return this.byId(id, transaction);
  }

  async byEmail(email: string, source: Source = this.database): Promise<User | undefined> {
    const rows = await source.query<UserRow>(`select ${USER_COLUMNS} from app_user u where u.email = $1`, [
      email.toLowerCase(),
    ]);
    return rows.map(userOf)[0];
  }

  async credentialsOf(email: string): Promise<Credentials | undefined> {
    const [row] = await this.database.query<UserRow & { password_hash: string | null }>(
      `select ${USER_COLUMNS}, u.password_hash from app_user u where u.email = $1`,
      [email.toLowerCase()],
    );
    return row === undefined ? undefined : { user: userOf(row), passwordHash: row.password_hash };
  }

  async passwordHashOf(id: string): Promise<string | null> {
    const [row] = await this.database.query<{ password_hash: string | null }>(
      'select password_hash from app_user where id = $1',
      [id],
    );
    return row?.password_hash ?? null;
  }

  async bySubject(subject: string): Promise<User | undefined> {
    const rows = await this.database.query<UserRow>(
      `select ${USER_COLUMNS} from app_user u where u.oidc_subject = $1`,
      [subject],
    );
    return rows.map(userOf)[0];
  }

  /** One page of the users that the filter lets through, by address. */
  async list(filter: UserFilter, limit: number, offset: number): Promise<{ items: User[]; total: number }> {
    const where = `($1::text is null or u.role = $1) and ($2::text is null or u.municipality = $2)
      and ($3::boolean is null or (u.deactivated_at is null) = $3)
      and ($4::text is null or strpos(lower(u.name || ' ' || u.email), lower($4)) > 0)`;
    const parameters = [
      filter.role ?? null,
      filter.municipality ?? null,
      filter.active ?? null,
      filter.text ?? null,
    ] as const;
    const rows = await this.database.query<UserRow>(
      `select ${USER_COLUMNS} from app_user u where ${where} order by u.email limit $5 offset $6`,
      [...parameters, limit, offset],
    );
    const [count] = await this.database.query<{ total: string }>(
      `select count(*) as total from app_user u where ${where}`,
      parameters,
    );
    return { items: rows.map(userOf), total: Number(count?.total ?? 0) };
  }

  /** @returns the new user's id, or undefined where the address is taken */
  async insert(transaction: Transaction, user: NewUser): Promise<string | undefined> {
    const [row] = await transaction.query<{ id: string }>(
      `insert into app_user (email, name, role, municipality, modules, password_hash, password_changed_at, is_sample,
         is_first_administrator, created_by)
       values (lower($1), $2, $3, $4, $5, $6::text, case when $6::text is null then null else now() end, $7, $8, $9)
       on conflict (email) do nothing returning id`,
      [
        user.email,
        user.name,
        user.role,
        user.municipality,
        user.modules,
        user.passwordHash,
        user.isSample,
        user.isFirstAdministrator,
        user.createdBy,
      ],
    );
    return row?.id;
  }

  async update(transaction: Transaction, user: User): Promise<void> {
    await transaction.query(
      `update app_user set name = $2, role = $3, municipality = $4, modules = $5, deactivated_at = $6,
         version = version + 1 where id = $1`,
      [user.id, user.name, user.role, user.municipality, user.modules, user.deactivatedAt],
    );
  }

  async setPassword(transaction: Transaction, id: string, passwordHash: string): Promise<void> {
    await transaction.query(
      'update app_user set password_hash = $2, password_changed_at = now(), version = version + 1 where id = $1',
      [id, passwordHash],
    );
  }

  /** How many active administrators there are besides this user; their rows are held until the transaction ends. */
  async otherAdministrators(transaction: Transaction, id: string): Promise<number> {
    const rows = await transaction.query<{ id: string }>(
      `select id from app_user where role = 'lps_administrator' and deactivated_at is null order by id for update`,
    );
    return rows.filter((row) => row.id !== id).length;
  }
}
