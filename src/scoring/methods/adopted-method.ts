import type { Transaction } from '../../database/database.js';
import { METHOD_VERSION, SCORING_METHOD, type ScoringMethod } from '../method.js';

/** A version of the method in force. */
export interface AdoptedMethod {
  readonly version: string;
  readonly method: ScoringMethod;
}

type Queries = Pick<Transaction, 'query'>;

/**
 * The method that a run is made under: one for all of its periods, so that they can be compared. It is the last one
 * adopted for the newest of the periods, or for one before it.
 *
 * @param periods codes; null: the newest period with data decides
 */
export async function adoptedMethod(queries: Queries, periods: readonly string[] | null): Promise<AdoptedMethod> {
  const [row] = await queries.query<{ version: string; options: ScoringMethod }>(
    `select m.version, m.options from scoring_method m
     left join reporting_period f on f.id = m.valid_from
     where m.state = 'adopted' and (f.id is null or f.starts_on <= (
       select max(p.starts_on) from reporting_period p
       where case when $1::text[] is null
         then exists (select from observation_column_current c where c.period_id = p.id)
         else p.code = any($1) end))
     order by f.starts_on desc nulls last, m.adopted_at desc limit 1`,
    [periods],
  );
  return row === undefined
    ? { version: METHOD_VERSION, method: SCORING_METHOD }
    : { version: row.version, method: row.options };
}
