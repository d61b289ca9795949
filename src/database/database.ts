import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';

/** Whose rows a transaction may see: the second wall (row-level security) reads it from the session's settings. */
export interface Scope {
  /** ATVK code of the municipality that the user belongs to. */
  readonly municipality?: string | undefined;
  /** `lps` sees every municipality. */
  readonly wide?: boolean | undefined;
  readonly user?: string | undefined;
}

/** One database transaction: SQL, TypeORM's manager, and the raw client for COPY. */
export interface Transaction {
  query<T>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
  readonly manager: EntityManager;
  readonly client: PoolClient;
}

/** The rows of a statement, whatever its kind (TypeORM's plain answer to UPDATE and DELETE is a pair). */
async function rowsOf<T>(runner: QueryRunner, sql: string, parameters: readonly unknown[]): Promise<T[]> {
  const result = await runner.query(sql, [...parameters], true);
  return result.records as T[];
}

/** Codes of Postgres for "serialisation failure" and "deadlock": such a transaction may be tried again as it was. */
const RETRYABLE = new Set(['40001', '40P01']);

/**
 * The way to the database. Reads of public figures go through `query`; whatever writes, or reads what belongs to
 * somebody, goes through `transaction`.
 */
@Injectable()
export class Database {
  constructor(private readonly source: DataSource) {}

  /** One statement on its own. */
  async query<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const runner = this.source.createQueryRunner();
    try {
      return await rowsOf<T>(runner, sql, parameters);
    } finally {
      await runner.release();
    }
  }

  /**
   * Runs the work in one transaction; commits when it returns, rolls back when it throws. A deadlock is tried again
   * twice, so the work must have no effect outside the database.
   *
   * @param scope whose rows it may see; nobody's where absent
   */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>, scope: Scope = {}): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work, scope);
      } catch (error) {
        const code = (error as { code?: string }).code ?? '';
        if (attempt >= 3 || !RETRYABLE.has(code)) throw error;
      }
    }
  }

  private async once<T>(work: (transaction: Transaction) => Promise<T>, scope: Scope): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    try {
      await runner.startTransaction();
      await runner.query(
        `select set_config('app.municipality', $1, true), set_config('app.wide', $2, true), set_config('app.user', $3, true)`,
        [scope.municipality ?? '', scope.wide === true ? 'on' : '', scope.user ?? ''],
      );
      const result = await work({
        query: (sql, parameters = []) => rowsOf(runner, sql, parameters),
        manager: runner.manager,
        client,
      });
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}
