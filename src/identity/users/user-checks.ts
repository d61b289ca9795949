/** What makes a user acceptable, however they are added: by the API, the command line or at start. */
import { Injectable } from '@nestjs/common';
import type { LocalisedText } from '../../core/vocabulary.js';
import type { FormModule, Role } from '../../http/actor.js';
import { badRequest, unprocessable, type InputError } from '../../http/problem.js';
import { PasswordHashing } from '../passwords/password-hashing.js';
import { assertPassword } from '../passwords/password-policy.js';
import { MunicipalityNames } from './municipality-names.js';
import { isMunicipal, ROLES, type User } from './user.js';

export interface UserToAdd {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** ATVK code; required for data owners, coordinators and approvers, refused for others. */
  readonly municipality?: string | null;
  /** Of a data owner; all modules where absent. */
  readonly modules?: readonly FormModule[];
  /** Without one the user needs an invitation or OpenID Connect. */
  readonly password?: string;
}

/** A user that was checked, with the password hashed: what takes long happens outside the transaction. */
export interface PreparedUser extends UserToAdd {
  readonly passwordHash: string | null;
}

@Injectable()
export class UserChecks {
  constructor(
    private readonly municipalities: MunicipalityNames,
    private readonly hashing: PasswordHashing,
  ) {}

  /**
   * @param passwordIsGiven the operator chose the password in the settings; it is taken as it is
   * @throws Problem as UserDirectory.addUser
   */
  async prepare(user: UserToAdd, passwordIsGiven = false): Promise<PreparedUser> {
    const email = user.email.trim().normalize('NFC').toLowerCase();
    const name = user.name.trim().normalize('NFC');
    await this.assert({ email, name, role: user.role, municipality: user.municipality ?? null });
    if (user.password !== undefined && !passwordIsGiven) assertPassword(user.password, email);
    const passwordHash = user.password === undefined ? null : await this.hashing.hash(user.password);
    return { ...user, email, name, passwordHash };
  }

  /** @throws Problem 400 `invalid_input`, 422 `municipality_required`, `municipality_refused`, `unknown_municipality` */
  async assert(user: Pick<User, 'email' | 'name' | 'role' | 'municipality'>): Promise<void> {
    assertPlain(user.email, user.name, user.role);
    await this.assertMunicipality(user.role, user.municipality);
  }

  private async assertMunicipality(role: Role, municipality: string | null): Promise<void> {
    const refuse = (code: string, message: LocalisedText) =>
      unprocessable(code, message, [{ path: 'municipality', code, message }]);
    if (!isMunicipal(role) && municipality !== null)
      throw refuse('municipality_refused', {
        lv: 'Lietotājs ar šo lomu nepieder pie pašvaldības.',
        en: 'A user with this role belongs to no municipality.',
      });
    if (isMunicipal(role) && municipality === null)
      throw refuse('municipality_required', {
        lv: 'Norādiet pašvaldību (ATVK kodu).',
        en: 'Name the municipality (ATVK code).',
      });
    if (municipality !== null && (await this.municipalities.of(municipality)) === undefined)
      throw refuse('unknown_municipality', {
        lv: 'Pašvaldības ar šādu ATVK kodu nav.',
        en: 'There is no municipality with this ATVK code.',
      });
  }
}

/** What the command line and the API share: an address, a name without control characters, a known role. */
function assertPlain(email: string, name: string, role: Role): void {
  const errors: InputError[] = [];
  if (!/^[^\s@\p{C}<>",;]{1,64}@[^\s@\p{C}<>",;]{1,190}$/u.test(email))
    errors.push({
      path: 'email',
      code: 'is_email',
      message: { lv: 'Jābūt e-pasta adresei.', en: 'Must be an e-mail address.' },
    });
  if (name === '' || name.length > 200 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name))
    errors.push({
      path: 'name',
      code: 'is_name',
      message: {
        lv: 'Jābūt vārdam bez vadības zīmēm, ne garākam par 200 rakstzīmēm.',
        en: 'Must be a name without control characters, at most 200 characters long.',
      },
    });
  if (!ROLES.includes(role))
    errors.push({
      path: 'role',
      code: 'is_in',
      message: { lv: `Atļautās vērtības: ${ROLES.join(', ')}.`, en: `Allowed values: ${ROLES.join(', ')}.` },
    });
  if (errors.length > 0) throw badRequest(errors, 'invalid_input');
}
