import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FormModule, Role } from '../../http/actor.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { PasswordHashing } from '../passwords/password-hashing.js';
import { SYSTEM_ACTOR } from '../../http/actor.js';
import { UserDirectory } from './user-directory.js';
import { UserRepository } from './user.repository.js';

/** An account for trying the service out. `.example` is reserved: no mail can reach anybody. */
export interface SampleAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly municipality: string | null;
  readonly modules?: readonly FormModule[];
  /** undefined: made at an earlier start with a password that was shown then. */
  readonly password: string | undefined;
}

type Account = Omit<SampleAccount, 'password'>;

const GULBENE = '0029000';
const CESIS = '0026000';
const VALMIERA = '0054000';

/** One account for each role, and people of other municipalities, in the order in which they are shown. */
export const SAMPLE_ACCOUNTS: readonly Account[] = [
  {
    email: 'administrators@paraugs.example',
    name: 'Agnese Administratore',
    role: 'lps_administrator',
    municipality: null,
  },
  { email: 'analitikis@paraugs.example', name: 'Andris Analītiķis', role: 'lps_analyst', municipality: null },
  { email: 'recenzents@paraugs.example', name: 'Rita Recenzente', role: 'lps_reviewer', municipality: null },
  {
    email: 'koordinators@gulbene.paraugs.example',
    name: 'Kristīne Koordinatore',
    role: 'coordinator',
    municipality: GULBENE,
  },
  {
    email: 'izpilddirektors@gulbene.paraugs.example',
    name: 'Ilmārs Izpilddirektors',
    role: 'approver',
    municipality: GULBENE,
  },
  {
    email: 'datu.ipasnieks@gulbene.paraugs.example',
    name: 'Dace Datu Īpašniece',
    role: 'data_owner',
    municipality: GULBENE,
    modules: ['SP'],
  },
  { email: 'lasitajs@paraugs.example', name: 'Laimonis Lasītājs', role: 'reader', municipality: null },
  { email: 'koordinators@cesis.paraugs.example', name: 'Māra Koordinatore', role: 'coordinator', municipality: CESIS },
  {
    email: 'izpilddirektors@cesis.paraugs.example',
    name: 'Juris Izpilddirektors',
    role: 'approver',
    municipality: CESIS,
  },
  {
    email: 'koordinators@valmiera.paraugs.example',
    name: 'Pēteris Koordinators',
    role: 'coordinator',
    municipality: VALMIERA,
  },
];

/** Makes the sample accounts. */
@Injectable()
export class SampleAccounts {
  constructor(
    private readonly users: UserRepository,
    private readonly directory: UserDirectory,
    private readonly hashing: PasswordHashing,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Makes the accounts that are missing. The municipalities must be loaded.
   *
   * @param password SAMPLE_PASSWORD, which then holds for accounts made earlier too; a random one where absent
   * @returns the accounts in a fixed order with their passwords, for printing
   */
  async ensureSampleAccounts(password?: string): Promise<SampleAccount[]> {
    const chosen = password ?? randomBytes(12).toString('base64url');
    const accounts: SampleAccount[] = [];
    for (const account of SAMPLE_ACCOUNTS) {
      const existing = await this.users.byEmail(account.email);
      if (existing === undefined) {
        await this.directory.addUser({ ...account, password: chosen }, SYSTEM_ACTOR, {
          isSample: true,
          passwordIsGiven: true,
        });
        accounts.push({ ...account, password: chosen });
        continue;
      }
      if (password !== undefined && existing.isSample) await this.renew(existing.id, password);
      accounts.push({ ...account, password });
    }
    return accounts;
  }

  private async renew(id: string, password: string): Promise<void> {
    if (await this.hashing.verify(await this.users.passwordHashOf(id), password)) return;
    const passwordHash = await this.hashing.hash(password);
    await this.audit.change(SYSTEM_ACTOR, async (tx, record) => {
      await this.users.setPassword(tx, id, passwordHash);
      await record({ action: 'user.password_set', subject: `user:${id}`, reason: 'SAMPLE_PASSWORD' });
    });
  }
}
