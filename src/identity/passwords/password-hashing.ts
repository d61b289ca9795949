import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { newSecret } from '../access/secret.js';

/** Argon2id (the package's default algorithm) with 19 MiB, two passes, one lane, as OWASP advises. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords in Unicode's composed form, so that "ā" typed on another keyboard is the same. */
const composed = (password: string) => password.normalize('NFC');

/** Hashes and checks passwords on the thread pool, off the event loop. */
@Injectable()
export class PasswordHashing {
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(composed(password), PARAMETERS);
  }

  /** Whether the password fits. Without a stored hash it works as long and says no, so that users cannot be probed. */
  async verify(stored: string | null | undefined, password: string): Promise<boolean> {
    this.decoy ??= this.hash(newSecret());
    const fits = await verify(stored ?? (await this.decoy), composed(password));
    return fits && stored !== null && stored !== undefined;
  }
}
