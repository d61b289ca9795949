import type { Actor, FormModule, Role } from '../../http/actor.js';

/** A person with an account. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly municipality: string | null;
  /** Modules of a data owner; all of them for everybody else. */
  readonly modules: readonly FormModule[];
  readonly isSample: boolean;
  readonly isFirstAdministrator: boolean;
  readonly hasPassword: boolean;
  readonly secondFactorEnrolled: boolean;
  /** Approver by written order for the time being. */
  readonly isDeputy: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly deactivatedAt: Date | null;
}

export const ROLES: readonly Role[] = [
  'data_owner',
  'coordinator',
  'approver',
  'lps_reviewer',
  'lps_analyst',
  'lps_administrator',
  'reader',
];
export const MODULES: readonly FormModule[] = ['SU', 'SP', 'SD'];

const MUNICIPAL: ReadonlySet<Role> = new Set<Role>(['data_owner', 'coordinator', 'approver']);
const GUARDED: ReadonlySet<Role> = new Set<Role>(['approver', 'lps_reviewer', 'lps_analyst', 'lps_administrator']);

/** Whether users of the role belong to a municipality. */
export function isMunicipal(role: Role): boolean {
  return MUNICIPAL.has(role);
}

/** Whether the role needs a second factor: whoever approves, reviews, publishes or administers. */
export function needsSecondFactor(role: Role): boolean {
  return GUARDED.has(role);
}

/** The first administrator may work this long before they must enrol a second factor. */
export const FIRST_START_GRACE_DAYS = 14;

/** Whether the user may work for now without the second factor that their role needs. */
export function mayPostponeEnrolment(user: User, now: Date): boolean {
  const graceEnds = user.createdAt.getTime() + FIRST_START_GRACE_DAYS * 86_400_000;
  return user.isSample || (user.isFirstAdministrator && now.getTime() < graceEnds);
}

/** The user as the rooms see them. A deputy acts as approver only with a second factor, as approvers do. */
export function actorOf(user: User, via: Actor['via']): Actor {
  const deputises = user.isDeputy && (user.secondFactorEnrolled || user.isSample);
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    municipality: user.municipality,
    modules: user.modules,
    via,
    ...(deputises ? { alsoActsAs: ['approver'] } : {}),
  };
}

/** The columns of `app_user u` that make a User. */
export const USER_COLUMNS = `u.id, u.email, u.name, u.role, u.municipality, u.modules, u.is_sample,
  u.is_first_administrator, u.password_hash is not null as has_password, u.totp_enrolled_at is not null as enrolled,
  u.version, u.created_at, u.deactivated_at,
  exists (
    select from deputy d join app_user p on p.id = d.principal_id
    where d.deputy_id = u.id and d.revoked_at is null and p.deactivated_at is null and p.role = 'approver'
      and p.municipality = u.municipality
      and (now() at time zone 'Europe/Riga')::date between d.starts_on and d.ends_on) as is_deputy`;

export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly municipality: string | null;
  readonly modules: FormModule[];
  readonly is_sample: boolean;
  readonly is_first_administrator: boolean;
  readonly has_password: boolean;
  readonly enrolled: boolean;
  readonly is_deputy: boolean;
  readonly version: number;
  readonly created_at: Date;
  readonly deactivated_at: Date | null;
}

export function userOf(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    municipality: row.municipality,
    modules: row.role === 'data_owner' ? row.modules : MODULES,
    isSample: row.is_sample,
    isFirstAdministrator: row.is_first_administrator,
    hasPassword: row.has_password,
    secondFactorEnrolled: row.enrolled,
    isDeputy: row.is_deputy,
    version: row.version,
    createdAt: row.created_at,
    deactivatedAt: row.deactivated_at,
  };
}

/** What the audit trail keeps of a user: no secret. */
export function auditedUser(user: User): Record<string, unknown> {
  const { email, name, role, municipality, modules, deactivatedAt } = user;
  return { email, name, role, municipality, modules, active: deactivatedAt === null };
}
