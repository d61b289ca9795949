/**
 * The second factor: time-based codes of an authenticator application (RFC 6238, SHA-1, six digits, 30 s), one step of
 * clock difference allowed, each code good for one use; and ten recovery codes, likewise.
 */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { Database, type Transaction } from '../../database/database.js';
import { hashSecret } from '../access/secret.js';

export const RECOVERY_CODES = 10;
const ISSUER = 'mācīties salīdzinot';
const STEP_SECONDS = 30;
/** 32 signs, without those that are mistaken for one another. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

export interface Enrolment {
  /** Base32, for typing. */
  readonly secret: string;
  /** `otpauth://…`, for a QR code. */
  readonly uri: string;
}

/** The step of time in which the code is right, later than `after`; undefined where it is wrong. */
export function matchingStep(secret: string, code: string, after: number | undefined): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const result = verifySync({
    secret,
    token: code,
    period: STEP_SECONDS,
    epochTolerance: STEP_SECONDS,
    ...(after === undefined ? {} : { afterTimeStep: after }),
  });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** A recovery code of 80 bits in four groups, such as `k3mq-w8ta-x2vn-7hcd`. */
function newRecoveryCode(): string {
  const letters = [...randomBytes(16)].map((byte) => ALPHABET.charAt(byte % 32)).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

const plainCode = (code: string) => code.trim().toLowerCase().replace(/[\s-]/g, '');

@Injectable()
export class SecondFactor {
  constructor(private readonly database: Database) {}

  /** Begins the enrolment; it takes effect when a first code is confirmed. */
  async begin(userId: string, email: string): Promise<Enrolment> {
    const secret = generateSecret({ length: 20 });
    await this.database.query('update app_user set totp_pending_secret = $2 where id = $1', [userId, secret]);
    return { secret, uri: generateURI({ issuer: ISSUER, label: email, secret, period: STEP_SECONDS }) };
  }

  /** Confirms the enrolment with a first code. @returns the recovery codes, or undefined where the code is wrong */
  async confirm(transaction: Transaction, userId: string, code: string): Promise<string[] | undefined> {
    const [row] = await transaction.query<{ pending: string | null }>(
      'select totp_pending_secret as pending from app_user where id = $1 for update',
      [userId],
    );
    const step =
      row?.pending === null || row === undefined ? undefined : matchingStep(row.pending, plainCode(code), undefined);
    if (step === undefined) return undefined;
    await transaction.query(
      `update app_user set totp_secret = totp_pending_secret, totp_pending_secret = null, totp_last_step = $2,
         totp_enrolled_at = now(), version = version + 1 where id = $1`,
      [userId, step],
    );
    return this.renewRecoveryCodes(transaction, userId);
  }

  /** Whether the code is right; then it is used up. Takes codes of the application and recovery codes. */
  async verify(userId: string, code: string): Promise<'totp' | 'recovery_code' | undefined> {
    const [row] = await this.database.query<{ secret: string | null; last: string | null }>(
      'select totp_secret as secret, totp_last_step as last from app_user where id = $1',
      [userId],
    );
    if (row?.secret === null || row === undefined) return undefined;
    const plain = plainCode(code);
    const step = matchingStep(row.secret, plain, row.last === null ? undefined : Number(row.last));
    if (step !== undefined) {
      // Of two who give the same code at the same time, the database lets one through.
      const taken = await this.database.query(
        `update app_user set totp_last_step = $2 where id = $1 and (totp_last_step is null or totp_last_step < $2)
         returning id`,
        [userId, step],
      );
      return taken.length === 1 ? 'totp' : undefined;
    }
    const used = await this.database.query(
      `update recovery_code set used_at = now() where user_id = $1 and code_hash = $2 and used_at is null
       returning user_id`,
      [userId, hashSecret(plain)],
    );
    return used.length === 1 ? 'recovery_code' : undefined;
  }

  /** New recovery codes in the place of all earlier ones; shown once. */
  async renewRecoveryCodes(transaction: Transaction, userId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await transaction.query('delete from recovery_code where user_id = $1', [userId]);
    await transaction.query(`insert into recovery_code (user_id, code_hash) select $1, unnest($2::bytea[])`, [
      userId,
      codes.map((code) => hashSecret(plainCode(code))),
    ]);
    return codes;
  }

  async remaining(userId: string): Promise<number> {
    const [row] = await this.database.query<{ left: string }>(
      'select count(*) as left from recovery_code where user_id = $1 and used_at is null',
      [userId],
    );
    return Number(row?.left ?? 0);
  }

  /** Takes the factor away, with its recovery codes. */
  async remove(transaction: Transaction, userId: string): Promise<void> {
    await transaction.query('delete from recovery_code where user_id = $1', [userId]);
    await transaction.query(
      `update app_user set totp_secret = null, totp_pending_secret = null, totp_last_step = null,
         totp_enrolled_at = null, version = version + 1 where id = $1`,
      [userId],
    );
  }
}
