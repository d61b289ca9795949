import { Injectable } from '@nestjs/common';
import { observationStatusOf, valueStatusOf } from '../../core/value-status.js';
import { copyOut, type BinaryRow } from '../../database/binary-copy.js';
import { Database, type Transaction } from '../../database/database.js';
import { cleaned } from '../importing/file-texts.js';

const HEADER = 'atvk,municipality,indicator,period,value,status,source,recorded_at\r\n';
const LINES = 1000;

/** Current observations as CSV that the import reads back. */
@Injectable()
export class ObservationExport {
  constructor(private readonly database: Database) {}

  /**
   * Writes every current observation, by period, indicator and municipality, in UTF-8 with decimal points.
   *
   * @param write takes a piece of the file; the next is made when it is done
   * @param period code of the only period wanted; all where absent
   * @returns number of rows, the header apart
   */
  async writeCsv(write: (piece: string) => Promise<void>, period: string | null = null): Promise<number> {
    return this.database.transaction(
      async (transaction) => {
        await write(HEADER);
        const ids = await transaction.query<{ id: number }>(
          'select id from reporting_period where $1::text is null or code = $1 order by starts_on, code',
          [period],
        );
        let rows = 0;
        for (const { id } of ids) rows += await writePeriod(transaction, id, write);
        return rows;
      },
      { wide: true },
    );
  }
}

/** One period at a time, so that a slow reader holds up no more than that in memory. */
async function writePeriod(
  transaction: Transaction,
  period: number,
  write: (piece: string) => Promise<void>,
): Promise<number> {
  const pieces: string[] = [];
  let lines: string[] = [];
  const rows = await copyOut(transaction.client, currentSql(period), (row) => {
    if (lines.push(lineOf(row)) < LINES) return;
    pieces.push(lines.join(''));
    lines = [];
  });
  for (const piece of pieces) await write(piece);
  if (lines.length > 0) await write(lines.join(''));
  return rows;
}

/** COPY takes no parameters; the id is a whole number of our own. */
function currentSql(period: number): string {
  return `copy (
    select m.atvk, m.name_lv, c.code, p.code, r.value, r.status::int + r.quality::int * 16, s.text,
           to_char(r.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
      from (select distinct on (cell_id, period_id, municipality_id) * from observation_revision
             where period_id = ${Math.trunc(period)}
             order by cell_id, period_id, municipality_id, id desc) r
      join municipality m on m.id = r.municipality_id
      join indicator_cell c on c.id = r.cell_id
      join reporting_period p on p.id = r.period_id
      left join observation_source s on s.id = r.source_id
     where not r.withdrawn
     order by c.code, m.atvk) to stdout (format binary)`;
}

function lineOf(row: BinaryRow): string {
  const [atvk, name, indicator, period] = [row.text(), row.text(), row.text(), row.text()];
  const value = row.float8();
  const status = row.int4() ?? 0;
  const fields = [
    atvk,
    name,
    indicator,
    period,
    value === null ? '' : String(value),
    statusOf(status),
    row.text(),
    row.text(),
  ];
  return `${fields.map((field) => cellOf(field ?? '')).join(',')}\r\n`;
}

/** The status as an import reads it back: an estimate, a provisional or revised value is a reported one. */
function statusOf(byte: number): string {
  const status = valueStatusOf(byte);
  const quality = observationStatusOf(byte);
  return status === 'reported' && quality !== 'normal' ? quality : status;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/;

/** A cell that no spreadsheet takes for a formula; numbers stay as they are. */
function cellOf(text: string): string {
  if (NUMBER.test(text)) return text;
  const clean = cleaned(text);
  const harmless = /^[=+\-@\t\r]/.test(clean) ? `'${clean}` : clean;
  return /[",\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
