/**
 * The form of a backup file: gzip over frames. A frame is a length (4 bytes, big-endian) and that many bytes; the first
 * is a header in JSON, then for each table a JSON frame that names it, its rows as binary COPY in frames, and an empty
 * frame; then a JSON frame with the SHA-256 of everything before.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';

const MAX_FRAME = 64 * 1024 * 1024;

export interface BackupHeader {
  readonly format: 'macities-backup-1';
  readonly madeAt: string;
  readonly software: string;
  /** Names of the migrations that the data were written under, in order. */
  readonly migrations: readonly string[];
  readonly sequences: readonly { readonly name: string; readonly lastValue: string; readonly isCalled: boolean }[];
}

export interface BackupTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** The file is not a whole and untouched backup. */
export class DamagedBackupError extends Error {
  constructor(reason: string) {
    super(`This is not a whole backup: ${reason}.`);
    this.name = 'DamagedBackupError';
  }
}

/** Writes frames, waiting where the disk is slower than the database. */
export class BackupWriter {
  private readonly gzip: Gzip = createGzip({ level: 6 });
  private readonly hash: Hash = createHash('sha256');
  private readonly done: Promise<void>;

  constructor(file: string) {
    const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
    this.done = finished(this.gzip.pipe(target));
    target.once('error', (error) => this.gzip.destroy(error));
    this.gzip.on('error', () => undefined); // told by `done`
    this.done.catch(() => undefined); // whoever writes or closes next is told
  }

  async json(value: unknown): Promise<void> {
    await this.frame(Buffer.from(JSON.stringify(value)));
  }

  async frame(bytes: Buffer): Promise<void> {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    if (this.gzip.destroyed) await this.done;
    this.hash.update(length).update(bytes);
    this.gzip.write(length);
    if (!this.gzip.write(bytes)) await Promise.race([once(this.gzip, 'drain'), this.done]);
  }

  /** Seals the file; gives the hash of its content. */
  async close(): Promise<string> {
    const sha256 = this.hash.copy().digest('hex');
    await this.json({ sha256 });
    this.gzip.end();
    await this.done;
    return sha256;
  }
}

/** Reads frames one by one. */
export class BackupReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);
  private hash: Hash = createHash('sha256');
  private before = '';

  constructor(file: string) {
    const source = createReadStream(file);
    const gunzip = createGunzip();
    source.once('error', (error) => gunzip.destroy(error));
    this.chunks = source.pipe(gunzip)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  private async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let have = 0;
    while (have + this.held.length < size) {
      parts.push(this.held);
      have += this.held.length;
      const next = await this.chunks.next().catch(() => {
        throw new DamagedBackupError('it is cut off or not compressed as it should be');
      });
      if (next.done === true) throw new DamagedBackupError('it is cut off');
      this.held = next.value;
    }
    const rest = size - have;
    parts.push(this.held.subarray(0, rest));
    this.held = this.held.subarray(rest);
    return Buffer.concat(parts);
  }

  async frame(): Promise<Buffer> {
    const length = await this.take(4);
    const size = length.readUInt32BE();
    if (size > MAX_FRAME) throw new DamagedBackupError('a frame has an impossible length');
    const bytes = await this.take(size);
    this.before = this.hash.copy().digest('hex');
    this.hash.update(length).update(bytes);
    return bytes;
  }

  async json<T>(): Promise<T> {
    const bytes = await this.frame();
    try {
      return JSON.parse(bytes.toString('utf8')) as T;
    } catch {
      throw new DamagedBackupError('a description cannot be read');
    }
  }

  /** Compares the hash that the last frame names with what was read before it. */
  check(sha256: string): void {
    if (sha256 !== this.before) throw new DamagedBackupError('its content does not have the hash it names');
  }
}
