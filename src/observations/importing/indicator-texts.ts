import type { ImportContext } from './import-context.js';
import { cleaned } from './file-texts.js';
import { at, each, type TextFault } from './text-meanings.js';
import type { ResolvedRows } from './resolved-rows.js';
import * as say from './row-sentences.js';

interface StatedUnit {
  readonly firstRow: number;
  rows: number;
}

const key = (text: string): string => text.toLowerCase().replace(/[\s.]/g, '');

/** What the indicator column means: cells of the catalogues in force, by code in any case. */
export class IndicatorTexts {
  private readonly meanings: readonly (number | TextFault | null)[];
  private readonly byCode: ReadonlyMap<string, string>;
  private readonly units: readonly (string | null)[];
  private readonly otherUnits = new Map<string, StatedUnit>();

  constructor(
    private readonly rows: ResolvedRows,
    private readonly context: ImportContext,
  ) {
    const { cells, companionCells } = context.catalogues.compiled;
    this.byCode = new Map([...cells, ...companionCells].map(({ code }) => [code.toUpperCase(), code]));
    this.meanings = each(rows.table.indicator, (text) => this.cell(text));
    this.units = each(rows.table.unit, cleaned);
  }

  of(row: number): number | TextFault | null {
    return at(this.meanings, this.rows.table.indicator, row);
  }

  /** Remembers a unit that is not the catalogue's; {@link finish} says it once. */
  note(row: number): void {
    const unit = at(this.units, this.rows.table.unit, row);
    const cell = this.rows.cells[this.rows.cellOf[row] ?? -1]?.cell;
    if (unit === null || cell === undefined) return;
    if ([cell.unit.lv, cell.unit.en].some((own) => key(own) === key(unit))) return;
    const place = `${this.rows.cellOf[row] ?? -1} ${unit}`;
    const stated = this.otherUnits.get(place);
    if (stated === undefined) this.otherUnits.set(place, { firstRow: row, rows: 1 });
    else stated.rows++;
  }

  finish(): void {
    for (const { firstRow, rows } of this.otherUnits.values()) {
      const unit = at(this.units, this.rows.table.unit, firstRow) ?? '';
      const cell = this.rows.cells[this.rows.cellOf[firstRow] ?? -1]?.cell;
      if (cell === undefined) continue;
      const message = say.unitDiffers(unit, cell.unit, rows);
      this.rows.say(firstRow, { code: 'unit_differs', severity: 'information', message });
    }
  }

  private cell(text: string): number | TextFault {
    const { catalogues } = this.context;
    const code = this.byCode.get(text.toUpperCase());
    const cell = code === undefined ? undefined : catalogues.compiled.cell(code);
    const identity = code === undefined ? undefined : catalogues.identity(code);
    if (cell === undefined || identity === undefined) return this.unknown(text);
    if (cell.kind === 'derived') return { code: 'indicator_derived', message: say.derivedIndicator(cell.code) };
    const known = this.rows.cells.findIndex(({ id }) => id === identity.id);
    return known >= 0 ? known : this.rows.cells.push({ id: identity.id, cell }) - 1;
  }

  private unknown(text: string): TextFault {
    const indicator = this.context.catalogues.compiled.indicators.find(
      ({ code }) => code.toUpperCase() === text.toUpperCase(),
    );
    const [part] = indicator?.cells ?? [];
    if (indicator !== undefined && part !== undefined)
      return { code: 'indicator_divided', message: say.dividedIndicator(indicator.code, part.code) };
    return { code: 'unknown_indicator', message: say.unknownIndicator(text) };
  }
}
