/** Stage one: what the texts of each row mean. Every fault of a row is said, not only the first. */
import { statusByte } from '../../core/value-status.js';
import type { ObservationTable } from '../reading/table.js';
import { VALUE_BLANK, VALUE_FAULT, VALUE_NUMBER } from '../reading/table.js';
import type { Breath } from '../breath.js';
import type { FindingCollector } from './finding.js';
import type { ImportContext } from './import-context.js';
import { IndicatorTexts } from './indicator-texts.js';
import { MunicipalityTexts } from './municipality-texts.js';
import { ResolvedRows } from './resolved-rows.js';
import * as say from './row-sentences.js';
import { statedStatus, type StatedStatus } from './statuses.js';
import { at, each, type TextFault } from './text-meanings.js';

const LONGEST_SOURCE = 500;
const NOT_PROVIDED = statusByte('not_provided');
const REPORTED: StatedStatus = { byte: statusByte('reported'), value: 'allowed' };

/** Resolves all rows; rows with faults are refused. */
export async function resolveRows(
  table: ObservationTable,
  context: ImportContext,
  findings: FindingCollector,
  breath: Breath,
): Promise<ResolvedRows> {
  const rows = new ResolvedRows(table, context.municipalities, findings);
  const resolver = new RowResolver(rows, context);
  for (let row = 0; row < rows.length; row++) {
    resolver.resolve(row);
    if ((row & 0xfff) === 0 && breath.due) await breath.take();
  }
  resolver.finish();
  return rows;
}

/** Faults of the value cells, by row. */
function faultsByRow(table: ObservationTable): Map<number, TextFault[]> {
  const faults = new Map<number, TextFault[]>();
  for (const { index, code, message } of table.faults)
    faults.set(index, [...(faults.get(index) ?? []), { code, message }]);
  return faults;
}

class RowResolver {
  private readonly indicators: IndicatorTexts;
  private readonly municipalities: MunicipalityTexts;
  private readonly periods: readonly (number | TextFault | null)[];
  private readonly statuses: readonly (StatedStatus | TextFault | null)[];
  private readonly sources: readonly (number | TextFault | null)[];
  private readonly faults: Map<number, TextFault[]>;
  private readonly sourceNumbers = new Map<string, number>();

  constructor(
    private readonly rows: ResolvedRows,
    context: ImportContext,
  ) {
    const { table } = rows;
    this.indicators = new IndicatorTexts(rows, context);
    this.municipalities = new MunicipalityTexts(rows);
    this.periods = each(table.period, (text) => this.period(text, context));
    this.statuses = each(table.status, status);
    rows.sources.push(context.source);
    this.sources = each(table.source, (text) => this.source(text));
    this.faults = faultsByRow(table);
  }

  resolve(row: number): void {
    const { rows } = this;
    rows.cellOf[row] = this.index(row, this.indicators.of(row), 'indicator');
    rows.periodOf[row] = this.index(row, at(this.periods, rows.table.period, row), 'period');
    rows.unitOf[row] = this.index(row, this.municipalities.of(row), 'municipality');
    const source = at(this.sources, rows.table.source, row);
    if (typeof source === 'number') rows.sourceOf[row] = source;
    else if (source !== null) rows.refuse(row, source);
    this.value(row);
    this.municipalities.note(row);
    this.indicators.note(row);
  }

  finish(): void {
    this.indicators.finish();
  }

  private index(
    row: number,
    meaning: number | TextFault | null,
    what: 'indicator' | 'period' | 'municipality',
  ): number {
    if (typeof meaning === 'number') return meaning;
    this.rows.refuse(row, meaning ?? { code: `${what}_blank`, message: say.BLANK[what] });
    return -1;
  }

  private value(row: number): void {
    const { rows } = this;
    const state = rows.table.valueStates[row];
    if (state === VALUE_FAULT) {
      for (const fault of this.faults.get(row) ?? []) rows.refuse(row, fault);
      return;
    }
    const stated = at(this.statuses, rows.table.status, row);
    if (stated !== null && 'code' in stated) {
      rows.refuse(row, stated);
      return;
    }
    const { byte, value } = stated ?? REPORTED;
    if (state === VALUE_NUMBER && value === 'forbidden')
      rows.refuse(row, { code: 'value_and_status', message: say.VALUE_AND_STATUS });
    if (state === VALUE_BLANK && value === 'needed')
      rows.refuse(row, { code: 'value_blank', message: say.VALUE_MISSING });
    rows.statuses[row] = state === VALUE_BLANK && stated === null ? NOT_PROVIDED : byte;
  }

  private period(text: string, { periods }: ImportContext): number | TextFault {
    const period = periods.find(({ code }) => code.toUpperCase() === text.toUpperCase());
    if (period === undefined) return { code: 'unknown_period', message: say.unknownPeriod(text) };
    if (period.isPractice) return { code: 'practice_period', message: say.practicePeriod(period.code) };
    const known = this.rows.periods.indexOf(period);
    return known >= 0 ? known : this.rows.periods.push(period) - 1;
  }

  private source(text: string): number | TextFault {
    if (text.length > LONGEST_SOURCE) return { code: 'source_too_long', message: say.SOURCE_TOO_LONG };
    return numbered(this.sourceNumbers, text, () => this.rows.sources.push(text) - 1);
  }
}

function numbered(numbers: Map<string, number>, text: string, add: () => number): number {
  const known = numbers.get(text) ?? add();
  numbers.set(text, known);
  return known;
}

function status(text: string): StatedStatus | TextFault {
  return statedStatus(text) ?? { code: 'unknown_status', message: say.unknownStatus(text) };
}
