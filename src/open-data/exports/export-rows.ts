import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { toNullable } from '../../core/numbers.js';
import { observationStatusOf, valueStatusOf } from '../../core/value-status.js';
import type { Language } from '../../core/vocabulary.js';
import { PublishedFigures, type OpenCell, type OpenPeriodFigures } from '../figures/published-figures.js';
import { LICENCE } from '../http/open-answers.js';
import type { Field } from './csv.js';
import { groupsOf, unitsOf, type ExportSelection } from './export-selection.js';

/** A column of a file: its name, the kind of its values, what it means, and how wide it is in a sheet. */
export interface ExportColumn {
  readonly name: string;
  readonly datatype: 'string' | 'number' | 'integer';
  readonly description: { readonly lv: string; readonly en: string };
  readonly width: number;
}

const text = (name: string, width: number, lv: string, en: string): ExportColumn => ({
  name,
  datatype: 'string',
  description: { lv, en },
  width,
});
const number = (name: string, lv: string, en: string): ExportColumn => ({
  ...text(name, 14, lv, en),
  datatype: 'number',
});
const whole = (name: string, lv: string, en: string): ExportColumn => ({
  ...text(name, 8, lv, en),
  datatype: 'integer',
});

const WHERE: readonly ExportColumn[] = [
  text('atvk', 10, 'Pašvaldības ATVK kods', 'ATVK code of the municipality'),
  text('municipality', 24, 'Pašvaldība', 'Municipality'),
  text('indicator', 20, 'Rādītāja kods', 'Code of the indicator'),
  text('indicatorName', 50, 'Rādītājs', 'Indicator'),
  text('unit', 18, 'Mērvienība', 'Unit'),
  text('period', 9, 'Perioda kods', 'Code of the period'),
];
const VALUE: readonly ExportColumn[] = [
  number('value', 'Vērtība, nenoapaļota; tukša, ja skaitļa nav', 'Value, unrounded; empty where there is no number'),
  text(
    'status',
    14,
    'Kāpēc skaitļa nav (not_applicable, not_collected, not_provided, confidential) vai kāds tas ir (reported, estimated, provisional, revised, break)',
    'Why there is no number (not_applicable, not_collected, not_provided, confidential), or of what kind it is (reported, estimated, provisional, revised, break)',
  ),
];
const ORIGIN: readonly ExportColumn[] = [
  text('edition', 14, 'Izdevums', 'Edition'),
  text('sample', 14, '“Parauga dati”, ja vērtības ir izdomātas', '“Sample data” where the values are made up'),
  text('licence', 10, 'Licence', 'Licence'),
];

export const OBSERVATION_COLUMNS: readonly ExportColumn[] = [
  ...WHERE,
  ...VALUE,
  text('source', 40, 'Datu avots', 'Source of the value'),
  ...ORIGIN,
];

export const SCORE_COLUMNS: readonly ExportColumn[] = [
  ...WHERE,
  text('peerGroup', 18, 'Salīdzināmās grupas kods', 'Code of the peer group'),
  ...VALUE,
  whole('rank', 'Vieta grupā, 1 = labākā', 'Rank in the group, 1 = best'),
  whole('of', 'Cik pašvaldībām ir vērtība', 'How many municipalities have a value'),
  number('percentile', 'Procentile, 0 līdz 1', 'Percentile, 0 to 1'),
  whole('quantileGroup', 'Kvartile, 1 = labākā', 'Quarter, 1 = best'),
  text('comparison', 14, 'Salīdzinājums ar grupas mediānu', 'Comparison with the median of the group'),
  number('median', 'Grupas mediāna', 'Median of the group'),
  number('q1', 'Grupas pirmā kvartile', 'First quartile of the group'),
  number('q3', 'Grupas trešā kvartile', 'Third quartile of the group'),
  text('flags', 20, 'Piezīmju kodi', 'Codes of remarks'),
  ...ORIGIN,
];

/** Rows in batches; between two of them others have their turn. */
export type RowBatches = AsyncGenerator<readonly (readonly Field[])[]>;

/** Columns of values that are worked on at once. */
const TOGETHER = 8;

interface Column {
  readonly cell: OpenCell;
  readonly figures: OpenPeriodFigures;
}

/** The rows of files, made while they are sent. */
@Injectable()
export class ExportRows {
  constructor(private readonly figures: PublishedFigures) {}

  /** Values by period, indicator and municipality, in the columns of `OBSERVATION_COLUMNS`. */
  async *observations(selection: ExportSelection, language: Language): RowBatches {
    for (const columns of batches(selection)) {
      const rows = await Promise.all(columns.map((column) => this.observationRows(selection, column, language)));
      yield rows.flat();
      await setImmediate();
    }
  }

  /** Scores by period, indicator, peer group and municipality, in the columns of `SCORE_COLUMNS`. */
  async *scores(selection: ExportSelection, language: Language): RowBatches {
    for (const columns of batches(selection))
      for (const column of columns) {
        yield await this.scoreRows(selection, column, language);
        await setImmediate();
      }
  }

  private async observationRows(
    selection: ExportSelection,
    { cell, figures }: Column,
    language: Language,
  ): Promise<Field[][]> {
    const column = figures.columns.get(cell.id);
    const sources = await this.figures.sources(selection.state, cell, figures.period);
    const origin = originOf(selection, language);
    return unitsOf(selection, figures).map(({ atvk, name, unit }) => [
      atvk,
      name.lv,
      ...whatOf(cell, figures, language),
      toNullable(column?.values[unit]),
      statusText(column?.statuses[unit] ?? 0),
      sources.get(unit) ?? null,
      ...origin,
    ]);
  }

  private async scoreRows(
    selection: ExportSelection,
    { cell, figures }: Column,
    language: Language,
  ): Promise<Field[][]> {
    const origin = originOf(selection, language);
    const what = whatOf(cell, figures, language);
    const rows: Field[][] = [];
    for (const peerGroup of groupsOf(selection, figures.period.code)) {
      const scores = await this.figures.scores(selection.state, { cell, period: figures.period, peerGroup });
      for (const row of scores?.rows ?? []) {
        const municipality = selection.municipalities.get(row.unit);
        if (municipality === undefined) continue;
        rows.push([
          municipality.atvk,
          municipality.name.lv,
          ...what,
          peerGroup.code,
          row.value,
          statusText(row.status),
          row.rank,
          row.of,
          row.percentile,
          row.quantileGroup,
          row.comparison,
          scores?.median ?? null,
          scores?.q1 ?? null,
          scores?.q3 ?? null,
          row.flags.join(' '),
          ...origin,
        ]);
      }
    }
    return rows;
  }
}

function* batches({ figures, cells }: ExportSelection): Generator<Column[]> {
  let batch: Column[] = [];
  for (const of of figures)
    for (const cell of cells) {
      if (!of.columns.has(cell.id)) continue;
      batch.push({ cell, figures: of });
      if (batch.length < TOGETHER) continue;
      yield batch;
      batch = [];
    }
  if (batch.length > 0) yield batch;
}

function whatOf(cell: OpenCell, { period }: OpenPeriodFigures, language: Language): Field[] {
  return [cell.code, cell.name[language], cell.unit[language], period.code];
}

function originOf({ state }: ExportSelection, language: Language): Field[] {
  const sample = state.sample ? { lv: 'Parauga dati', en: 'Sample data' }[language] : null;
  return [state.edition?.id ?? null, sample, LICENCE];
}

/** The status as the import reads it back: an estimate, a provisional or revised value is a reported one. */
function statusText(byte: number): string {
  const status = valueStatusOf(byte);
  const quality = observationStatusOf(byte);
  return status === 'reported' && quality !== 'normal' ? quality : status;
}
