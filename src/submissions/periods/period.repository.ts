import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import type { PeriodRecord } from './reporting-period.js';

type PeriodRow = Omit<PeriodRecord, 'title'> & { readonly titleLv: string; readonly titleEn: string };

const COLUMNS = `id, code, starts_on::text as "startsOn", ends_on::text as "endsOn", title_lv as "titleLv",
  title_en as "titleEn", state, is_practice as "isPractice", opens_on::text as "opensOn", deadlines, version`;

function periodOf({ titleLv, titleEn, ...row }: PeriodRow): PeriodRecord {
  return { ...row, title: { lv: titleLv, en: titleEn } };
}

/** Where periods are asked for: a transaction, or the database on its own. */
type Reader = Pick<Transaction, 'query'>;

@Injectable()
export class PeriodRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async all(reader: Reader = this.database): Promise<PeriodRecord[]> {
    const rows = await reader.query<PeriodRow>(
      `select ${COLUMNS} from reporting_period order by ends_on desc, code desc`,
    );
    return rows.map(periodOf);
  }

  async byCodes(codes: readonly string[], reader: Reader = this.database): Promise<PeriodRecord[]> {
    const rows = await reader.query<PeriodRow>(`select ${COLUMNS} from reporting_period where code = any($1)`, [codes]);
    return rows.map(periodOf);
  }

  /** The period, locked against others' changes until the transaction ends. */
  async forChange(transaction: Transaction, code: string): Promise<PeriodRecord | undefined> {
    const rows = await transaction.query<PeriodRow>(
      `select ${COLUMNS} from reporting_period where code = $1 for update`,
      [code],
    );
    return rows.map(periodOf)[0];
  }

  /** Adds the periods whose codes are not taken. */
  async add(
    transaction: Transaction,
    periods: readonly Omit<PeriodRecord, 'id' | 'version'>[],
  ): Promise<PeriodRecord[]> {
    const facts = periods.map(({ title, ...period }) => ({ ...period, titleLv: title.lv, titleEn: title.en }));
    const rows = await transaction.query<PeriodRow>(
      `insert into reporting_period (code, starts_on, ends_on, title_lv, title_en, state, is_practice, opens_on, deadlines)
       select code, "startsOn", "endsOn", "titleLv", "titleEn", state, "isPractice", "opensOn", deadlines
       from jsonb_to_recordset($1) as fact (code text, "startsOn" date, "endsOn" date, "titleLv" text, "titleEn" text,
         state text, "isPractice" boolean, "opensOn" date, deadlines jsonb)
       order by "endsOn", code
       on conflict (code) do nothing
       returning ${COLUMNS}`,
      [JSON.stringify(facts)],
    );
    return rows.map(periodOf);
  }

  /** Writes what may change and raises the version. */
  async update(transaction: Transaction, period: PeriodRecord): Promise<PeriodRecord> {
    const rows = await transaction.query<PeriodRow>(
      `update reporting_period set state = $2, opens_on = $3, deadlines = $4, title_lv = $5, title_en = $6,
              version = version + 1, changed_at = now()
       where id = $1 returning ${COLUMNS}`,
      [period.id, period.state, period.opensOn, JSON.stringify(period.deadlines), period.title.lv, period.title.en],
    );
    const [updated] = rows;
    if (updated === undefined) throw new Error(`The period ${period.code} has gone.`);
    return periodOf(updated);
  }
}
