/**
 * Slows guessing down without letting anybody lock somebody else out. Three counters in the shared database: this
 * account from this address, the address, the account. Each has some free attempts, after which every further failure
 * doubles the wait. An address from which the account was signed in to within 90 days answers only for its own
 * failures: whoever attacks the account (or shares the address) from elsewhere does not delay its owner there.
 */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { Problem, titleOf } from '../../http/problem.js';

interface Limit {
  readonly free: number;
  readonly longestSeconds: number;
}

const LIMITS = {
  pair: { free: 5, longestSeconds: 900 },
  address: { free: 100, longestSeconds: 900 },
  account: { free: 30, longestSeconds: 60 },
} as const satisfies Record<string, Limit>;

type Kind = keyof typeof LIMITS;

/** Failures are forgotten after a day without one. */
const FORGOTTEN_AFTER = `interval '1 day'`;
const KNOWN_FOR = `interval '90 days'`;

/** An attempt that was let through and counts as failed until it is withdrawn or succeeds. */
export interface Attempt {
  readonly keys: Readonly<Record<Kind, string>>;
}

interface Counter {
  readonly key: string;
  readonly failures: number;
  readonly wait: number;
  readonly is_known: boolean;
}

/** Seconds to wait after so many failures: none for the free ones, then 1, 2, 4, … up to the longest. */
export function waitAfter(failures: number, { free, longestSeconds }: Limit): number {
  return failures < free ? 0 : Math.min(longestSeconds, 2 ** Math.min(failures - free, 20));
}

/** An IPv6 customer has a whole /64: addresses within it count as one. */
export function addressOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.split('%')[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

@Injectable()
export class LoginThrottle {
  constructor(private readonly database: Database) {}

  /**
   * Counts an attempt before it is tried, so that attempts at the same time cannot slip through together.
   *
   * @throws Problem 429 `too_many_attempts` with Retry-After
   */
  async begin(account: string, ip: string): Promise<Attempt> {
    const keys = keysOf(account, ip);
    const wait = await this.database.transaction((tx) => this.count(tx, keys));
    if (wait > 0) throw tooManyAttempts(wait);
    return { keys };
  }

  /** The attempt was no guess (nothing was wrong with what was given): it does not count. */
  async withdraw({ keys }: Attempt): Promise<void> {
    await this.database.query(
      `update login_throttle set failures = greatest(0, failures - 1), blocked_until = null where key = any($1)`,
      [Object.values(keys)],
    );
  }

  /** The attempt succeeded: the pair starts afresh and is known from now on. */
  async succeed(attempt: Attempt): Promise<void> {
    await this.withdraw(attempt);
    await this.database.query(
      `update login_throttle set failures = 0, blocked_until = null, last_success_at = now(), touched_at = now()
       where key = $1`,
      [attempt.keys.pair],
    );
  }

  private async count(tx: Transaction, keys: Attempt['keys']): Promise<number> {
    const ordered = Object.values(keys).sort();
    await tx.query(`insert into login_throttle (key) select unnest($1::text[]) on conflict do nothing`, [ordered]);
    const counters = await tx.query<Counter>(
      `select key, case when last_failure_at > now() - ${FORGOTTEN_AFTER} then failures else 0 end as failures,
         greatest(0, extract(epoch from blocked_until - clock_timestamp()))::float8 as wait,
         coalesce(last_success_at > now() - ${KNOWN_FOR}, false) as is_known
       from login_throttle where key = any($1) order by key for update`,
      [ordered],
    );
    const byKey = new Map(counters.map((counter) => [counter.key, counter]));
    const isKnown = byKey.get(keys.pair)?.is_known === true;
    const counted: Kind[] = isKnown ? ['pair'] : ['pair', 'address', 'account'];
    const wait = Math.max(...counted.map((kind) => byKey.get(keys[kind])?.wait ?? 0));
    if (wait > 0) return wait;
    for (const kind of ['pair', 'address', 'account'] as const) {
      const failures = (byKey.get(keys[kind])?.failures ?? 0) + 1;
      await tx.query(
        `update login_throttle set failures = $2, last_failure_at = now(), touched_at = now(),
           blocked_until = case when $3::int > 0 then clock_timestamp() + make_interval(secs => $3::int) end
         where key = $1`,
        [keys[kind], failures, waitAfter(failures, LIMITS[kind])],
      );
    }
    return 0;
  }
}

/** Accounts are kept as hashes, so that the table does not tell who tried to sign in. */
function keysOf(account: string, ip: string): Attempt['keys'] {
  const who = createHash('sha256').update(account.toLowerCase()).digest('base64url');
  const where = addressOf(ip);
  return { pair: `pair:${who}:${where}`, address: `address:${where}`, account: `account:${who}` };
}

export function tooManyAttempts(seconds: number): Problem {
  const wait = Math.max(1, Math.ceil(seconds));
  return new Problem({
    status: 429,
    code: 'too_many_attempts',
    title: titleOf(429),
    detail: {
      lv: `Pārāk daudz neveiksmīgu mēģinājumu. Mēģiniet vēlreiz pēc ${wait} s.`,
      en: `Too many failed attempts. Try again in ${wait} s.`,
    },
    headers: { 'retry-after': String(wait) },
  });
}
